/** Models printed as web pages, OpenDocument files and rich text, as programs write them. */
import { packed } from './print-office.js';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A saved page; the rows of themes go over all columns. */
export function printHtml(rows: readonly string[][], { isGoogle = false } = {}): Uint8Array {
  const width = Math.max(...rows.map((row) => row.length));
  const number = (at: number | string) =>
    isGoogle ? `<th class="row-headers-background"><div>${at}</div></th>` : '';
  const lines = rows.map((row, at) => {
    const span = row.length === 1 ? ` colspan="${width}"` : '';
    return `<tr>${number(at + 1)}${row.map((cell) => `<td${span}><p>${escaped(cell)}</td>`).join('')}`;
  });
  const letters = `<tr>${number('')}${rows[0]!.map((_, at) => `<th class="column-headers-background">${at}</th>`).join('')}</tr>`;
  return Buffer.from(
    `<!DOCTYPE html><html><head><title>Model</title><style>td {}</style></head><body><script>var a = "<table>";</script><table>${isGoogle ? letters : ''}${lines.join('\n')}</table></body></html>`,
  );
}

const open = (kind: string, body: string) =>
  packed({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<office:document-content><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
  });

const cell = (text: string) =>
  text === ''
    ? '<table:table-cell/>'
    : `<table:table-cell><text:p>${escaped(text).replace('. ', '.<text:s text:c="2"/>')}</text:p></table:table-cell>`;

/** A text with one table; the rows of themes go over all columns. */
export function printOdt(rows: readonly string[][], before: readonly string[] = []): Uint8Array {
  const width = Math.max(...rows.map((row) => row.length));
  const lines = rows.map((row) => {
    const covered = `<table:covered-table-cell table:number-columns-repeated="${width - 1}"/>`;
    return `<table:table-row>${row.map(cell).join('')}${row.length === 1 ? covered : ''}</table:table-row>`;
  });
  const head = before.map((text) => `<text:p>${escaped(text)}</text:p>`).join('');
  return open('text', `${head}<table:table table:name="T">${lines.join('')}</table:table>`);
}

/** A workbook of sheets, each followed by the million of empty rows that LibreOffice writes. */
export function printOds(sheets: Readonly<Record<string, readonly string[][]>>): Uint8Array {
  const empty =
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>';
  const tables = Object.entries(sheets).map(
    ([name, rows]) =>
      `<table:table table:name="${name}">${rows.map((row) => `<table:table-row>${row.map(cell).join('')}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>`).join('')}${empty}</table:table>`,
  );
  return open('spreadsheet', tables.join(''));
}

/** The letters of rich text: others than those of ASCII by number, with a stand-in behind. */
const rich = (text: string) =>
  text.replace(/[\\{}]/g, '\\$&').replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0)}?`);

/** A rich text; the one cell of a row of a theme ends at the last edge. */
export function printRtf(rows: readonly string[][], before: readonly string[] = []): Uint8Array {
  const width = Math.max(...rows.map((row) => row.length));
  const lines = rows.map((row) => {
    const edges = row.map(
      (_, at) => `\\cellx${(row.length === 1 ? width : at + 1) * 1500 + (at % 2) * 10}`,
    );
    const cells = row.map((text) => `\\pard\\intbl {\\f1 ${rich(text)}}\\cell`);
    return `\\trowd\\trgaph70${edges.join('')}\n${cells.join('\n')}\\row`;
  });
  const head = before.map((text) => `\\pard ${rich(text)}\\par`).join('\n');
  return Buffer.from(
    `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times;}}{\\*\\generator Word;}{\\info{\\title No words}}\n${head}\n${lines.join('\n')}\n\\pard\\par}`,
  );
}
