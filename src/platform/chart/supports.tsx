/**
 * What one next step supports: a yellow stop, curves to the steps that need it directly, and further
 * to those that need these. As many as fit are drawn; all of them stand in words and in the table.
 */
import { type Drawing, drawing, type Lettering } from './drawing.js';
import { type Palette, pdfPalette, screenPalette } from './palette.js';
import { listWords } from './scale.js';
import { supportWords } from './support-words.js';
import { ReadAsTable } from './table.js';

export interface Move {
  /** The statement's code: "2.1". */
  code: string;
  /** The level that the move goes to. */
  level: number;
  title?: string | undefined;
}

export interface OnwardMove extends Move {
  /** The directly supported step that it needs, for the curve; a step may be reached by several. */
  via: { code: string; level: number };
}

export interface SupportsProps {
  from: Move;
  direct: readonly Move[];
  onward?: readonly OnwardMove[] | undefined;
  /** How many are drawn in each column. */
  most?: number | undefined;
  /** True where the picture is seen at once; else the sentence opens it. */
  isOpen?: boolean | undefined;
  /** What opens the picture, where the page has said already how many it supports. */
  summary?: string | undefined;
}

const MOST = 6;
const TALL = 34;
const STOP = 26;
const GAP = 32;
const EDGE = 2;

interface Placed<Kind extends Move> {
  move: Kind;
  x: number;
  /** The middle of the stop. */
  y: number;
}

/** How many it supports, in a sentence that opens the picture, with its table beneath. */
export function Supports(props: SupportsProps) {
  const { direct, onward = [] } = props;
  if (direct.length === 0) {
    return <p class="small quiet">{supportWords({ direct: 0, later: onward.length })}</p>;
  }
  const layout = supportsLayout(props);
  const { width, height } = layout.size;
  return (
    <details class="govuk-details supports" open={props.isOpen}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          {props.summary ?? supportWords({ direct: direct.length, later: onward.length })}
        </span>
      </summary>
      <svg
        role="img"
        aria-label={pictureWords(props)}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        <SupportsMarks layout={layout} palette={screenPalette} />
      </svg>
      {restWords(props) === '' ? null : <p class="small quiet">{restWords(props)}</p>}
      <ReadAsTable {...supportsTable(props)} />
    </details>
  );
}

/** Where each stop lies. Deterministic: moves keep the order they came in. */
export function supportsLayout({ from, direct, onward = [], most = MOST }: SupportsProps) {
  const first = direct.slice(0, most);
  const isDrawn = (each: OnwardMove) => first.some((move) => sameMove(move, each.via));
  const second = onward.filter(isDrawn).slice(0, most);
  const wide = stopWidth([from, ...first, ...second]);
  const rows = Math.max(first.length, second.length, 1);
  const height = rows * TALL;
  const column = <Kind extends Move>(moves: readonly Kind[], place: number): Placed<Kind>[] =>
    moves.map((move, at) => ({
      move,
      x: EDGE + place * (wide + GAP),
      y: height / 2 + (at - (moves.length - 1) / 2) * TALL,
    }));
  const columns = second.length > 0 ? 3 : 2;
  return {
    from: column([from], 0)[0]!,
    direct: column(first, 1),
    onward: column(second, 2),
    wide,
    size: { width: 2 * EDGE + columns * wide + (columns - 1) * GAP, height: Math.max(height, 40) },
  };
}

function stopWidth(moves: readonly Move[]): number {
  const longest = Math.max(...moves.map((move) => stopWords(move).length));
  return Math.max(74, Math.round(longest * 7.6 + 16));
}

function sameMove(one: { code: string; level: number }, other: { code: string; level: number }) {
  return one.code === other.code && one.level === other.level;
}

function stopWords(move: Move): string {
  return `${move.code} to ${move.level}`;
}

function SupportsMarks({
  layout,
  palette,
}: {
  layout: ReturnType<typeof supportsLayout>;
  palette: Palette;
}) {
  const { from, direct, onward, wide, size } = layout;
  const drop = (size.height - Math.max(direct.length, onward.length, 1) * TALL) / 2;
  return (
    <g transform={drop > 0 ? `translate(0 ${drop})` : undefined}>
      {direct.map((each) => (
        <path d={curve(from, each, wide)} {...palette('curve')} />
      ))}
      {onward.map((each) => {
        const via = direct.find((one) => sameMove(one.move, each.move.via))!;
        return <path d={curve(via, each, wide)} {...palette('curve')} />;
      })}
      {[...direct, ...onward].map((each) => (
        <StopMarks at={each} wide={wide} palette={palette} isFrom={false} />
      ))}
      <StopMarks at={from} wide={wide} palette={palette} isFrom={true} />
    </g>
  );
}

function curve(from: Placed<Move>, to: Placed<Move>, wide: number): string {
  const start = from.x + wide;
  const middle = (start + to.x) / 2;
  return `M${start} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
}

function StopMarks(props: { at: Placed<Move>; wide: number; palette: Palette; isFrom: boolean }) {
  const { at, wide, palette, isFrom } = props;
  const tall = isFrom ? STOP + 6 : STOP;
  return (
    <>
      <rect
        x={at.x}
        y={at.y - tall / 2}
        width={wide}
        height={tall}
        rx={tall / 2}
        {...palette(isFrom ? 'from' : 'to')}
      />
      <text
        x={at.x + wide / 2}
        y={at.y + 5}
        text-anchor="middle"
        {...(isFrom ? palette('stop', 'o') : palette('stop'))}
      >
        {stopWords(at.move)}
      </text>
    </>
  );
}

/** "2.1 to level 3 supports 3.1 to level 3 and 3.3 to level 3; later on 4.1 to level 4". */
export function pictureWords({ from, direct, onward = [] }: SupportsProps): string {
  const said = (moves: readonly Move[]) => listWords(moves.map(moveWords));
  if (direct.length === 0) return `${moveWords(from)} supports no other next step directly`;
  const further = onward.length > 0 ? `; later on ${said(onward)}` : '';
  return `${moveWords(from)} supports ${said(direct)}${further}`;
}

function moveWords(move: Move): string {
  return `${move.code} to level ${move.level}`;
}

/** "And 4 more, in the table below.", or nothing when all of them are drawn. */
function restWords(props: SupportsProps): string {
  const layout = supportsLayout(props);
  const all = props.direct.length + (props.onward?.length ?? 0);
  const rest = all - layout.direct.length - layout.onward.length;
  return rest > 0 ? `And ${rest} more, in the table.` : '';
}

/** Every step supported, drawn or not. */
export function supportsTable({ from, direct, onward = [] }: SupportsProps) {
  const name = (move: Move) => (move.title ? `${move.code} ${move.title}` : move.code);
  return {
    caption: `What ${moveWords(from)} supports`,
    columns: ['Statement', 'To level', 'How'],
    rows: [
      ...direct.map((move) => [name(move), move.level, 'Directly']),
      ...onward.map((move) => [
        name(move),
        move.level,
        `Later on, through ${move.via.code} to level ${move.via.level}`,
      ]),
    ],
  };
}

/** The picture for the report, at its natural size. */
export function supportsDrawing(props: SupportsProps, lettering: Lettering = {}): Drawing {
  const layout = supportsLayout(props);
  const marks = <SupportsMarks layout={layout} palette={pdfPalette} />;
  return drawing(marks, layout.size, pictureWords(props), lettering);
}
