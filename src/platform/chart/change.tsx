/** What changed since the review before: how many moved up, stayed, moved down or are new, and which. */
import { countWords, kindOf, type Mark, markSpoken, type Scale, whenWords } from './scale.js';

export interface ChangeRow {
  code: string;
  title: string;
  href?: string | undefined;
  /** Left out when the statement was not in the review before at all, and where the two cannot be compared. */
  before?: Mark | undefined;
  now: Mark;
  /** True when its wording changed in between, so that the two cannot be compared. */
  isReworded?: boolean | undefined;
}

/** `open`: not recorded now. `reworded`: recorded twice, but of different wordings. */
export type Change = 'up' | 'same' | 'down' | 'new' | 'reworded' | 'open';

const ORDER: readonly Change[] = ['up', 'down', 'new', 'same', 'reworded', 'open'];

const HEADINGS: Record<Change, string> = {
  up: 'moved up',
  down: 'moved down',
  new: 'recorded for the first time',
  same: 'stayed the same',
  reworded: 'not compared, because the wording changed',
  open: 'not recorded',
};

/** Which kind of change one statement made. Not recorded is never taken for a low level. */
export function changeOf(row: ChangeRow): Change {
  if (row.now === null) return 'open';
  if (row.before === null) return 'new';
  if (row.isReworded) return 'reworded';
  if (row.before === undefined) return 'new';
  if (row.now === row.before) return 'same';
  return row.now > row.before ? 'up' : 'down';
}

/** The rows of each kind of change, in the order they came. */
export function sortChanges(rows: readonly ChangeRow[]): Record<Change, ChangeRow[]> {
  const sorted: Record<Change, ChangeRow[]> = {
    up: [],
    same: [],
    down: [],
    new: [],
    reworded: [],
    open: [],
  };
  for (const row of rows) sorted[changeOf(row)].push(row);
  return sorted;
}

/** One sentence or two for a heading: "17 statements moved up since 2025/26. None moved down." */
export function changeSentence(rows: readonly ChangeRow[], yearBefore: string): string {
  const { up, down, same } = sortChanges(rows);
  if (up.length + down.length + same.length === 0) {
    return `There is nothing to compare with ${yearBefore}.`;
  }
  if (up.length + down.length === 0) return `No statement has moved since ${yearBefore}.`;
  const fell = down.length === 0 ? 'None' : String(down.length);
  return up.length === 0
    ? `${countWords(down.length, 'statement')} moved down since ${yearBefore}. None moved up.`
    : `${countWords(up.length, 'statement')} moved up since ${yearBefore}. ${fell} moved down.`;
}

export interface ChangeSummaryProps {
  rows: readonly ChangeRow[];
  scale: Scale;
  yearBefore: string;
}

/** The counts with their lists. Kinds of change that nothing made are left out. */
export function ChangeSummary({ rows, scale, yearBefore }: ChangeSummaryProps) {
  const sorted = sortChanges(rows);
  const kinds = ORDER.filter((kind) => sorted[kind].length > 0);
  if (kinds.length === 0) return <p class="quiet">There is nothing to compare yet.</p>;
  return (
    <>
      <p>{changeSentence(rows, yearBefore)}</p>
      <ul class="changes">
        {kinds.map((kind) => (
          <li>
            <details class="govuk-details">
              <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">
                  <b class="num">{sorted[kind].length}</b> {HEADINGS[kind]}
                </span>
              </summary>
              <ul class="govuk-details__text">
                {sorted[kind].map((row) => (
                  <ChangeLine row={row} scale={scale} yearBefore={yearBefore} />
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

interface ChangeLineProps extends Omit<ChangeSummaryProps, 'rows'> {
  row: ChangeRow;
}

function ChangeLine({ row, scale, yearBefore }: ChangeLineProps) {
  return (
    <li>
      <b class="num">{row.code}</b>{' '}
      {row.href === undefined ? row.title : <a href={row.href}>{row.title}</a>}
      <span class="quiet">: {changeWords(row, scale, yearBefore)}</span>
    </li>
  );
}

/** "from level 2 to level 3", "level 3", "level 2 in 2025/26". */
export function changeWords(row: ChangeRow, scale: Scale, yearBefore?: string): string {
  const now = markSpoken(scale, row.now);
  const { before } = row;
  if (before === undefined || before === null || before === row.now) return now;
  const was = markSpoken(scale, before);
  if (kindOf(scale, row.now) === 'not-recorded') return `${was} ${whenWords(yearBefore)}`;
  return `from ${was} to ${now}`;
}
