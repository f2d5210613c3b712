import { anyone, type Route, route } from '../platform/access/route.js';
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

/** Every URL of the framework's feature. A version of a school is shown to its members alone, by row-level security. */
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
  route('GET', '/model/themes/:theme', anyone, themePage),
  route('GET', '/model/:code', anyone, statementPage),
];
