/** Where the school is, as blocks: the picture of all statements, the bars by theme and by benchmark, what changed. */
import { distributionDrawing } from '../../platform/chart/distribution.js';
import { heatmapDrawing } from '../../platform/chart/heatmap-pdf.js';
import { countWords, listWords } from '../../platform/chart/scale.js';
import { type Block, cell, figure, heading, row, table, text } from '../blocks/block.js';
import { barOf, chipOf, columnsOf, GLYPHS } from '../pdf-marks.js';
import { groupsOf } from '../pdf-model.js';
import type { Summary } from '../summary.js';
import { changeRows } from '../summary-change.js';

/** The width of the text on A4 between margins of 20 mm, in points. */
const WIDTH = 481.8;
/** A picture of every statement is drawn wider and set to the width of the text. */
const HEATMAP_WIDTH = 652;
const NOT_SCORES =
  'Levels describe practice and are agreed by best fit. They are not scores and are never averaged.';

/** Every statement as a column of stones. */
export function everyStatement(summary: Summary): Block[] {
  if (summary.recorded === 0) return [];
  const yearBefore = summary.yearBefore ?? undefined;
  const drawing = heatmapDrawing(
    groupsOf(summary, true),
    summary.scale,
    { width: HEATMAP_WIDTH, yearBefore },
    GLYPHS,
  );
  const line = yearBefore ? ` A line marks the level in ${yearBefore} where it has changed.` : '';
  return [
    heading(2, 'Where we are now'),
    figure(drawing, `Each column is a statement. Each stone is a level.${line} ${NOT_SCORES}`),
  ];
}

/** How many statements are at each level, in one bar. */
export function allStatements(summary: Summary): Block[] {
  const { scale, whole, count } = summary;
  const name = `All ${countWords(count, 'statement')}`;
  return [
    figure(distributionDrawing({ name, counts: whole, scale, width: WIDTH }, GLYPHS), NOT_SCORES),
  ];
}

/** The same for each theme, as a table. */
export function byTheme(summary: Summary): Block[] {
  return [heading(2, 'By theme'), countsTable(summary, 'Theme', summary.themes)];
}

/** And for each Gatsby Benchmark that the model names. */
export function byBenchmark(summary: Summary): Block[] {
  if (summary.benchmarks.length === 0) return [];
  const rows = summary.benchmarks.map((each) => ({ ...each, code: String(each.number) }));
  return [heading(2, 'By Gatsby Benchmark'), countsTable(summary, 'Benchmark', rows)];
}

type Counted = Parameters<typeof barOf>[1];

function countsTable(summary: Summary, first: string, rows: readonly Counted[]): Block {
  const columns = columnsOf(summary);
  return table(
    [[first, 6], ...columns.map((title) => [title, 2] as const)],
    rows.map((each) =>
      row(`${each.code} ${each.title}`, ...barOf(summary, each).cells.map(String)),
    ),
    columns,
  );
}

/** What changed since the review before. */
export function whatChanged(summary: Summary): Block[] {
  const change = changeRows(summary);
  if (!change) return [heading(2, 'What changed'), text(summary.alone)];
  const same = `${countWords(change.same, 'statement')} stayed the same.`;
  return [
    heading(2, `What changed since ${summary.yearBefore}`),
    ...(change.rows.length === 0
      ? []
      : [
          table(
            [
              ['Change', 3],
              ['Level', 3],
              ['Statements', 4],
            ],
            change.rows.map(({ title, level, codes }) => row(title, level, codes)),
          ),
        ]),
    ...(change.same > 0 ? [text(same)] : []),
  ];
}

/** How many statements went up and down in each theme, and by name what went down: for whoever does not know the codes. */
export function changeByTheme(summary: Summary): Block[] {
  if (!summary.yearBefore) return [heading(2, 'What changed'), text(summary.alone)];
  const down = summary.themes
    .flatMap(({ statements }) => statements)
    .filter(({ change }) => change === 'moved-down');
  return [
    heading(2, `What changed since ${summary.yearBefore}`),
    table(
      [
        ['Theme', 6],
        ['Went up', 2],
        ['Stayed the same', 2],
        ['Went down', 2],
        ['Not compared', 2],
      ],
      summary.themes.map(({ code, title, statements }) => {
        const of = (...changes: (string | null)[]) =>
          String(statements.filter(({ change }) => changes.includes(change)).length);
        return row(
          `${code} ${title}`,
          ...[of('moved-up'), of('same'), of('moved-down')],
          of('newly-recorded', 'no-longer-recorded', 'not-comparable', null),
        );
      }),
      ['Went up', 'Stayed the same', 'Went down', 'Not compared'],
    ),
    ...(down.length === 0
      ? []
      : [text(`Went down: ${listWords(down.map(({ code, title }) => `${code} ${title}`))}.`)]),
  ];
}

/** The answers in order, to copy into another system: on one page for 32 statements. */
export function answers(summary: Summary): Block[] {
  const statements = summary.themes.flatMap((theme) => theme.statements);
  const hasNotYet = statements.some(({ rating }) => rating === 'not-yet');
  const open = summary.whole.notRecorded;
  const notes = [
    ...(hasNotYet
      ? [
          '“Not yet” is added by Waymark and is not part of the official model: leave it blank where a system asks for a level.',
        ]
      : []),
    ...(open > 0
      ? [
          `${countWords(open, 'statement is', 'statements are')} not recorded: leave ${open === 1 ? 'it' : 'them'} blank too.`,
        ]
      : []),
  ];
  return [
    ...(notes.length > 0 ? [text(notes.join(' '), 'quiet')] : []),
    table(
      [
        ['Statement', 25],
        ['Answer', 6],
      ],
      summary.themes.flatMap(({ code, title, statements: held }) => [
        { group: `Theme ${code}. ${title}` },
        ...held.map((each) =>
          row(`${each.code} ${each.title}`, cell(each.label, { isStrong: each.rating !== null })),
        ),
      ]),
    ),
  ];
}

/** The agreed level of every statement, in the order of the model. */
export function everyLevel(summary: Summary): Block[] {
  return [
    heading(2, 'The level of every statement'),
    table(
      [
        ['Code', 1],
        ['Statement', 7],
        ['Level', 3],
      ],
      summary.themes.flatMap(({ code, title, statements }) => [
        { group: `Theme ${code}. ${title}` },
        ...statements.map((each) =>
          row(
            cell(each.code, { isStrong: true }),
            each.title,
            cell(each.label, { chip: chipOf(summary, each.mark) }),
          ),
        ),
      ]),
    ),
  ];
}
