/** Why a file is not read as a workbook, with what to do. */
import { invalid, tooLarge } from '../platform/problems.js';

/** A file with more in it than a workbook of ours. */
export const tooMuch = () =>
  tooLarge(
    'workbook.too-large',
    'There is more in this file than in a workbook of Waymark, so it was not read. Remove what was added (pictures, other sheets), then choose it again.',
  );

/** Any other kind of file. */
export const notExcel = () =>
  invalid(
    'workbook.not-excel',
    'This is not an Excel workbook. Open it in your spreadsheet program, save it as .xlsx, and choose that.',
  );
