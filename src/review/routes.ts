import { EVERY_ROLE } from '../platform/access/member.js';
import { members, type Route, route } from '../platform/access/route.js';
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
import { historyPage } from './pages/history.js';
import { newReviewPage, newReviewPost } from './pages/new-review.js';
import { goPage, overviewPage } from './pages/overview.js';
import { detailsPost, peoplePage, peoplePost, peopleRemovePost } from './pages/people.js';
import { remarksPage } from './pages/remarks.js';
import { reviewsPage } from './pages/reviews.js';
import { backToPage, statementPage, statementPost } from './pages/statement.js';
import { reviewTarget } from './remarks.js';

const everyone = members(...EVERY_ROLE);
const editors = members('careers leader', 'contributor');
const leaders = members('careers leader');

/** Every URL of reviews; the plan adds the one of what next, which says what is planned already. */
export const reviewRoutes: Route[] = [
  route('GET', '/reviews', everyone, reviewsPage),
  route('GET', '/reviews/new', leaders, newReviewPage),
  route('POST', '/reviews', leaders, newReviewPost),
  route('GET', '/reviews/:id', everyone, overviewPage),
  route('GET', '/reviews/:id/go', everyone, goPage),
  route('GET', '/reviews/:id/history', everyone, historyPage),
  route('GET', '/reviews/:id/people', everyone, peoplePage),
  route('POST', '/reviews/:id/people', leaders, peoplePost),
  route('POST', '/reviews/:id/people/remove', leaders, peopleRemovePost),
  route('POST', '/reviews/:id/details', leaders, detailsPost),
  route('GET', '/reviews/:id/close', leaders, closePage),
  route('POST', '/reviews/:id/close', leaders, closePost),
  route('GET', '/reviews/:id/reopen', leaders, reopenPage),
  route('POST', '/reviews/:id/reopen', leaders, reopenPost),
  route('GET', '/reviews/:id/delete', leaders, deletePage),
  route('POST', '/reviews/:id/delete', leaders, deletePost),
  route('POST', '/reviews/:id/restore', leaders, restorePost),
  route('GET', '/reviews/:id/statements/:code', everyone, statementPage),
  route('GET', '/reviews/:id/statements/:code/history', everyone, historyPage),
  route('GET', '/reviews/:id/statements/:code/agreement', everyone, backToPage),
  route('POST', '/reviews/:id/statements/:code/agreement', editors, statementPost),
  route('GET', '/reviews/:id/remarks', everyone, remarksPage),
  ...remarkRoutes('/reviews/:id', reviewTarget),
  route('GET', '/evidence/:id/citations', editors, citePage),
  route('POST', '/evidence/:id/citations', editors, citePost),
];
