/** Paper forms for a meeting without devices: one statement a page, to be typed in afterwards. */
import { statementsOf } from '../../framework/framework.js';
import { hasNotYet, notYetWords } from '../../platform/chart/scale.js';
import { type Block, cell, heading, lines, list, row, table, text } from '../blocks/block.js';
import type { Material } from './material.js';

/** A box to tick by hand. */
const BOX = '☐';

/** How to use the forms, then each statement with its levels, and lines for the reason, the evidence and the next step. */
export function paperForms({ framework, summary }: Material): Block[] {
  const [first] = framework.levels;
  return [
    text(
      'One page for each statement. Tick one box, write why, and type it into Waymark afterwards.',
      'lead',
    ),
    heading(2, 'How to use these forms'),
    list(
      [
        'Read the levels of the statement from left to right, lowest first.',
        'Choose the level that describes your school best. A lower level need not be met in full.',
        `Tick “${hasNotYet(summary.scale) && first ? notYetWords(summary.scale) : 'Not recorded'}” where none fits yet, and leave all boxes empty where you do not know.`,
        'Write the reason in one or two sentences, and what shows it.',
        'Do not write names of learners on these forms.',
      ],
      true,
    ),
    ...statementsOf(framework).flatMap(({ id, title, asks, levels }) => [
      heading(2, `${id} ${title}`, { startsPage: true }),
      ...(asks ? [text(asks)] : []),
      table(
        [
          ['Tick', 1],
          ['Level', 3],
          ['What it looks like', 14],
        ],
        [
          ...(hasNotYet(summary.scale)
            ? [row(BOX, cell(notYetWords(summary.scale), { isStrong: true }), '')]
            : []),
          ...levels.map(({ level, summary: words, missing }) =>
            row(
              BOX,
              cell(framework.levels.find((each) => each.level === level)?.title ?? String(level), {
                isStrong: true,
              }),
              words ?? missing ?? '',
            ),
          ),
        ],
      ),
      lines('Why is this the best fit?', 4),
      lines('What shows it?', 2),
      lines('Next step', 2),
    ]),
  ];
}
