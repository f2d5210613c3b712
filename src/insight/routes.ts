import { EVERY_ROLE } from '../platform/access/member.js';
import { members, type Route, route } from '../platform/access/route.js';
import { coveragePage } from './pages/coverage.js';
import { crosswalkPage, crosswalksPage, headingsPost } from './pages/crosswalk.js';
import { effortsPost, goalPlanPage } from './pages/goal-plan.js';
import { linksPage } from './pages/links.js';
import { loadListPage, loadListPost, removeListPost } from './pages/load-list.js';
import { insightPage } from './pages/overview.js';
import { hardPage, soonPage } from './pages/team.js';
import { whatIfPage } from './pages/what-if.js';
import { yearsPage } from './pages/years.js';

const everyone = members(...EVERY_ROLE);
/** What is about how the team works, and not about the school, is for those who judge. */
const team = members('careers leader', 'contributor');
const leaders = members('careers leader');

/** Every URL of insight. */
export const insightRoutes: Route[] = [
  route('GET', '/insight', everyone, insightPage),
  route('GET', '/insight/links', everyone, linksPage),
  route('GET', '/insight/what-if', everyone, whatIfPage),
  route('GET', '/insight/ways', everyone, goalPlanPage),
  route('POST', '/insight/efforts', leaders, effortsPost),
  route('GET', '/insight/years', everyone, yearsPage),
  route('GET', '/insight/soon', team, soonPage),
  route('GET', '/insight/hard', team, hardPage),
  route('GET', '/evidence/coverage', everyone, coveragePage),
  route('GET', '/crosswalk', everyone, crosswalksPage),
  route('POST', '/crosswalk/headings', leaders, headingsPost),
  route('GET', '/crosswalk/load', leaders, loadListPage),
  route('POST', '/crosswalk/load', leaders, loadListPost, { bytes: 2 * 1024 * 1024 }),
  route('GET', '/crosswalk/:list', everyone, crosswalkPage),
  route('POST', '/crosswalk/:list/remove', leaders, removeListPost),
];
