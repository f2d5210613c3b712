/** How many documents of the corpus are read right without help, in every form that is at hand, and what that costs. */
import { ensureBuild } from '../../bin/build.js';
import { readDocument } from '../../src/authoring/reading/read.js';
import { hasOffice } from '../../src/authoring/reading/testing/office.js';
import {
  asCsv,
  asMarkdown,
  asText,
  corpus,
  faultsOfReading,
  isWholeIn,
  type Source,
} from '../../tests/support/corpus.js';
import { OFFICE_FORMS, officeForms } from '../../tests/support/office-forms.js';
import { measureReadings } from './readings.js';

const BAR_SHARE = 90;
const BAR_SHARE_WITH_HELP = 100;
const BAR_MS = 2000;

/** What became of the documents of one form. */
interface Tally {
  right: number;
  /** Read with every statement and level, and words that somebody corrects on the page. */
  corrected: number;
  /** Read otherwise than they are, with something that says so. */
  doubted: number;
  /** Read otherwise than they are, with nothing that says so. */
  silent: string[];
  refused: number;
  slowest: number;
}

/** Prints the share for each form; fails the run where the whole is under its bar or something was read wrongly in silence. */
export async function measureDocuments(): Promise<void> {
  console.log('\nDocuments of the corpus, read without help');
  const sources = corpus();
  const encode = (print: (source: Source) => string) =>
    new Map(sources.map((source) => [source.name, new TextEncoder().encode(print(source))]));
  const forms: [string, () => Map<string, Uint8Array>][] = [
    ['csv', () => encode(asCsv)],
    ['md', () => encode(asMarkdown)],
    ['txt', () => encode(asText)],
  ];
  if (hasOffice())
    for (const form of OFFICE_FORMS) forms.push([form, () => officeForms(sources, form)]);
  else console.log('  (no office suite on this machine: only the plain forms)');
  const all: Tally[] = [];
  for (const [form, made] of forms) {
    const tally = await tallyOf(sources, form, made());
    const count = tally.right + tally.doubted + tally.silent.length + tally.refused;
    console.log(
      `  ${form}: ${tally.right} of ${count} right, ${tally.doubted} with doubts, ${tally.refused} refused, slowest ${tally.slowest} ms`,
    );
    for (const name of tally.silent) console.log(`    read wrongly without a doubt: ${name}`);
    all.push(tally);
  }
  judge(all, sources.length);
  await ensureBuild();
  measureReadings(forms);
}

function judge(all: readonly Tally[], each: number): void {
  const right = all.reduce((sum, one) => sum + one.right, 0);
  const corrected = all.reduce((sum, one) => sum + one.corrected, 0);
  const shareOf = (some: number) => Math.floor((some * 100) / (all.length * each));
  const share = shareOf(right);
  const withHelp = shareOf(right + corrected);
  const silent = all.reduce((sum, one) => sum + one.silent.length, 0);
  const slowest = Math.max(...all.map((one) => one.slowest));
  console.log(
    `  read right without help: ${share} % (bar: ${BAR_SHARE}), with words corrected on the page: ${withHelp} % (bar: ${BAR_SHARE_WITH_HELP}), wrongly without a doubt: ${silent} (bar: 0), slowest ${slowest} ms (bar: ${BAR_MS})`,
  );
  const isWhole = withHelp >= BAR_SHARE_WITH_HELP;
  if (share < BAR_SHARE || !isWhole || silent > 0 || slowest > BAR_MS) process.exitCode = 1;
}

async function tallyOf(
  sources: readonly Source[],
  form: string,
  made: ReadonlyMap<string, Uint8Array>,
): Promise<Tally> {
  const tally: Tally = { right: 0, corrected: 0, doubted: 0, silent: [], refused: 0, slowest: 0 };
  for (const source of sources) {
    const bytes = made.get(source.name);
    if (!bytes) continue;
    const start = performance.now();
    try {
      const draft = await readDocument(bytes, `${source.name}.${form}`);
      const isRight = faultsOfReading(source, draft).length === 0;
      if (isRight) tally.right += 1;
      else if (draft.doubts.length + draft.missing.length > 0) tally.doubted += 1;
      else tally.silent.push(`${source.name}.${form}`);
      if (!isRight && isWholeIn(source, draft)) tally.corrected += 1;
    } catch {
      tally.refused += 1;
    }
    tally.slowest = Math.max(tally.slowest, Math.round(performance.now() - start));
  }
  return tally;
}
