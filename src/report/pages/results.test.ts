import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { extractText, getDocumentProxy } from 'unpdf';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { newVisitor, type Visitor } from '../../../tests/support/visitor.js';
import { statementsOf } from '../../framework/framework.js';
import { schoolsModel } from '../../framework/testing/schools-model.js';
import { signInAs } from '../../organisation/set-up-changes.js';
import { EVERY_ROLE } from '../../platform/access/member.js';
import { setWithdrawn, writeRemark } from '../../remark/changes.js';
import { agree } from '../../review/changes/agree.js';
import { closeReview } from '../../review/changes/close.js';
import { reviewTarget } from '../../review/remarks.js';
import { openSchool } from '../../review/testing/school.js';
import { latestOf } from '../load-source.js';
import { attachment } from './attachment.js';
import { laterThan } from './results-years.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, browser, maya } = school;
const HOSTILE = '#eval("1+1") *bold* <b>&amp;</b> $x$';

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
    assert.ok(html.includes(`<a href="/reviews/${first}">Go on with the review</a>`));
    await school.as(maya, 'governor');
    assert.ok((await browser.read('/results')).includes('See the review</a>'));
    await school.as(maya, 'careers leader');
    assert.match(html, /no next moves can be worked out/);
    assert.match(
      html,
      /id="strengths"[^>]*>[^<]*<\/h2>\s*<p[^>]*>No strengths are written down yet\./,
    );
    assert.match(
      html,
      /id="next-steps"[^>]*>[^<]*<\/h2>\s*<p[^>]*>No next steps are written down yet/,
    );
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
    assert.match(
      html,
      /aria-label="All 32 statements, 32 statements: 1 not yet at level 1 and 31 at level 2"/,
    );
    for (const caption of [
      'Agreed level of each statement',
      'theme by theme',
      'by Gatsby Benchmark',
    ]) {
      assert.ok(html.includes(caption), caption);
    }
    assert.ok(html.includes('#eval(&quot;1+1&quot;) *bold* &lt;b&gt;&amp;amp;&lt;/b&gt; $x$ 1.1'));
    assert.doesNotMatch(html, / style=/);
    const numbers = [...html.matchAll(/<p class="eyebrow">Move (\d+)</g)].map(([, at]) => at);
    assert.deepEqual(numbers, ['1', '2', '3']);
    const sheet = await browser.read(`/reviews/${first}/answer-sheet`);
    assert.match(sheet, /<p class="lead[^"]*">Agreed 23 November 2026, /);
  });

  it('show the newest agreed review while the next one is open, and link to the others', async () => {
    second = await school.review(first, 2026);
    const html = await browser.read('/results');
    assert.match(html, /<h1>All 32 statements are agreed<\/h1>/);
    assert.ok(html.includes(`href="/reviews/${second}/results"`));
  });

  it('tell no level of last year before this year’s is chosen', async () => {
    const blank = await school.review(null, 2026);
    await context.superuser.query('UPDATE reviews SET previous_review_id = $1 WHERE id = $2', [
      first,
      blank,
    ]);
    await answer(blank, '1.1', 3);
    const html = await browser.read(`/reviews/${blank}/results`);
    assert.match(html, /<h1>1 statement moved up since last year<\/h1>/);
    assert.match(html, /: level 3, level 2 in 2025\/26"/);
    assert.match(html, /A line marks the level in 2025\/26 where it has changed\./);
    assert.equal(html.match(/ in 2025\/26"/g)?.length, 1);
    assert.equal(
      html.match(/<td class="govuk-table__cell">Hidden until a level is chosen<\/td>/g)?.length,
      31,
    );
  });

  it('lead from year to year at the top, and say which year is an earlier one', async () => {
    const switchOf = (html: string) =>
      /<nav class="filters[^>]*aria-label="Results of each review">(.*?)<\/nav>/.exec(html)?.[1] ??
      '';
    const shown = switchOf(await browser.read(`/reviews/${first}/results`));
    assert.match(
      shown,
      new RegExp(`href="/reviews/${first}/results" aria-current="page">2025/26<`),
    );
    assert.match(shown, new RegExp(`href="/reviews/${second}/results">[^<]*2026/27 \\(open\\)<`));
    // The year has two, so each goes by its name.
    assert.equal(shown.match(/>Internal leadership review[^<]* 2026\/27 \(open\)</g)?.length, 2);
    assert.ok(
      (await browser.read('/results')).indexOf('Results of each review') <
        (await browser.read('/results')).indexOf('<h1>'),
    );
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
    assert.match(html, /<h2 id="change">What changed<\/h2>/);
    assert.match(html, /There is no earlier review to compare it with/);
  });

  it('say that the review before was deleted, where it was', async () => {
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
    assert.match(html, /<h1>1 statement moved up since 2025\/26<\/h1>/);
    assert.match(html, /What changed since 2025\/26/);
    const earlier = await browser.read(`/reviews/${first}/results`);
    assert.ok(
      earlier.includes(`<a href="/reviews/${third}/results">See the results of 2027/28</a>`),
    );
    assert.doesNotMatch(earlier, /Add to the plan/);
    assert.match(html, /Add to the plan/);
    assert.doesNotMatch(html, /A later review is agreed/);
    await context.superuser.query('UPDATE reviews SET deleted_at = $2 WHERE id = $1', [
      third,
      context.clock(),
    ]);
  });

  it('lead from a move or a next step that is planned to its action', async () => {
    const before = await browser.read(`/reviews/${first}/results`);
    assert.doesNotMatch(before, /In the plan/);
    const added = await browser.post('/plan/actions/from-move', {
      ...{ _key: context.id(), review: first, statement: '2.1', level: '3' },
    });
    const action = added.headers.get('location');
    const html = await browser.read(`/reviews/${first}/results`);
    assert.ok(html.includes(`<a href="${action}">In the plan<span class="vh">: 2.1 to level 3`));
    assert.ok(
      html.includes(`<a href="${action}">In the plan<span class="vh">: the next step of 2.1`),
    );
    assert.doesNotMatch(html, /Add to the plan<span class="vh">: (the next step of 2\.1|2\.1 to)/);
    assert.match(html, /Add to the plan<span class="vh">: the next step of 2\.2/);
    await school.as(maya, 'viewer');
    assert.match(await browser.read(`/reviews/${first}/results`), /In the plan/);
    await school.as(maya, 'careers leader');
  });

  it('are read by every role of the school, and by nobody else', async () => {
    for (const role of EVERY_ROLE) {
      const person = await school.colleague(`A ${role}`, role);
      const visitor = newVisitor(context);
      visitor.cookies.set('__Host-waymark', await signInAs(context, person.person.id, 'Test'));
      for (const path of [
        '/results',
        `/reviews/${first}/results`,
        `/reviews/${first}/answer-sheet`,
      ]) {
        assert.equal((await visitor.get(path)).status, 200, `${role} ${path}`);
      }
    }
    const nobody = newVisitor(context);
    for (const page of ['results', 'answer-sheet', 'report.pdf', 'answer-sheet.pdf']) {
      const refused = await nobody.get(`/reviews/${first}/${page}`);
      assert.equal(refused.status, 303, page);
      for (const id of [context.id(), 'no-id', '%00']) {
        assert.equal((await browser.get(`/reviews/${id}/${page}`)).status, 404, `${id} ${page}`);
      }
    }
  });

  it('ask the database at most three times', async () => {
    for (const path of [
      '/results',
      `/reviews/${first}/results`,
      `/reviews/${first}/answer-sheet`,
    ]) {
      const count = await queriesOf(path);
      assert.ok(count <= 3, `${path}: ${count} queries`);
    }
  });
});

describe('of several reviews', () => {
  const review = (academicYear: number, started: string, isClosed = true) => ({
    id: `${academicYear} ${started}`,
    ...{ academicYear, title: 'Review', planned: new Map() },
    startedAt: new Date(`2026-11-${started}T09:00:00Z`),
    closedAt: isClosed ? new Date('2026-12-01T09:00:00Z') : null,
  });
  const [old, first, second] = [review(2025, '20'), review(2026, '03'), review(2026, '10')];
  const open = review(2027, '25', false);

  it('the newest that is agreed is shown, else the newest', () => {
    const shown = (...reviews: ReturnType<typeof review>[]) => latestOf(reviews);
    assert.equal(shown(), null);
    assert.equal(shown(open, old, second, first), second);
    assert.equal(shown(first, old), first, 'the year counts for more than when it was started');
    assert.equal(shown(review(2026, '12', false), open), open);
  });

  it('a later one is of a later year, or was started later in the same year, and is agreed', () => {
    const newestFirst = [open, second, first, old];
    for (const [of, later] of [
      [old, second],
      [first, second],
      [second, null],
      [open, null],
      [review(2024, '27', false), null],
    ] as const)
      assert.equal(laterThan(of, newestFirst), later, of.id);
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
    assert.match(html, /Waymark’s own addition/);
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
    assert.match(await open(), /2 statements are not recorded\. .* leave them open too\./);
    await answer(review, others[0] ?? '', 1);
    assert.match(await open(), /1 statement is not recorded\. .* leave it open too\./);
    assert.doesNotMatch(await open(), /Waymark’s own addition/);
    await answer(review, last, 1);
    assert.doesNotMatch(await open(), /not recorded/);
    const results = await browser.read(`/reviews/${review}/results`);
    assert.equal(results.match(/class="kept"/g)?.length, 1);
    assert.match(results, /The team keeps both: A scheme began in May/);
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

  it('ask the database at most three times, and weigh about what the link says', async () => {
    assert.ok((await queriesOf(`/reviews/${first}/report.pdf`)) <= 3);
    const [, said] =
      /PDF, about (\d+) kB/.exec(await browser.read(`/reviews/${first}/results`)) ?? [];
    const response = await browser.get(`/reviews/${first}/report.pdf`);
    const size = Number(response.headers.get('content-length')) / 1000;
    assert.ok(size < Number(said) * 1.4 && size > Number(said) * 0.5, `${size} for ${said}`);
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
