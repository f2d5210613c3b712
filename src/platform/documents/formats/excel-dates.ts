/** Dates in a workbook: numbers of days, shown by the format of their cell. A code like 1.2 may have become one. */

/** The formats that every workbook has, as Excel shows them in Britain. */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [14, 'dd/mm/yyyy'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [22, 'dd/mm/yyyy'],
]);
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAY = 86_400_000;
/** Day 0 of workbooks, and of those that count from 1904. */
const FIRST = { usual: Date.UTC(1899, 11, 30), of1904: Date.UTC(1904, 0, 1) };

/** The format of a date, or null when a number format shows none. */
export function dateFormat(id: number, code: string | undefined): string | null {
  const plain = (code ?? BUILT_IN.get(id) ?? '').split(';')[0]!.replace(/\[[^[\]]*\]/gu, '');
  const letters = plain.replace(/"[^"]*"|\\./gu, '');
  return /[dy]|mmm/iu.test(letters) && !/[#0?]/u.test(letters) ? plain : null;
}

/** A number of days in a format of days, months and years; hours are left out. */
export function shownDate(days: number, format: string, isOf1904: boolean): string {
  const date = new Date((isOf1904 ? FIRST.of1904 : FIRST.usual) + Math.floor(days) * DAY);
  // More days than a calendar has: Excel itself shows no date for them.
  if (Number.isNaN(date.getTime())) return String(days);
  const [day, month, year] = [date.getUTCDate(), date.getUTCMonth(), date.getUTCFullYear()];
  const pieces: Readonly<Record<string, string>> = {
    d: String(day),
    dd: String(day).padStart(2, '0'),
    m: String(month + 1),
    mm: String(month + 1).padStart(2, '0'),
    mmm: MONTHS[month]!.slice(0, 3),
    mmmm: MONTHS[month]!,
    yy: String(year).slice(-2),
    yyyy: String(year),
  };
  let isPast = false;
  const shown = format.replace(
    /"([^"]*)"|\\(.)|(d{1,4}|m{1,4}|y{1,4}|h+)|./giu,
    (letter: string, quoted?: string, single?: string, piece?: string) => {
      // What stands after the hours is time, in which "mm" are minutes.
      isPast ||= piece !== undefined && /^h/iu.test(piece);
      if (isPast) return '';
      return piece === undefined
        ? (quoted ?? single ?? letter)
        : (pieces[piece.toLowerCase()] ?? '');
    },
  );
  return shown.trim();
}
