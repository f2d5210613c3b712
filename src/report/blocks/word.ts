/**
 * A report as a Word file that a school can edit: real styles, heading levels, header rows that repeat, alternative texts,
 * no text boxes. The look stands in the styles; blocks only name them.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  type IParagraphStyleOptions,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx';
import { PAGE_COLOUR } from '../../platform/chart/tokens.js';
import type { ReportDocument } from './block.js';
import { runnerOf, titleOf } from './pdf.js';
import { bodyOf } from './word-blocks.js';
import { direction, hex, quiet, runs } from './word-text.js';

/** A4 with margins of 20 mm, in twentieths of a point. */
const A4 = { short: 11906, long: 16838 };
const MARGIN = 1134;

/** The width of the text, in twentieths of a point. */
const widthOf = ({ isWide }: Pick<ReportDocument, 'isWide'>): number =>
  (isWide ? A4.long : A4.short) - 2 * MARGIN;
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
