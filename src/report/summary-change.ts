/** What changed since the review before, in words. */
import { HIDDEN, markSpoken, markWords } from '../platform/chart/scale.js';
import { listed } from '../review/sentences.js';
import type { Summary } from './summary.js';
import type { SummaryStatement } from './summary-statements.js';

/** "level 2 last year", "recorded for the first time": what to say beside a statement; null when nothing changed. */
export function changeWords(summary: Summary, statement: SummaryStatement): string | null {
  const { before, change, mark, isCarried } = statement;
  if (isCarried) return 'This answer was copied from an earlier review and has not been confirmed.';
  if (change === null || !summary.yearBefore) return null;
  if (change === 'newly-recorded') return `Recorded for the first time.`;
  if (change === 'not-comparable')
    return 'Not compared with last time, because the wording changed.';
  if (before === undefined || before === null || before === mark) return null;
  return `${markWords(summary.scale, before)} in ${summary.yearBefore}.`;
}

/** Statements that changed alike. */
export interface ChangeRow {
  /** "Moved up: 17", once for each kind of change; else empty. */
  title: string;
  /** "from level 2 to level 3" */
  level: string;
  /** "1.1, 1.2 and 1.4" */
  codes: string;
}

const KINDS = [
  ['moved-up', 'Went up'],
  ['moved-down', 'Went down'],
  ['newly-recorded', 'Recorded for the first time'],
  ['no-longer-recorded', 'Not recorded this time'],
  ['not-comparable', 'Not compared, because the wording changed'],
] as const;

/** What changed, most telling first, and how many stayed; null when there is no review to compare with. */
export function changeRows(summary: Summary): { rows: ChangeRow[]; same: number } | null {
  if (!summary.yearBefore) return null;
  const statements = summary.themes.flatMap((theme) => theme.statements);
  const rows = KINDS.flatMap(([kind, title]) => {
    const changed = statements.filter(({ change }) => change === kind);
    const ways = [...new Set(changed.map((each) => fromTo(summary, each)))].sort();
    return ways.map((level, at) => ({
      title: at === 0 ? `${title}: ${changed.length}` : '',
      level,
      codes: listed(
        changed.filter((each) => fromTo(summary, each) === level).map(({ code }) => code),
      ),
    }));
  });
  return { rows, same: statements.filter(({ change }) => change === 'same').length };
}

function fromTo({ scale }: Summary, { before, mark }: SummaryStatement): string {
  const now = markSpoken(scale, mark);
  return before === undefined || before === null
    ? now
    : `from ${markSpoken(scale, before)} to ${now}`;
}

/** The level in the review before, for a table: "Level 2", "Not recorded", "Not compared", or that it is hidden. */
export function beforeLabel(
  { scale }: Summary,
  { before, isBeforeHidden }: SummaryStatement,
): string {
  if (isBeforeHidden) return HIDDEN;
  return before === undefined ? 'Not compared' : markWords(scale, before);
}
