import { editors, everyone, type Route, route } from '../platform/access/route.js';
import { CHANGES_BYTES, planWorkbook, reviewWorkbook, UPLOAD_BYTES } from './pages/workbook.js';

/** Every URL of workbooks. */
export const workbookRoutes: Route[] = [
  route('GET', '/reviews/:id/workbook', everyone, reviewWorkbook.page),
  route('GET', '/reviews/:id/workbook.xlsx', everyone, reviewWorkbook.file),
  route('POST', '/reviews/:id/workbook', editors, reviewWorkbook.upload, { bytes: UPLOAD_BYTES }),
  route('POST', '/reviews/:id/workbook/changes', editors, reviewWorkbook.changes, {
    bytes: CHANGES_BYTES,
  }),
  route('GET', '/plan/workbook', everyone, planWorkbook.page),
  route('GET', '/plan/workbook.xlsx', everyone, planWorkbook.file),
  route('POST', '/plan/workbook', editors, planWorkbook.upload, { bytes: UPLOAD_BYTES }),
  route('POST', '/plan/workbook/changes', editors, planWorkbook.changes, { bytes: CHANGES_BYTES }),
];
