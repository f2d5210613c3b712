import { anyone, careersLeaders, everyone, type Route, route } from '../platform/access/route.js';
import { REPORT_FORMATS } from './files.js';
import { linksPage, linksPost, revokePost } from './links/pages/links.js';
import { sharedFile, sharedPage, sharedPost } from './links/pages/shared.js';
import { answerSheetPage } from './pages/answer-sheet.js';
import { answerSheetDocument, reportDocument } from './pages/documents.js';
import { partsPage, partsPost, standardPost, wordsPage, wordsPost } from './pages/own.js';
import { reportFile, reportPage, reportsPage } from './pages/reports.js';
import { latestResultsPage, resultsPage } from './pages/results.js';
import {
  benchmarksPage,
  inconsistenciesPage,
  nextStepsPage,
  questionsPage,
  themesPage,
} from './pages/results-parts.js';

/** Every URL of reports. */
export const reportRoutes: Route[] = [
  route('GET', '/results', everyone, latestResultsPage),
  route('GET', '/reviews/:id/results', everyone, resultsPage),
  route('GET', '/reviews/:id/results/themes', everyone, themesPage),
  route('GET', '/reviews/:id/results/benchmarks', everyone, benchmarksPage),
  route('GET', '/reviews/:id/results/next-steps', everyone, nextStepsPage),
  route('GET', '/reviews/:id/results/inconsistencies', everyone, inconsistenciesPage),
  route('GET', '/reviews/:id/results/questions', everyone, questionsPage),
  route('GET', '/reviews/:id/reports', everyone, reportsPage),
  route('GET', '/reviews/:id/reports/:kind', everyone, reportPage),
  // These stand before the files: the first route that fits answers.
  route('GET', '/reviews/:id/reports/:kind/links', careersLeaders, linksPage),
  route('GET', '/reviews/:id/reports/:kind/words', careersLeaders, wordsPage),
  route('GET', '/reviews/:id/reports/:kind/parts', careersLeaders, partsPage),
  route('GET', '/reviews/:id/reports/:kind/:format', everyone, reportFile),
  route('GET', '/reviews/:id/report.pdf', everyone, reportDocument),
  route('GET', '/reviews/:id/answer-sheet.pdf', everyone, answerSheetDocument),
  route('GET', '/reviews/:id/answer-sheet', everyone, answerSheetPage),
  route('POST', '/reviews/:id/reports/:kind/links', careersLeaders, linksPost),
  route('POST', '/reviews/:id/reports/:kind/links/:link/revoke', careersLeaders, revokePost),
  route('POST', '/reviews/:id/reports/:kind/words', careersLeaders, wordsPost),
  route('POST', '/reviews/:id/reports/:kind/parts', careersLeaders, partsPost),
  route('POST', '/reviews/:id/reports/:kind/parts/standard', careersLeaders, standardPost),
  route('GET', '/shared/:token', anyone, sharedPage),
  route('POST', '/shared/:token', anyone, sharedPost),
  ...REPORT_FORMATS.map((format) =>
    route('GET', `/shared/:token/report.${format}`, anyone, sharedFile(format)),
  ),
];
