/** CSV and its kin: cells between commas, semicolons, bars or tabs, in quotes where they hold any of these. */

import { invalid } from '../problems.js';

const MARKS = [',', ';', '\t', '|'] as const;
type Mark = (typeof MARKS)[number];

export interface CsvRecord {
  /** The line on which it begins, from 1. */
  line: number;
  /** As it stands in the text, without the end of its last line. */
  raw: string;
  fields: readonly string[];
}

/**
 * The records of a text, empty lines among them. What parts the cells is found out where it is not said.
 * @throws Problem 422 `reading.open-quote` when a quotation mark is never closed
 */
export function readCsv(text: string, mark?: Mark): CsvRecord[] {
  const plain = text.replace(/^\ufeff/u, '').replace(/^sep=(.)\r?\n/iu, '');
  return [...records(plain, mark ?? separatorOf(plain))];
}

/** The mark that cuts the first records into the most, and the most even, fields. */
function separatorOf(text: string): Mark {
  const start = text.slice(0, 50_000);
  const scored = MARKS.map((mark) => {
    const counts = sample(start, mark).map(({ fields }) => fields.length);
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 1;
    const even = counts.filter((count) => count === usual).length / Math.max(counts.length, 1);
    return { mark, score: usual > 1 ? even * Math.min(usual, 8) : 0 };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).mark;
}

function sample(start: string, mark: Mark): CsvRecord[] {
  const found: CsvRecord[] = [];
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

const EMPTY: readonly string[] = [''];

/** The records of RFC 4180, with any separator. */
function* records(text: string, mark: Mark): Generator<CsvRecord> {
  let line = 1;
  let at = 0;
  while (at < text.length) {
    if (text[at] === '\n') {
      yield { line, raw: '', fields: EMPTY };
      line += 1;
      at += 1;
      continue;
    }
    const start = at;
    const fields: string[] = [];
    for (;;) {
      const field = quoted(text, at, mark, line) ?? bare(text, at, mark);
      fields.push(field.text);
      at = field.end;
      if (text[at] !== mark) break;
      at += 1;
    }
    const raw = text.slice(start, at);
    yield { line, raw, fields };
    line += raw.includes('\n') ? raw.split('\n').length : 1;
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
  }
}

function bare(text: string, from: number, mark: Mark): { text: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== mark && text[end] !== '\n' && text[end] !== '\r')
    end += 1;
  return { text: text.slice(from, end), end };
}

/** A cell that is in quotes from end to end but for spaces around them; in any other, quotes are only letters. */
function quoted(
  text: string,
  at: number,
  mark: Mark,
  line: number,
): { text: string; end: number } | null {
  const from = afterSpaces(text, at);
  if (text[from] !== '"') return null;
  let close = from + 1;
  for (;;) {
    close = text.indexOf('"', close);
    if (close < 0 && from > at) return null;
    if (close < 0) throw openQuote(line);
    if (text[close + 1] !== '"') break;
    close += 2;
  }
  const end = afterSpaces(text, close + 1);
  if (end < text.length && ![mark, '\r', '\n'].includes(text[end] ?? '')) return null;
  return { text: text.slice(from + 1, close).replaceAll('""', '"'), end };
}

function afterSpaces(text: string, at: number): number {
  let end = at;
  while (text[end] === ' ') end += 1;
  return end;
}

const openQuote = (line: number) =>
  invalid(
    'reading.open-quote',
    `A quotation mark on line ${line} is not closed. Close it, or save the sheet again as CSV.`,
  );
