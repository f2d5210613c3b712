import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { ensureBuild } from '../../../bin/build.js';
import { hasAllRuns, runs } from '../../../tests/support/runs.js';
import { rootFolder } from '../../platform/config.js';
import { LIMITS } from '../../platform/documents/limits.js';
import { Problem } from '../../platform/problems.js';
import { readDocument } from './read.js';
import { readInWorker } from './read-in-worker.js';
import { sampleModel, tableRows } from './testing/model.js';
import { packed, printExcel, printWord, printWorkbook } from './testing/print-office.js';
import { pdfOf, printPdf } from './testing/print-pdf.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const MEGABYTE = 1024 * 1024;

/** A .docx whose one part is some XML. */
const word = (xml: string) => packed({ 'word/document.xml': xml });

/**
 * Each hostile input, and the refusal it must meet. What may take long is read in the thread, as in use; the deep tier
 * reads all of them so.
 */
const HOSTILE: readonly {
  what: string;
  give: () => Uint8Array;
  code: string;
  name?: string;
  isLong?: boolean;
}[] = [
  { what: 'an empty file', give: () => new Uint8Array(), code: 'reading.empty' },
  {
    what: 'a file over the limit',
    give: () => new Uint8Array(LIMITS.bytes + 1),
    code: 'reading.too-large',
  },
  {
    what: 'ten megabytes of notes without a table',
    isLong: true,
    give: () => bytes('We met and talked about the well. '.repeat(300_000)),
    code: 'reading.too-long',
  },
  {
    what: 'two megabytes of notes without a table',
    isLong: true,
    give: () => bytes('We met and talked about the well.\n'.repeat(60_000)),
    code: 'reading.too-long',
  },
  {
    what: 'a letter',
    give: () => bytes('Dear all,\nhere are my notes.'),
    code: 'reading.no-codes',
  },
  {
    what: 'codes without columns',
    give: () => bytes('1.1 The well\n1.2 The path\n1.3 The lamp\n'),
    code: 'reading.no-grid',
  },
  { what: 'noughts', give: () => bytes(`1.1\tA\0\tB\n1.2\tC\0\tD`), code: 'reading.not-text' },
  {
    what: 'lone surrogates in UTF-16',
    give: () => new Uint8Array([0xff, 0xfe, 0x31, 0x00, 0x00, 0xd8, 0x31, 0x00]),
    code: 'reading.not-text',
  },
  {
    what: 'a lone surrogate written as an entity',
    give: () => word('<w:p><w:t>&#xD800;</w:t></w:p>'),
    code: 'reading.damaged',
  },
  {
    what: 'a quotation mark that is never closed',
    give: () => bytes('code,one,two\n1.1,"a,b\n1.2,c,d\n'),
    code: 'reading.open-quote',
    name: 'model.csv',
  },
  {
    what: 'a zip bomb as a Word file',
    isLong: true,
    give: () => word(`<w:document>${' '.repeat(runs(20, 60) * MEGABYTE)}</w:document>`),
    code: 'reading.unpacks-too-large',
  },
  {
    what: 'a zip bomb that says it is small',
    isLong: true,
    give: () => lying(word(' '.repeat(runs(20, 60) * MEGABYTE))),
    code: 'reading.unpacks-too-large',
  },
  {
    what: 'a zip bomb as an Excel file',
    isLong: true,
    give: () =>
      packed({
        'xl/workbook.xml': '<workbook/>',
        'xl/_rels/workbook.xml.rels': ' '.repeat(runs(20, 40) * MEGABYTE),
      }),
    code: 'reading.unpacks-too-large',
  },
  {
    what: 'entities that grow',
    isLong: true,
    give: () => word('<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]><a>&b;</a>'),
    code: 'reading.damaged',
  },
  {
    what: 'an entity that nobody has declared',
    give: () => word('<w:p><w:t>1.1 &file;</w:t></w:p>'),
    code: 'reading.damaged',
  },
  {
    what: 'ten thousand statements',
    isLong: true,
    give: () =>
      bytes(
        Array.from({ length: 10_000 }, (_, at) => `1.${at} A well\tIt is.\tIt was.`).join('\n'),
      ),
    code: 'reading.too-long',
  },
  {
    what: 'ten thousand statements without codes',
    isLong: true,
    give: () => bytes(`Statement\tLevel 1\tLevel 2\n${'A well\tIt is.\tIt was.\n'.repeat(10_000)}`),
    code: 'reading.too-long',
  },
  {
    what: 'a list that counts from a thousand million in Roman numerals',
    isLong: true,
    give: () =>
      packed({
        'word/document.xml': `<w:document>${'<w:p><w:pPr><w:numId w:val="1"/></w:pPr></w:p>'.repeat(2_000)}</w:document>`,
        'word/numbering.xml':
          '<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
      }),
    code: 'reading.no-codes',
  },
  { what: 'XML cut off', give: () => word('<w:p><w:t>Half'), code: 'reading.no-codes' },
  { what: 'XML with a broken tag', give: () => word('<w:p <w:t>'), code: 'reading.damaged' },
  {
    what: 'a Word file with a letter changed',
    give: () => {
      const file = zipSync({ 'word/document.xml': [bytes('<w:p/>'), { level: 0 }] });
      file[Buffer.from(file).indexOf('<w:p/>') + 3] = 0x71;
      return file;
    },
    code: 'reading.damaged',
  },
  {
    what: 'a zip without its end',
    give: () => printWord(tableRows(sampleModel())).subarray(0, 600),
    code: 'reading.damaged',
  },
  {
    what: 'a zip of pictures',
    give: () => zipSync({ 'a.png': bytes('x') }),
    code: 'reading.archive',
  },
  {
    what: 'a sheet of twenty-five thousand rows',
    isLong: true,
    give: () => printExcel(Array.from({ length: 25_000 }, (_, row) => [`${row}`, 'a', 'b'])),
    code: 'reading.too-long',
  },
  {
    what: 'a workbook whose sheets are too long only together',
    isLong: true,
    give: () => {
      const half = Array.from({ length: LIMITS.rows / 2 + 1 }, () => ['a']);
      return printWorkbook({ One: half, Two: half });
    },
    code: 'reading.too-long',
  },
  {
    what: 'a workbook that shows one long text in a thousand cells',
    isLong: true,
    give: () =>
      printWorkbook(
        { One: ['a'.repeat(LIMITS.letters / 500), ...'b'.repeat(1000)].map((text) => [text]) },
        (xml) => xml.replace(/<v>\d+<\/v>/gu, '<v>0</v>'),
      ),
    code: 'reading.too-long',
  },
  {
    what: 'a Word file with a password',
    give: () =>
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
    code: 'reading.encrypted',
  },
  {
    what: 'an old Word file',
    give: () => Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex'),
    code: 'reading.old-office',
  },
  {
    what: 'a picture',
    give: () => Buffer.from('89504e470d0a1a0a', 'hex'),
    code: 'reading.picture',
  },
  { what: 'rich text of one word', give: () => bytes('{\\rtf1 Hello}'), code: 'reading.no-codes' },
  {
    what: 'rich text nested a hundred thousand deep',
    isLong: true,
    give: () => bytes(`{\\rtf1 ${'{'.repeat(100_000)}`),
    code: 'reading.damaged',
  },
  {
    what: 'rich text of a hundred thousand rows',
    isLong: true,
    give: () => bytes(`{\\rtf1 ${'\\trowd\\cellx9\\intbl a\\cell\\row '.repeat(100_000)}}`),
    code: 'reading.too-long',
  },
  {
    what: 'rich text of one row without an end',
    isLong: true,
    give: () => bytes(`{\\rtf1 ${'\\intbl a\\cell '.repeat(500_000)}}`),
    code: 'reading.too-long',
  },
  {
    what: 'a web page nested a hundred thousand deep',
    isLong: true,
    give: () => bytes(`<html><body>${'<div>'.repeat(100_000)}`),
    code: 'reading.too-long',
  },
  {
    what: 'a web page of half a million marks that are never closed',
    isLong: true,
    give: () => bytes(`<html><body>${'<p><b><i>'.repeat(250_000)}`),
    code: 'reading.too-long',
  },
  {
    what: 'a web page whose table has too many cells',
    isLong: true,
    give: () => bytes(`<html><table>${'<tr><td>a<td>b<td colspan=1000>c'.repeat(60_000)}`),
    code: 'reading.too-long',
  },
  {
    what: 'an OpenDocument sheet whose row repeats a thousand million times',
    isLong: true,
    give: () =>
      openSheet(
        '<table:table-row table:number-rows-repeated="1000000000"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>',
      ),
    code: 'reading.too-long',
  },
  {
    what: 'an OpenDocument sheet whose cell repeats a thousand million times',
    isLong: true,
    give: () =>
      openSheet(
        '<table:table-row table:number-rows-repeated="90"><table:table-cell table:number-columns-repeated="1000000000"><text:p>a</text:p></table:table-cell></table:table-row>',
      ),
    code: 'reading.too-long',
  },
  {
    what: 'an OpenDocument text with a million blanks in a mark',
    give: () =>
      packed({
        mimetype: 'application/vnd.oasis.opendocument.text',
        'content.xml': `<text:p>${'<text:s text:c="999999999"/>'.repeat(1000)}</text:p>`,
      }),
    code: 'reading.no-codes',
  },
  {
    what: 'an OpenDocument file with a password',
    give: () =>
      packed({
        mimetype: 'application/vnd.oasis.opendocument.text',
        'content.xml': 'x',
        'META-INF/manifest.xml': '<manifest:encryption-data/>',
      }),
    code: 'reading.encrypted',
  },
  {
    what: 'a PDF of nothing',
    isLong: true,
    give: () => bytes('%PDF-1.7\n'),
    code: 'reading.damaged',
  },
  {
    what: 'a PDF cut in half',
    give: () => {
      const whole = printPdf(tableRows(sampleModel()));
      return whole.subarray(0, whole.length / 10);
    },
    code: 'reading.damaged',
  },
  { what: 'a scan', give: () => pdfOf(['', '', '']), code: 'reading.scan' },
  {
    what: 'a PDF with a password',
    give: () => pdfOf(['(x) Tj'], { isEncrypted: true }),
    code: 'reading.encrypted',
  },
  {
    what: 'a PDF of far too many pages',
    isLong: true,
    give: () => pdfOf(Array.from({ length: LIMITS.pages + 1 }, () => '')),
    code: 'reading.too-long',
  },
];

const openSheet = (rows: string) =>
  packed({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<office:spreadsheet><table:table>${rows}</table:table></office:spreadsheet>`,
  });

/** The same archive, with every size in its headers a hundred bytes. */
function lying(archive: Uint8Array): Uint8Array {
  const data = Buffer.from(archive);
  for (const [mark, at] of [
    [0x04034b50, 22],
    [0x02014b50, 24],
  ] as const) {
    for (let index = 0; index + 46 < data.length; index += 1) {
      if (data.readUInt32LE(index) === mark) data.writeUInt32LE(100, index + at);
    }
  }
  return data;
}

/** A PDF with one stream that unpacks to some megabytes. */
function pdfBomb(megabytes: number): Uint8Array {
  const stream = deflateSync(Buffer.alloc(megabytes * MEGABYTE, ' '), { level: 1 });
  return pdfOf([stream], { filter: '/FlateDecode' });
}

describe('a document that cannot be read', async () => {
  await ensureBuild();
  const workerUrl = pathToFileURL(join(rootFolder(), 'dist/reading-worker.js'));

  for (const { what, give, code, name = 'model', isLong = false } of HOSTILE) {
    it(`is refused with a reason: ${what} [S-06]`, async (test) => {
      const input = give();
      const started = process.cpuUsage();
      await assert.rejects(
        async () =>
          isLong || hasAllRuns
            ? readInWorker(input, name, {}, { workerUrl })
            : readDocument(input, name),
        (error) => {
          assert.ok(error instanceof Problem, `${error}`);
          assert.equal(error.code, code, error.message);
          assert.match(error.message, /^[A-Z].*\.$/u);
          return true;
        },
      );
      const { user, system } = process.cpuUsage(started);
      test.diagnostic(`${Math.round((user + system) / 1000)} ms of processor`);
    });
  }

  it('is stopped when it grows past the memory of the reading', async () => {
    await assert.rejects(
      async () => readInWorker(pdfBomb(runs(300, 600)), 'model.pdf', {}, { workerUrl }),
      (error) =>
        error instanceof Problem && /too-much-memory|damaged|scan|unpacks/u.test(error.code),
    );
  });

  it('is stopped when it takes too long', async () => {
    const limits = { ...LIMITS, milliseconds: 1 };
    await assert.rejects(
      readInWorker(printPdf(tableRows(sampleModel())), 'a.pdf', {}, { workerUrl, limits }),
      { code: 'reading.too-slow' },
    );
  });

  it('is let go when the person leaves', async () => {
    const signal = AbortSignal.abort(new Error('left'));
    const setting = { workerUrl, signal };
    await assert.rejects(async () => readInWorker(bytes('1.1\ta'), 'a.txt', {}, setting), /left/u);
  });

  it('never holds up those who wait beside it, while a good one is read with its progress told [S-59]', async () => {
    const heard: string[] = [];
    let longest = 0;
    let last = performance.now();
    const tick = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const setting = {
      workerUrl,
      onProgress: ({ says }: { says: string }) => heard.push(says),
    };
    const pdf = printPdf(tableRows(sampleModel()));
    const draft = await readInWorker(pdf, 'a.pdf', {}, setting).finally(() => clearInterval(tick));
    assert.ok(draft.themes.length > 1);
    assert.ok(heard.includes('Page 1 of 1') || heard.some((says) => says.startsWith('Page 1 of')));
    assert.equal(heard.at(-1), 'Read');
    assert.ok(longest < 2_000, `${longest} ms`);
  });
});
