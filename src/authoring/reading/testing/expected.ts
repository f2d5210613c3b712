/** Drafts of a few lines, and what they say, for the tests of the rules. */

import { readDelimited } from '../../../platform/documents/formats/delimited.js';
import { readText } from '../../../platform/documents/formats/text.js';
import type { Draft, ReadingOptions } from '../draft.js';
import { readStructure } from '../structure.js';

/** The draft of some lines of a sheet; bars stand between cells. */
export const draftOfRows = (lines: readonly string[], options: ReadingOptions = {}): Draft =>
  readStructure(readDelimited(`${lines.join('\n')}\n`), options);

/** The draft of some lines of a text; bars stand for tabs. */
export const draftOfText = (lines: readonly string[]): Draft =>
  readStructure(readText(lines.join('\n').replaceAll('|', '\t')), {});

/** Every statement of a draft. */
export const statementsIn = ({ themes }: Draft) => themes.flatMap((theme) => theme.statements);

/** "1.1 A well: There is a well. / It is deep." for each statement, lowest level first. */
export const message = (read: Draft): string[] =>
  statementsIn(read).map(
    ({ id, title, levels }) => `${id} ${title}: ${levels.map(({ text }) => text).join(' / ')}`,
  );

/** The rules that raised the doubts of a draft. */
export const rulesOf = ({ doubts }: Draft): string[] => doubts.map(({ rule }) => rule);
