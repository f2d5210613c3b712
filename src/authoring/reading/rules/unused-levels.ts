/** Themes that have fewer levels than others. */

import { WHOLE } from '../draft.js';
import type { Ledger } from '../ledger.js';
import type { RawStatement } from './statements.js';

/** From how many statements on an empty column says that a theme has no such level. */
const ENOUGH = 2;

/**
 * The statements of a theme without the levels that are empty in all of them. One statement alone says nothing:
 * there an empty cell is missing.
 */
export function dropUnusedLevels(raw: readonly RawStatement[], ledger: Ledger): RawStatement[] {
  if (raw.length < ENOUGH) return [...raw];
  const unused = (raw[0]?.levels ?? [])
    .map(({ level }) => level)
    .filter((level) => raw.every((one) => isEmpty(one, level)));
  for (const level of unused) {
    ledger.doubts.push({
      ...WHOLE,
      level,
      rule: 'level not used',
      lines: raw.map(({ lines }) => lines[0] ?? 0),
      says: `From ${raw[0]!.code} to ${raw.at(-1)!.code} no statement has words at level ${level}, so we treat this level as not used there.`,
      before: '',
      proposal: null,
    });
  }
  return raw.map((one) => ({
    ...one,
    levels: one.levels.filter(({ level }) => !unused.includes(level)),
  }));
}

function isEmpty(raw: RawStatement, level: number): boolean {
  const pieces = raw.levels.find((one) => one.level === level)?.pieces ?? [];
  return pieces.every(({ text }) => text === '');
}
