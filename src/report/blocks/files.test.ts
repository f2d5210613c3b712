/** Reports as files: what Word and a PDF reader find in them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, describe, it } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { schoolsModel } from '../../framework/testing/schools-model.js';
import { rootFolder } from '../../platform/config.js';
import { composeReport, REPORT_KINDS } from '../kinds.js';
import { openPdfRenderer } from '../pdf-renderer.js';
import { summarise } from '../summary.js';
import { longestAccount, otterbridge } from '../testing/otterbridge.js';
import {
  type Block,
  cell,
  heading,
  labelled,
  list,
  type ReportDocument,
  row,
  table,
  text,
} from './block.js';
import { blocksPdfModel } from './pdf.js';

const renderer = openPdfRenderer({ root: rootFolder(), dataFolder: '/nonexistent' });
after(() => renderer.close());

const report = (blocks: Block[]): ReportDocument => ({
  ...{ name: 'Governor pack', subject: 'A report of the tests', school: 'Otterbridge School' },
  ...{ year: '2026/27', isWide: false, foot: ['Agreed 10 December 2026', 'Edition 1.2'] as const },
  facts: [{ name: 'Review', words: 'Internal leadership review' }],
  blocks,
});
const composed = (kind: (typeof REPORT_KINDS)[number], source = otterbridge(schoolsModel)) =>
  composeReport(kind, {
    ...{ summary: summarise(source), framework: schoolsModel, actions: [], planYear: '2026/27' },
    ...{ today: '2026-12-12', texts: {}, hasNames: true },
  }).document;

async function wordOf(document: ReportDocument): Promise<Record<string, string>> {
  const parts = unzipSync(await renderer.word(document));
  return Object.fromEntries(
    Object.entries(parts)
      .filter(([name]) => name.endsWith('.xml') || name.endsWith('.rels'))
      .map(([name, bytes]) => [name, strFromU8(bytes)]),
  );
}
const paragraphsIn = (xml: string) => xml.match(/<w:p>[\s\S]*?<\/w:p>|<w:p [\s\S]*?<\/w:p>/g) ?? [];
const plain = (xml: string) => xml.replace(/<[^>]*>/g, '');
const pdfText = (pdf: Uint8Array, ...options: string[]) =>
  execFileSync('pdftotext', [...options, '-', '-'], { input: pdf, encoding: 'utf8' });
const structure = (pdf: Uint8Array) =>
  execFileSync('pdfinfo', ['-struct', '-'], {
    input: pdf,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });

describe('a Word file', () => {
  const full = REPORT_KINDS.find(({ id }) => id === 'full-record');
  assert.ok(full);
  const made = wordOf(composed(full));

  it('has headings by their styles alone, and the title', async () => {
    const { 'word/document.xml': xml = '' } = await made;
    const styled = paragraphsIn(xml).filter((each) =>
      /<w:pStyle w:val="(Heading\d|Title)"/.test(each),
    );
    assert.ok(styled.length > 40);
    for (const each of styled)
      assert.doesNotMatch(each, /<w:(b|sz|color|rFonts|jc|spacing)[ /]/, plain(each));
    const levels = styled.map((each) => /w:val="(Heading\d|Title)"/.exec(each)?.[1]);
    assert.deepEqual(levels.slice(0, 2), ['Title', 'Heading1']);
    assert.ok(levels.includes('Heading2'));
  });

  it('repeats the first row of each table, and keeps rows whole', async () => {
    const { 'word/document.xml': xml = '' } = await made;
    const tables = xml.match(/<w:tbl>[\s\S]*?<\/w:tbl>/g) ?? [];
    assert.ok(tables.length > 3);
    for (const each of tables) {
      const [first = '', second = ''] = each.match(/<w:tr>[\s\S]*?<\/w:tr>/g) ?? [];
      assert.match(first, /<w:tblHeader/);
      assert.doesNotMatch(second, /<w:tblHeader/);
      assert.match(second, /<w:cantSplit/);
    }
  });

  it('tells each picture in words, and has no text box', async () => {
    const { 'word/document.xml': xml = '' } = await made;
    const pictures = [...xml.matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g)];
    assert.equal(pictures.length, 2);
    for (const [, words = ''] of pictures) assert.ok(words.length > 20, words);
    assert.doesNotMatch(xml, /txbxContent|<w:pict/);
  });

  it('says its language, title and school, and names no person', async () => {
    const { 'word/styles.xml': styles = '', 'docProps/core.xml': core = '', ...rest } = await made;
    assert.match(styles, /<w:lang [^>]*w:val="en-GB"/);
    assert.match(core, /<dc:title>Otterbridge School: full record 2026\/27<\/dc:title>/);
    assert.match(core, /<dc:creator>Otterbridge School<\/dc:creator>/);
    assert.doesNotMatch(core + (rest['docProps/app.xml'] ?? ''), /Okafor|Reid|Nair/);
  });

  it('keeps what was typed: lines, empty lines, signs of XML, and none that XML cannot hold', async () => {
    const typed = `One & <two>\nthree\n\nfour \u0000\u0007\ufffe\ud800 five`;
    const { 'word/document.xml': xml = '' } = await wordOf(report([...labelled('Reason', typed)]));
    assert.match(plain(xml), /Reason: One &amp; &lt;two&gt;three/);
    assert.match(xml, /<w:br\/>/);
    assert.match(plain(xml), /four .{0,2} ?five/u);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    assert.doesNotMatch(xml, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    assert.ok(xml.isWellFormed());
  });

  it('sets Hebrew and Arabic from right to left, links as links, and numbers each list anew', async () => {
    const { 'word/document.xml': xml = '', 'word/_rels/document.xml.rels': links = '' } =
      await wordOf(
        report([
          text('שלום לכולם'),
          text('مرحبا بكم'),
          text('Hello'),
          list(['one', 'two'], true),
          list(['one again'], true),
          {
            kind: 'list',
            label: 'Evidence',
            isNumbered: false,
            items: [{ words: 'Plan', url: 'https://otterbridge.example/plan' }],
          },
        ]),
      );
    assert.equal(xml.match(/<w:bidi\/>/g)?.length, 2);
    assert.match(links, /https:\/\/otterbridge\.example\/plan/);
    const numbered = [...xml.matchAll(/<w:numId w:val="(\d+)"/g)].map(([, id]) => id);
    assert.equal(new Set(numbered).size, 3, 'one numbering for each list');
  });
});

describe('a PDF from blocks', () => {
  it('has headings in order, header cells, a language and a title', async () => {
    const pdf = await renderer.print(
      'blocks',
      blocksPdfModel(
        report([
          heading(2, 'Part'),
          heading(3, 'Within'),
          text('First line\n\nAfter an empty line'),
          table(
            [
              ['Column', 1],
              ['Other', 2],
            ],
            [{ group: 'Group' }, row(cell('Row', { isStrong: true }), 'Words')],
          ),
        ]),
      ),
    );
    const tags = structure(pdf);
    assert.ok(tags.indexOf('H1') >= 0 && tags.indexOf('H1') < tags.indexOf('H2'));
    assert.match(tags, /Table[\s\S]*THead[\s\S]*TH/);
    const info = execFileSync('pdfinfo', ['-'], {
      input: pdf,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    assert.match(info, /Title: +Otterbridge School: governor pack 2026\/27/);
    assert.match(info, /Author: +Otterbridge School/);
    assert.match(info, /Tagged: +yes/);
    const words = pdfText(pdf);
    for (const each of [
      'Part',
      'Within',
      'First line',
      'After an empty line',
      'Group',
      'Row',
      'Words',
    ])
      assert.ok(words.includes(each), each);
  });

  for (const kind of REPORT_KINDS)
    it(`leaves no page nearly empty: ${kind.id} of the longest review`, async () => {
      const pdf = await renderer.print(
        'blocks',
        blocksPdfModel(composed(kind, longestAccount(schoolsModel))),
      );
      const pages = pdfText(pdf, '-layout').split('\f').slice(0, -1);
      const few = pages
        .map((page, at) => [at + 1, page.split(/\s+/).length] as const)
        .filter(([at, count]) => at > 1 && at < pages.length && count < 60);
      assert.deepEqual(few, []);
    });
});
