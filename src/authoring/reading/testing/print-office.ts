/** Word and Excel files written for tests, as small as these formats allow. */

import { strToU8, zipSync } from 'fflate';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A text as XML. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/gu, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A zip archive of parts. */
export function packed(parts: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])),
  );
}

/** What belongs to a part of a document, each with its kind: "officeDocument" and "word/document.xml". */
function relations(targets: readonly (readonly [string, string])[]): string {
  const all = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${RELATIONS}">${all.join('')}</Relationships>`;
}

/** The kinds of the parts of a document, which is of a family: "wordprocessingml". */
function types(family: string, parts: Readonly<Record<string, string>>): string {
  const all = Object.entries(parts).map(
    ([name, kind]) =>
      `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-officedocument.${family}.${kind}+xml"/>`,
  );
  return `${HEAD}<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${all.join('')}</Types>`;
}

/** A Word document with one table on landscape A4; rows of one cell span all columns, line ends are paragraphs. */
export function printWord(rows: readonly string[][], before: readonly string[] = []): Uint8Array {
  const width = Math.max(...rows.map((row) => row.length));
  const column = Math.floor(14_000 / width);
  const body = rows.map(
    (row) =>
      `<w:tr>${row.map((cell) => wordCell(cell, row.length === 1 ? width : 1, column)).join('')}</w:tr>`,
  );
  const edge = (side: string) =>
    `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`;
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edge).join('');
  const grid = `<w:tblGrid>${`<w:gridCol w:w="${column}"/>`.repeat(width)}</w:tblGrid>`;
  const table = `<w:tbl><w:tblPr><w:tblW w:w="${column * width}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr>${grid}${body.join('')}</w:tbl>`;
  const page =
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="900" w:right="1100" w:bottom="900" w:left="1100" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>';
  const paragraphs = before.map(wordParagraph).join('');
  return packed({
    '[Content_Types].xml': types('wordprocessingml', { 'word/document.xml': 'document.main' }),
    '_rels/.rels': relations([['officeDocument', 'word/document.xml']]),
    'word/document.xml': `${HEAD}<w:document xmlns:w="${WORD}"><w:body>${paragraphs}${table}<w:p/>${page}</w:body></w:document>`,
  });
}

function wordCell(text: string, span: number, width: number): string {
  const merge = span > 1 ? `<w:gridSpan w:val="${span}"/>` : '';
  const own = `<w:tcPr><w:tcW w:w="${width * span}" w:type="dxa"/>${merge}<w:vAlign w:val="center"/></w:tcPr>`;
  return `<w:tc>${own}${text.split('\n').map(wordParagraph).join('')}</w:tc>`;
}

function wordParagraph(text: string): string {
  return `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
}

/** One cell of a sheet: words, or a number with the format that shows it. */
export type SheetCell = string | { number: number; format: string };

/** An Excel workbook with one sheet. */
export function printExcel(rows: readonly (readonly SheetCell[])[]): Uint8Array {
  return printWorkbook({ Model: rows });
}

/** An Excel workbook with several sheets, by their names; `change` may alter the XML of its list and sheets. */
export function printWorkbook(
  sheets: Readonly<Record<string, readonly (readonly SheetCell[])[]>>,
  change: (xml: string) => string = (xml) => xml,
): Uint8Array {
  const names = Object.keys(sheets);
  const cells = Object.values(sheets).flat(2);
  const formats = [
    ...new Set(cells.flatMap((cell) => (typeof cell === 'string' ? [] : [cell.format]))),
  ];
  const strings: string[] = [];
  const parts = Object.values(sheets).map((rows) => change(sheetPart(rows, formats, strings)));
  const path = (index: number) => `worksheets/sheet${index + 1}.xml`;
  const list = names.map(
    (name, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return packed({
    '[Content_Types].xml': types('spreadsheetml', {
      'xl/workbook.xml': 'sheet.main',
      'xl/styles.xml': 'styles',
      'xl/sharedStrings.xml': 'sharedStrings',
      ...Object.fromEntries(names.map((_, index) => [`xl/${path(index)}`, 'worksheet'])),
    }),
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': change(
      `${HEAD}<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': relations([
      ...names.map((_, index): [string, string] => ['worksheet', path(index)]),
      ['styles', 'styles.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/styles.xml': stylesPart(formats),
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${SHEET}">${strings.join('')}</sst>`,
    ...Object.fromEntries(parts.map((xml, index) => [`xl/${path(index)}`, xml])),
  });
}

/** The part of one sheet; its words are added to the strings of the workbook. */
function sheetPart(
  rows: readonly (readonly SheetCell[])[],
  formats: readonly string[],
  strings: string[],
): string {
  const cellOf = (cell: SheetCell, row: number, column: number): string => {
    const at = `${String.fromCharCode(65 + column)}${row + 1}`;
    if (typeof cell !== 'string') {
      return `<c r="${at}" s="${formats.indexOf(cell.format) + 1}"><v>${cell.number}</v></c>`;
    }
    if (cell === '') return '';
    strings.push(`<si><t xml:space="preserve">${escaped(cell)}</t></si>`);
    return `<c r="${at}" t="s"><v>${strings.length - 1}</v></c>`;
  };
  const body = rows.map(
    (row, at) =>
      `<row r="${at + 1}">${row.map((cell, column) => cellOf(cell, at, column)).join('')}</row>`,
  );
  return `${HEAD}<worksheet xmlns="${SHEET}"><sheetData>${body.join('')}</sheetData></worksheet>`;
}

function stylesPart(formats: readonly string[]): string {
  const custom = formats.map(
    (format, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escaped(format)}"/>`,
  );
  const styles = [
    '<xf numFmtId="0"/>',
    ...formats.map((_, index) => `<xf numFmtId="${164 + index}" applyNumberFormat="1"/>`),
  ];
  const rest =
    '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>';
  return `${HEAD}<styleSheet xmlns="${SHEET}"><numFmts count="${custom.length}">${custom.join('')}</numFmts>${rest}<cellXfs count="${styles.length}">${styles.join('')}</cellXfs></styleSheet>`;
}
