import { MOST_UPLOAD_BYTES } from '../evidence/pages/form.js';
import {
  anyone,
  careersLeaders,
  editors,
  everyone,
  type Route,
  route,
} from '../platform/access/route.js';
import { remarkRoutes } from '../remark/routes.js';
import { statementPage, statementPost } from '../review/pages/statement.js';
import { planAtStatement } from './at-statement.js';
import { actionPage } from './pages/action.js';
import {
  editActionPage,
  editActionPost,
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
import { fromMovePost, whatNextPage } from './pages/from-move.js';
import {
  calendarDropPost,
  calendarFeed,
  calendarPost,
  minePage,
  remindersPost,
} from './pages/mine.js';
import { followedPage } from './pages/outcomes.js';
import { planPage } from './pages/plan.js';
import { undoClosingPost } from './pages/undo-closing.js';
import { archivePost, carryPost, openYearPost, yearPage } from './pages/year.js';
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
  // Pages of the review feature, which say what stands in the plan: that is handed in here.
  route('GET', '/reviews/:id/statements/:code', everyone, statementPage(planAtStatement)),
  route(
    'POST',
    '/reviews/:id/statements/:code/agreement',
    editors,
    statementPost(planAtStatement),
    { bytes: MOST_UPLOAD_BYTES },
  ),
  route('GET', '/reviews/:id/next', everyone, whatNextPage),
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
  route('POST', '/plan/actions/:id/undo', editors, undoClosingPost),
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
