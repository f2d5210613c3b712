import { leaders, type Route, route } from '../platform/access/route.js';
import { choicePost } from './pages/choice.js';
import { draftFile, draftPage, draftPost, draftsPost } from './pages/draft.js';
import { draftPublicationPage, draftPublicationPost } from './pages/draft-publication.js';
import { draftStatementPage, draftStatementPost } from './pages/draft-statement.js';
import { importPage, removalPost } from './pages/import.js';
import { itemPage, itemPost } from './pages/import-item.js';
import { linesPage } from './pages/import-lines.js';
import { settingsPage, settingsPost } from './pages/import-settings.js';
import { IMPORT_BYTES, importsPage, importsPost } from './pages/imports.js';
import { publicationPage, publicationPost } from './pages/publication.js';

/** Every URL of what a model is before it is published: documents that are read, and drafts. */
export const authoringRoutes: Route[] = [
  route('GET', '/model/imports', leaders, importsPage),
  route('POST', '/model/imports', leaders, importsPost, { bytes: IMPORT_BYTES }),
  route('GET', '/model/imports/:id', leaders, importPage),
  route('POST', '/model/imports/:id/removal', leaders, removalPost),
  route('GET', '/model/imports/:id/items/:place', leaders, itemPage),
  route('POST', '/model/imports/:id/items/:place', leaders, itemPost),
  route('GET', '/model/imports/:id/lines', leaders, linesPage),
  route('GET', '/model/imports/:id/settings', leaders, settingsPage),
  route('POST', '/model/imports/:id/settings', leaders, settingsPost),
  route('GET', '/model/imports/:id/publication', leaders, publicationPage),
  route('POST', '/model/imports/:id/publication', leaders, publicationPost),
  route('POST', '/model/drafts', leaders, draftsPost),
  route('GET', '/model/drafts/:id', leaders, draftPage),
  route('POST', '/model/drafts/:id', leaders, draftPost),
  route('GET', '/model/drafts/:id/file', leaders, draftFile),
  route('GET', '/model/drafts/:id/statements/:statement', leaders, draftStatementPage),
  route('POST', '/model/drafts/:id/statements/:statement', leaders, draftStatementPost),
  route('GET', '/model/drafts/:id/publication', leaders, draftPublicationPage),
  route('POST', '/model/drafts/:id/publication', leaders, draftPublicationPost),
  route('POST', '/model/versions/:id/choice', leaders, choicePost),
];
