/** Where the stones of a column lie and what each one wears: pure geometry, no markup. */
import type { Part } from './palette.js';
import { kindOf, type Mark, reached, type Scale, shortMark, textOn, toneOf } from './scale.js';

export interface Stone {
  /** Its top edge. */
  y: number;
  parts: Part[];
  /** Printed on it: the level, "<1" for not yet, "–" for not recorded; null on a stone that carries nothing. */
  sign: string | null;
  palette: Part;
}

/** A stone's height: 29 for up to four levels, lower for more, never too low for its number. */
export function stoneHeight(scale: Scale): number {
  const count = scale.levels.length;
  return count <= 4 ? 29 : Math.max(18, Math.floor(132 / count) - 4);
}

/** The stones of one statement from the lowest up, and the height of last year's line if it changed. */
export function stonesOf(
  column: { mark: Mark; before?: Mark | undefined; aim?: number | undefined },
  scale: Scale,
): { stones: Stone[]; line: number | null } {
  const count = scale.levels.length;
  const pitch = stoneHeight(scale) + 4;
  const stones = scale.levels.map((_, rank) => ({
    y: (count - 1 - rank) * pitch,
    ...dress(column, scale, rank),
  }));
  const { before, mark } = column;
  const changed = before !== undefined && before !== null && before !== mark;
  return { stones, line: changed ? (count - reached(scale, before)) * pitch - 1.5 : null };
}

function dress(
  column: { mark: Mark; aim?: number | undefined },
  scale: Scale,
  rank: number,
): Omit<Stone, 'y'> {
  const { mark, aim } = column;
  const kind = kindOf(scale, mark);
  const level = scale.levels[rank]!.level;
  const filled = reached(scale, mark);
  const tone = toneOf(scale, mark);
  if (rank < filled) {
    return {
      parts: [`f${tone}`],
      sign: rank === filled - 1 ? String(level) : null,
      palette: `t${textOn(tone)}`,
    };
  }
  if (aim === level) return { parts: ['aim'], sign: String(level), palette: 'ta' };
  const sign = rank === 0 ? shortMark(scale, mark) : null;
  if (kind === 'not-recorded') return { parts: ['unrec'], sign, palette: 'tn' };
  if (kind === 'not-yet' && rank === 0) return { parts: ['f0'], sign, palette: 't0' };
  return { parts: ['empty'], sign: null, palette: 'tn' };
}
