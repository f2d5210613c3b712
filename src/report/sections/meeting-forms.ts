/** Paper forms for a meeting without devices: one statement a page, to be typed in afterwards. */
import type { Statement } from '../../framework/framework.js';
import { hasNotYet, notYetWords } from '../../platform/chart/scale.js';
import {
  type Block,
  cell,
  heading,
  lines,
  list,
  row,
  TICK_BOX,
  table,
  text,
} from '../blocks/block.js';
import type { Material } from './material.js';

/** How to use the forms, then each statement with its levels, and lines for the reason, the evidence and the next step. */
export function meetingForms(material: Material): Block[] {
  const { framework, summary } = material;
  const none = hasNotYet(summary.scale)
    ? `Tick “${notYetWords(summary.scale)}” where none fits yet. Leave all boxes empty where you do not know.`
    : 'Leave all boxes empty where you do not know.';
  return [
    text(
      'Tick one box for each statement, write why, and type it into Waymark afterwards.',
      'lead',
    ),
    heading(2, 'How to use these forms'),
    list(
      [
        'Read the levels of the statement from top to bottom, lowest first.',
        'Choose the level that describes your school best. A lower level need not be met in full.',
        none,
        'Write the reason in one or two sentences, and what shows it.',
        'Do not write names of learners on these forms.',
      ],
      true,
    ),
    ...framework.themes.flatMap(({ id, title, statements }) => [
      heading(2, `Theme ${id}. ${title}`, { startsPage: true }),
      ...statements.flatMap((each, at) => form(material, each, at > 0)),
    ]),
  ];
}

function form(
  { framework, summary }: Material,
  { id, title, asks, levels }: Statement,
  startsPage: boolean,
): Block[] {
  const notYet = row(cell(notYetWords(summary.scale), { isStrong: true }), '', TICK_BOX);
  const nameOf = (level: number) =>
    framework.levels.find((each) => each.level === level)?.title ?? String(level);
  return [
    heading(3, `${id} ${title}`, { startsPage }),
    ...(asks ? [text(asks)] : []),
    table(
      [
        ['Level', 7],
        ['What it looks like', 28],
        ['Tick', 3],
      ],
      [
        ...(hasNotYet(summary.scale) ? [notYet] : []),
        ...levels.map(({ level, summary: words, missing }) =>
          row(cell(nameOf(level), { isStrong: true }), words ?? missing ?? '', TICK_BOX),
        ),
      ],
    ),
    lines('Why is this the best fit?', 6),
    lines('What shows it?', 3),
    lines('Next step', 3),
  ];
}
