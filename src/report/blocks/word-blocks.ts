/** Each block of a report as paragraphs and tables of a Word file. */
import {
  AlignmentType,
  BorderStyle,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { PAGE_COLOUR } from '../../platform/chart/tokens.js';
import type { Chip } from '../pdf-marks.js';
import type {
  Block,
  FigureBlock,
  HeadingBlock,
  LinesBlock,
  ListBlock,
  SignatureBlock,
  TableBlock,
  TextBlock,
} from './block.js';
import { pngOf } from './pictures.js';
import { chipRun, direction, hex, paragraphsOf, quiet, runs } from './word-text.js';

/** Pixels of a picture for each point. */
const PIXELS = 96 / 72;

/** What blocks are set with: the width of the text, in twentieths of a point. */
export interface Setting {
  fonts: readonly Buffer[];
  width: number;
}

/** All blocks of a report, one after the other. */
export async function bodyOf(blocks: readonly Block[], setting: Setting) {
  const children: (Paragraph | Table)[] = [];
  let numbered = 0;
  for (const block of blocks) {
    if (block.kind === 'heading') children.push(...headingOf(block));
    else if (block.kind === 'text') children.push(...textOf(block));
    else if (block.kind === 'table') children.push(tableOf(block, setting), gap());
    else if (block.kind === 'figure') children.push(...(await figureOf(block, setting)));
    else if (block.kind === 'list') {
      numbered += 1;
      children.push(...listOf(block, numbered));
    } else if (block.kind === 'lines') children.push(...linesOf(block, setting));
    else children.push(...signatureOf(block, setting));
  }
  return children;
}

const HEADINGS = {
  2: HeadingLevel.HEADING_1,
  3: HeadingLevel.HEADING_2,
  4: HeadingLevel.HEADING_3,
} as const;

function headingOf({ level, words, chip, startsPage }: HeadingBlock): Paragraph[] {
  return [
    new Paragraph({
      heading: HEADINGS[level],
      pageBreakBefore: startsPage,
      children: runs(words),
      ...direction(words),
    }),
    ...(chip ? [new Paragraph({ style: 'Level', children: [chipRun(chip)] })] : []),
  ];
}

const LOOKS = { plain: undefined, lead: 'Lead', quiet: 'Quiet', quote: 'Quote' } as const;

function textOf({ words, label, look }: TextBlock): Paragraph[] {
  const named = LOOKS[look];
  return paragraphsOf(words).map(
    (each, at) =>
      new Paragraph({
        ...(named ? { style: named } : {}),
        ...direction(each),
        children: [...(label && at === 0 ? runs(`${label}: `, { bold: true }) : []), ...runs(each)],
      }),
  );
}

const LINE = { style: BorderStyle.SINGLE, size: 4, color: hex(PAGE_COLOUR.line) };
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };

function tableOf({ columns, rows }: TableBlock, { width }: Setting): Table {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => Math.floor((width * share) / shares));
  const alignment = columns.map(({ align }) =>
    align === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
  );
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ title }, at) =>
      tableCell(widths[at]!, [
        new Paragraph({ style: 'ColumnHeading', alignment: alignment[at]!, children: runs(title) }),
      ]),
    ),
  });
  const body = rows.map(
    (row) =>
      new TableRow({
        cantSplit: true,
        children:
          row.group === null
            ? row.cells.map((each, at) =>
                tableCell(
                  widths[at]!,
                  paragraphsOf(each.words).map(
                    (words) =>
                      new Paragraph({
                        style: 'Cell',
                        alignment: alignment[at]!,
                        ...direction(words),
                        children: cellRuns(words, each),
                      }),
                  ),
                ),
              )
            : [
                new TableCell({
                  columnSpan: columns.length,
                  shading: { type: ShadingType.CLEAR, fill: 'F1F4EE', color: 'auto' },
                  children: [new Paragraph({ style: 'ColumnHeading', children: runs(row.group) })],
                }),
              ],
      }),
  );
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      ...{ top: LINE, bottom: LINE, left: NO_LINE, right: NO_LINE },
      ...{ insideHorizontal: LINE, insideVertical: NO_LINE },
    },
    rows: [head, ...body],
  });
}

function cellRuns(words: string, { chip, isStrong }: { chip: Chip | null; isStrong: boolean }) {
  if (chip) return [chipRun(chip)];
  return isStrong ? runs(words, { bold: true }) : runs(words);
}

const tableCell = (width: number, children: Paragraph[]) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.TOP,
    margins: { left: 80, right: 80 },
    children,
  });

/** Word joins two tables that have nothing between them. */
const gap = () => new Paragraph({ style: 'Quiet', children: [] });

async function figureOf({ drawing, caption }: FigureBlock, { fonts, ...setting }: Setting) {
  const width = Math.min(drawing.width, setting.width / 20);
  const height = (drawing.height * width) / drawing.width;
  const picture = new ImageRun({
    type: 'png',
    data: await pngOf(drawing, fonts),
    transformation: { width: Math.round(width * PIXELS), height: Math.round(height * PIXELS) },
    altText: { name: 'Chart', title: caption || 'Chart', description: drawing.alt },
  });
  return [
    new Paragraph({ keepNext: caption !== '', children: [picture] }),
    ...(caption ? [quiet(caption)] : []),
  ];
}

function listOf({ label, items, isNumbered }: ListBlock, instance: number): Paragraph[] {
  const numbering = { reference: isNumbered ? 'numbers' : 'points', level: 0, instance };
  const points = items.map(({ words, url }) => {
    const children: ParagraphChild[] = url
      ? [
          new ExternalHyperlink({
            link: url,
            children: runs(words, { style: 'Hyperlink' }),
          }),
        ]
      : runs(words);
    return new Paragraph({ numbering, children, ...direction(words) });
  });
  if (!label) return points;
  const name = runs(`${label}:`, { bold: true });
  return [new Paragraph({ keepNext: true, children: name }), ...points];
}

function linesOf({ label, count }: LinesBlock, { width }: Setting): Paragraph[] {
  const line = () =>
    new Paragraph({
      style: 'WriteHere',
      tabStops: [{ type: TabStopType.RIGHT, position: width, leader: 'underscore' }],
      children: [new TextRun('\t')],
    });
  return [
    new Paragraph({ style: 'WriteAbove', children: runs(label) }),
    ...Array.from({ length: count }, line),
  ];
}

function signatureOf({ lines }: SignatureBlock, { width }: Setting): Paragraph[] {
  return lines.map(
    (words) =>
      new Paragraph({
        style: 'SignHere',
        tabStops: [
          { type: TabStopType.LEFT, position: width * 0.6, leader: 'underscore' },
          { type: TabStopType.RIGHT, position: width, leader: 'underscore' },
        ],
        children: [
          new TextRun(`${words} `),
          new TextRun('\t'),
          new TextRun(' Date '),
          new TextRun('\t'),
        ],
      }),
  );
}
