import { careersLeaders, editors, everyone, type Route, route } from '../platform/access/route.js';
import { coveragePage } from './pages/coverage.js';
import { crosswalkPage, crosswalksPage, headingsPost } from './pages/crosswalk.js';
import { effortsPost, goalPlanPage } from './pages/goal-plan.js';
import { linksPage } from './pages/links.js';
import { loadListPage, loadListPost, removeListPost } from './pages/load-list.js';
import { insightPage } from './pages/overview.js';
import { hardPage, soonPage } from './pages/team.js';
import { whatIfPage } from './pages/what-if.js';
import { yearsPage } from './pages/years.js';

/** Every URL of insight. */
export const insightRoutes: Route[] = [
  route('GET', '/insight', everyone, insightPage),
  route('GET', '/insight/links', everyone, linksPage),
  route('GET', '/insight/what-if', everyone, whatIfPage),
  route('GET', '/insight/ways', everyone, goalPlanPage),
  route('POST', '/insight/efforts', careersLeaders, effortsPost),
  route('GET', '/insight/years', everyone, yearsPage),
  // What is about how the team works, and not about the school, is for those who judge.
  route('GET', '/insight/soon', editors, soonPage),
  route('GET', '/insight/hard', editors, hardPage),
  route('GET', '/evidence/coverage', everyone, coveragePage),
  route('GET', '/crosswalk', everyone, crosswalksPage),
  route('POST', '/crosswalk/headings', careersLeaders, headingsPost),
  route('GET', '/crosswalk/load', careersLeaders, loadListPage),
  route('POST', '/crosswalk/load', careersLeaders, loadListPost, { bytes: 2 * 1024 * 1024 }),
  route('GET', '/crosswalk/:list', everyone, crosswalkPage),
  route('POST', '/crosswalk/:list/remove', careersLeaders, removeListPost),
];
