/** From the pieces of one cell to its words: repeats set aside, lines joined, markup and lists put right. */

import type { Place } from '../draft.js';
import { type Part, tidy } from '../grid.js';
import { accountAgain, type Ledger } from '../ledger.js';
import { joinPieces } from './joins.js';
import { layOutList } from './lists.js';
import { withoutMarkup } from './markup.js';
import { findRepeats } from './repeats.js';
import type { Vocabulary } from './vocabulary.js';

const TWICE = 'This line stood twice';

/** A part of the source and the words of it that count here (a code has been taken off). */
export interface Piece {
  part: Part;
  text: string;
  /** Index of the grid row: pieces of several rows were cut apart by a page or a centred cell. */
  row: number;
}

/** The words of one cell and the lines they came from. Every change is written into the ledger. */
export function wordsOf(
  all: readonly Piece[],
  place: Place,
  vocabulary: Vocabulary,
  ledger: Ledger,
): { text: string; lines: number[] } {
  const pieces = setRepeatsAside(all.map(tidied), place, vocabulary, ledger);
  const lines = lineNumbers(pieces);
  const note = (rule: string, before: string, after: string) => {
    if (before !== after) ledger.repairs.push({ ...place, rule, lines, before, after });
  };
  const { text: joined, joins } = joinPieces(
    pieces.map(({ text }) => text),
    vocabulary,
  );
  if (new Set(pieces.map(({ row }) => row)).size > 1) {
    note('lines joined', pieces.map(({ text }) => text).join('\n'), joined);
  }
  for (const join of joins) note(join.rule, join.before, join.after);
  const plain = withoutMarkup(joined);
  note('markup taken out', joined, plain);
  const text = layOutList(plain);
  note('list laid out', plain, text);
  return { text, lines };
}

function tidied(piece: Piece): Piece {
  return { ...piece, text: tidy(piece.text) };
}

function lineNumbers(pieces: readonly Piece[]): number[] {
  return [...new Set(pieces.map(({ part }) => part.line))];
}

function setRepeatsAside(
  all: readonly Piece[],
  place: Place,
  vocabulary: Vocabulary,
  ledger: Ledger,
): Piece[] {
  const pieces = all.filter(({ text }) => text !== '');
  // Lines of one cell that was never cut apart may well repeat words; only a restart shows that they do not.
  const repeats = findRepeats(
    pieces.map(({ text }) => text),
    vocabulary,
  ).filter(({ index, of, mayBeMeant }) => !mayBeMeant || pieces[index]!.row !== pieces[of]!.row);
  for (const { index, of, exact, mayBeMeant } of repeats) {
    const again = pieces[index]!;
    const kept = pieces[of]!;
    const lines = lineNumbers([kept, again]);
    accountAgain(ledger, again.part, 'repeated', 'It repeats a line beside it.');
    ledger.repairs.push({
      ...place,
      rule: 'repeated line set aside',
      lines,
      before: `${pieces[Math.min(index, of)]!.text}\n${pieces[Math.max(index, of)]!.text}`,
      after: kept.text,
    });
    const doubt = { ...place, lines, before: kept.text, proposal: again.text };
    if (!exact) {
      const says = `${TWICE} with a word that differs. The reading whose words are used elsewhere was kept.`;
      ledger.doubts.push({ ...doubt, rule: 'repeated line differs', says });
    } else if (mayBeMeant) {
      const says = `${TWICE} and was kept once: the sentence might also go on with the same words.`;
      ledger.doubts.push({ ...doubt, rule: 'repeated line', says });
    }
  }
  const gone = new Set(repeats.map(({ index }) => index));
  return pieces.filter((_, index) => !gone.has(index));
}
