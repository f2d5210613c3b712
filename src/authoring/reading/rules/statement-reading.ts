/** One statement put together: its title, its levels, what is missing and what looks damaged. */

import { tidy } from '../../../platform/documents/grid.js';
import type { DraftLevel, DraftStatement, Place } from '../draft.js';
import type { Ledger } from '../ledger.js';
import { readability, saysNothing, usualLength } from './gaps.js';
import type { RawStatement } from './statements.js';
import { languageOf, type Vocabulary } from './vocabulary.js';
import { edgeDoubts, type Language, type WordDoubt, wordDoubts } from './word-doubts.js';
import { wordsOf } from './wording.js';

/** What is usual in this document, against which a cell is looked at. */
export interface Style {
  vocabulary: Vocabulary;
  language: Language;
  /** The middle number of words of a level. */
  usual: number;
  /** True when the words of a level end with a full stop. */
  needsStop: boolean;
}

/** The style of a document, from all of its statements. */
export function styleOf(
  raw: readonly RawStatement[],
  vocabulary: Vocabulary,
  needsStop: boolean,
): Style {
  const texts = raw.flatMap(({ levels }) =>
    levels.map(({ pieces }) => tidy(pieces.map(({ text }) => text).join(' '))),
  );
  return { vocabulary, language: languageOf(vocabulary), usual: usualLength(texts), needsStop };
}

/** The statement of some pieces; repairs, doubts and gaps go into the ledger. */
export function readStatement(raw: RawStatement, style: Style, ledger: Ledger): DraftStatement {
  const place: Place = { theme: null, statement: raw.code, level: null };
  const { text: title, lines } = wordsOf(raw.title, place, style.vocabulary, ledger);
  if (title === '') ledger.missing.push({ ...place, reason: 'empty', found: '', lines: raw.lines });
  noteDoubts(wordDoubts(title, style.vocabulary, style.language), title, lines, place, ledger);
  const levels = raw.levels
    .map(({ level, pieces }) => readLevel(raw, level, pieces, style, ledger))
    .filter((level) => level !== null);
  return { id: raw.code, title, lines: raw.lines, levels };
}

function readLevel(
  raw: RawStatement,
  level: number,
  pieces: RawStatement['levels'][number]['pieces'],
  style: Style,
  ledger: Ledger,
): DraftLevel | null {
  const place: Place = { theme: null, statement: raw.code, level };
  const { text, lines } = wordsOf(pieces, place, style.vocabulary, ledger);
  const reads = readability(text, style.usual);
  if (reads === 'no such level') {
    ledger.repairs.push({ ...place, rule: 'no such level', lines, before: text, after: '' });
    return null;
  }
  if (reads !== 'words') {
    const at = lines.length > 0 ? lines : raw.lines.slice(0, 1);
    ledger.missing.push({ ...place, reason: reads, found: text, lines: at });
    return { level, text: null, lines };
  }
  const { vocabulary, language, needsStop } = style;
  if (saysNothing(text)) {
    const says = `Is the wording of this level really “${text}”?`;
    noteDoubts([{ rule: 'says nothing', says, proposal: null }], text, lines, place, ledger);
  }
  const doubts = [...edgeDoubts(text, needsStop), ...wordDoubts(text, vocabulary, language)];
  noteDoubts(doubts, text, lines, place, ledger);
  return { level, text, lines };
}

function noteDoubts(
  doubts: readonly WordDoubt[],
  before: string,
  lines: number[],
  place: Place,
  ledger: Ledger,
): void {
  for (const doubt of doubts) ledger.doubts.push({ ...place, ...doubt, lines, before });
}
