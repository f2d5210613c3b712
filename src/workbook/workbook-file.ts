/** The answer with a workbook in it. */
import type { AppContext } from '../platform/storage/context.js';
import { makeWorkbook } from './make-workbook.js';
import { bookOf, type Standing } from './standing.js';

/** The workbook of what stands now, to download. */
export async function workbookFile(context: AppContext, standing: Standing): Promise<Response> {
  const file = await makeWorkbook(context, await bookOf(standing, context.clock()));
  return new Response(file, {
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Length': String(file.length),
      'Content-Disposition': `attachment; filename="${standing.fileName}.xlsx"`,
    },
  });
}
