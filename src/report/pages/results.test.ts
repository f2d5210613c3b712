import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { extractText, getDocumentProxy } from 'unpdf';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { newVisitor, type Visitor } from '../../../tests/support/visitor.js';
import { statementsOf } from '../../framework/framework.js';
import { schoolsModel } from '../../framework/testing/schools-model.js';
import { signInAs } from '../../organisation/set-up-changes.js';
import { actionInput } from '../../plan/action-input.js';
import { addAction } from '../../plan/changes/add.js';
import { EVERY_ROLE, scopeOf } from '../../platform/access/member.js';
import { setWithdrawn, writeRemark } from '../../remark/changes.js';
import { agree } from '../../review/changes/agree.js';
import { closeReview } from '../../review/changes/close.js';
import { reviewTarget } from '../../review/remarks.js';
import { openSchool } from '../../review/testing/school.js';
import { findReported } from '../store.js';
import { attachment } from './attachment.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, browser, maya } = school;
const HOSTILE = '#eval("1+1") *bold* <b>&amp;</b> $x$';
const HOSTILE_IN_HTML = '#eval(&quot;1+1&quot;) *bold* &lt;b&gt;&amp;amp;&lt;/b&gt; $x$';

async function answer(review: string, statement: string, level: number | 'not-yet', words = '') {
  await agree(context, maya, {
    ...{ review, statement, version: null, key: null },
    input: { rating: level, reason: words, strength: words, nextStep: words },
    evidence: { added: words ? { title: `Shown by ${words}`, url: null, note: '' } : null },
  });
}

async function pdfOf(visitor: Visitor, path: string): Promise<{ text: string; pages: number }> {
  const response = await visitor.get(path);
  assert.equal(response.status, 200, path);
  assert.equal(response.headers.get('content-type'), 'application/pdf');
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { text, totalPages } = await extractText(await getDocumentProxy(bytes), {
    mergePages: true,
  });
  return { text: text.replace(/\s+/g, ' '), pages: totalPages };
}

/** How many queries a page asks, apart from finding out who is asking. */
async function queriesOf(path: string): Promise<number> {
  await browser.read(path);
  const before = context.storage.queries();
  await browser.read(path);
  return context.storage.queries() - before;
}

const PARTS = ['themes', 'benchmarks', 'next-steps', 'inconsistencies', 'questions'];

/** The parts of the results that a page leads to: the ends of their addresses. */
const tabsOf = (html: string) =>
  [
    ...(/<nav class="tabs.*?<\/nav>/s.exec(html)?.[0] ?? '').matchAll(
      /href="[^"]*\/results\/?([^"]*)"/g,
    ),
  ].map(([, part]) => part);

let first = '';
let second = '';

describe('results', () => {
  it('help to begin where there is no review, and let only a careers leader start one', async () => {
    const html = await browser.read('/results');
    assert.match(html, /<h1>No review yet<\/h1>/);
    assert.match(html, /href="\/reviews\/new"/);
    await school.as(maya, 'governor');
    const read = await browser.read('/results');
    assert.doesNotMatch(read, /href="\/reviews\/new"/);
    assert.match(read, /Ask your careers leader to start a review\./);
    await school.as(maya, 'careers leader');
  });

  it('say of a review just begun that nothing is recorded, and offer to go on', async () => {
    first = await school.review(null, 2025);
    const html = await browser.read('/results');
    assert.match(html, /<h1>Nothing is recorded yet<\/h1>/);
    assert.ok(html.includes(`<a href="/reviews/${first}">Continue the review</a>`));
    await school.as(maya, 'governor');
    assert.ok((await browser.read('/results')).includes('See the review</a>'));
    await school.as(maya, 'careers leader');
    assert.match(html, /Nothing is recorded yet, so there are no next steps to show\./);
    // What is empty has no page to go to; questions can always be asked.
    assert.deepEqual(tabsOf(html), ['', 'themes', 'benchmarks', 'questions']);
    const open = await browser.read(`/reviews/${first}/answer-sheet`);
    assert.match(open, /<p class="lead[^"]*">Not agreed yet: this review is open\.</);
  });

  it('tell an agreed review in words and charts, each with its table', async () => {
    for (const { id } of statementsOf(schoolsModel)) await answer(first, id, 2, `${HOSTILE} ${id}`);
    await answer(first, '2.7', 'not-yet');
    await closeReview(
      context,
      maya,
      first,
      { signedOffAs: 'Maya Okafor', gapsReason: 'None.' },
      { key: null },
    );
    const html = await browser.read(`/reviews/${first}/results`);
    assert.match(html, /<h1>All 32 statements are agreed<\/h1>/);
    assert.match(html, /agreed on 23 November 2026/);
    assert.deepEqual(tabsOf(html), ['', 'themes', 'benchmarks', 'next-steps', 'questions']);
    const pages = new Map(
      await Promise.all(
        ['themes', 'benchmarks', 'next-steps', 'questions'].map(
          async (part) => [part, await browser.read(`/reviews/${first}/results/${part}`)] as const,
        ),
      ),
    );
    for (const [page, caption] of [
      [html, 'Agreed level of each statement'],
      [html, 'by theme'],
      [pages.get('benchmarks'), 'by Gatsby Benchmark'],
    ])
      assert.ok(page?.includes(`<caption class="vh">`) && page.includes(caption ?? ''), caption);
    for (const part of ['themes', 'next-steps'])
      assert.ok(
        pages.get(part)?.includes(`${HOSTILE_IN_HTML} 1.1`),
        `what was typed is on the page of ${part}`,
      );
    assert.match(pages.get('themes') ?? '', /id="strengths"/);
    for (const page of [html, ...pages.values()]) {
      assert.doesNotMatch(page, / style=/);
      assert.equal(page.match(/<h1/g)?.length, 1);
      assert.equal(page.match(/aria-current="page"/g)?.length, 2, 'in the menu and in the tabs');
    }
    assert.equal(html.match(/<li class="card move">/g)?.length, 3);
    const sheet = await browser.read(`/reviews/${first}/answer-sheet`);
    assert.match(sheet, /<p class="lead[^"]*">Agreed 23 November 2026, /);
  });

  it('show the review that is open, say which was agreed last, and link to the others', async () => {
    second = await school.review(first, 2026);
    const html = await browser.read('/results');
    assert.match(html, /<h1>Nothing is recorded yet<\/h1>/);
    assert.match(
      html,
      new RegExp(`The last agreed review is <a href="/reviews/${first}/results">[^<]*2025/26</a>`),
    );
    assert.match(html, new RegExp(`href="/reviews/${second}">Continue the review<`));
    assert.doesNotMatch(await browser.read(`/reviews/${first}/results`), /last agreed review is/);
  });

  it('never offer to plan what a later review has reached, or what was reached and then planned', async () => {
    const offered = async () =>
      [
        ...(await browser.read(`/reviews/${first}/results/next-steps`)).matchAll(
          /Plan this<span class="vh">: (\d\.\d) to level (\d)/g,
        ),
      ].map(([, code, level]) => `${code}@${level}`);
    assert.ok((await offered()).includes('2.1@3'));
    await answer(second, '2.1', 3);
    await answer(second, '2.2', 2);
    const then = await offered();
    assert.ok(!then.includes('2.1@3'), 'reached in the review that is open');
    assert.ok(then.includes('2.2@3'), 'not reached there');
    assert.match(
      await browser.read(`/reviews/${first}/results/next-steps`),
      /Already at level 3 in a later review\./,
    );
  });

  it('tell no level of last year before this year’s is chosen', async () => {
    const blank = await school.review(null, 2026);
    await context.superuser.query('UPDATE reviews SET previous_review_id = $1 WHERE id = $2', [
      first,
      blank,
    ]);
    await answer(blank, '1.1', 3);
    const html = await browser.read(`/reviews/${blank}/results`);
    assert.match(html, /<h1>1 statement went up a level since last year<\/h1>/);
    assert.match(html, /: level 3, level 2 in 2025\/26"/);
    assert.match(html, /A bold line marks the level in 2025\/26 where it changed\./);
    assert.equal(html.match(/ in 2025\/26"/g)?.length, 1);
    assert.equal(
      html.match(/<td class="govuk-table__cell">Hidden until a level is chosen<\/td>/g)?.length,
      31,
    );
  });

  it('lead to the other reviews at the top, each by its name where a year has several', async () => {
    const html = await browser.read(`/reviews/${first}/results`);
    const others = /<span class="other-reviews.*?<\/span>/s.exec(html)?.[0] ?? '';
    assert.ok(html.indexOf(others) < html.indexOf('<h1>'));
    assert.match(others, new RegExp(`href="/reviews/${second}/results">[^<]*2026/27 \\(open\\)<`));
    assert.equal(others.match(/>Internal leadership review[^<]* 2026\/27 \(open\)</g)?.length, 2);
    assert.ok(!others.includes(`/reviews/${first}/`), 'not to itself');
    const open = await browser.read(`/reviews/${second}/results`);
    assert.ok(open.includes(`<a href="/reviews/${first}/results">2025/26</a>`));
  });

  it('say of levels that are at their highest that no next step supports another', async () => {
    const top = await school.review(null, 2024);
    await answer(top, '6.1', 4);
    const html = await browser.read(`/reviews/${top}/results`);
    assert.match(html, /No next step that is left supports another\./);
    await context.superuser.query('UPDATE reviews SET deleted_at = $2 WHERE id = $1', [
      ...[top, context.clock()],
    ]);
  });

  it('say in a first year that there is nothing to compare with yet', async () => {
    const html = await browser.read(`/reviews/${first}/results`);
    assert.match(html, /<h2 id="change">Change<\/h2>/);
    assert.match(html, /There is no earlier review to compare it with/);
  });

  it('say that the previous review was deleted, where it was', async () => {
    const after = await school.review(first, 2026);
    const deletedAt =
      "deleted_at = CASE WHEN deleted_at IS NULL THEN '2026-11-23T09:00:00Z'::timestamptz END";
    const turn = () =>
      context.superuser.query(`UPDATE reviews SET ${deletedAt} WHERE id = $1`, [first]);
    await turn();
    const html = await browser.read(`/reviews/${after}/results`);
    await turn();
    assert.match(html, /The review before this one was deleted, so there is nothing to compare/);
  });

  it('compare an earlier year with the year before it, and name that year', async () => {
    const third = await school.review(first, 2027);
    await answer(third, '1.1', 4);
    await context.superuser.query('UPDATE reviews SET closed_at = $2 WHERE id = $1', [
      third,
      context.clock(),
    ]);
    const html = await browser.read(`/reviews/${third}/results`);
    assert.match(html, /<h1>1 statement went up a level since 2025\/26<\/h1>/);
    assert.match(html, /Change since 2025\/26/);
    const earlier = await browser.read(`/reviews/${first}/results`);
    assert.ok(
      earlier.includes(`<a href="/reviews/${third}/results">See the results of 2027/28</a>`),
    );
    const steps = (review: string) => browser.read(`/reviews/${review}/results/next-steps`);
    assert.doesNotMatch(await steps(first), /Plan this/);
    assert.match(await steps(third), /Plan this/);
    assert.doesNotMatch(html, /A later review is agreed/);
    await context.superuser.query('UPDATE reviews SET deleted_at = $2 WHERE id = $1', [
      third,
      context.clock(),
    ]);
  });

  it('show the action of a next step that is planned, with its owner and due date', async () => {
    const pages = () =>
      Promise.all(
        ['', '/next-steps'].map((part) => browser.read(`/reviews/${first}/results${part}`)),
      );
    for (const page of await pages()) assert.doesNotMatch(page, /In the plan/);
    const { id } = await addAction(
      context,
      maya,
      actionInput.parse({
        ...{ title: 'Map every year group', academicYear: '2026', aim: '1.3@3' },
        ...{ ownerId: maya.person.id, dueOn: '2027-01-29' },
      }),
      { key: null },
    );
    const planned = new RegExp(
      `In the plan: <a href="/plan/actions/${id}">Map every year group</a>.*?Maya Okafor.*?29 January 2027`,
      's',
    );
    for (const page of await pages()) {
      assert.match(page, planned);
      assert.doesNotMatch(page, /Plan this<span class="vh">: 1\.3 to/);
      assert.match(page, /Plan this<span class="vh">: \d/);
    }
    await school.as(maya, 'viewer');
    for (const page of await pages()) {
      assert.match(page, planned);
      assert.doesNotMatch(page, /Plan this/);
    }
    await school.as(maya, 'careers leader');
  });

  it('put the plan’s own actions before what is computed, on the page for governors and on that of the report', async () => {
    const html = await browser.read(`/reviews/${first}/results/questions`);
    const [planned, asked, computed] = ['id="planned"', 'id="remarks"', 'id="questions"'].map(
      (part) => html.indexOf(part),
    );
    assert.ok(planned! > 0 && planned! < asked! && asked! < computed!);
    assert.match(html, /Map every year group<\/a>.*?Maya Okafor, due 29 January 2027/s);
    const { text } = await pdfOf(browser, `/reviews/${first}/report.pdf`);
    const page = text.slice(text.indexOf('The year on one page'));
    assert.match(
      page,
      /^The year on one page In the plan Map every year group Maya Okafor, due 29 January 2027 All 32/,
    );
  });

  it('say how many a closed review has left, and not that they are to do', async () => {
    const gaps = await school.review(null, 2023);
    for (const { id } of statementsOf(schoolsModel).slice(0, 15)) await answer(gaps, id, 2);
    const signing = { signedOffAs: 'Maya Okafor', gapsReason: 'A short year' };
    await closeReview(context, maya, gaps, signing, { key: null });
    const html = await browser.read(`/reviews/${gaps}/results`);
    assert.match(html, /17 statements are not recorded\./);
    assert.doesNotMatch(html, /to do\b(?! next)/i);
    await context.superuser.query('UPDATE reviews SET deleted_at = $2 WHERE id = $1', [
      ...[gaps, context.clock()],
    ]);
  });

  it('are read by every role of the school, and by nobody else', async () => {
    for (const role of EVERY_ROLE) {
      const person = await school.colleague(`A ${role}`, role);
      const visitor = newVisitor(context);
      visitor.cookies.set('__Host-waymark', await signInAs(context, person.person.id, 'Test'));
      const results = `/reviews/${first}/results`;
      for (const path of [
        ...['/results', results, `/reviews/${first}/answer-sheet`],
        ...PARTS.map((part) => `${results}/${part}`),
      ]) {
        assert.equal((await visitor.get(path)).status, 200, `${role} ${path}`);
      }
    }
    const nobody = newVisitor(context);
    const parts = PARTS.map((part) => `results/${part}`);
    for (const page of ['results', ...parts, 'answer-sheet', 'report.pdf', 'answer-sheet.pdf']) {
      const refused = await nobody.get(`/reviews/${first}/${page}`);
      assert.equal(refused.status, 303, page);
      for (const id of [context.id(), 'no-id', '%00']) {
        assert.equal((await browser.get(`/reviews/${id}/${page}`)).status, 404, `${id} ${page}`);
      }
    }
  });

  it('ask the database at most three times', async () => {
    for (const path of [
      ...['/results', `/reviews/${first}/results`, `/reviews/${first}/answer-sheet`],
      ...PARTS.map((part) => `/reviews/${first}/results/${part}`),
    ]) {
      const count = await queriesOf(path);
      assert.ok(count <= 3, `${path}: ${count} queries`);
    }
  });
});

describe('characters that the PDF cannot show', () => {
  it('are named before the report is downloaded, with where they stand', async () => {
    const { context: own, maya: lead, browser: reader, review } = await openSchool();
    const id = await review();
    assert.doesNotMatch(await reader.read(`/reviews/${id}/results`), /cannot be shown/);
    await agree(own, lead, {
      ...{ review: id, statement: '1.1', version: null, key: null },
      input: { rating: 2, reason: 'Shown by \ue000 and ✓ مدرسة 🎓', strength: '', nextStep: '' },
      evidence: { added: { title: 'A plan \ue001', url: null, note: '' } },
    });
    const asked = { id, statement: '1.2', kind: 'question', words: 'Who \ue002?' } as const;
    await writeRemark(own, lead, reviewTarget, asked, { key: null });
    assert.match(
      await reader.read(`/reviews/${id}/results`),
      /cannot be shown in the PDF: \ue000, \ue001 and \ue002, in 1\.1 and 1\.2\./,
    );
  });
});

describe('of several reviews', () => {
  it('the newest that is open is shown, else the newest that is agreed', async () => {
    const fresh = await openSchool({ now: ORDINARY_MORNING });
    const shown = () =>
      fresh.context.storage.read(scopeOf(fresh.maya), (db) =>
        findReported(db, fresh.maya.organisation.id, null, fresh.context.clock()),
      );
    assert.equal(await shown(), null);
    const [newer, older] = [await fresh.review(null, 2026), await fresh.review(null, 2025)];
    const signing = { signedOffAs: 'Maya Okafor', gapsReason: 'None.' };
    const close = (id: string) =>
      closeReview(fresh.context, fresh.maya, id, signing, { key: null });
    assert.equal((await shown())?.id, newer, 'the year counts for more than when it was started');
    await close(newer);
    assert.equal((await shown())?.id, older, 'one of a later year is closed');
    await close(older);
    const { id, reviews } = (await shown())!;
    assert.equal(id, newer);
    assert.deepEqual(
      reviews.map((each) => each.id),
      [newer, older],
    );
  });
});

describe('the documents', () => {
  it('read back every level and every word as they were typed', async () => {
    const { text } = await pdfOf(browser, `/reviews/${first}/report.pdf`);
    for (const { id, title } of statementsOf(schoolsModel)) {
      const label = id === '2.7' ? 'Not yet at level 1' : 'Level 2';
      assert.ok(text.includes(`${id} ${title} ${label}`), id);
      if (id === '2.7') continue;
      assert.ok(text.includes(`Reason ${HOSTILE} ${id}`), `the reason of ${id}`);
      assert.ok(text.includes(`Shown by ${HOSTILE} ${id}`), `the evidence of ${id}`);
    }
  });

  it('hold the answers on one page, as the answer sheet to copy has them', async () => {
    const { text, pages } = await pdfOf(browser, `/reviews/${first}/answer-sheet.pdf`);
    assert.equal(pages, 1);
    const html = await browser.read(`/reviews/${first}/answer-sheet`);
    for (const { id, title } of statementsOf(schoolsModel)) {
      const label = id === '2.7' ? 'Not yet at level 1' : 'Level 2';
      assert.ok(text.includes(`${id} ${title} ${label}`), id);
      assert.ok(html.includes(`<b>${id}</b>`), id);
    }
    assert.match(html, /added by Waymark and is not part of the official model/);
    assert.doesNotMatch(html, /not recorded/);
  });

  it('say on the answer sheet how many answers to leave open, and the reason for keeping both', async () => {
    const review = await school.review(null, 2035);
    const open = async () =>
      (await browser.read(`/reviews/${review}/answer-sheet`)).replace(/\s+/g, ' ');
    const [last = '', ...others] = statementsOf(schoolsModel)
      .map(({ id }) => id)
      .filter((id) => id !== '3.1')
      .reverse();
    for (const id of others.slice(1)) await answer(review, id, 1);
    await agree(context, maya, {
      ...{ review, statement: '3.1', version: null, key: null },
      input: { rating: 3, contradictionReasons: { '3.1@3>2.1@3': 'A scheme began in May' } },
    });
    assert.match(await open(), /2 statements are not recorded\. .* leave them blank too\./);
    await answer(review, others[0] ?? '', 1);
    assert.match(await open(), /1 statement is not recorded\. .* leave it blank too\./);
    assert.doesNotMatch(await open(), /Waymark’s own addition/);
    await answer(review, last, 1);
    assert.doesNotMatch(await open(), /not recorded/);
    assert.ok(tabsOf(await browser.read(`/reviews/${review}/results`)).includes('inconsistencies'));
    const results = await browser.read(`/reviews/${review}/results/inconsistencies`);
    assert.equal(results.match(/class="kept"/g)?.length, 1);
    assert.match(results, /The team keeps both levels: A scheme began in May/);
    await context.superuser.query('UPDATE reviews SET deleted_at = now() WHERE id = $1', [review]);
  });

  it('have what was asked beside its statement, and leave it out of a copy that goes public', async () => {
    const helen = await school.colleague('Helen Marsh', 'governor');
    const ask = (statement: string | null, words: string, member = helen) =>
      writeRemark(
        context,
        member,
        reviewTarget,
        { id: first, statement, kind: 'question', words },
        { key: null },
      );
    await ask('2.4', `Where do they go? ${HOSTILE}`);
    await ask(null, 'What would help?');
    const { id: taken } = await ask('2.5', 'Never mind the herons.');
    const withdrawn = { id: first, remark: taken, written: taken, isWithdrawn: true };
    await setWithdrawn(context, helen, reviewTarget, withdrawn, { key: null });
    const { text } = await pdfOf(browser, `/reviews/${first}/report.pdf`);
    assert.ok(text.includes(`Question Where do they go? ${HOSTILE} Helen Marsh, governor`));
    assert.match(text, /Questions and comments on the results Question What would help\?/);
    assert.doesNotMatch(text, /herons/, 'what was taken back is in no copy');
    const copy = await pdfOf(browser, `/reviews/${first}/report.pdf?without=remarks`);
    assert.doesNotMatch(copy.text, /Where do they go|What would help|Helen Marsh/);
    const html = await browser.read(`/reviews/${first}/results`);
    assert.match(
      html,
      /<form method="get" action="\/reviews\/[^"]+\/report\.pdf"[\s\S]*?name="without" type="checkbox" value="remarks"/,
    );
  });

  it('ask the database at most three times', async () => {
    assert.ok((await queriesOf(`/reviews/${first}/report.pdf`)) <= 3);
  });

  it('are named after the school and the year', async () => {
    const { headers } = await browser.get(`/reviews/${first}/answer-sheet.pdf`);
    assert.equal(
      headers.get('content-disposition'),
      `attachment; filename="Otterbridge School answer sheet 2025-26.pdf"; filename*=UTF-8''Otterbridge%20School%20answer%20sheet%202025-26.pdf`,
    );
  });
});

describe('the name of a download', () => {
  const cases: [string, string, string][] = [
    ['Ysgol Gŵyr report.pdf', 'Ysgol Gwyr report.pdf', 'Ysgol%20G%C5%B5yr%20report.pdf'],
    [
      'a"; filename="b\r\nX: y.pdf',
      'a ; filename= b X y.pdf',
      'a%20%3B%20filename%3D%20b%20X%20y.pdf',
    ],
    ['../../etc/passwd.pdf', 'etc passwd.pdf', 'etc%20passwd.pdf'],
    ["St Mary's (RC).pdf", "St Mary's (RC).pdf", 'St%20Mary%27s%20%28RC%29.pdf'],
    ['no ending', 'no ending', 'no%20ending'],
    ['中文.pdf', 'document.pdf', '%E4%B8%AD%E6%96%87.pdf'],
    ['lone \ud800 half.pdf', 'lone  half.pdf', 'lone%20%EF%BF%BD%20half.pdf'],
  ];
  for (const [name, plain, encoded] of cases) {
    it(`of ${JSON.stringify(name)} is safe in a header and as a file`, () => {
      assert.equal(
        attachment(name),
        `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
      );
    });
  }

  it('is never longer than a file system takes', () => {
    assert.ok(attachment(`${'x'.repeat(900)}.pdf`).length < 300);
    assert.ok(attachment(`${'x'.repeat(900)}.pdf`).endsWith('.pdf'));
  });
});
