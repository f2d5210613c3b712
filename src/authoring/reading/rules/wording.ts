/** From the pieces of one cell to its words: repeats set aside, lines joined, markup and lists put right. */

import { type Part, tidy } from '../../../platform/documents/grid.js';
import type { Place } from '../draft.js';
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
  const { pieces, aside } = setRepeatsAside(all.map(tidied), place, vocabulary, ledger);
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
  note('markup removed', joined, plain);
  const text = layOutList(plain);
  note('list laid out', plain, text);
  for (const repeat of aside) doubtRepeat(repeat, text, place, ledger);
  return { text, lines };
}

function tidied(piece: Piece): Piece {
  return { ...piece, text: tidy(piece.text) };
}

function lineNumbers(pieces: readonly Piece[]): number[] {
  return [...new Set(pieces.map(({ part }) => part.line))];
}

/** A line that was set aside, and that might have been meant. */
interface Aside {
  kept: string;
  again: string;
  lines: number[];
  /** False when it has a word that the line which was kept has otherwise. */
  exact: boolean;
}

function setRepeatsAside(
  all: readonly Piece[],
  place: Place,
  vocabulary: Vocabulary,
  ledger: Ledger,
): { pieces: Piece[]; aside: Aside[] } {
  const pieces = all.filter(({ text }) => text !== '');
  // Lines of one cell that was never cut apart may well repeat words; only a restart shows that they do not.
  const repeats = findRepeats(
    pieces.map(({ text }) => text),
    vocabulary,
  ).filter(({ index, of, mayBeMeant }) => !mayBeMeant || pieces[index]!.row !== pieces[of]!.row);
  const aside: Aside[] = [];
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
    if (!exact || mayBeMeant) aside.push({ kept: kept.text, again: again.text, lines, exact });
  }
  const gone = new Set(repeats.map(({ index }) => index));
  return { pieces: pieces.filter((_, index) => !gone.has(index)), aside };
}

/** A doubt about a line that was set aside; what it proposes are the words of the whole cell. */
function doubtRepeat(
  { kept, again, lines, exact }: Aside,
  text: string,
  place: Place,
  ledger: Ledger,
): void {
  const instead = exact ? `${kept} ${again}` : again;
  const proposal = text.includes(kept) ? text.replace(kept, () => instead) : null;
  const says = exact
    ? `${TWICE} and was kept once: the sentence might also go on with the same words.`
    : `${TWICE} with a word that differs. The reading whose words are used elsewhere was kept.`;
  const rule = exact ? 'repeated line' : 'repeated line differs';
  ledger.doubts.push({ ...place, rule, lines, says, before: text, proposal });
}
