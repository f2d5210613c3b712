import { careersLeaders, editors, everyone, type Route, route } from '../platform/access/route.js';
import { remarkRoutes } from '../remark/routes.js';
import { citePage, citePost } from './pages/cite-evidence.js';
import {
  closePage,
  closePost,
  deletePage,
  deletePost,
  reopenPage,
  reopenPost,
  restorePost,
} from './pages/close.js';
import { enterPage, enterPost } from './pages/enter.js';
import { historyPage } from './pages/history.js';
import { newReviewPage, newReviewPost } from './pages/new-review.js';
import { goPage, overviewPage, seenPost } from './pages/overview.js';
import {
  detailsPost,
  levelSettersPost,
  levelSettersRemovePost,
  peoplePage,
  peoplePost,
  peopleRemovePost,
} from './pages/people.js';
import { remarksPage } from './pages/remarks.js';
import { reviewsPage } from './pages/reviews.js';
import { backToPage, undoPost } from './pages/statement.js';
import { confirmPage, confirmPost } from './pages/statement-confirm.js';
import { reviewTarget } from './remarks.js';

/** Every URL of reviews; the plan adds those of what next and of one statement, which say what is planned. */
export const reviewRoutes: Route[] = [
  route('GET', '/reviews', everyone, reviewsPage),
  route('GET', '/reviews/new', careersLeaders, newReviewPage),
  route('POST', '/reviews', careersLeaders, newReviewPost),
  route('GET', '/reviews/:id', everyone, overviewPage),
  route('GET', '/reviews/:id/go', everyone, goPage),
  route('GET', '/reviews/:id/history', everyone, historyPage),
  route('GET', '/reviews/:id/people', everyone, peoplePage),
  route('POST', '/reviews/:id/people', careersLeaders, peoplePost),
  route('POST', '/reviews/:id/people/remove', careersLeaders, peopleRemovePost),
  route('POST', '/reviews/:id/level-setters', careersLeaders, levelSettersPost),
  route('POST', '/reviews/:id/level-setters/remove', careersLeaders, levelSettersRemovePost),
  route('POST', '/reviews/:id/seen', careersLeaders, seenPost),
  route('POST', '/reviews/:id/details', careersLeaders, detailsPost),
  route('GET', '/reviews/:id/close', careersLeaders, closePage),
  route('POST', '/reviews/:id/close', careersLeaders, closePost),
  route('GET', '/reviews/:id/reopen', careersLeaders, reopenPage),
  route('POST', '/reviews/:id/reopen', careersLeaders, reopenPost),
  route('GET', '/reviews/:id/delete', careersLeaders, deletePage),
  route('POST', '/reviews/:id/delete', careersLeaders, deletePost),
  route('POST', '/reviews/:id/restore', careersLeaders, restorePost),
  route('GET', '/reviews/:id/enter', editors, enterPage),
  route('POST', '/reviews/:id/enter', editors, enterPost),
  route('GET', '/reviews/:id/confirm', editors, confirmPage),
  route('POST', '/reviews/:id/confirm', editors, confirmPost),
  route('GET', '/reviews/:id/statements/:code/history', everyone, historyPage),
  route('GET', '/reviews/:id/statements/:code/agreement', everyone, backToPage),
  route('POST', '/reviews/:id/statements/:code/undo', editors, undoPost),
  route('GET', '/reviews/:id/remarks', everyone, remarksPage),
  ...remarkRoutes('/reviews/:id', reviewTarget),
  route('GET', '/evidence/:id/citations', editors, citePage),
  route('POST', '/evidence/:id/citations', editors, citePost),
];
