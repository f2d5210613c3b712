/** Themes put together: from their headings, or, where there are none, from the codes. */

import { cellText, linesOf } from '../../../platform/documents/grid.js';
import { type DraftStatement, type DraftTheme, type Place, WHOLE } from '../draft.js';
import { account, type Ledger, partsOf } from '../ledger.js';
import { themeOfCode } from './codes.js';
import { type Columns, commonest } from './columns.js';
import { withoutMarkup } from './markup.js';
import type { RawStatement } from './statements.js';
import { type Section, themeCells, themeTitle } from './themes.js';
import { isCutWord, type Vocabulary } from './vocabulary.js';

/** A theme without its statements. */
export type ThemeHead = Omit<DraftTheme, 'statements'>;

/** The head of a theme from its heading rows. `order` numbers it where the heading has a letter. */
export function readTheme(
  section: Section,
  order: number,
  columns: Columns,
  vocabulary: Vocabulary,
  ledger: Ledger,
): ThemeHead {
  const id = Number(section.label) || order;
  const place: Place = { ...WHOLE, theme: id };
  const heading = section.heading.map((row) => themeCells(row, columns));
  const cells = heading.flatMap(({ theme }) => theme);
  account(ledger, partsOf(cells), 'theme', place);
  account(ledger, partsOf(heading.flatMap(({ levels }) => levels)), 'heading', place);
  const lines = linesOf(cells);
  const texts = cells.map(cellText);
  const joined = withoutMarkup(joinAcross(texts, vocabulary));
  if (texts.length > 1) {
    const rule = 'heading of a theme joined';
    ledger.repairs.push({ ...place, rule, lines, before: texts.join(' | '), after: joined });
  }
  const { title, benchmarks } = themeTitle(joined);
  if (title === '') ledger.missing.push({ ...place, reason: 'empty', found: joined, lines });
  return { id, title, benchmarks, lines };
}

/** Texts of neighbouring columns as one; a word cut by a column's edge is made whole. */
function joinAcross(texts: readonly string[], vocabulary: Vocabulary): string {
  return texts.reduce((left, right) =>
    isCutWord(vocabulary, left, right) ? `${left}${right}` : `${left} ${right}`,
  );
}

/** Themes by the first part of the codes, for a document that has no headings; a column may name them. */
export function themesByCode(
  statements: readonly { raw: RawStatement; statement: DraftStatement }[],
  firstId: number,
  ledger: Ledger,
): DraftTheme[] {
  const themes: DraftTheme[] = [];
  let label: string | null = null;
  for (const { raw, statement } of statements) {
    if (themeOfCode(raw.code) !== label || themes.length === 0) {
      label = themeOfCode(raw.code);
      themes.push(namedByColumn(raw, label, Number(label) || firstId + themes.length, ledger));
    }
    themes.at(-1)!.statements.push(statement);
  }
  return themes;
}

function namedByColumn(raw: RawStatement, label: string, id: number, ledger: Ledger): DraftTheme {
  const { title, benchmarks } = themeTitle(raw.beside.map(({ text }) => text).join(' '));
  const lines = raw.beside.map(({ part }) => part.line);
  if (title === '') {
    ledger.doubts.push({
      theme: id,
      statement: null,
      level: null,
      rule: 'theme without a heading',
      lines: raw.lines.slice(0, 1),
      says: `No heading was found for the theme of ${raw.code}.`,
      before: '',
      proposal: null,
    });
  }
  return { id, title: title || `Theme ${label || id}`, benchmarks, lines, statements: [] };
}

/** A doubt where a statement's code belongs to another theme than its heading or the codes beside it say. */
export function noteForeignCodes(
  label: string | null,
  raw: readonly RawStatement[],
  ledger: Ledger,
): void {
  const usual = commonest(raw.map(({ code }) => themeOfCode(code)));
  for (const { code, lines } of raw) {
    const own = themeOfCode(code);
    const isNumber = /^\p{N}+$/u.test(own) && /^\p{N}+$/u.test(label ?? '');
    const isOwn = isNumber ? Number(own) === Number(label) : own === usual;
    if (label === null || isOwn) continue;
    ledger.doubts.push({
      theme: null,
      statement: code,
      level: null,
      rule: 'code of another theme',
      lines,
      says: `${code} stands under the heading of theme ${label}.`,
      before: code,
      proposal: null,
    });
  }
}
