/** What changed since the review before: how many were at each level then and now, and which went up or down. */
import { LevelChip } from './cairn.js';
import { type Counts, countMarks } from './counts.js';
import { DistributionBar } from './distribution.js';
import { countWords, type Mark, type Scale } from './scale.js';

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

/** The kinds of change that are listed, in their order. What stayed the same is not. */
const LISTED = ['up', 'down', 'new', 'reworded', 'open'] as const;

const HEADINGS: Record<(typeof LISTED)[number], string> = {
  up: 'Went up',
  down: 'Went down',
  new: 'Recorded for the first time',
  reworded: 'Not compared, because the wording changed',
  open: 'Not recorded',
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

export interface ChangeSummaryProps {
  rows: readonly ChangeRow[];
  scale: Scale;
  year: string;
  yearBefore: string;
}

/** A bar for each of the two years, and what changed between them. Kinds of change that nothing made are left out. */
export function ChangeSummary(props: ChangeSummaryProps) {
  const { rows, scale, year, yearBefore } = props;
  if (rows.length === 0) return <p class="quiet">There is nothing to compare yet.</p>;
  const both = rows.filter(({ before, isReworded }) => before !== undefined && !isReworded);
  const bars: [string, Counts][] = [
    [
      yearBefore,
      countMarks(
        scale,
        both.map(({ before }) => before ?? null),
      ),
    ],
    [
      year,
      countMarks(
        scale,
        both.map(({ now }) => now),
      ),
    ],
  ];
  return (
    <>
      <p class="small quiet chart-lead">
        {both.length === rows.length
          ? 'Each part shows how many statements, with their level below.'
          : `${countWords(both.length, 'statement')} in both. Each part shows how many, with their level below.`}
      </p>
      {both.length === 0
        ? null
        : bars.map(([name, counts]) => (
            <>
              <h3 class="small year-of-bar">{name}</h3>
              <DistributionBar name={name} counts={counts} scale={scale} />
            </>
          ))}
      <Changes {...props} />
    </>
  );
}

/** One line for each way from a level to another, and one for each other kind of change. */
function Changes({ rows, scale }: ChangeSummaryProps) {
  const groups = LISTED.flatMap((kind) => groupsOf(kind, rows));
  if (groups.length === 0) return <p class="small">No statement has changed.</p>;
  return (
    <ul class="rows went">
      {groups.map(({ kind, of }) => (
        <li>
          {kind === 'up' || kind === 'down' ? (
            <>
              <span class="vh">{HEADINGS[kind]} from </span>
              <LevelChip level={of[0]!.before ?? null} scale={scale} />
              <i class="arrow"></i>
              <span class="vh"> to </span>
              <LevelChip level={of[0]!.now} scale={scale} />
            </>
          ) : (
            <span>{HEADINGS[kind]},</span>
          )}{' '}
          <span>{countWords(of.length, 'statement')}:</span> <span class="num">{codesOf(of)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The statements of one kind, those from the same level to the same other level together. */
function groupsOf(kind: (typeof LISTED)[number], rows: readonly ChangeRow[]) {
  const alike = rows.filter((row) => changeOf(row) === kind && !isStillOpen(row));
  const isMove = kind === 'up' || kind === 'down';
  const wayOf = ({ before, now }: ChangeRow) => (isMove ? `${before} ${now}` : '');
  const ways = [...new Set(alike.map(wayOf))].sort();
  return ways.map((way) => ({ kind, of: alike.filter((row) => wayOf(row) === way) }));
}

/** Recorded neither time, as far as may be said: that is no change. */
const isStillOpen = ({ before, now }: ChangeRow) =>
  now === null && (before === null || before === undefined);

function codesOf(rows: readonly ChangeRow[]) {
  return rows.map(({ code, title, href }, at) => {
    const name = (
      <>
        {code}
        <span class="vh"> {title}</span>
      </>
    );
    return (
      <>
        {at === 0 ? null : ', '}
        {href === undefined ? name : <a href={href}>{name}</a>}
      </>
    );
  });
}
