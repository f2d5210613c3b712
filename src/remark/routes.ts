import { everyone, members, type Route, route } from '../platform/access/route.js';
import type { RemarkTarget } from './changes.js';
import { answerPost, remarkPage, replyPost, restorePost, withdrawPost } from './pages/remark.js';
import { newRemarkPage, newRemarkPost } from './pages/writing.js';
import { REMARKERS } from './permissions.js';

const remarkers = members(...REMARKERS);

/** The URLs of remarks under a place: "/reviews/:id" or "/plan/actions/:id". The feature that owns it adds them to its own. */
export const remarkRoutes = (base: string, target: RemarkTarget): Route[] => [
  route('GET', `${base}/remarks/new`, remarkers, newRemarkPage(target)),
  route('POST', `${base}/remarks`, remarkers, newRemarkPost(target)),
  route('GET', `${base}/remarks/:remark`, everyone, remarkPage(target)),
  route('POST', `${base}/remarks/:remark/replies`, remarkers, replyPost(target)),
  route('POST', `${base}/remarks/:remark/answer`, remarkers, answerPost(target)),
  route('POST', `${base}/remarks/:remark/withdraw`, remarkers, withdrawPost(target)),
  route('POST', `${base}/remarks/:remark/restore`, remarkers, restorePost(target)),
];
