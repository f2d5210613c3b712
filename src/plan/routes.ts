import {
  anyone,
  careersLeaders,
  editors,
  everyone,
  type Route,
  route,
} from '../platform/access/route.js';
import { remarkRoutes } from '../remark/routes.js';
import { nextPage } from '../review/pages/next.js';
import { actionPage } from './pages/action.js';
import {
  editActionPage,
  editActionPost,
  fromMovePost,
  newActionPage,
  newActionPost,
} from './pages/action-edit.js';
import { evidencePost, milestonesPost, notesPost, statusPost } from './pages/action-posts.js';
import { calendarHelpPage } from './pages/calendar-help.js';
import {
  closeActionPage,
  closeActionPost,
  deleteActionPage,
  deleteActionPost,
  deletedPage,
  restoreActionPost,
} from './pages/close-action.js';
import { csvExport, printPage, xlsxExport } from './pages/exports.js';
import {
  calendarDropPost,
  calendarFeed,
  calendarPost,
  minePage,
  remindersPost,
} from './pages/mine.js';
import { followedPage } from './pages/outcomes.js';
import { planPage } from './pages/plan.js';
import { archivePost, carryPost, openYearPost, yearPage } from './pages/year.js';
import { findPlanning } from './planned.js';
import { actionTarget } from './remarks.js';

/** Every URL of the plan. */
export const planRoutes: Route[] = [
  route('GET', '/plan', everyone, planPage),
  route('GET', '/plan/new', editors, newActionPage),
  route('GET', '/plan/mine', everyone, minePage),
  route('GET', '/plan/followed', everyone, followedPage),
  route('GET', '/plan/print', everyone, printPage),
  route('GET', '/plan/export.csv', everyone, csvExport),
  route('GET', '/plan/export.xlsx', everyone, xlsxExport),
  route('GET', '/plan/deleted', careersLeaders, deletedPage),
  // A page of the review feature, which says what stands in the plan: that is handed in here.
  route('GET', '/reviews/:id/next', everyone, nextPage(findPlanning)),
  route('POST', '/plan/actions', editors, newActionPost),
  route('POST', '/plan/actions/from-move', editors, fromMovePost),
  route('GET', '/plan/actions/:id', everyone, actionPage),
  route('POST', '/plan/actions/:id', editors, editActionPost),
  route('GET', '/plan/actions/:id/edit', editors, editActionPage),
  route('POST', '/plan/actions/:id/status', editors, statusPost),
  route('POST', '/plan/actions/:id/notes', editors, notesPost),
  route('POST', '/plan/actions/:id/milestones', editors, milestonesPost),
  route('POST', '/plan/actions/:id/evidence', editors, evidencePost),
  route('GET', '/plan/actions/:id/close', editors, closeActionPage),
  route('POST', '/plan/actions/:id/close', editors, closeActionPost),
  route('GET', '/plan/actions/:id/delete', careersLeaders, deleteActionPage),
  route('POST', '/plan/actions/:id/delete', careersLeaders, deleteActionPost),
  route('POST', '/plan/actions/:id/restore', careersLeaders, restoreActionPost),
  ...remarkRoutes('/plan/actions/:id', actionTarget),
  route('POST', '/plan/reminders', everyone, remindersPost),
  route('GET', '/plan/calendar/help', everyone, calendarHelpPage),
  route('POST', '/plan/calendar', everyone, calendarPost),
  route('POST', '/plan/calendar/drop', everyone, calendarDropPost),
  route('GET', '/calendar/:file', anyone, calendarFeed),
  route('GET', '/year', everyone, yearPage),
  route('POST', '/year/carry', careersLeaders, carryPost),
  route('POST', '/year/archive', careersLeaders, archivePost),
  route('POST', '/year/open', careersLeaders, openYearPost),
];
