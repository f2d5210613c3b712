import { editors, everyone, type Route, route } from '../platform/access/route.js';
import { deletePage, deletePost, restorePost } from './pages/delete.js';
import { downloadFile, viewFile } from './pages/download.js';
import { editPage, editPost } from './pages/edit.js';
import { MOST_UPLOAD_BYTES } from './pages/form.js';
import { itemPage } from './pages/item.js';
import { listPage } from './pages/list.js';
import { newPage, newPost } from './pages/new.js';
import { pastePage, pastePost } from './pages/paste.js';
import { replacePage, replacePost } from './pages/replace.js';

const upload = { bytes: MOST_UPLOAD_BYTES };

/** Every URL of the evidence library. */
export const evidenceRoutes: Route[] = [
  route('GET', '/evidence', everyone, listPage),
  route('GET', '/evidence/new', editors, newPage),
  route('POST', '/evidence/new', editors, newPost, upload),
  route('GET', '/evidence/paste', editors, pastePage),
  route('POST', '/evidence/paste', editors, pastePost),
  route('GET', '/evidence/:id', everyone, itemPage),
  route('GET', '/evidence/:id/edit', editors, editPage),
  route('POST', '/evidence/:id/edit', editors, editPost),
  route('GET', '/evidence/:id/file', editors, replacePage),
  route('POST', '/evidence/:id/file', editors, replacePost, upload),
  route('GET', '/evidence/:id/files/:number', everyone, downloadFile),
  route('GET', '/evidence/:id/files/:number/view', everyone, viewFile),
  route('GET', '/evidence/:id/delete', editors, deletePage),
  route('POST', '/evidence/:id/delete', editors, deletePost),
  route('POST', '/evidence/:id/restore', editors, restorePost),
];
