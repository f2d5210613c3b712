/** CSV and its kin: cells between commas, semicolons, bars or tabs, in quotes where they hold any of these. */

import { invalid } from '../../../problems.js';
import type { Grid, Row, SourceLine } from '../grid.js';
import { tidy } from '../grid.js';

const MARKS = [',', ';', '\t', '|'] as const;

/** A record and the number of the line on which it begins. */
interface Record {
  line: number;
  raw: string;
  fields: string[];
}

/**
 * The grid of a delimited text. A record that goes over several lines is one line of the source, with the number of
 * its first.
 * @throws Problem reading.open-quote when a quotation mark is never closed
 */
export function readDelimited(text: string): Grid {
  const plain = text.replace(/^\ufeff/u, '').replace(/^sep=(.)\r?\n/iu, '');
  const mark = separatorOf(plain);
  const lines: SourceLine[] = [];
  const rows: Row[] = [];
  for (const { line, raw, fields } of records(plain, mark)) {
    lines.push({ line, page: 1, text: raw });
    const cells = fields
      .map((field, column) => ({ column, parts: partsOf(field, line) }))
      .filter(({ parts }) => parts.length > 0);
    if (cells.length > 0) rows.push({ page: 1, loose: false, cells });
  }
  return { format: 'delimited', lines, rows, pages: 1 };
}

/** A cell may hold line ends of its own: each is a part, all of the same source line. */
function partsOf(field: string, line: number) {
  return field
    .split(/\r\n|[\n\r]/u)
    .filter((text) => tidy(text) !== '')
    .map((text) => ({ text, line }));
}

/** The mark that cuts the first records into the most, and the most even, fields. */
function separatorOf(text: string): string {
  const start = text.slice(0, 50_000);
  const scored = MARKS.map((mark) => {
    const counts = sample(start, mark).map(({ fields }) => fields.length);
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 1;
    const even = counts.filter((count) => count === usual).length / Math.max(counts.length, 1);
    return { mark, score: usual > 1 ? even * Math.min(usual, 8) : 0 };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).mark;
}

function sample(start: string, mark: string): Record[] {
  const found: Record[] = [];
  try {
    for (const record of records(start, mark)) {
      found.push(record);
      if (found.length === 50) break;
    }
  } catch {
    // The sample ends within a quoted cell: what came before it is enough to judge by.
  }
  return found;
}

/** The records of RFC 4180, with any separator; quotes inside an unquoted cell are only letters. */
function* records(text: string, mark: string): Generator<Record> {
  const stop = new RegExp(`[${mark === '\t' ? '\\t' : mark}\\r\\n]`, 'gu');
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const start = at;
    const fields: string[] = [];
    for (;;) {
      const field = text[at] === '"' ? quoted(text, at, line) : bare(text, at, stop);
      fields.push(field.text);
      at = field.end;
      if (text[at] !== mark) break;
      at += 1;
    }
    const raw = text.slice(start, at);
    yield { line, raw, fields };
    line += raw.split('\n').length;
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
  }
}

function bare(text: string, from: number, stop: RegExp): { text: string; end: number } {
  stop.lastIndex = from;
  const end = stop.exec(text)?.index ?? text.length;
  return { text: text.slice(from, end), end };
}

/** A quoted field; what follows its closing mark up to the separator is kept as it stands. */
function quoted(text: string, from: number, line: number): { text: string; end: number } {
  let end = from + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) throw openQuote(line);
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  return { text: text.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 };
}

const openQuote = (line: number) =>
  invalid(
    'reading.open-quote',
    `A quotation mark opens in line ${line} and is never closed. Close it, or save the sheet again as CSV.`,
  );
