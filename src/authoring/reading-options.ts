/** What a person may set for the reading of a document, as a form has it. */
import { z } from 'zod';
import type { ReadingOptions } from './reading/draft.js';

const column = z.coerce
  .number('Enter columns as numbers, the first is 1')
  .int('Enter columns as whole numbers')
  .min(1, 'The first column is 1')
  .max(1000, 'Enter a column of at most 1000');

/** What a person may set for the reading, as a form has it: columns counted from 1, empty for "as it was found". */
export const readingInput = z
  .object({
    levels: z.union([z.literal(''), z.coerce.number().int().min(2).max(8)]).default(''),
    firstLevel: z.union([z.literal(''), z.coerce.number().int().min(0).max(1)]).default(''),
    bestFirst: z.enum(['', 'yes', 'no']).default(''),
    codeLike: z
      .string()
      .trim()
      .max(12, 'Enter one code as it stands in the document, like 1.1')
      .default(''),
    codeColumn: z.union([z.literal(''), column]).default(''),
    titleColumn: z.union([z.literal(''), column]).default(''),
    levelColumns: z.string().trim().max(80).default(''),
    sheet: z.string().max(120).default(''),
  })
  .transform((given, context): ReadingOptions => {
    const levels = given.levelColumns.split(/[\s,;]+/).filter(Boolean);
    const numbers = levels.map(Number);
    const hasColumns = given.codeColumn !== '' && levels.length > 0;
    if (numbers.some((each) => !Number.isInteger(each) || each < 1) || numbers.length > 8) {
      const message = 'Enter the columns of the levels as numbers, like 3, 4, 5, 6';
      context.addIssue({ code: 'custom', path: ['levelColumns'], message });
    } else if (levels.length > 0 && given.codeColumn === '') {
      const message = 'Enter the column of the code too';
      context.addIssue({ code: 'custom', path: ['codeColumn'], message });
    }
    const code = Number(given.codeColumn) - 1;
    return {
      ...(given.levels === '' ? {} : { levels: given.levels }),
      ...(given.firstLevel === '' ? {} : { firstLevel: given.firstLevel }),
      ...(given.bestFirst === '' ? {} : { bestFirst: given.bestFirst === 'yes' }),
      ...(given.codeLike === '' ? {} : { codeLike: given.codeLike }),
      ...(given.sheet === '' ? {} : { sheet: given.sheet }),
      ...(hasColumns
        ? {
            columns: {
              code,
              title: given.titleColumn === '' ? code : given.titleColumn - 1,
              levels: numbers.map((each) => each - 1),
            },
          }
        : {}),
    };
  });
