/** From the rows of one section to its statements: which piece of which cell belongs where. */

import {
  type Cell,
  cellAt,
  linesOf,
  type Part,
  type Row,
  tidy,
} from '../../../platform/documents/grid.js';
import type { Place } from '../draft.js';
import { account, type Ledger } from '../ledger.js';
import { codeIn } from './codes.js';
import type { Columns } from './columns.js';
import { codeRows, cutSection, type Span } from './cuts.js';
import type { LevelColumn } from './headings.js';
import type { Piece } from './wording.js';

/** A statement's pieces before they are put together into words. */
export interface RawStatement {
  code: string;
  lines: number[];
  title: Piece[];
  levels: { level: number; pieces: Piece[] }[];
  /** What stands left of the code: the theme, in documents that give it a column. */
  beside: Piece[];
}

/** The statements of a section. Every part of its mapped columns is accounted for. */
export function rawStatements(
  rows: readonly Row[],
  columns: Columns,
  levels: readonly LevelColumn[],
  needsStop: boolean,
  ledger: Ledger,
): RawStatement[] {
  const codes = codeRows(rows, columns);
  if (codes.length === 0) return [];
  const spans = cutSection(rows, codes, columns, needsStop);
  return spans.map((span, index) => {
    noteTorn(span, rows, levels, ledger);
    noteOther(span, spans[index - 1], rows, ledger);
    return rawStatement(span, rows, columns, levels, ledger);
  });
}

function rawStatement(
  span: Span,
  rows: readonly Row[],
  columns: Columns,
  levels: readonly LevelColumn[],
  ledger: Ledger,
): RawStatement {
  const place: Place = { theme: null, statement: span.code, level: null };
  const pieces = (column: number) => columnPieces(rows, span, column);
  const title = titlePieces(span, rows, columns, place, ledger);
  account(
    ledger,
    title.map(({ part }) => part),
    'title',
    place,
  );
  const own = levels.map(({ level, column }) => {
    account(ledger, partsIn(rows, span, [column]), 'level', { ...place, level });
    return { level, pieces: pieces(column) };
  });
  const left = range(Math.min(columns.code, columns.title)).filter(
    (column) => !columns.levels.includes(column),
  );
  account(ledger, partsIn(rows, span, left), 'theme', place);
  const beside = left.flatMap(pieces);
  const lines = [...title, ...own.flatMap((one) => one.pieces)].map(({ part }) => part.line);
  return {
    code: span.code,
    lines: [...new Set(lines)].sort((a, b) => a - b),
    title,
    levels: own,
    beside,
  };
}

function range(end: number): number[] {
  return Array.from({ length: end }, (_, index) => index);
}

function columnPieces(rows: readonly Row[], span: Span, column: number): Piece[] {
  const pieces: Piece[] = [];
  for (let row = span.from; row < span.to; row += 1) {
    for (const part of cellAt(rows[row]!, column)?.parts ?? []) {
      pieces.push({ part, text: tidy(part.text), row });
    }
  }
  return pieces;
}

function partsIn(rows: readonly Row[], span: Span, columns: readonly number[]): Part[] {
  const cells = rows
    .slice(span.from, span.to)
    .flatMap((row) => [...new Set(columns)].map((column) => cellAt(row, column)))
    .filter((cell): cell is Cell => cell !== undefined);
  return cells.flatMap((cell) => cell.parts);
}

/** The title's pieces, the code taken off; a code that stands again is taken off too, and noted. */
function titlePieces(
  span: Span,
  rows: readonly Row[],
  columns: Columns,
  place: Place,
  ledger: Ledger,
): Piece[] {
  let seen = false;
  const ofCode = columnPieces(rows, span, columns.code);
  const withoutCode = ofCode.filter(isOfTitle(rows, span, columns)).map((piece) => {
    const found = codeIn(piece.text, columns.pattern);
    if (found?.code !== span.code) return piece;
    if (seen) {
      const lines = [rowLine(rows, span.at, columns.code), piece.part.line];
      const after = found.rest;
      ledger.repairs.push({ ...place, rule: 'repeated code', lines, before: piece.text, after });
    }
    seen = true;
    return { ...piece, text: found.rest };
  });
  if (columns.title === columns.code) return withoutCode;
  const own = columnPieces(rows, span, columns.title);
  return [...withoutCode, ...own.filter(isOfTitle(rows, { ...span, at: span.from }, columns))];
}

/**
 * Words above the row of a code are no title, and neither are rows with no other words from an empty line on: notes, a
 * source, a line at the foot of the page. They are left over.
 */
function isOfTitle(rows: readonly Row[], span: Span, columns: Columns): (piece: Piece) => boolean {
  const titled = tidy(rowWords(rows[span.at], columns)) !== span.code;
  const isAlone = (row: number) =>
    rows[row]!.cells.every(({ column }) => !columns.levels.includes(column));
  const isAfterGap = (row: number) =>
    Math.min(...linesOf(rows[row]!.cells)) - Math.max(...linesOf(rows[row - 1]!.cells)) > 1;
  let notes = span.at + 1;
  while (notes < span.to && !(isAlone(notes) && isAfterGap(notes))) notes += 1;
  return ({ row }) => {
    if (row <= span.at) return row === span.at;
    return !(titled && row >= notes && isAlone(row));
  };
}

/** The words of a row in the columns of code and title. */
function rowWords(row: Row | undefined, columns: Columns): string {
  const own = row?.cells.filter(
    ({ column }) => column === columns.code || column === columns.title,
  );
  return (own ?? []).flatMap((cell) => cell.parts.map(({ text }) => text)).join(' ');
}

function rowLine(rows: readonly Row[], at: number, column: number): number {
  return cellAt(rows[at]!, column)?.parts[0]?.line ?? 0;
}

/** A cut that goes through a sentence. */
function noteTorn(
  span: Span,
  rows: readonly Row[],
  levels: readonly LevelColumn[],
  ledger: Ledger,
): void {
  const lines = [...new Set([span.from, span.at].map((at) => firstLine(rows[at])))];
  for (const { level } of levels.filter(({ column }) => span.torn.includes(column))) {
    ledger.doubts.push({
      theme: null,
      statement: span.code,
      level,
      rule: 'cut through a sentence',
      lines,
      says: `The words before ${span.code} and its own could not be told apart in this column.`,
      before: '',
      proposal: null,
    });
  }
}

/** A cut that might as well be elsewhere is noted with both statements that it parts. */
function noteOther(
  span: Span,
  before: Span | undefined,
  rows: readonly Row[],
  ledger: Ledger,
): void {
  if (span.other === null || !before) return;
  const lines = [span.from, span.other].map((at) => firstLine(rows[at])).sort((a, b) => a - b);
  for (const statement of [before.code, span.code]) {
    ledger.doubts.push({
      theme: null,
      statement,
      level: null,
      rule: 'cut in doubt',
      lines,
      says: `${span.code} may begin a few lines earlier or later: both places are between sentences.`,
      before: '',
      proposal: null,
    });
  }
}

function firstLine(row: Row | undefined): number {
  return row?.cells[0]?.parts[0]?.line ?? 0;
}
