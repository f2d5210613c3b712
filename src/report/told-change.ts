/** What changed since the review before, in words. */
import { markSpoken, markWords } from '../chart/scale.js';
import type { Telling } from './telling.js';
import type { ToldStatement } from './told-statements.js';

/** "level 2 last year", "recorded for the first time": what to say beside a statement; null when nothing changed. */
export function changeWords(telling: Telling, statement: ToldStatement): string | null {
  const { before, change, mark, isCarried } = statement;
  if (isCarried)
    return 'An answer was taken over from an earlier review and has not been confirmed.';
  if (change === null || !telling.yearBefore) return null;
  if (change === 'newly-recorded') return `Recorded for the first time.`;
  if (change === 'not-comparable')
    return 'Not compared with last time, because the wording changed.';
  if (before === undefined || before === null || before === mark) return null;
  return `${markWords(telling.scale, before)} in ${telling.yearBefore}.`;
}

/** One kind of change, with the statements that made it. */
export interface ChangeList {
  title: string;
  rows: { code: string; title: string; words: string }[];
}

const KINDS = [
  ['moved-up', 'Moved up'],
  ['moved-down', 'Moved down'],
  ['newly-recorded', 'Recorded for the first time'],
  ['no-longer-recorded', 'Not recorded this time'],
  ['not-comparable', 'Not compared, because the wording changed'],
] as const;

/** The kinds of change that some statement made; null when there is no review to compare with. */
export function movedLists(telling: Telling): { lists: ChangeList[]; same: number } | null {
  if (!telling.yearBefore) return null;
  const statements = telling.themes.flatMap((theme) => theme.statements);
  const lists = KINDS.flatMap(([kind, title]) => {
    const rows = statements
      .filter(({ change }) => change === kind)
      .map((each) => ({ code: each.code, title: each.title, words: fromTo(telling, each) }));
    return rows.length > 0 ? [{ title, rows }] : [];
  });
  return { lists, same: statements.filter(({ change }) => change === 'same').length };
}

function fromTo({ scale }: Telling, { before, mark }: ToldStatement): string {
  const now = markSpoken(scale, mark);
  return before === undefined || before === null
    ? now
    : `from ${markSpoken(scale, before)} to ${now}`;
}

/** The level in the review before, for a table: "Level 2", "Not recorded", "Not compared". */
export function beforeLabel({ scale }: Telling, { before }: ToldStatement): string {
  return before === undefined ? 'Not compared' : markWords(scale, before);
}
