/**
 * A report as a Word file that a school can edit: real styles, heading levels, header rows that repeat, alternative texts,
 * no text boxes. The look stands in the styles; blocks only name them.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  type IParagraphStyleOptions,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
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
  ReportDocument,
  SignatureBlock,
  TableBlock,
  TextBlock,
} from './block.js';
import { runnerOf, titleOf } from './pdf.js';
import { pngOf } from './pictures.js';

/** A4 with margins of 20 mm, in twentieths of a point. */
const A4 = { short: 11906, long: 16838 };
const MARGIN = 1134;
/** Pixels of a picture for each point. */
const PIXELS = 96 / 72;

/** The width of the text, in twentieths of a point. */
const widthOf = ({ isWide }: Pick<ReportDocument, 'isWide'>): number =>
  (isWide ? A4.long : A4.short) - 2 * MARGIN;

const hex = (colour: string) => {
  const digits = colour.replace('#', '');
  return digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
};
const QUIET = '444444';
const ACCENT = '0B5242';

const STYLES: IParagraphStyleOptions[] = [
  style('Lead', { run: { size: 26 }, paragraph: { spacing: { after: 200 } } }),
  style('Quiet', { run: { size: 18, color: QUIET } }),
  style('About', { run: { size: 20 }, paragraph: { spacing: { after: 40 } } }),
  style('Quote', {
    paragraph: {
      indent: { left: 170 },
      border: {
        left: { style: BorderStyle.SINGLE, size: 18, space: 8, color: hex(PAGE_COLOUR.here) },
      },
    },
  }),
  style('Level', { run: { bold: true, size: 20 }, paragraph: { keepNext: true } }),
  style('Cell', { run: { size: 19 }, paragraph: { spacing: { before: 30, after: 30 } } }),
  style('ColumnHeading', {
    run: { size: 19, bold: true },
    paragraph: { spacing: { before: 30, after: 30 }, keepNext: true },
  }),
  style('WriteAbove', {
    run: { bold: true },
    paragraph: { spacing: { before: 280, after: 0 }, keepNext: true },
  }),
  style('WriteHere', { paragraph: { spacing: { before: 160, after: 0 } } }),
  style('SignHere', {
    run: { size: 18, color: QUIET },
    paragraph: { spacing: { before: 480 }, keepNext: true, keepLines: true },
  }),
];

function style(
  id: string,
  more: Omit<IParagraphStyleOptions, 'id' | 'name'>,
): IParagraphStyleOptions {
  return { id, name: id, basedOn: 'Normal', next: 'Normal', quickFormat: true, ...more };
}

const headingStyle = (size: number, before: number) => ({
  run: { size, bold: true, color: '000000', font: 'Arial' },
  paragraph: { spacing: { before, after: 120 }, keepNext: true, keepLines: true },
});

const pageSize = ({ isWide }: ReportDocument) => ({
  ...{ width: A4.short, height: A4.long },
  ...(isWide ? { orientation: PageOrientation.LANDSCAPE } : {}),
});

/** The file. `fonts` are the TrueType files that drawings are lettered with. */
export async function wordFile(
  report: ReportDocument,
  fonts: readonly Buffer[],
): Promise<Uint8Array<ArrayBuffer>> {
  const width = widthOf(report);
  const children = [...opening(report), ...(await bodyOf(report.blocks, { fonts, width }))];
  const document = new Document({
    title: titleOf(report),
    subject: report.subject,
    creator: report.school,
    lastModifiedBy: report.school,
    styles: {
      default: {
        document: {
          run: { font: 'Arial', size: 22, language: { value: 'en-GB' } },
          paragraph: { spacing: { after: 120, line: 276, lineRule: LineRuleType.AUTO } },
        },
        title: {
          run: { size: 48, bold: true, font: 'Arial' },
          paragraph: { spacing: { after: 160 } },
        },
        heading1: {
          ...headingStyle(32, 400),
          paragraph: {
            ...headingStyle(32, 400).paragraph,
            numbering: { reference: 'parts', level: 0 },
          },
        },
        heading2: headingStyle(26, 280),
        heading3: headingStyle(23, 220),
        hyperlink: { run: { color: ACCENT, underline: {} } },
      },
      paragraphStyles: STYLES,
    },
    numbering: { config: NUMBERING },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: pageSize(report),
            margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
          },
        },
        headers: {
          default: new Header({ children: [quiet(runnerOf(report))] }),
          first: new Header({ children: [] }),
        },
        footers: { default: footer(report), first: footer(report) },
        children,
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

const NUMBERING = [
  {
    reference: 'parts',
    levels: [
      {
        ...{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.LEFT },
        style: { paragraph: { indent: { left: 567, hanging: 567 } } },
      },
    ],
  },
  ...[
    { reference: 'points', format: LevelFormat.BULLET, text: '•' },
    { reference: 'numbers', format: LevelFormat.DECIMAL, text: '%1.' },
  ].map(({ reference, ...level }) => ({
    reference,
    levels: [
      {
        ...{ level: 0, alignment: AlignmentType.LEFT, ...level },
        style: { paragraph: { indent: { left: 397, hanging: 397 }, spacing: { after: 80 } } },
      },
    ],
  })),
];

const quiet = (words: string) => new Paragraph({ style: 'Quiet', children: runs(words) });

function footer(report: ReportDocument): Footer {
  const { foot } = report;
  return new Footer({
    children: [
      new Paragraph({
        style: 'Quiet',
        tabStops: [{ type: TabStopType.RIGHT, position: widthOf(report) }],
        children: [
          ...runs(foot.filter(Boolean).join('. ')),
          new TextRun({
            children: ['\tPage ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
    ],
  });
}

function opening({ name, year, school, facts }: ReportDocument): Paragraph[] {
  return [
    quiet(`${name} ${year}`),
    new Paragraph({ heading: HeadingLevel.TITLE, children: runs(school), ...direction(school) }),
    ...facts.map(
      (fact) =>
        new Paragraph({
          style: 'About',
          children: [...runs(`${fact.name}: `, { bold: true }), ...runs(fact.words)],
        }),
    ),
  ];
}

/** What blocks are set with: the width of the text, in twentieths of a point. */
interface Setting {
  fonts: readonly Buffer[];
  width: number;
}

async function bodyOf(blocks: readonly Block[], setting: Setting) {
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

/** A level in its colours; the word says it without them. */
const chipRun = ({ label, fill, on }: Chip) =>
  new TextRun({
    text: ` ${label} `,
    bold: true,
    color: hex(on),
    shading: { type: ShadingType.CLEAR, fill: hex(fill), color: 'auto' },
  });

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

/** Paragraphs are parted by an empty line. */
const paragraphsOf = (words: string): string[] =>
  words.split(/\n[ \t]*\n+/).filter((each, _at, all) => each.trim() !== '' || all.length === 1);

/** What is no character: XML cannot hold it, and Word would not open the file. */
const NOT_IN_XML = /[\ufffe\uffff]/g;

/** The words of a paragraph, with its line breaks; every run of text in the file is made here, or is none that people type. */
function runs(words: string, look: { bold?: boolean; style?: string } = {}): TextRun[] {
  const side = isRightToLeft(words) ? { rightToLeft: true } : {};
  return words
    .replace(NOT_IN_XML, '')
    .split('\n')
    .map((text, at) => new TextRun({ text, ...look, ...side, ...(at > 0 ? { break: 1 } : {}) }));
}

/** True where the first letter that has a direction is Hebrew, Arabic, Syriac, Thaana or N’Ko. */
const isRightToLeft = (words: string): boolean =>
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(/\p{L}/u.exec(words)?.[0] ?? '');

const direction = (words: string) => (isRightToLeft(words) ? { bidirectional: true } : {});

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
