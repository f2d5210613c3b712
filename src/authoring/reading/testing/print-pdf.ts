/** PDF files written for tests: text in Helvetica, tables ruled or not, rows cut by pages. */

const WIDTH = 842;
const HEIGHT = 595;
const MARGIN = 40;
const SIZE = 9;
const LEADING = 11;
/** The average width of a Helvetica letter, in sizes: enough to wrap by. */
const LETTER = 0.5;

export interface PdfSetting {
  /** True without ruling lines. */
  isBare?: boolean;
  /** Centre the words of each cell in the height of its row. */
  isCentred?: boolean;
}

/** The content streams as a PDF, one for each page. `filter` when they are packed already. */
export function pdfOf(
  streams: readonly (string | Uint8Array)[],
  { filter = '', isEncrypted = false } = {},
): Uint8Array {
  const objects: Buffer[] = [];
  const add = (body: string | Buffer): number => objects.push(Buffer.from(body));
  add('<< /Type /Catalog /Pages 2 0 R >>');
  const kids = streams.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  add(`<< /Type /Pages /Count ${streams.length} /Kids [${kids}] >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  for (const stream of streams) {
    const own = objects.length + 2;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents ${own} 0 R /Resources << /Font << /F 3 0 R >> >> >>`,
    );
    const body = typeof stream === 'string' ? Buffer.from(stream, 'latin1') : Buffer.from(stream);
    const head = `<< /Length ${body.length}${filter === '' ? '' : ` /Filter ${filter}`} >>\nstream\n`;
    add(Buffer.concat([Buffer.from(head), body, Buffer.from('\nendstream')]));
  }
  const secret = isEncrypted ? add(encryption()) : 0;
  return assembled(objects, secret);
}

function encryption(): string {
  const key = '00'.repeat(32);
  return `<< /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -4 >>`;
}

function assembled(objects: readonly Buffer[], secret: number): Uint8Array {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.4\n%\u00e2\u00e3\n', 'latin1')];
  const offsets: number[] = [];
  let at = pieces[0]!.length;
  objects.forEach((body, index) => {
    const whole = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      body,
      Buffer.from('\nendobj\n'),
    ]);
    offsets.push(at);
    at += whole.length;
    pieces.push(whole);
  });
  const entries = offsets
    .map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
    .join('');
  const encrypt = secret > 0 ? ` /Encrypt ${secret} 0 R /ID [<00> <00>]` : '';
  pieces.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${encrypt} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(pieces);
}

interface PlacedLine {
  x: number;
  /** Distance from the top of the table, in lines. */
  line: number;
  text: string;
}

/** A table as a PDF. Rows flow from page to page and are cut wherever the page ends. */
export function printPdf(rows: readonly string[][], setting: PdfSetting = {}): Uint8Array {
  const columns = Math.max(...rows.map((row) => row.length));
  const width = (WIDTH - 2 * MARGIN) / columns;
  const lines: PlacedLine[] = [];
  const edges: { line: number; isFull: boolean }[] = [{ line: 0, isFull: true }];
  let top = 0;
  for (const row of rows) {
    const own = row.map((cell) => wrapped(cell, row.length === 1 ? width * columns : width));
    const height = Math.max(...own.map((cell) => cell.length));
    own.forEach((cell, column) => {
      const down = setting.isCentred ? Math.floor((height - cell.length) / 2) : 0;
      cell.forEach((text, index) => {
        lines.push({ x: MARGIN + column * width + 4, line: top + down + index, text });
      });
    });
    top += height;
    edges.push({ line: top, isFull: row.length === 1 });
  }
  const perPage = Math.floor((HEIGHT - 2 * MARGIN) / LEADING);
  const pages = Math.ceil(top / perPage);
  return pdfOf(
    Array.from({ length: pages }, (_, page) => {
      const [from, to] = [page * perPage, Math.min((page + 1) * perPage, top)];
      const text = lines
        .filter(({ line }) => line >= from && line < to)
        .map((line) => drawn(line, from));
      const cuts = edges.map(({ line }) => line).filter((line) => line >= from && line <= to);
      return [...text, ...(setting.isBare ? [] : ruled(cuts, from, to, columns, width))].join('\n');
    }),
  );
}

function drawn({ x, line, text }: PlacedLine, from: number): string {
  const y = HEIGHT - MARGIN - (line - from) * LEADING - SIZE;
  const letters = text.replace(/[\\()]/gu, (letter) => `\\${letter}`);
  return `BT /F ${SIZE} Tf ${x} ${y} Td (${letters}) Tj ET`;
}

/** Horizontal lines only where rows end: a row cut by the page has no line at the cut. */
function ruled(
  cuts: readonly number[],
  from: number,
  to: number,
  columns: number,
  width: number,
): string[] {
  const y = (line: number) => HEIGHT - MARGIN - (line - from) * LEADING;
  const right = MARGIN + columns * width;
  const across = cuts.map((line) => `${MARGIN} ${y(line)} m ${right} ${y(line)} l S`);
  const down = Array.from({ length: columns + 1 }, (_, index) => {
    const x = MARGIN + index * width;
    return `${x} ${y(from)} m ${x} ${y(to)} l S`;
  });
  return [...across, ...down];
}

/** Words in lines no wider than a column. */
function wrapped(text: string, width: number): string[] {
  const most = Math.floor((width - 8) / (SIZE * LETTER));
  const lines: string[] = [];
  for (const word of text.split(/\s+/u)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < most)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
