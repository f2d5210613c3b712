/**
 * The distribution bar: how many statements (or schools) stand at each level, in a fixed order. Each part carries its
 * count, and its level beneath, so that no colour is needed to read it.
 * Never a mean, a total level or a percentage: the counts are the finding.
 */
import { type Counts, type Part, partsOf, sharesOf, sumOf } from './counts.js';
import { type Drawing, drawing, type Lettering, tenth } from './drawing.js';
import { type Palette, pdfPalette, screenPalette } from './palette.js';
import {
  countWords,
  hasNotYet,
  listWords,
  notYetSign,
  notYetWords,
  type Scale,
  spoken,
  textOn,
} from './scale.js';
import { ReadAsTable } from './table.js';

/** How high a part is, and the bar with the levels beneath its parts. */
const PART_HEIGHT = 34;
const HEIGHT = 52;

/** What is counted: "statement", "statements". */
export interface Unit {
  one: string;
  many: string;
}

const STATEMENTS: Unit = { one: 'statement', many: 'statements' };

export interface DistributionRow {
  /** Printed in bold before the label: a theme's number. */
  code?: string | undefined;
  label: string;
  href?: string | undefined;
  /** Null where a comparison is suppressed: the words stand there instead of a bar. */
  counts: Counts | null;
}

export interface DistributionBarProps {
  /** What the bar is about, as its accessible name begins: "All 32 statements". */
  name: string;
  counts: Counts;
  scale: Scale;
  unit?: Unit | undefined;
}

/** One bar. Its widths are shares of whatever room it has, its numbers keep their size. */
export function DistributionBar({ name, counts, scale, unit = STATEMENTS }: DistributionBarProps) {
  if (sumOf(counts) === 0) return <p class="small quiet">No {unit.many} to show yet.</p>;
  return (
    <svg class="dist" role="img" aria-label={distributionWords({ name, counts, scale, unit })}>
      <BarMarks counts={counts} scale={scale} palette={screenPalette} at={(share) => `${share}%`} />
    </svg>
  );
}

/** What is copied stands last: an object that begins with a copy stays in memory longer on Node.js 20 (0093). */
function BarMarks(props: {
  counts: Counts;
  scale: Scale;
  palette: Palette;
  at: (share: number) => string | number;
}) {
  const { counts, scale, palette, at } = props;
  const parts = partsOf(counts, scale).filter((part) => part.count > 0);
  const shares = sharesOf(parts.map((part) => part.count));
  return (
    <>
      {parts.map((part, place) => {
        const { x, width } = shares[place]!;
        return (
          <>
            <rect
              x={at(x)}
              y={0.5}
              width={at(width)}
              height={PART_HEIGHT - 1}
              rx={3}
              {...palette('cell', `f${part.tone}`)}
            />
            <text
              x={at(hundredth(x + width / 2))}
              y={PART_HEIGHT / 2 + 5}
              text-anchor="middle"
              {...palette('n', `t${textOn(part.tone)}`)}
            >
              {part.count}
            </text>
            <text
              x={at(hundredth(x + width / 2))}
              y={HEIGHT - 5}
              text-anchor="middle"
              {...palette('code')}
            >
              {levelBeneath(part, scale, width)}
            </text>
          </>
        );
      })}
    </>
  );
}

/** From this share of a bar on, "Level 2" fits beneath its part on a phone too; in a narrower part stands "L2". */
const WIDE = 18;

function levelBeneath({ kind, level, title }: Part, scale: Scale, width: number): string {
  if (kind === 'not-recorded') return width < 2 * WIDE ? '–' : title;
  if (kind === 'not-yet') return width < WIDE ? notYetSign(scale) : title;
  return width < WIDE || title.length > 7 ? `L${level}` : title;
}

/** What the short signs beneath a bar mean, as far as there are any. */
function signWords(rows: readonly (Counts | null)[], scale: Scale): string {
  const all = rows.filter((counts) => counts !== null);
  const signs = [
    `L${scale.levels[0]?.level ?? 1} is ${spoken(scale.levels[0]?.title ?? '')}`,
    all.some(({ notYet }) => notYet > 0)
      ? `${notYetSign(scale)} is n${notYetWords(scale).slice(1)}`
      : '',
    all.some(({ notRecorded }) => notRecorded > 0) ? '– is not recorded' : '',
  ];
  return `${signs.filter(Boolean).join(', ')}.`;
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

/** "All 32 statements: 1 not yet at level 1, 3 at level 1 and 28 at level 2". */
export function distributionWords({
  name,
  counts,
  scale,
  unit = STATEMENTS,
}: DistributionBarProps) {
  const said = partsOf(counts, scale)
    .filter((part) => part.count > 0)
    .map((part) => partWords(part, scale));
  const total = countWords(sumOf(counts), unit.one, unit.many);
  return `${name}, ${total}: ${said.length > 0 ? listWords(said) : 'none'}`;
}

function partWords(part: Part, scale: Scale): string {
  if (part.kind === 'not-recorded') return `${part.count} not recorded`;
  if (part.kind === 'not-yet') return `${part.count} n${notYetWords(scale).slice(1)}`;
  return `${part.count} at ${spoken(part.title)}`;
}

export interface DistributionByGroupProps {
  rows: readonly DistributionRow[];
  scale: Scale;
  /** Names the table: "Statements at each level, theme by theme". */
  caption: string;
  /** Names the first column of the table: "Theme". */
  groupedBy: string;
  unit?: Unit | undefined;
}

/** A bar for each theme, benchmark, year or group of schools, with the table. */
export function DistributionByGroup(props: DistributionByGroupProps) {
  const { rows, scale, unit = STATEMENTS } = props;
  if (rows.length === 0) return <p class="quiet">There is nothing to show yet.</p>;
  return (
    <>
      <p class="small quiet chart-lead">
        How many {unit.many} are at each level.{' '}
        {signWords(
          rows.map(({ counts }) => counts),
          scale,
        )}
      </p>
      <ul class="bars">
        {rows.map((row) => (
          <li>
            <p>{rowLabel(row)}</p>
            {row.counts === null ? (
              <p class="small quiet">Fewer than 5 schools</p>
            ) : (
              <DistributionBar name={nameOf(row)} counts={row.counts} scale={scale} unit={unit} />
            )}
          </li>
        ))}
      </ul>
      <ReadAsTable {...distributionTable(props)} />
    </>
  );
}

function nameOf(row: DistributionRow): string {
  return [row.code, row.label].filter((word) => word !== undefined).join(' ');
}

function rowLabel(row: DistributionRow) {
  const words = (
    <>
      {row.code === undefined ? null : <b>{row.code}. </b>}
      {row.label}
    </>
  );
  return row.href === undefined ? words : <a href={row.href}>{words}</a>;
}

/** The bars as a table: a row for each group, a column for each part, zeros written out. */
export function distributionTable({ rows, scale, caption, groupedBy }: DistributionByGroupProps) {
  const showsNotYet =
    hasNotYet(scale) || rows.some((row) => row.counts !== null && row.counts.notYet > 0);
  return {
    caption,
    columns: [
      groupedBy,
      ...(showsNotYet ? [notYetWords(scale)] : []),
      ...scale.levels.map((level) => level.title),
      'Not recorded',
    ],
    rows: rows.map((row) => [nameOf(row), ...tableCells(row.counts, scale, showsNotYet)]),
  };
}

function tableCells(counts: Counts | null, scale: Scale, showsNotYet: boolean) {
  if (counts === null) {
    const wide = scale.levels.length + (showsNotYet ? 1 : 0);
    return ['Fewer than 5 schools', ...Array.from({ length: wide }, () => '')];
  }
  return [
    ...(showsNotYet ? [counts.notYet] : []),
    ...scale.levels.map((_, rank) => counts.levels[rank] ?? 0),
    counts.notRecorded,
  ];
}

/** One bar for the report, `width` units wide. */
export function distributionDrawing(
  props: DistributionBarProps & { width: number },
  lettering: Lettering = {},
): Drawing {
  const at = (share: number) => tenth((share * (props.width - 1)) / 100);
  const marks = (
    <g transform="translate(0.5 0)">
      <BarMarks counts={props.counts} scale={props.scale} palette={pdfPalette} at={at} />
    </g>
  );
  const size = { width: props.width, height: HEIGHT };
  return drawing(marks, size, distributionWords(props), lettering);
}
