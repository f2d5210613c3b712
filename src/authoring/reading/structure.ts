/** The structure rules in their order: from a grid of cells, whatever its format, to the draft of a framework. */

import { cellAt, cellText, type Grid, linesOf, type Row } from '../../platform/documents/grid.js';
import { endsSentence } from '../../platform/documents/sentences.js';
import { invalid } from '../../platform/problems.js';
import {
  type Draft,
  type DraftTheme,
  ORDER_OF_LEVELS,
  type ReadingOptions,
  WHOLE,
} from './draft.js';
import { account, closeAccount, type Ledger, newLedger, partsOf } from './ledger.js';
import { sampleCells } from './not-understood.js';
import { aligned } from './rules/align.js';
import { besideLast } from './rules/beside.js';
import { codeOf } from './rules/codes.js';
import { type Columns, findColumns } from './rules/columns.js';
import { withCodes } from './rules/given-codes.js';
import { type LevelColumn, numberLevels } from './rules/headings.js';
import { upright } from './rules/level-rows.js';
import { findNoise } from './rules/noise.js';
import { takePreamble } from './rules/preamble.js';
import { lostNoughts, sequenceFaults } from './rules/sequence.js';
import { readStatement, type Style, styleOf } from './rules/statement-reading.js';
import { type RawStatement, rawStatements } from './rules/statements.js';
import { onlyTable, tableNames } from './rules/tables.js';
import { noteForeignCodes, readTheme, themesByCode } from './rules/theme-reading.js';
import { namesTheme } from './rules/theme-words.js';
import { findSections, type Section } from './rules/themes.js';
import { transposed } from './rules/transpose.js';
import { dropUnusedLevels } from './rules/unused-levels.js';
import { vocabularyOf } from './rules/vocabulary.js';

/**
 * The draft of the framework that a grid holds. `sheets` are the names a workbook offers to read instead.
 * @throws Problem reading.no-codes, reading.no-grid, reading.no-table, reading.column-twice,
 * reading.not-understood
 */
export function readStructure(given: Grid, options: ReadingOptions, sheets: string[] = []): Draft {
  const chosen = onlyTable(given, options.table);
  const plain = upright(chosen, options);
  // Columns that a person has named are those of the document as it is.
  const laidOut = options.columns ? plain : besideLast(aligned(transposed(plain)));
  const numbered = withCodes(laidOut, options);
  const grid = numbered.grid;
  const shown = grid.rows.filter(({ aside }) => aside === undefined);
  const columns = findColumns(shown, options);
  const { levels, isSure } = numberLevels(columns.levels, columns.headings, options);
  const ledger = newLedger();
  if (!isSure) askForOrder(levels, columns, ledger);
  setAside(grid, columns, ledger);
  const rows = withoutNoise(shown, columns, ledger);
  const sections = findSections(rows, columns);
  const head = columns.headings ? shown.indexOf(columns.headings.row) : 0;
  const title = takePreamble(sections, columns, new Set(shown.slice(0, head)), ledger);
  const raw = rawSections(sections, columns, levels, ledger);
  const style = styleOf(raw.flat(), vocabularyOf(grid), cellsEndWithStops(rows, columns));
  const themes = readThemes(sections, raw, columns, style, ledger);
  noteSequence(raw.flat(), ledger);
  noteOtherColumns(rows, columns, ledger);
  const lines = closeAccount(ledger, grid);
  placeInThemes(themes, ledger);
  assertUnderstood(themes, ledger);
  return {
    title: given.title ?? title,
    levels: levels.map(({ level, title: name }) => ({ level, title: name })),
    themes,
    repairs: ledger.repairs,
    doubts: ledger.doubts,
    missing: ledger.missing,
    lines,
    reading: {
      format: grid.format,
      columns: {
        code: numbered.isGiven ? null : columns.code,
        title: columns.title,
        levels: columns.levels,
      },
      codeLike: columns.pattern.like,
      bestFirst: (levels[0]?.column ?? 0) > (levels.at(-1)?.column ?? 0),
      sheets,
      tables: tableNames(given),
      sample: sampleOf(shown, columns),
    },
  };
}

function askForOrder(levels: readonly LevelColumn[], { headings }: Columns, ledger: Ledger): void {
  const [lowest, best] = [levels[0]!.title, levels.at(-1)!.title];
  ledger.doubts.push({
    ...WHOLE,
    rule: ORDER_OF_LEVELS,
    lines: headings ? linesOf(headings.row.cells) : [],
    says: `Which end is best? “${best}” was read as the best level and “${lowest}” as the lowest. Say which comes first when you read the document again.`,
    before: levels.map(({ title }) => title).join(' | '),
    proposal: null,
  });
}

/** @throws Problem reading.not-understood when most cells would be empty */
function assertUnderstood(themes: readonly DraftTheme[], { missing }: Ledger): void {
  const cells = themes
    .flatMap(({ statements }) => statements)
    .reduce((sum, { levels }) => sum + levels.length + 1, 0);
  if (missing.length * 2 > cells) throw notUnderstood();
}

const notUnderstood = () =>
  invalid(
    'reading.not-understood',
    'The table in this document was not understood: most of its cells would be empty. Say which columns hold the statements and the levels, or choose a copy with one plain table.',
  );

/** What the reader of the format, or a rule for the whole grid, knows to be no part of the model. */
function setAside({ rows, notes = [] }: Grid, { titleIsLeft }: Columns, ledger: Ledger): void {
  for (const { aside, cells } of rows) {
    if (aside !== undefined) account(ledger, partsOf(cells), 'noise', WHOLE, aside);
  }
  const left = 'The words to the left of the codes were taken for the titles of the statements.';
  const all = titleIsLeft
    ? [...notes, { rule: 'titles before codes', lines: [], says: left }]
    : notes;
  for (const note of all) ledger.doubts.push({ ...WHOLE, ...note, before: '', proposal: null });
}

/** The row of headings and two rows with codes, as far as a person needs them to tell the columns. */
function sampleOf(rows: readonly Row[], columns: Columns): string[][] {
  const coded = rows.filter((row) => codeOf(cellAt(row, columns.code), columns.pattern) !== null);
  const some = [...(columns.headings ? [columns.headings.row] : []), ...coded.slice(0, 2)];
  return sampleCells(some);
}

function withoutNoise(rows: readonly Row[], columns: Columns, ledger: Ledger): Row[] {
  const noiseOf = findNoise(rows, columns);
  return rows.filter((row) => {
    const because = noiseOf(row);
    const isHeadings = row === columns.headings?.row && !namesTheme(row);
    if (isHeadings) account(ledger, partsOf(row.cells), 'heading', WHOLE);
    else if (because !== null) account(ledger, partsOf(row.cells), 'noise', WHOLE, because);
    else return row.cells.length > 0;
    return false;
  });
}

/** The pieces of every statement, section by section; codes that lost a nought have it back. */
function rawSections(
  sections: readonly Section[],
  columns: Columns,
  levels: readonly LevelColumn[],
  ledger: Ledger,
): RawStatement[][] {
  const needsStop = cellsEndWithStops(
    sections.flatMap(({ rows }) => rows),
    columns,
  );
  const raw = sections.map(({ rows }) => {
    const inTables = rows.filter((row) => !row.loose);
    return rawStatements(inTables, columns, levels, needsStop, ledger);
  });
  const all = raw.flat();
  for (const { index, before, after } of lostNoughts(all.map(({ code }) => code))) {
    const statement = all[index]!;
    const lines = statement.lines.slice(0, 1);
    ledger.repairs.push({
      ...WHOLE,
      statement: after,
      rule: 'nought of a code',
      lines,
      before,
      after,
    });
    statement.code = after;
  }
  return raw;
}

/** True when most cells of the levels end with a full stop, so that one without it stops too early. */
function cellsEndWithStops(rows: readonly Row[], columns: Columns): boolean {
  const cells = rows.flatMap((row) =>
    row.cells.filter((cell) => columns.levels.includes(cell.column)).map(cellText),
  );
  const ends = cells.filter(endsSentence).length;
  const begins = cells.filter((text) => /^\p{Lu}/u.test(text)).length;
  return ends * 10 >= begins * 7;
}

function readThemes(
  sections: readonly Section[],
  raw: readonly RawStatement[][],
  columns: Columns,
  style: Style,
  ledger: Ledger,
): DraftTheme[] {
  const themes: DraftTheme[] = [];
  sections.forEach((section, index) => {
    const own = dropUnusedLevels(raw[index] ?? [], ledger);
    const read = own.map((one) => ({ raw: one, statement: readStatement(one, style, ledger) }));
    if (section.heading.length === 0) {
      themes.push(...themesByCode(read, themes.length + 1, ledger));
      return;
    }
    const head = readTheme(section, themes.length + 1, columns, style.vocabulary, ledger);
    noteForeignCodes(section.label, own, ledger);
    themes.push({ ...head, statements: read.map(({ statement }) => statement) });
  });
  return themes;
}

function noteSequence(raw: readonly RawStatement[], ledger: Ledger): void {
  for (const { at, says } of sequenceFaults(raw.map(({ code }) => code))) {
    const { code, lines } = raw[at]!;
    const place = { ...WHOLE, statement: code };
    const first = lines.slice(0, 1);
    ledger.doubts.push({
      ...place,
      rule: 'order of the codes',
      lines: first,
      says,
      before: code,
      proposal: null,
    });
  }
}

/** Columns that are none of code, title and levels are set aside as a whole, with one doubt for each. */
function noteOtherColumns(rows: readonly Row[], columns: Columns, ledger: Ledger): void {
  const known = new Set([columns.code, columns.title, ...columns.levels]);
  const others = rows
    .filter((row) => !row.loose)
    .flatMap((row) => row.cells)
    .filter((cell) => !known.has(cell.column) && !cell.parts.some((part) => ledger.uses.has(part)));
  for (const column of new Set(others.map((cell) => cell.column))) {
    const cells = others.filter((cell) => cell.column === column);
    const name = columns.headings ? cellText(cellAt(columns.headings.row, column)) : '';
    const because = `${name ? `“${name}”` : `Column ${column + 1}`} was not read as a level.`;
    account(ledger, partsOf(cells), 'left over', WHOLE, because);
    ledger.doubts.push({
      ...WHOLE,
      rule: 'column left over',
      lines: linesOf(cells),
      says: `${because} It has words in ${cells.length} ${cells.length === 1 ? 'row' : 'rows'}.`,
      before: cells.slice(0, 3).map(cellText).join(' | '),
      proposal: null,
    });
  }
}

/** Everything that names a statement names its theme too; the account is in the order of the document. */
function placeInThemes(themes: readonly DraftTheme[], ledger: Ledger): void {
  const themeOf = new Map(
    themes.flatMap(({ id, statements }) => statements.map((one) => [one.id, id])),
  );
  const all = [...ledger.repairs, ...ledger.doubts, ...ledger.missing, ...ledger.uses.values()];
  for (const one of all) {
    if (one.statement !== null) one.theme = themeOf.get(one.statement) ?? one.theme;
  }
  for (const list of [ledger.repairs, ledger.doubts, ledger.missing]) {
    list.sort((a, b) => (a.lines[0] ?? 0) - (b.lines[0] ?? 0));
  }
}
