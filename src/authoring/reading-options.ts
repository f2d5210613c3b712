/** What a person may set for the reading of a document, as a form has it. */
import { z } from 'zod';
import type { ReadingOptions } from './reading/draft.js';

const wholeNumber = (least: number, most: number, says: string) =>
  z.coerce.number(says).int(says).min(least, says).max(most, says);

/** A whole number as a field sends it, or nothing. Anything else is refused with `says`. */
const numberOr = (least: number, most: number, says: string) =>
  z.union([z.literal(''), wholeNumber(least, most, says)], says).default('');

const MOST_COLUMNS = 1000;
const CODE_COLUMN = 'Enter the column of the code as a number from 1, or none';
const TITLE_COLUMN = 'Enter the column of the title as a number from 1';

/** The title stands with the code where only the columns of code and levels are given. */
function titleAt(
  { codeColumn, titleColumn }: { codeColumn: '' | 'none' | number; titleColumn: '' | number },
  hasLevels: boolean,
): { title?: number } {
  if (titleColumn !== '') return { title: titleColumn - 1 };
  return typeof codeColumn === 'number' && hasLevels ? { title: codeColumn - 1 } : {};
}

/** From 0; null for a document without codes. */
const codeAt = (said: number | 'none') => (said === 'none' ? null : said - 1);

/** The fields of a form: columns counted from 1, empty for "as it was found". */
const fields = z.object({
  levels: numberOr(2, 8, 'Enter the number of levels, from 2 to 8'),
  firstLevel: numberOr(0, 1, 'Enter 0 or 1 as the number of the lowest level'),
  bestFirst: z.enum(['', 'yes', 'no']).default(''),
  codeLike: z
    .string()
    .trim()
    .max(12, 'Enter one code as it stands in the document, like 1.1')
    .default(''),
  codeColumn: z
    .union([z.literal(['', 'none']), wholeNumber(1, MOST_COLUMNS, CODE_COLUMN)], CODE_COLUMN)
    .default(''),
  titleColumn: numberOr(1, MOST_COLUMNS, TITLE_COLUMN),
  levelColumns: z.string().trim().max(80).default(''),
  sheet: z.string().max(120).default(''),
  table: numberOr(1, 1000, 'Enter the table as a number from 1'),
});

/** The options that the fields stand for, with a fault for each column that is no number. */
function toOptions(given: z.output<typeof fields>, context: z.RefinementCtx): ReadingOptions {
  const levels = given.levelColumns.split(/[\s,;]+/).filter(Boolean);
  const numbers = levels.map(Number);
  if (numbers.some((each) => !Number.isInteger(each) || each < 1) || numbers.length > 8) {
    const message = 'Enter the columns of the levels as numbers, like 3, 4, 5, 6';
    context.addIssue({ code: 'custom', path: ['levelColumns'], message });
  }
  const columns = {
    ...(given.codeColumn === '' ? {} : { code: codeAt(given.codeColumn) }),
    ...titleAt(given, numbers.length > 0),
    ...(numbers.length === 0 ? {} : { levels: numbers.map((each) => each - 1) }),
  };
  return {
    ...(given.levels === '' ? {} : { levels: given.levels }),
    ...(given.firstLevel === '' ? {} : { firstLevel: given.firstLevel }),
    ...(given.bestFirst === '' ? {} : { bestFirst: given.bestFirst === 'yes' }),
    ...(given.codeLike === '' ? {} : { codeLike: given.codeLike }),
    ...(given.sheet === '' ? {} : { sheet: given.sheet }),
    ...(given.table === '' ? {} : { table: given.table }),
    ...(Object.keys(columns).length === 0 ? {} : { columns }),
  };
}

/** What a person may set for the reading, as a form has it. */
export const readingInput = fields.transform(toOptions);

/** A document as text, where no file comes with it, and how it is to be read. */
export const importInput = fields
  .extend({ text: z.string().default('') })
  .transform(({ text, ...given }, context) => ({ text, options: toOptions(given, context) }));
