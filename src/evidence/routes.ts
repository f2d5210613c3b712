import { EVERY_ROLE } from '../platform/access/member.js';
import { members, type Route, route } from '../platform/access/route.js';
import { deletePage, deletePost, restorePost } from './pages/delete.js';
import { downloadFile, viewFile } from './pages/download.js';
import { editPage, editPost } from './pages/edit.js';
import { MOST_UPLOAD_BYTES } from './pages/form.js';
import { itemPage } from './pages/item.js';
import { listPage } from './pages/list.js';
import { newPage, newPost } from './pages/new.js';
import { pastePage, pastePost } from './pages/paste.js';
import { replacePage, replacePost } from './pages/replace.js';

const everyone = members(...EVERY_ROLE);
const makers = members('careers leader', 'contributor');
const upload = { bytes: MOST_UPLOAD_BYTES };

/** Every URL of the evidence library. */
export const evidenceRoutes: Route[] = [
  route('GET', '/evidence', everyone, listPage),
  route('GET', '/evidence/new', makers, newPage),
  route('POST', '/evidence/new', makers, newPost, upload),
  route('GET', '/evidence/paste', makers, pastePage),
  route('POST', '/evidence/paste', makers, pastePost),
  route('GET', '/evidence/:id', everyone, itemPage),
  route('GET', '/evidence/:id/edit', makers, editPage),
  route('POST', '/evidence/:id/edit', makers, editPost),
  route('GET', '/evidence/:id/file', makers, replacePage),
  route('POST', '/evidence/:id/file', makers, replacePost, upload),
  route('GET', '/evidence/:id/files/:number', everyone, downloadFile),
  route('GET', '/evidence/:id/files/:number/view', everyone, viewFile),
  route('GET', '/evidence/:id/delete', makers, deletePage),
  route('POST', '/evidence/:id/delete', makers, deletePost),
  route('POST', '/evidence/:id/restore', makers, restorePost),
];
