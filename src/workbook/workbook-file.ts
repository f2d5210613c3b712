/** The answer with a workbook in it. */
import type { AppContext } from '../platform/storage/context.js';
import { bookOf, type WorkbookContent } from './content.js';
import { makeWorkbook } from './make-workbook.js';

/** The workbook of what stands now, to download. */
export async function workbookFile(
  context: AppContext,
  content: WorkbookContent,
): Promise<Response> {
  const file = await makeWorkbook(context, await bookOf(content, context.clock()));
  return new Response(file, {
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Length': String(file.length),
      'Content-Disposition': `attachment; filename="${content.fileName}.xlsx"`,
    },
  });
}
