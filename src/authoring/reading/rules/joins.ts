/** Putting the lines of one cell together again: spaces, hyphens at line ends, words cut at a column's edge. */

import { wordsIn } from '../../../platform/documents/sentences.js';
import { runAtEnd } from '../../../platform/text-end.js';
import { beginsList } from './lists.js';
import { isCutThrough, timesOf, type Vocabulary } from './vocabulary.js';

/** A join that is more than a space, with the words on both sides before and after. */
export interface Join {
  rule: 'hyphen at a line end' | 'stroke at a line end' | 'word cut at a line end';
  /** Index of the piece before the join. */
  index: number;
  before: string;
  after: string;
}

/** The pieces as one text, and the joins that were more than a space. List items keep a line of their own. */
export function joinPieces(
  pieces: readonly string[],
  vocabulary: Vocabulary,
): { text: string; joins: Join[] } {
  const joins: Join[] = [];
  let text = '';
  pieces.forEach((piece, index) => {
    if (index === 0) text = piece;
    else if (beginsList(piece, text)) text += `\n${piece}`;
    else {
      const join = joinOf(text, piece, vocabulary, index - 1);
      if (join) joins.push(join.record);
      text = join ? join.text : `${text} ${piece}`;
    }
  });
  return { text, joins };
}

function joinOf(left: string, right: string, vocabulary: Vocabulary, index: number) {
  const record = (rule: Join['rule'], glued: string): { text: string; record: Join } => {
    const end = lastWord(left);
    const start = /^\S+/u.exec(right)?.[0] ?? '';
    const after = `${glued.slice(left.length - end.length)}${start}`.trim();
    return { text: `${glued}${right}`, record: { rule, index, before: `${end} ${start}`, after } };
  };
  if (/\u00ad$/u.test(left)) return record('hyphen at a line end', left.slice(0, -1));
  if (/\p{L}[-\u2010]$/u.test(left) && /^\p{Ll}/u.test(right)) {
    return record(
      'hyphen at a line end',
      keepsHyphen(left, right, vocabulary) ? left : left.slice(0, -1),
    );
  }
  if (/\p{L}\/$/u.test(left) && /^\p{L}/u.test(right)) return record('stroke at a line end', left);
  if (isCutThrough(vocabulary, left, right)) return record('word cut at a line end', left);
  return null;
}

/** A hyphen stays unless the document has the word without it and never with it. */
function keepsHyphen(left: string, right: string, vocabulary: Vocabulary): boolean {
  const end = (wordsIn(left).at(-1) ?? '').toLowerCase();
  const start = (wordsIn(right)[0] ?? '').toLowerCase();
  const without = timesOf(vocabulary, end + start);
  return timesOf(vocabulary, `${end}-${start}`) > 0 || without === 0;
}

function lastWord(text: string): string {
  return runAtEnd(text, /\S/u);
}
