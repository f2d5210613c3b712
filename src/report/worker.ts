/**
 * The PDF renderer: one Typst compiler in a process of its own, so that making a report never holds up a page, and what
 * the compiler remembers goes with it. It takes {id, template, data} and answers {id, pdf} or {id, fault}, with its memory.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import type { ReportDocument } from './blocks/block.js';
import { familiesIn, fontFolders, lettersAt } from './fonts.js';
import { printable, writing } from './glyphs.js';

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

const [root = '', dataFolder = ''] = process.argv.slice(2);
const places = { root, dataFolder };
const [, ...added] = fontFolders(places);
/** The families that the operator added: they come after Waymark's own. */
const families = JSON.stringify(added.flatMap(familiesIn));
const workspace = join(root, 'src/report/typst');
// By their folders: the compiler reads a font when a document has a letter of it, and no sooner.
const compiler = NodeCompiler.create({
  workspace,
  fontArgs: [{ fontPaths: fontFolders(places) }],
});

/** Sets the document, with a box for each character that no font has. */
function print({ template, data }: RenderJob): Uint8Array<ArrayBuffer> {
  const words: unknown = writing(JSON.parse(Buffer.from(data).toString()));
  const shown = printable(words, () => lettersAt(places));
  const mainFilePath = join(workspace, `${template}.typ`);
  const pdf = compiler.pdf(
    { mainFilePath, inputs: { data: JSON.stringify(shown), families } },
    { pdfStandard: PdfStandard.UA_1 },
  );
  compiler.evictCache(1);
  return new Uint8Array(pdf);
}

const answer = (
  said: { id: number; file: Uint8Array<ArrayBuffer> } | { id: number; fault: string },
) => {
  const megabytes = process.memoryUsage.rss() / 1024 / 1024;
  process.send?.({ ...said, megabytes } satisfies RendererAnswer);
};

/** What the drawings of a Word file are lettered with: codes, numbers and names of levels. */
const CHART_FONTS = ['open-sans-regular.ttf', 'open-sans-bold.ttf'];
let chartFonts: Buffer[] | undefined;

/** The libraries of Word files and pictures are loaded with the first one that is wanted. */
async function word({ data }: RenderJob): Promise<Uint8Array<ArrayBuffer>> {
  const { wordFile } = await import('./blocks/word.js');
  chartFonts ??= CHART_FONTS.map((name) => readFileSync(join(root, 'src/report/fonts', name)));
  return wordFile(writing(JSON.parse(Buffer.from(data).toString()) as ReportDocument), chartFonts);
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
