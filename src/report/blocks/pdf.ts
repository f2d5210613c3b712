/** A report laid ready for `typst/blocks.typ`. */
import { PAGE_COLOUR } from '../../platform/chart/tokens.js';
import { clipped } from '../words.js';
import type { Block, ReportDocument, TableBlock } from './block.js';

/** Blocks that stand together: a heading that keeps what follows, up to the next heading; or a single block. */
interface Part {
  isTogether: boolean;
  startsPage: boolean;
  blocks: Block[];
}

/** The content of a PDF, as plain data. */
export function blocksPdfModel({ blocks, ...report }: ReportDocument) {
  return {
    ...report,
    title: titleOf(report),
    colours: PAGE_COLOUR,
    runner: runnerOf(report),
    parts: partsOf(blocks).map(({ blocks: held, ...part }) => ({
      ...part,
      blocks: held.map((each) =>
        each.kind === 'table' ? { ...each, isLong: isLong(each) } : each,
      ),
    })),
  };
}

/** "Otterbridge School: governor pack 2026/27" */
export const titleOf = ({ school, name, year }: Pick<ReportDocument, 'school' | 'name' | 'year'>) =>
  `${school}: ${name.charAt(0).toLocaleLowerCase('en-GB')}${name.slice(1)} ${year}`;

/** The same at the head of each page, cut where the school's name is long. */
export const runnerOf = ({ school, ...report }: Parameters<typeof titleOf>[0]) =>
  titleOf({ ...report, school: clipped(school, 70) });

/** Letters in a line of a table that is as wide as the page, and lines that a short table has at most. */
const LETTERS_ACROSS = 105;
const MOST_LINES = 14;

/** True for a table that would leave much of a page empty if it had to stand on one. */
function isLong({ columns, rows }: TableBlock): boolean {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const letters = columns.map(({ share }) => Math.max(4, (LETTERS_ACROSS * share) / shares));
  const lines = rows.map((row) =>
    row.group === null
      ? Math.max(
          1,
          ...row.cells.map(({ words }, at) => linesOf(words, letters[at] ?? LETTERS_ACROSS)),
        )
      : 1,
  );
  return lines.reduce((sum, each) => sum + each, 0) > MOST_LINES;
}

const linesOf = (words: string, letters: number): number =>
  words.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / letters)), 0);

function partsOf(blocks: readonly Block[]): Part[] {
  const parts: Part[] = [];
  for (const block of blocks) {
    const last = parts.at(-1);
    const opens = block.kind === 'heading' && block.isTogether;
    if (last?.isTogether && block.kind !== 'heading') last.blocks.push(block);
    else {
      const startsPage = block.kind === 'heading' && block.startsPage;
      parts.push({ isTogether: opens, startsPage, blocks: [block] });
    }
  }
  return parts;
}
