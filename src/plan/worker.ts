/** The thread that makes an Excel file of the plan, so that nobody waits for it: the library is large and takes its time. */
import { parentPort, workerData } from 'node:worker_threads';
import excel from 'exceljs';
import { academicYear } from '../platform/academic-year.js';
import type { PlanTable } from './excel.js';

const { school, year, columns, rows } = workerData as PlanTable;
const book = new excel.Workbook();
book.title = `Careers plan ${academicYear(year)}, ${school}`;
const sheet = book.addWorksheet(`Plan ${academicYear(year).replace('/', '-')}`, {
  views: [{ state: 'frozen', ySplit: 1 }],
  pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
});
sheet.columns = columns.map(({ title, width }) => ({ header: title, width }));
sheet.getRow(1).font = { bold: true };
for (const cells of rows) {
  const row = sheet.addRow(cells);
  row.alignment = { wrapText: true, vertical: 'top' };
}
parentPort?.postMessage(new Uint8Array(await book.xlsx.writeBuffer()));
