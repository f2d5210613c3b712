import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../../tests/support/runs.js';
import { nameAsText } from '../../../evidence/files/upload.js';
import { office, onDisk, openDocument, pdf, png } from '../../../evidence/testing/files.js';
import { Problem } from '../../problems.js';
import { sniff } from './file-type.js';

const JPEG = Buffer.from([
  ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 30, 0, 40, 1, 1, 0x11, 0],
  ...[0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9],
]);
const WEBP = Buffer.concat([
  Buffer.from('RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0', 'latin1'),
  Buffer.from([9, 0, 0, 19, 0, 0]),
  Buffer.alloc(8),
]);

/** The same picture, lossy and lossless: the sizes stand elsewhere. */
const webp = (kind: string, size: readonly number[]) =>
  Buffer.concat([
    Buffer.from(`RIFF\x1e\0\0\0WEBP${kind}\x0a\0\0\0`, 'latin1'),
    Buffer.from(size),
    Buffer.alloc(18 - size.length),
  ]);
const LOSSY = webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 10, 0, 20, 0]);
const LOSSLESS = webp('VP8L', [0x2f, 9, 0xc0, 4, 0]);
/** A byte 0xff that fills the room before a segment. */
const PADDED = Buffer.concat([JPEG.subarray(0, 8), Buffer.from([0xff]), JPEG.subarray(8)]);

const refusedAs = (code: string) => (error: unknown) => {
  assert.ok(error instanceof Problem, String(error));
  assert.equal(error.code, `file.${code}`);
  assert.match(error.fields.file ?? '', /^(Choose|Unpack)/);
  return true;
};
const sniffed = (bytes: Uint8Array, name = 'file') => sniff(onDisk(bytes), name);

describe('an upload of another kind', () => {
  const CASES: [string, Buffer, string][] = [
    ['photo.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1'), 'phone-photo'],
    ['film.mp4', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0'), 'film'],
    ['film.mov', Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0'), 'film'],
    ['film.webm', Buffer.from('1a45dfa3010000', 'hex'), 'film'],
    ['talk.wav', Buffer.from('RIFF1234WAVEfmt '), 'film'],
    ['letter.msg', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'email'],
    ['letter.eml', Buffer.from('From: a@x\n\nHello'), 'email'],
    ['wide.txt', Buffer.from('\ufeffa\0b', 'utf16le'), 'not-text'],
    ['half.txt', Buffer.from('fffe6100d8', 'hex'), 'not-text'],
  ];
  for (const [name, bytes, code] of CASES)
    it(`is refused with what helps for it: ${name}`, () =>
      assert.rejects(sniffed(bytes, name), refusedAs(code)));
});

describe('the type of an upload', () => {
  const taken: [string, Uint8Array, string, number?, number?][] = [
    ['pdf', pdf(), 'plan.pdf'],
    ['png', png(40, 30), 'picture.txt', 40, 30],
    ['jpeg', JPEG, 'picture.png', 40, 30],
    ['webp', WEBP, 'picture', 10, 20],
    ['webp', LOSSY, 'picture', 10, 20],
    ['webp', LOSSLESS, 'picture', 10, 20],
    ['jpeg', PADDED, 'picture.jpg', 40, 30],
    ['docx', office('docx'), 'letter.pdf'],
    ['xlsx', office('xlsx'), 'table.docx'],
    ['pptx', office('pptx'), 'talk'],
    ['odt', openDocument('text'), 'letter.odt'],
    ['ods', openDocument('spreadsheet'), 'table.ods'],
    ['csv', Buffer.from('Group,Leavers\nAll,148\n'), 'leavers.CSV'],
    ['csv', Buffer.from('Caf\xe9,1\n', 'latin1'), 'from-excel.csv'],
    ['txt', Buffer.from('Minutes of the meeting'), 'minutes.md'],
    ['csv', Buffer.from('\ufeffGroup\tCafé\r\n', 'utf16le'), 'wide.csv'],
    ['txt', Buffer.from('\ufeffMinutes', 'utf16le').swap16(), 'wide.txt'],
  ];
  for (const [type, bytes, name, width = null, height = null] of taken) {
    it(`is ${type} by what it holds, called ${name}`, async () => {
      const { words: _, ...found } = await sniffed(bytes, name);
      assert.deepEqual(found, { type, width, height });
    });
  }

  const flipped = png(40, 30);
  flipped[45] = (flipped[45] ?? 0) ^ 1;
  const badSum = office('docx', { 'main.xml': [Buffer.from('<main/>'), { level: 0 }] });
  badSum[badSum.indexOf('<main/>') + 1] = 0x78;
  const lied = office('xlsx', { 'big.xml': [new Uint8Array(runs(100, 190) * 1e6), { level: 9 }] });
  const many = office(
    'docx',
    Object.fromEntries(Array.from({ length: 4_100 }, (_, at) => [`p${at}`, new Uint8Array(0)])),
  );
  const refused: [string, string, Uint8Array][] = [
    ['an empty file', 'empty', Buffer.alloc(0)],
    ['a web page', 'unknown-type', Buffer.from('<!DOCTYPE html><script>alert(1)</script>')],
    ['an SVG', 'unknown-type', Buffer.from('\ufeff<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a program', 'unknown-type', Buffer.from('MZ\x90\0\x03')],
    ['a script', 'unknown-type', Buffer.from('#!/bin/sh\nrm -rf /')],
    ['a GIF', 'unknown-type', Buffer.from('GIF89a....')],
    ['bytes of nothing', 'unknown-type', Buffer.from([0, 1, 2, 3])],
    [
      'text with a NUL far in',
      'not-text',
      Buffer.concat([Buffer.alloc(70_000, 'a'), Buffer.from('\0')]),
    ],
    ['a WebP picture without a picture', 'damaged', webp('XMP ', [0])],
    ['a WebP picture that was cut', 'damaged', LOSSY.subarray(0, 29)],
    ['a JPEG without a frame', 'damaged', Buffer.concat([JPEG.subarray(0, 8), JPEG.subarray(21)])],
    ['a PDF that was cut', 'damaged', pdf().subarray(0, 200)],
    ['a PDF in name only', 'damaged', Buffer.from('%PDF-1.7\nnothing\nstartxref\n5\n%%EOF')],
    ['a PNG that was cut', 'damaged', png().subarray(0, 40)],
    ['a PNG with a bit turned', 'damaged', flipped],
    [
      'a PNG that claims to be huge',
      'picture-too-large',
      png(4, 3, { width: 60_000, height: 60_000 }),
    ],
    ['a PNG of no size', 'damaged', png(4, 3, { width: 0, height: 3 })],
    ['a JPEG that was cut', 'damaged', JPEG.subarray(0, 20)],
    ['a workbook with macros', 'macros', office('xlsm')],
    [
      'a workbook with a hidden macro',
      'macros',
      office('xlsx', { 'xl/vbaProject.bin': new Uint8Array(9) }),
    ],
    [
      'a workbook with an old macro sheet',
      'macros',
      office('xlsx', { 'xl/macrosheets/sheet1.xml': new Uint8Array(9) }),
    ],
    ['a document with Basic', 'macros', openDocument('text', { 'Basic/a.xml': new Uint8Array(1) })],
    ['a drawing', 'archive', openDocument('graphics')],
    [
      'a plain zip',
      'archive',
      Buffer.from(
        office('docx').toString('latin1').replaceAll('[Content_Types].xml', '[Kontent_Types].xml'),
        'latin1',
      ),
    ],
    [
      'an old Word file',
      'old-office',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    ],
    ['a document with a part changed', 'damaged', badSum],
    ['a document that was cut', 'damaged', office('docx').subarray(0, 100)],
    ['a zip bomb', 'unpacks-too-large', lied],
    ['a zip of thousands of parts', 'unpacks-too-large', many],
  ];
  for (const [what, code, bytes] of refused) {
    it(`is refused for ${what}`, async () => {
      const before = process.cpuUsage();
      await assert.rejects(sniffed(bytes), refusedAs(code));
      const { user, system } = process.cpuUsage(before);
      assert.ok(user + system < 2_000_000, `${(user + system) / 1000} ms of processor`);
    });
  }

  it('is never a fault of ours, whatever was changed or cut in a file', async () => {
    const files = [pdf(), png(), JPEG, WEBP, office('docx'), openDocument('text')];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(4000), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
        fc.nat(4000),
        async (file, changes, length) => {
          const bytes = Buffer.from(file.subarray(0, Math.max(1, length)));
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          await sniffed(bytes).catch((error: unknown) => {
            if (!(error instanceof Problem)) throw error;
          });
        },
      ),
      { numRuns: runs(25, 150) },
    );
  });
});

describe('the name of an upload', () => {
  const cases: [string, string][] = [
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\maya\\Plan.pdf', 'Plan.pdf'],
    ['..', 'file'],
    ['', 'file'],
    ['a\0b\nc.txt', 'abc.txt'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['half \ud800 sign.pdf', 'half sign.pdf'],
    [`${'x'.repeat(400)}.pdf`, `${'x'.repeat(146)}.pdf`],
  ];
  for (const [given, name] of cases)
    it(`is text alone: ${JSON.stringify(given).slice(0, 40)}`, () =>
      assert.equal(nameAsText(given), name));
});
