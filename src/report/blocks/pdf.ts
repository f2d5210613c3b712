/** A report laid ready for `typst/blocks.typ`. */
import { PAGE_COLOUR } from '../../platform/chart/tokens.js';
import { clipped } from '../words.js';
import type { Block, ReportDocument } from './block.js';

/** Blocks that stand together: a heading that keeps what follows, up to the next heading; or a single block. */
interface Part {
  isTogether: boolean;
  blocks: Block[];
}

/** The content of a PDF, as plain data. */
export function blocksPdfModel({ blocks, ...report }: ReportDocument) {
  return {
    ...report,
    title: titleOf(report),
    colours: PAGE_COLOUR,
    runner: runnerOf(report),
    parts: partsOf(blocks),
  };
}

/** "Otterbridge School: governor pack 2026/27" */
export const titleOf = ({ school, name, year }: Pick<ReportDocument, 'school' | 'name' | 'year'>) =>
  `${school}: ${name.charAt(0).toLocaleLowerCase('en-GB')}${name.slice(1)} ${year}`;

/** The same at the head of each page, cut where the school's name is long. */
export const runnerOf = ({ school, ...report }: Parameters<typeof titleOf>[0]) =>
  titleOf({ ...report, school: clipped(school, 70) });

function partsOf(blocks: readonly Block[]): Part[] {
  const parts: Part[] = [];
  for (const block of blocks) {
    const last = parts.at(-1);
    const opens = block.kind === 'heading' && block.isTogether;
    if (last?.isTogether && block.kind !== 'heading') last.blocks.push(block);
    else parts.push({ isTogether: opens, blocks: [block] });
  }
  return parts;
}
