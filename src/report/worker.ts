/**
 * The PDF renderer: one Typst compiler in a process of its own, so that making a report never holds up a page, and what
 * the compiler remembers goes with it. It takes {id, template, data} and answers {id, pdf} or {id, fault}, with its memory.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import type { ReportDocument } from './blocks/block.js';
import { glyphsOf, printable, writing } from './glyphs.js';

/** What the renderer is asked for: a Typst template as PDF, or blocks as a Word file. */
export interface RenderJob {
  id: number;
  template: string;
  /** JSON, in UTF-8. */
  data: Uint8Array;
}
/** In place of a template: the blocks of a report as a Word file. */
const WORD = 'word';
/** What it answers. */
export type RendererAnswer = { id: number; megabytes: number } & (
  | { file: Uint8Array<ArrayBuffer> }
  | { fault: string }
);

const [root = ''] = process.argv.slice(2);
const fontFolder = join(root, 'src/report/fonts');
const fonts = readdirSync(fontFolder)
  .filter((name) => name.endsWith('.ttf'))
  .map((name) => readFileSync(join(fontFolder, name)));
const glyphs = glyphsOf(fonts);
const workspace = join(root, 'src/report/typst');
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] });

function setIn(template: string, data: string): Uint8Array<ArrayBuffer> {
  const mainFilePath = join(workspace, `${template}.typ`);
  const pdf = compiler.pdf({ mainFilePath, inputs: { data } }, { pdfStandard: PdfStandard.UA_1 });
  compiler.evictCache(1);
  return new Uint8Array(pdf);
}

/** Sets the document. Where no font has a letter, it is set again with a box for each such letter. */
function print({ template, data }: RenderJob): Uint8Array<ArrayBuffer> {
  const words: unknown = writing(JSON.parse(Buffer.from(data).toString()));
  try {
    return setIn(template, JSON.stringify(words));
  } catch (error) {
    if (!String(error).includes('could not be displayed')) throw error;
    return setIn(template, JSON.stringify(printable(words, glyphs)));
  }
}

const answer = (
  said: { id: number; file: Uint8Array<ArrayBuffer> } | { id: number; fault: string },
) => {
  const megabytes = process.memoryUsage.rss() / 1024 / 1024;
  process.send?.({ ...said, megabytes } satisfies RendererAnswer);
};

/** The libraries of Word files and pictures are loaded with the first one that is wanted. */
async function word({ data }: RenderJob): Promise<Uint8Array<ArrayBuffer>> {
  const { wordFile } = await import('./blocks/word.js');
  return wordFile(writing(JSON.parse(Buffer.from(data).toString()) as ReportDocument), fonts);
}

process.on('message', async (job: RenderJob) => {
  try {
    answer({ id: job.id, file: job.template === WORD ? await word(job) : print(job) });
  } catch (error) {
    answer({ id: job.id, fault: String(error) });
  }
});
// Ctrl-C at the terminal reaches us too: who asked for documents decides when we end, or is gone.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
