import { leaders, type Route, route, signedIn } from '../platform/access/route.js';
import { handoverPage, handoverPdf, handoverWord } from './pages/handover.js';
import { historyExport, historyPage } from './pages/history.js';
import { myDataCopy, myDataErase, myDataPage } from './pages/my-data.js';
import { answerPost, requestPost, requestsPage } from './pages/requests.js';
import { retentionApply, retentionPage, retentionPost } from './pages/retention.js';

/** Every URL of the history, the handover and the protection of data. */
export const recordRoutes: Route[] = [
  route('GET', '/history', leaders, historyPage),
  route('POST', '/history/export', leaders, historyExport),
  route('GET', '/handover', leaders, handoverPage),
  route('GET', '/handover.pdf', leaders, handoverPdf),
  route('GET', '/handover.docx', leaders, handoverWord),
  route('GET', '/requests', leaders, requestsPage),
  route('POST', '/requests', leaders, requestPost),
  route('POST', '/requests/:id/answer', leaders, answerPost),
  route('GET', '/retention', leaders, retentionPage),
  route('POST', '/retention', leaders, retentionPost),
  route('POST', '/retention/apply', leaders, retentionApply),
  route('GET', '/account/data', signedIn, myDataPage),
  route('POST', '/account/data/copy', signedIn, myDataCopy),
  route('POST', '/account/data/erase', signedIn, myDataErase),
];
