import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { extractText, getDocumentProxy } from 'unpdf';
import { ensureBuild } from '../../bin/build.js';
import { statementsOf } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { rootFolder } from '../platform/config.js';
import { answerSheetPdfModel, reportPdfModel } from './pdf-model.js';
import { openPdfRenderer, type PdfRenderer } from './pdf-renderer.js';
import type { ReportSource } from './source.js';
import { summarise } from './summary.js';
import { emptyAccount, longestAccount, otterbridge } from './testing/otterbridge.js';
import { georgianFont } from './testing/own-font.js';

await ensureBuild();
const folder = mkdtempSync(join(tmpdir(), 'waymark-renderer-'));
const places = { root: rootFolder(), dataFolder: folder };
const renderer = openPdfRenderer(places);
after(async () => {
  await renderer.close();
  rmSync(folder, { recursive: true, force: true });
});

const report = (source: ReportSource) =>
  renderer.print('report', reportPdfModel(summarise(source), '12 December 2026'));
const answerSheet = (source: ReportSource) =>
  renderer.print('answer-sheet', answerSheetPdfModel(summarise(source), '12 December 2026'));

async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(pdf.slice()), { mergePages: false });
  return text.map(plain);
}
const textOf = async (pdf: Uint8Array) => plain((await pagesOf(pdf)).join(' '));
const plain = (text: string) =>
  text
    .replace(/\u200b/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** What several tests read is set and read back once. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= work();
    return made;
  };
}
const usual = once(() => report(otterbridge(schoolsModel)));
const usualPages = once(async () => pagesOf(await usual()));
const emptyPages = once(async () => pagesOf(await report(emptyAccount(schoolsModel))));
const longestPages = once(async () => pagesOf(await report(longestAccount(schoolsModel))));

function hasTool(name: string): boolean {
  try {
    execFileSync(name, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const info = (pdf: Uint8Array, ...options: string[]) => {
  const file = join(folder, 'document.pdf');
  writeFileSync(file, pdf);
  return execFileSync('pdfinfo', [...options, file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
};

const hasPoppler = ['pdftotext', 'pdffonts'].every(hasTool);

/** What a tool of poppler reads, without the signs of direction that it adds. */
function readBy(tool: string, pdf: Uint8Array, ...options: string[]): string {
  const file = join(folder, 'read.pdf');
  writeFileSync(file, pdf);
  const operands = tool === 'pdftotext' ? [...options, file, '-'] : [...options, file];
  return execFileSync(tool, operands, { encoding: 'utf8' }).replace(/[\u202a-\u202e]/g, '');
}
/** Where a word stands first, in points from the top left of its page. */
function placeOf(pdf: Uint8Array, word: string): { x: number; y: number } {
  const line = readBy('pdftotext', pdf, '-bbox')
    .split('\n')
    .find((each) => each.includes(`>${word}<`));
  const [, x, y] = /xMin="([\d.]+)" yMin="([\d.]+)"/.exec(line ?? '') ?? [];
  return { x: Number(x), y: Number(y) };
}

describe('the report as a PDF', () => {
  it('reads back every statement with its level, its descriptor, its reason and its evidence', async () => {
    const source = otterbridge(schoolsModel);
    const text = (await usualPages()).join(' ');
    const summary = summarise(source);
    for (const statement of summary.themes.flatMap((theme) => theme.statements)) {
      assert.ok(
        text.includes(plain(`${statement.code} ${statement.title} ${statement.label}`)),
        `${statement.code} stands with its level`,
      );
      for (const words of [statement.descriptor, statement.reason, statement.strength]) {
        if (words) assert.ok(text.includes(plain(words)), `${statement.code}: ${words}`);
      }
    }
    assert.ok(text.includes('Careers development plan 2026/27'));
    assert.ok(text.includes(`Plain-English edition ${schoolsModel.version}`));
  });

  it('has the cover on page 1 and the whole of the governors’ page on page 2', async () => {
    const source = otterbridge(schoolsModel);
    const [cover = '', second = ''] = await usualPages();
    assert.ok(cover.includes('Otterbridge School'), cover);
    assert.ok(cover.includes('10 December 2026, by eight leaders'));
    const { governors } = summarise(source);
    for (const { words } of [...governors.strengths, ...governors.moves, ...governors.questions]) {
      assert.ok(second.includes(plain(words)), words);
    }
  });

  it('keeps the governors’ page to one page and loses no word of the longest review', async () => {
    const source = longestAccount(schoolsModel);
    const pages = await longestPages();
    assert.ok(pages[1]?.includes('The year on one page'));
    assert.ok(pages[2]?.includes('Where the school is'));
    const sentences = (text: string) => text.split('looked at plans').length - 1;
    const typed = source.agreements.flatMap((each) => [each.reason, each.strength, each.nextStep]);
    const notes = source.evidence.map(({ note }) => note);
    assert.ok(
      sentences(pages.slice(2).join(' ')) >=
        sentences([...typed, ...notes].join(' ')) - pages.length,
    );
  });

  it('flows from theme to theme, and leaves no heading alone at the foot of a page', async () => {
    for (const [read, most] of [
      [usualPages, 16],
      [emptyPages, 8],
      [longestPages, Number.POSITIVE_INFINITY],
    ] as const) {
      const pages = await read();
      assert.ok(pages.length <= most, `${pages.length} pages`);
      const headings = [
        ...[
          'By theme',
          'The levels in numbers',
          'By Gatsby Benchmark',
          'Priorities',
          'Who took part',
        ],
        ...['Choose one to three for this year’s plan.', 'keep both levels and explain why.'],
        ...schoolsModel.themes.flatMap(({ title, statements }) => [
          title,
          ...statements.map((each) => `${each.id} ${each.title}`),
        ]),
      ];
      // A statement of which nothing is recorded is no more than its heading.
      if (read === emptyPages) continue;
      for (const page of pages.slice(1)) {
        const words = page.replace(/(Not agreed|Agreed)[^.]*Plain-English edition \S+$/, '').trim();
        assert.notEqual(words, page, 'the foot was found');
        for (const heading of headings)
          assert.ok(
            !words.replace(/ Level \d$/, '').endsWith(heading),
            `“${heading}” stands alone`,
          );
      }
    }
  });

  it('has each question and comment beside its statement, with who, when and what was replied', async () => {
    const text = (await usualPages()).join(' ');
    const [, destinations = ''] =
      /2\.4 Careers impact evaluation: Destinations data Level 3(.*?)2\.5 /.exec(text)!;
    assert.match(
      destinations,
      /spring\? Helen Marsh, governor, 12 November 2026\. Answered on 16 November 2026 Not as a rule\..*Jo Hart, contributor/,
    );
    assert.match(
      text,
      /Questions and comments on the results Question What would help you .*? Helen Marsh, governor, 11 December 2026\. Open/,
    );
    assert.match(
      text,
      /Questions and comments on the plan 2026\/27 Ask leavers about their first term Comment/,
    );
    assert.doesNotMatch(text, /left out of this copy/);
  });

  it('says nothing of them where they are left out, except that they are', async () => {
    const text = await textOf(await report({ ...otterbridge(schoolsModel), remarks: null }));
    assert.doesNotMatch(text, /Helen Marsh|Priya Desai|Questions and comments on/);
    assert.match(
      text,
      /This copy does not include questions and comments from governors and advisers\./,
    );
  });

  it('is honest about a review in which nothing is recorded', async () => {
    const text = (await emptyPages()).join(' ');
    assert.ok(text.includes('Nothing is recorded yet.'));
    assert.ok(text.includes('Not agreed yet: this review is open'));
  });

  it('sets a framework with other levels and no benchmarks', async () => {
    const source = otterbridge(harbour);
    const text = await textOf(await report({ ...source, agreements: [], lastYear: null }));
    for (const { title } of harbour.levels) assert.ok(text.includes(title), title);
  });

  it('is tagged, titled and in British English', { skip: !hasTool('pdfinfo') }, async () => {
    const pdf = await usual();
    const facts = info(pdf);
    assert.match(facts, /Title: +Otterbridge School: careers impact review 2026\/27/);
    assert.match(facts, /Author: +Otterbridge School/);
    assert.match(facts, /Tagged: +yes/);
    assert.match(facts, /A4/);
    const structure = info(pdf, '-struct');
    for (const part of ['H1', 'H2', 'Table', 'TH', 'Figure', 'L']) {
      assert.match(structure, new RegExp(`^ *${part}\\b`, 'm'), part);
    }
  });
});

describe('what people type', () => {
  const hostile = [
    '#eval("1+1")',
    '*not bold* _not slanted_ $x^2$ `code` <label> @reference',
    '\\ #panic("no") #{ } [ ] // no comment /* none */',
    '= no heading',
    '<script>alert(1)</script> & "quotes" ‘and’ “more”',
  ];
  /** A small review of a school with this name and this reason for every level. */
  function typed(school: string, reason: string): ReportSource {
    const source = otterbridge(harbour);
    const codes = statementsOf(harbour).map(({ id }) => id);
    const agreements = source.agreements
      .filter(({ statement }) => codes.includes(statement))
      .map((each) => ({ ...each, rating: 1, reason }));
    assert.ok(agreements.length > 0);
    return { ...source, school, agreements, lastYear: null };
  }

  for (const name of hostile) {
    it(`prints ${name} as it is written`, async () => {
      const text = await textOf(await report(typed(name, `So: ${name}`)));
      assert.ok(text.includes(plain(name)), text.slice(0, 200));
      assert.ok(text.includes(plain(`So: ${name}`)));
    });
  }

  it('never fails on letters that no font has, controls, or halves of letters', async () => {
    const words =
      'Ysgol Gyfun Gŵyr \u0000\u0007 🎓 中文 \ud800 \u202eabc مدرسة \u180f \ue000\u200d🎓';
    const text = await textOf(await report(typed(words, words)));
    assert.ok(text.includes('Ysgol Gyfun Gŵyr'));
  });

  // poppler reads the two letters of a lam with alef the wrong way round: no word here has them.
  const scripts: [string, string, string][] = [
    ['ticks and boxes', '✓ ✔ ✗ ☐ ☑ ☒ ■ □ ● ○ ★ ☆', 'NotoSansSymbols2'],
    ['arrows', '→ ← ↑ ↓', 'NotoSansMath'],
    ['fractions and small figures', '½ ⅓ ⅔ ⅕ 10² 10⁻³ H₂O', 'NotoSans-'],
    ['hyphens, spaces and joiners', 'ten\u2011year so\u00adft 5\u202fkg', 'NotoSans-'],
    ['Welsh', 'Ysgol Gyfun Gŵyr, tŷ', 'OpenSans'],
    ['Polish', 'Łucja Żółć', 'OpenSans'],
    ['Vietnamese', 'Nguyễn Thị Hồng', 'OpenSans'],
    ['other Latin alphabets', 'Ḥusayn ʿAlī Ǎn', 'NotoSans-'],
    ['Arabic', 'مدرسة المدينة', 'NotoSansArabic'],
    ['Urdu', 'یہ ٹھیک ہے', 'NotoSansArabic'],
    ['Persian', 'پژوهش گروه', 'NotoSansArabic'],
    ['Hebrew', 'שרה כהן', 'NotoSansHebrew'],
    ['Bengali', 'শিক্ষার্থীদের ক্ষমতা', 'NotoSansBengali'],
    ['Punjabi', 'ਪੰਜਾਬੀ ਵਿਦਿਆਰਥੀ', 'NotoSansGurmukhi'],
    ['Hindi', 'विद्यार्थियों क्षेत्र', 'NotoSansDevanagari'],
    ['Gujarati', 'ગુજરાતી વિદ્યાર્થીઓ', 'NotoSansGujarati'],
    ['Tamil', 'தமிழ் மாணவர்கள்', 'NotoSansTamil'],
    ['emoji', '👩‍🎓 👩🏽‍🎓 👍🏾 🇬🇧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 👨‍👩‍👧‍👦 1️⃣ ❤️', 'NotoEmoji'],
  ];
  for (const [name, words, font] of scripts) {
    it(`shows ${name}, in a name and in a reason`, { skip: !hasPoppler }, async () => {
      const pdf = await report(typed(words, `So: ${words}`));
      const text = plain(readBy('pdftotext', pdf));
      const times = text.split(plain(words)).length - 1;
      assert.ok(times > text.split('So:').length, `${times} times in ${text.slice(0, 200)}`);
      assert.ok(!text.includes('\ufffd'));
      const fonts = readBy('pdffonts', pdf).split('\n').slice(2).filter(Boolean);
      assert.ok(
        fonts.some((line) => line.includes(`+${font}`)),
        fonts.join('\n'),
      );
      for (const line of fonts) assert.match(line, / yes yes yes /, 'embedded, with its text');
    });
  }

  it('has the scripts in bold too', { skip: !hasPoppler }, async () => {
    const fonts = readBy('pdffonts', await report(typed('مدرسة ਪੰਜਾਬੀ', 'x')));
    assert.match(fonts, /NotoSansArabic-Bold/);
    assert.match(fonts, /NotoSansGurmukhi-Bold/);
  });

  it('puts a box in place of one character alone', async () => {
    const text = await textOf(await report(typed('School', 'before \ue000 after, 👩‍🎓 ✓')));
    assert.ok(text.includes('before � after, 👩‍🎓 ✓'));
    assert.equal(text.split('�').length, text.split('before �').length);
  });

  it('sets Arabic and Hebrew from the right, and names their language', {
    skip: !hasPoppler,
  }, async () => {
    const pdf = await report(typed('School', 'مدرسة 12\n\nEnglish مدرسة\n\nשלום Shalom'));
    assert.ok(placeOf(pdf, 'Shalom').x > 400);
    assert.ok(placeOf(pdf, 'English').x < 200);
    assert.match(Buffer.from(pdf).toString('latin1'), /\/Lang \(he\)/);
  });

  it('keeps the empty line between paragraphs', { skip: !hasPoppler }, async () => {
    const pdf = await report(typed('School', 'alpha\nbravo\n\ncharlie'));
    const [alpha, bravo, charlie] = ['alpha', 'bravo', 'charlie'].map(
      (each) => placeOf(pdf, each).y,
    );
    assert.ok(charlie! - bravo! > 1.6 * (bravo! - alpha!));
  });

  it('breaks a long address without adding anything to it', { skip: !hasPoppler }, async () => {
    const address = `https://example.org/${'careers/planforall/'.repeat(8)}end`;
    const text = readBy('pdftotext', await report(typed('School', address)));
    assert.ok(text.replace(/\s/g, '').includes(address));
  });

  it('says of a level without words that they are not available', async () => {
    const source = otterbridge(schoolsModel);
    const agreements = source.agreements.map((each) =>
      each.statement === '3.2' ? { ...each, rating: 1 } : each,
    );
    const text = await textOf(await report({ ...source, agreements }));
    assert.match(text, /Best fit Wording not available\./);
    assert.doesNotMatch(text, /source copy/);
  });

  it('uses the fonts in the data folder, and passes over what is no font', async () => {
    const dataFolder = join(folder, 'data');
    mkdirSync(join(dataFolder, 'fonts'), { recursive: true });
    writeFileSync(join(dataFolder, 'fonts/broken.ttf'), 'no font');
    writeFileSync(join(dataFolder, 'fonts/own.ttf'), georgianFont(places.root));
    const other = openPdfRenderer({ ...places, dataFolder });
    const model = reportPdfModel(summarise(typed('School', 'ღყშ')), '12 December 2026');
    try {
      assert.ok((await textOf(await other.print('report', model))).includes('ღყშ'));
      assert.ok((await textOf(await renderer.print('report', model))).includes('���'));
    } finally {
      await other.close();
    }
  });
});

describe('the answer sheet', () => {
  it('fits on one page with every answer in the order of the model', async () => {
    const source = otterbridge(schoolsModel);
    const pages = await pagesOf(await answerSheet(source));
    assert.equal(pages.length, 1);
    let from = 0;
    for (const { code, title, label } of summarise(source).themes.flatMap(
      (each) => each.statements,
    )) {
      const at = pages[0]!.indexOf(plain(`${code} ${title} ${label}`), from);
      assert.ok(at >= from, `${code} ${title} ${label}`);
      from = at;
    }
    assert.ok(pages[0]!.includes('is not part of the official model'));
    assert.ok(pages[0]!.includes('1 statement is not recorded'));
  });
});

describe('the PDF renderer', () => {
  it('refuses a picture without words for those who cannot see it', async () => {
    const pdfModel = reportPdfModel(summarise(otterbridge(schoolsModel)), '12 December 2026');
    const blind = { ...pdfModel, whole: { ...pdfModel.whole, alt: null } };
    await assert.rejects(renderer.print('report', blind), /missing alt text/);
  });

  it('goes on after a document that it refused', async () => {
    await assert.rejects(renderer.print('no-such-template', {}));
    assert.ok((await answerSheet(otterbridge(schoolsModel))).length > 1000);
  });

  it('starts a new process after a crash, and the next document is set', async () => {
    const script = join(folder, 'crashing.mjs');
    writeFileSync(
      script,
      `process.on('message', ({ id, template }) => {
         if (template === 'crash') process.exit(3);
         if (template === 'throw') throw new Error('no');
         process.send({ id, file: new Uint8Array([7]) });
       });`,
    );
    const other = openPdfRenderer(places, { script });
    const first = other.print('crash', {});
    const second = other.print('throw', {});
    const third = other.print('fine', {});
    await assert.rejects(first, { code: 'report.stopped' });
    await assert.rejects(second, { code: 'report.stopped' });
    assert.deepEqual([...(await third)], [7]);
    await other.close();
  });

  it('lets its process go when there is nothing to do, and starts it again', async () => {
    const script = join(folder, 'counting.mjs');
    writeFileSync(
      script,
      `let count = 0;
       process.on('message', ({ id }) => {
         count += 1;
         process.send({ id, file: new Uint8Array([count]) });
       });`,
    );
    const other = openPdfRenderer(places, { script, rest: 200 });
    assert.deepEqual([...(await other.print('one', {}))], [1]);
    assert.deepEqual([...(await other.print('two', {}))], [2]);
    await new Promise((resolve) => setTimeout(resolve, 900));
    assert.deepEqual([...(await other.print('three', {}))], [1]);
    await other.close();
  });

  it('gives up on a document that takes too long, and turns away more than can wait', async () => {
    const script = join(folder, 'slow.mjs');
    writeFileSync(
      script,
      `process.on('message', ({ id, template }) => {
         if (template === 'slow') for (;;);
         process.send({ id, file: new Uint8Array([7]) });
       });`,
    );
    const other = openPdfRenderer(places, { script, limit: 1500, most: 1 });
    const slow = other.print('slow', {});
    const waits = other.print('fine', {});
    await assert.rejects(other.print('fine', {}), { code: 'report.busy' });
    await assert.rejects(slow, { code: 'report.too-slow' });
    assert.deepEqual([...(await waits)], [7]);
    await other.close();
  });

  const numbering = `let count = 0;
    process.on('message', ({ id, template }) => {
      count += 1;
      setTimeout(() => process.send({ id, file: new Uint8Array([count]), megabytes: Number(template) }), 20);
    });`;
  const made = async (other: PdfRenderer, template: string, school?: string) =>
    [...(await other.print(template, {}, school))][0];

  it('ends its process after some documents, and when it has grown too large', async () => {
    const script = join(folder, 'numbering.mjs');
    writeFileSync(script, numbering);
    const lifetime = { documents: 3, megabytes: 100 };
    const other = openPdfRenderer(places, { script, lifetime });
    const numbers: (number | undefined)[] = [];
    for (const size of ['1', '1', '1', '1', '101', '1']) numbers.push(await made(other, size));
    assert.deepEqual(numbers, [1, 2, 3, 1, 2, 1]);
    await other.close();
  });

  it('lets schools take turns, so that the many of one do not keep another waiting', async () => {
    const script = join(folder, 'turns.mjs');
    writeFileSync(script, numbering);
    const other = openPdfRenderer(places, { script, most: 10 });
    const order: string[] = [];
    const ask = (school: string) =>
      made(other, '1', school).then(
        () => order.push(school),
        (error: { code: string }) => order.push(error.code),
      );
    const many = Array.from({ length: 14 }, () => ask('one'));
    await Promise.all([...many, ask('two'), ask('two'), ask('three')]);
    assert.deepEqual(order.slice(0, 3), ['report.busy', 'report.busy', 'report.busy']);
    const turnsOf = (school: string) =>
      order.slice(3).flatMap((each, at) => (each === school ? [at] : []));
    assert.ok(Math.max(...turnsOf('two'), ...turnsOf('three')) <= 5, order.join(' '));
    assert.equal(turnsOf('one').length, 11);
    await other.close();
  });
});
