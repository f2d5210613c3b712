import { choicePost } from '../authoring/pages/choice.js';
import { draftFile, draftPage, draftPost, draftsPost } from '../authoring/pages/draft.js';
import {
  draftPublicationPage,
  draftPublicationPost,
} from '../authoring/pages/draft-publication.js';
import { draftStatementPage, draftStatementPost } from '../authoring/pages/draft-statement.js';
import { importPage, removalPost } from '../authoring/pages/import.js';
import { itemPage, itemPost } from '../authoring/pages/import-item.js';
import { linesPage } from '../authoring/pages/import-lines.js';
import { settingsPage, settingsPost } from '../authoring/pages/import-settings.js';
import { IMPORT_BYTES, importsPage, importsPost } from '../authoring/pages/imports.js';
import { publicationPage, publicationPost } from '../authoring/pages/publication.js';
import { anyone, leaders, type Route, route } from '../platform/access/route.js';
import { tellModels } from './history-messages.js';
import { differencesPage } from './pages/differences.js';
import { exportFile, schemaFile } from './pages/export.js';
import { linksPage } from './pages/links.js';
import { modelPage } from './pages/model.js';
import { searchPage } from './pages/search.js';
import { statementPage } from './pages/statement.js';
import { themePage } from './pages/theme.js';
import { versionsPage } from './pages/versions.js';
import { wholePage } from './pages/whole.js';
import { wordingPost } from './pages/wording.js';

tellModels();

/** Every URL of the framework's room. A version of a school is shown to its members alone, by row-level security. */
export const frameworkRoutes: Route[] = [
  route('GET', '/model', anyone, modelPage),
  route('GET', '/model/search', anyone, searchPage),
  route('GET', '/model/print', anyone, wholePage),
  route('GET', '/model/links', anyone, linksPage),
  route('GET', '/model/differences', anyone, differencesPage),
  route('GET', '/model/export', anyone, exportFile),
  route('GET', '/model/schema.json', anyone, schemaFile),
  route('GET', '/model/versions', anyone, versionsPage),
  route('POST', '/model/wording', anyone, wordingPost),
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
  route('GET', '/model/themes/:theme', anyone, themePage),
  route('GET', '/model/:code', anyone, statementPage),
];
