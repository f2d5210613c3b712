/**
 * Change over the years, one small slope a statement. A line joins two years only where both were
 * recorded with the same wording; where the wording changed there is a break, and it is said.
 */
import { tenth } from './drawing.js';
import { screenInk } from './ink.js';
import { Key } from './key.js';
import {
  inkOn,
  kindOf,
  type Mark,
  markSpoken,
  markWords,
  reached,
  type Scale,
  toneOf,
} from './scale.js';
import { ReadAsTable } from './table.js';

export interface SlopePoint {
  mark: Mark;
  /** Names the wording judged by, the framework's version: two points with different ones never join. */
  wording: string;
}

export interface SlopeStatement {
  code: string;
  title: string;
  href?: string | undefined;
  /** One for each year, in the years' order; undefined where there was no review. */
  points: readonly (SlopePoint | undefined)[];
}

export interface SlopesProps {
  /** Academic years, earliest first: ["2024/25", "2025/26"]. */
  years: readonly string[];
  statements: readonly SlopeStatement[];
  scale: Scale;
}

const DOT = 10;
const SIDE = 14;
const FOOT = 22;

interface Dot {
  x: number;
  y: number;
  mark: Mark;
}

/** Where the dots, lines and breaks of one statement lie. */
export function slopeLayout(statement: SlopeStatement, years: number, scale: Scale) {
  const step = Math.max(2 * DOT + 6, years > 1 ? Math.floor(116 / (years - 1)) : 0);
  const pitch = scale.levels.length <= 4 ? 24 : 22;
  const floor = DOT + 2 + scale.levels.length * pitch;
  const dots = statement.points.map((point, at): Dot | null =>
    point === undefined
      ? null
      : { x: SIDE + at * step, y: floor - reached(scale, point.mark) * pitch, mark: point.mark },
  );
  const pairs = statement.points.slice(1).map((_, at) => ({ left: at, right: at + 1 }));
  const lines = pairs.filter(({ left, right }) => joins(statement, left, right));
  const breaks = pairs.filter(({ left, right }) => isReworded(statement, left, right));
  return {
    dots,
    lines: lines.map(({ left, right }) => ({ from: dots[left]!, to: dots[right]! })),
    breaks: breaks.map(({ left }) => SIDE + (left + 0.5) * step),
    floor,
    size: { width: 2 * SIDE + Math.max(0, years - 1) * step, height: floor + DOT + FOOT },
  };
}

function joins({ points }: SlopeStatement, left: number, right: number): boolean {
  const [from, to] = [points[left], points[right]];
  if (!from || !to || from.mark === null || to.mark === null) return false;
  return from.wording === to.wording;
}

function isReworded({ points }: SlopeStatement, left: number, right: number): boolean {
  const [from, to] = [points[left], points[right]];
  return from !== undefined && to !== undefined && from.wording !== to.wording;
}

/** All slopes with the key and the table. */
export function Slopes({ years, statements, scale }: SlopesProps) {
  if (years.length === 0 || statements.length === 0) {
    return <p class="quiet">There are no years to compare yet.</p>;
  }
  const hasBreak = statements.some((each) => slopeLayout(each, years.length, scale).breaks.length);
  return (
    <>
      <ul class="slopes">
        {statements.map((statement) => (
          <li>
            <p class="small">
              <b>{statement.code}</b>{' '}
              {statement.href === undefined ? (
                statement.title
              ) : (
                <a href={statement.href}>{statement.title}</a>
              )}
            </p>
            <Slope statement={statement} years={years} scale={scale} />
          </li>
        ))}
      </ul>
      <Key scale={scale} />
      {hasBreak ? (
        <p class="small quiet">
          A dashed upright line is a break: the wording changed, so the years on its two sides
          cannot be compared.
        </p>
      ) : null}
      <ReadAsTable {...slopeTable({ years, statements, scale })} />
    </>
  );
}

function Slope(props: { statement: SlopeStatement; years: readonly string[]; scale: Scale }) {
  const { statement, years, scale } = props;
  const { dots, lines, breaks, floor, size } = slopeLayout(statement, years.length, scale);
  const { width, height } = size;
  const rise = `M0 ${floor + DOT + 3}H${width}`;
  return (
    <svg
      class="slope"
      role="img"
      aria-label={slopeWords(statement, years, scale)}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <path class="base" d={rise} />
      {breaks.map((x) => (
        <path class="broken" d={`M${tenth(x)} 1V${floor + DOT}`} />
      ))}
      {lines.map(({ from, to }) => (
        <path class="trend" d={`M${from.x} ${from.y}L${to.x} ${to.y}`} />
      ))}
      {dots.map((dot) => (dot === null ? null : <DotMarks dot={dot} scale={scale} />))}
      <YearMarks years={years} width={width} y={height - 4} />
    </svg>
  );
}

function DotMarks({ dot, scale }: { dot: Dot; scale: Scale }) {
  const tone = toneOf(scale, dot.mark);
  return (
    <>
      <circle {...screenInk('cell', `f${tone}`)} cx={dot.x} cy={dot.y} r={DOT} />
      {kindOf(scale, dot.mark) === 'level' ? (
        <text
          {...screenInk('n', `t${inkOn(tone)}`)}
          x={dot.x}
          y={tenth(dot.y + 4.5)}
          text-anchor="middle"
        >
          {dot.mark}
        </text>
      ) : null}
    </>
  );
}

function YearMarks({ years, width, y }: { years: readonly string[]; width: number; y: number }) {
  return (
    <>
      <text class="code" x={0} y={y}>
        {years[0]}
      </text>
      {years.length > 1 && width >= 100 ? (
        <text class="code" x={width} y={y} text-anchor="end">
          {years.at(-1)}
        </text>
      ) : null}
    </>
  );
}

/** "3.1 Title: level 1 in 2024/25, wording changed, level 2 in 2025/26". */
export function slopeWords(
  statement: SlopeStatement,
  years: readonly string[],
  scale: Scale,
): string {
  const said = years.flatMap((year, at) => {
    const point = statement.points[at];
    const words = point ? `${markSpoken(scale, point.mark)} in ${year}` : `no review in ${year}`;
    return at > 0 && isReworded(statement, at - 1, at) ? ['wording changed', words] : [words];
  });
  return `${statement.code} ${statement.title}: ${said.join(', ')}`;
}

/** The slopes as a table: a row a statement, a column a year; a changed wording is said in its cell. */
export function slopeTable({ years, statements, scale }: SlopesProps) {
  return {
    caption: 'Agreed level of each statement, year by year',
    columns: ['Statement', ...years],
    rows: statements.map((statement) => [
      `${statement.code} ${statement.title}`,
      ...years.map((_, at) => cellWords(statement, at, scale)),
    ]),
  };
}

function cellWords(statement: SlopeStatement, at: number, scale: Scale): string {
  const point = statement.points[at];
  if (!point) return 'No review';
  const words = markWords(scale, point.mark);
  return at > 0 && isReworded(statement, at - 1, at) ? `${words} (new wording)` : words;
}
