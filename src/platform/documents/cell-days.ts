/** Days as spreadsheets and schools write them in lists. */
import { daysLater } from '../days.js';

/** Excel counts from here; the first and last number that is taken for a day are of 1990 and of 2099. */
const FIRST_DAY = '1899-12-30';
const FROM = 32_874;
const TO = 73_050;

/** The first and the last day of each term, by the academic year it lies in: 0 in its first calendar year. */
const TERMS: Readonly<Record<string, { later: number; first: string; last: string }>> = {
  autumn: { later: 0, first: '09-01', last: '12-31' },
  spring: { later: 1, first: '01-01', last: '03-31' },
  summer: { later: 1, first: '04-01', last: '08-31' },
};

/**
 * A cell that means a day, as a day that a person might have typed: a day number, a day with a time behind it, a term
 * or an academic year. Of a term or a year its first day, or its last. Anything else stays as it is.
 */
export function cellDay(cell: string, end: 'first' | 'last' = 'first'): string {
  const text = cell.trim();
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    const days = Math.floor(Number(text));
    return days >= FROM && days <= TO ? daysLater(FIRST_DAY, days) : text;
  }
  return ofTerm(text, end) ?? ofYear(text, end) ?? text.replace(/[ T]\d{1,2}:\d\d.{0,12}$/, '');
}

/** "Autumn 2025", "Spring term 2026", "summer term 2025/26" */
function ofTerm(text: string, end: 'first' | 'last'): string | null {
  const said =
    /^(autumn|spring|summer)(?: term)?,? (\d{4})(?:[/–-](\d{4}|\d{2}))?$/i.exec(text) ?? [];
  const term = TERMS[(said[1] ?? '').toLowerCase()];
  if (!term) return null;
  const year = Number(said[2]) + (said[3] === undefined ? 0 : term.later);
  return `${year}-${term[end]}`;
}

/** "2025/26", "academic year 2025-2026" */
function ofYear(text: string, end: 'first' | 'last'): string | null {
  const [, year, next] = /^(?:academic year )?(\d{4})[/–-](\d{4}|\d{2})$/i.exec(text) ?? [];
  if (year === undefined || Number(next) % 100 !== (Number(year) + 1) % 100) return null;
  return end === 'first' ? `${year}-09-01` : `${Number(year) + 1}-08-31`;
}
