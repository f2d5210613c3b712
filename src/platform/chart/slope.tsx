/**
 * Change over the years, one small slope a statement. A line joins two years only where both were
 * recorded with the same wording; where the wording changed there is a break, and it is said.
 */
import { tenth } from './drawing.js';
import { Key } from './key.js';
import { screenPalette } from './palette.js';
import {
  type Mark,
  markSpoken,
  markWords,
  reached,
  type Scale,
  shortMark,
  textOn,
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
const FOOT = 24;
/** More years than this need a wider slope, so that the dots keep apart. */
const NARROW = 5;

interface Dot {
  /** How far along the years, 0 to 100. */
  x: number;
  y: number;
  r: number;
  mark: Mark;
}

/**
 * Where the dots, lines and breaks of one statement lie: x in hundredths of the width, so that text
 * and dots keep their size in any room. What is not recorded rests small on the base line, off the scale.
 */
export function slopeLayout(statement: SlopeStatement, years: number, scale: Scale) {
  const at = (place: number) => (years > 1 ? tenth((place * 100) / (years - 1)) : 50);
  const floor = DOT + 1 + scale.levels.length * 23;
  const base = floor + DOT + 5;
  const dots = statement.points.map((point, place): Dot | null => {
    if (point === undefined) return null;
    const isOpen = point.mark === null;
    const y = isOpen ? base : floor - reached(scale, point.mark) * 23;
    return { x: at(place), y, r: isOpen ? 5 : DOT, mark: point.mark };
  });
  const pairs = statement.points.slice(1).map((_, left) => ({ left, right: left + 1 }));
  const lines = pairs.filter(({ left, right }) => joins(statement, left, right));
  const breaks = pairs.filter(({ left, right }) => isReworded(statement, left, right));
  return {
    dots,
    lines: lines.map(({ left, right }) => ({ from: dots[left]!, to: dots[right]! })),
    breaks: breaks.map(({ left }) => tenth((at(left) + at(left + 1)) / 2)),
    base,
    height: base + FOOT,
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
      <ul class={years.length > NARROW ? 'slopes wide' : 'slopes'}>
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
  const { dots, lines, breaks, base, height } = slopeLayout(statement, years.length, scale);
  return (
    <svg class="slope" role="img" aria-label={slopeWords(statement, years, scale)} height={height}>
      <line class="base" x1="0" x2="100%" y1={base} y2={base} />
      {breaks.map((x) => (
        <line class="broken" x1={`${x}%`} x2={`${x}%`} y1={1} y2={base} />
      ))}
      {lines.map(({ from, to }) => (
        <line class="trend" x1={`${from.x}%`} y1={from.y} x2={`${to.x}%`} y2={to.y} />
      ))}
      {dots.map((dot) => (dot === null ? null : <DotMarks dot={dot} scale={scale} />))}
      <YearMarks years={years} y={height - 3} />
    </svg>
  );
}

function DotMarks({ dot, scale }: { dot: Dot; scale: Scale }) {
  const tone = toneOf(scale, dot.mark);
  const x = `${dot.x}%`;
  return (
    <>
      <circle {...screenPalette('cell', `f${tone}`)} cx={x} cy={dot.y} r={dot.r} />
      {dot.mark !== null ? (
        <text
          {...screenPalette('n', `t${textOn(tone)}`)}
          x={x}
          y={dot.y + 4.5}
          text-anchor="middle"
        >
          {shortMark(scale, dot.mark)}
        </text>
      ) : null}
    </>
  );
}

function YearMarks({ years, y }: { years: readonly string[]; y: number }) {
  if (years.length === 1) {
    return (
      <text class="code" x="50%" y={y} text-anchor="middle">
        {years[0]}
      </text>
    );
  }
  return (
    <>
      <text class="code" x="0" dx={-DOT} y={y}>
        {years[0]}
      </text>
      <text class="code" x="100%" dx={DOT} y={y} text-anchor="end">
        {years.at(-1)}
      </text>
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
