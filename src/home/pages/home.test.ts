import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../../tests/support/app.js';
import { newVisitor } from '../../../tests/support/visitor.js';
import { addEvidence } from '../../evidence/changes.js';
import { typedItem } from '../../evidence/testing/library.js';
import { statementOf, statementsOf } from '../../framework/framework.js';
import { schoolsModel } from '../../framework/testing/schools-model.js';
import { signInAs } from '../../organisation/set-up-changes.js';
import { actionInput } from '../../plan/action-input.js';
import { addAction } from '../../plan/changes/add.js';
import { closeAction } from '../../plan/changes/change.js';
import type { Member } from '../../platform/access/member.js';
import { reply, writeRemark } from '../../remark/changes.js';
import { agree } from '../../review/changes/agree.js';
import { closeReview, deleteReview } from '../../review/changes/close.js';
import { addLevelSetter } from '../../review/changes/level-setters.js';
import { reviewTarget } from '../../review/remarks.js';
import { openSchool } from '../../review/testing/school.js';
import { exampleRatings } from '../example.js';

const school = await openSchool();
const { context, maya, browser } = school;

const say = (review: string, statement: string, input: object) =>
  agree(context, maya, { review, statement, input, version: null, key: null });
const count = async (path: string) => {
  await browser.read(path);
  const before = context.storage.queries();
  await browser.read(path);
  return context.storage.queries() - before;
};
/** Somebody's browser, signed in now. */
async function enter({ person }: Member) {
  const visitor = newVisitor(context);
  visitor.cookies.set('__Host-waymark', await signInAs(context, person.id, 'Test'));
  return visitor;
}
const SIGNED = { signedOffAs: 'Jo Whitaker', gapsReason: 'A short year' };

/** The words of a page. */
const plain = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

/** A review that begins with every answer of one before. */
async function carriedReview(): Promise<string> {
  const before = await school.review(null, 2025);
  for (const code of school.codes) await say(before, code, { rating: 3, reason: 'Because' });
  await closeReview(context, maya, before, SIGNED, { key: null });
  return school.review(before);
}

/** A review in which something is written on every statement, and no level is chosen. */
async function wordsReview(): Promise<string> {
  const review = await school.review();
  for (const code of school.codes) await say(review, code, { reason: 'Because' });
  return review;
}

describe('the first page', () => {
  it('leads to the set-up before anything is there, and to signing in afterwards', async () => {
    const fresh = await openTestApp();
    const answer = await newVisitor(fresh).get('/');
    assert.equal(answer.headers.get('location'), '/set-up');
    const html = await newVisitor(context).read('/');
    assert.match(html, /href="\/sign-in"[^>]*>\s*Sign in/);
    assert.match(html, /Read the model/);
    assert.doesNotMatch(html, /href="\/demo"/);
    const [, code = '', level] =
      /href="\/model\/([\d.]+)">[^<]*<\/a>\s*, on to level (\d)\./i.exec(html) ?? [];
    assert.equal(Number(exampleRatings(schoolsModel)[code]) + 1, Number(level));
    assert.match(html, /An example school[\s\S]*Supports \d+ other next steps/);
  });

  it('begins with the first review, is on its way through one, and goes on after closing it', async () => {
    assert.match(await browser.read('/'), /href="\/reviews\/new">Start a review/);
    await school.as(maya, 'governor');
    assert.match(await browser.read('/'), /Your careers leader starts the review/);
    await school.as(maya, 'careers leader');
    const review = await school.review();
    assert.match(await browser.read('/'), /0 of 32 statements agreed[\s\S]*Start with 1\.1/);
    await say(review, '1.1', { rating: 2, reason: 'Because' });
    const html = await browser.read('/');
    assert.match(html, /1 of 32 statements agreed/);
    assert.match(html, new RegExp(`href="/reviews/${review}/statements/1\\.2">\\s*Continue`));
    assert.ok((await count('/')) <= 3);
    await closeReview(context, maya, review, SIGNED, { key: null });
    assert.match(await browser.read('/'), /signed off by Jo Whitaker[\s\S]*See results and report/);
  });

  for (const [what, begin] of [
    ['taken over from a review before and confirmed by nobody', carriedReview],
    ['only words and no level', wordsReview],
  ] as const)
    it(`and every other page counts nothing as agreed that has ${what}`, async () => {
      const review = await begin();
      const base = `/reviews/${review}`;
      const all = school.codes.length;
      const numbers = [...new Set(school.codes.map((code) => code.split('.')[0] ?? ''))];
      const themes = new Map(
        numbers.map((each) => [each, school.codes.filter((code) => code.startsWith(`${each}.`))]),
      );
      const pages = { home: '/', overview: base, statement: `${base}/statements/2.1` };
      const read = async () => ({
        home: plain(await browser.read(pages.home)),
        overview: plain(await browser.read(pages.overview)),
        statement: plain(await browser.read(pages.statement)),
        close: plain(await browser.read(`${base}/close`)),
        results: await browser.read(`${base}/results`),
        reviews: plain(await browser.read('/reviews')),
      });
      const first = await read();
      assert.match(first.home, new RegExp(`0 of ${all} statements agreed`));
      assert.match(first.statement, new RegExp(`0 of ${all} agreed`));
      for (const [theme, codes] of themes)
        assert.match(first.home, new RegExp(`${theme}\\. .{1,120} 0 of ${codes.length} agreed`));
      for (const [page, words] of Object.entries(first))
        assert.doesNotMatch(words, /All \d+ (statements )?agreed|complete\b|is agreed\./, page);
      assert.match(first.overview, new RegExp(`0 agreed, ${all} to go`));
      assert.match(first.overview, new RegExp(`To do \\(${all}\\)`));
      assert.match(first.overview, /Start with 1\.1/);
      assert.match(first.home, /1\.1 Next statement/);
      assert.match(
        first.close,
        begin === carriedReview
          ? new RegExp(`${all} statements copied and not confirmed`)
          : new RegExp(`${all} statements not recorded`),
      );
      assert.match(first.reviews, /0 statements agreed\. Open/);
      for (const { length } of themes.values())
        assert.match(first.results, new RegExp(`${length} statements: ${length} not recorded`));

      const [one = []] = themes.values();
      for (const code of one) await say(review, code, { rating: 2, reason: 'Because' });
      const then = await read();
      assert.match(then.home, new RegExp(`${one.length} of ${all} statements agreed`));
      assert.match(then.home, new RegExp(`1 theme of ${themes.size} is complete`));
      assert.match(then.home, new RegExp(`1\\. .{1,120} All ${one.length} agreed`));
      assert.match(then.home, /2\.1 Next statement/);
      assert.match(then.overview, new RegExp(`${one.length} agreed, ${all - one.length} to go`));
      assert.match(then.close, new RegExp(`${all - one.length} statements (copied|not recorded)`));
      assert.match(then.reviews, new RegExp(`${one.length} statements agreed\\. Open`));
    });

  it('shows the three actions that are due first, and how many are open', async () => {
    for (const [title, dueOn] of [
      ['Third', '2027-03-01'],
      ['First', '2020-01-31'],
      ['Fourth', '2027-04-01'],
      ['Second', '2027-02-01'],
      ['Some day', ''],
    ] as const) {
      const input = actionInput.parse({ title, dueOn, academicYear: '2026' });
      await addAction(context, maya, input, { key: null });
    }
    const html = await browser.read('/');
    const due = /<h2>Actions due<\/h2>(.*?)<\/section>/s.exec(html)?.[1] ?? '';
    assert.deepEqual(
      [...due.matchAll(/actions\/[^>]+>([^<]+)</g)].map(([, title]) => title),
      ['First', 'Second', 'Third'],
    );
    assert.match(plain(due), /First Overdue since 31 January 2020 ?, no owner/);
    assert.match(due, /See the whole plan \(5 open actions\)/);
    assert.ok((await count('/')) <= 3);
  });

  it('says an action is overdue once its day is over in London, and whose it is', async () => {
    const due = async (title: string) => {
      const html = await (await enter(maya)).read('/');
      const [, words = ''] =
        new RegExp(`>${title}</a><span class="small quiet due-words">(.*?)</span>`).exec(html) ??
        [];
      return words.replace(/<[^>]*>/g, '');
    };
    const { rows } = await context.superuser.query('DELETE FROM actions RETURNING id');
    assert.ok(rows.length > 0);
    const add = (fields: object) =>
      addAction(context, maya, actionInput.parse({ academicYear: '2026', ...fields }), {
        key: null,
      });
    await add({ title: 'Boats', dueOn: '2029-06-30', ownerId: maya.person.id, aim: '2.1@2' });
    await add({ title: 'Nets', dueOn: '2029-07-01', ownerName: 'The crew' });
    const { id: done } = await add({ title: 'Ropes', dueOn: '2029-06-01' });
    await add({ title: 'Gone', dueOn: '2029-06-02' });
    const closing = { status: 'done' as const, changed: 'All.', result: '', evidence: [] };
    await closeAction(context, maya, done, closing, { key: null });
    await context.superuser.query(`UPDATE actions SET deleted_at = now() WHERE title = 'Gone'`);
    const cases: [string, string][] = [
      ['2029-06-30T22:59:00Z', 'Due'],
      ['2029-06-30T23:01:00Z', 'Overdue since'],
    ];
    for (const [time, words] of cases) {
      context.setClock(time);
      assert.equal(await due('Boats'), `${words} 30 June 2029, you`);
      assert.equal(await due('Nets'), 'Due 1 July 2029, The crew');
    }
    const html = await (await enter(maya)).read('/');
    assert.doesNotMatch(html, /Ropes|Gone/);
    assert.match(html, /See the whole plan \(2 open actions\)/);
  });

  it('tells each role what it may do, and nobody more', async () => {
    await context.superuser.query('UPDATE reviews SET deleted_at = now()');
    const review = await school.review();
    const gwen = await school.colleague('Gwen Hale', 'governor');
    const left = await school.colleague('Lee Left', 'contributor');
    const input = actionInput.parse({
      ...{ title: 'Left behind', academicYear: '2026', ownerId: left.person.id },
    });
    const { id: action } = await addAction(context, maya, input, { key: null });
    await context.superuser.query('UPDATE memberships SET ended_at = now() WHERE person_id = $1', [
      left.person.id,
    ]);
    const helen = await enter(gwen);
    const ask = (base: string, remark: string) =>
      helen.post(`${base}/remarks`, {
        ...{ kind: 'question', statement: '', remark },
        _key: context.id(),
      });
    await ask(`/reviews/${review}`, 'Where do they go?');
    await ask(`/plan/actions/${action}`, 'Who does it now?');
    const asides: Record<string, RegExp[]> = {
      left: [/href="\/plan#left">1 open action</],
      questions: [
        new RegExp(`href="/reviews/${review}/remarks\\?show=open">1 open question<`),
        new RegExp(
          `href="/plan/actions/${action}#remarks">1 open question</a>.*on “Left behind”`,
          's',
        ),
      ],
      continues: [/>\s*Start with 1\.1/],
      reads: [/See where the school is so far/, /See the results so far/],
      own: [/Your questions/, /On the results, no answer yet/, /On an action, no answer yet/],
    };
    const shown: [Parameters<typeof school.as>[1], string[]][] = [
      ['careers leader', ['left', 'questions', 'continues']],
      ['contributor', ['reads']],
      ['viewer', ['reads']],
      ['governor', ['reads', 'own']],
    ];
    const other = await enter(gwen);
    for (const [role, parts] of shown) {
      await school.as(gwen, role);
      const html = await other.read('/');
      for (const [name, words] of Object.entries(asides))
        for (const each of words)
          assert.equal(each.test(html), parts.includes(name), `${role}: ${name} ${each}`);
    }
    for (const code of school.codes) await say(review, code, { rating: 2 });
    for (const [role, mayClose] of [
      ['careers leader', true],
      ['contributor', false],
    ] as const) {
      await school.as(gwen, role);
      if (!mayClose)
        await addLevelSetter(context, maya, review, { person: gwen.person.id }, { key: null });
      const html = await other.read('/');
      assert.match(html, /All 32 statements agreed[\s\S]*Check it once more/);
      assert.match(html, /Every statement is agreed/);
      assert.equal(html.includes(`href="/reviews/${review}/close"`), mayClose, role);
    }
    await closeReview(context, maya, review, SIGNED, { key: null });
    for (const [role, mayStart] of [
      ['careers leader', true],
      ['contributor', false],
    ] as const) {
      await school.as(gwen, role);
      const html = await other.read('/');
      assert.match(html, /Progress by theme<\/h2>/);
      assert.equal(html.includes('href="/reviews/new">Start another review'), mayStart, role);
    }
  });

  it('tells who asks or comments what became of it', async () => {
    const review = await school.review(null, 2029);
    const helen = await school.colleague('Helen Marsh', 'governor');
    const priya = await school.colleague('Priya Nair', 'adviser');
    const write = async (by: Member, kind: 'question' | 'comment', words: string) => {
      const written = { id: review, statement: '2.4', kind, words };
      return (await writeRemark(context, by, reviewTarget, written, { key: null })).id;
    };
    const answer = (remark: string, isAnswer: boolean) =>
      reply(
        context,
        maya,
        reviewTarget,
        { id: review, remark, words: 'It has.', isAnswer },
        { key: null },
      );
    const aside = async (by: Member) =>
      [
        ...(await (await enter(by)).read('/')).matchAll(
          /remarks\/[0-9a-f-]{36}">([^<]*)<\/a><span class="small quiet due-words">([^<]*)</g,
        ),
      ].map(([, words, became]) => [words, became]);
    const comment = await write(priya, 'comment', 'Well told');
    assert.deepEqual(await aside(priya), [['Well told', 'On 2.4, no reply yet']]);
    await answer(comment, false);
    assert.deepEqual(await aside(priya), [['Well told', 'On 2.4, 1 reply']]);
    // At 110 signs a text stands in full; one more and it ends with its last whole word.
    const full = `${'four '.repeat(21)}fours`;
    assert.equal(full.length, 110);
    const [first] = [await write(helen, 'question', full)];
    await write(helen, 'question', `${full}!`);
    await write(helen, 'question', 'x'.repeat(111));
    assert.deepEqual(await aside(helen), [
      [`${'x'.repeat(110)}…`, 'On 2.4, no answer yet'],
      [`${'four '.repeat(21).trimEnd()}…`, 'On 2.4, no answer yet'],
      [full, 'On 2.4, no answer yet'],
    ]);
    const became = async () => (await aside(helen)).at(-1)?.[1];
    await answer(first, false);
    assert.equal(await became(), 'On 2.4, open, 1 reply');
    await answer(first, false);
    assert.equal(await became(), 'On 2.4, open, 2 replies');
    await answer(first, true);
    assert.match((await became()) ?? '', /^On 2\.4, answered on \d+ \w+ \d{4}$/);
    await context.superuser.query('UPDATE reviews SET deleted_at = now() WHERE id = $1', [review]);
    assert.deepEqual(await aside(helen), []);
  });

  it('says how many themes are complete, and puts this year beside last time', async () => {
    const before = await school.review(null, 2030);
    for (const code of ['1.1', '1.2', '2.1']) await say(before, code, { rating: 1 });
    await closeReview(context, maya, before, SIGNED, { key: null });
    await school.review(null, 2031);
    const page = async () => (await (await enter(maya)).read('/')).replace(/\s+/g, ' ');
    /** Of how many statements the bars of both years tell something. */
    const told = async () =>
      [...(await page()).matchAll(/aria-label="(20\d\d\/\d\d)\D*(\d+) statements?\b/g)].map(
        ([, year, count]) => `${year}: ${count}`,
      );
    assert.match(await page(), /You can do the statements in any order/);
    assert.doesNotMatch(await page(), /Change since last review/);
    const review = /href="\/reviews\/([0-9a-f-]+)\/statements\/1\.1"/.exec(await page())![1]!;
    await say(review, '1.1', { rating: 3, nextStep: 'Write it down' });
    assert.match(await page(), /1 of 32 statements agreed<\/h1><div class="home-grid">/);
    assert.match(await page(), /The statement agreed so far/);
    // Nobody sees last year's level of a statement before this year's is chosen, with whatever else is written on it.
    assert.deepEqual(await told(), ['2030/31: 1', '2031/32: 1']);
    await say(review, '1.2', { reason: 'Because' });
    assert.deepEqual(await told(), ['2030/31: 1', '2031/32: 1']);
    const theme = school.codes.filter((code) => code.startsWith('1.'));
    for (const code of theme) await say(review, code, { rating: 3 });
    const html = await page();
    assert.match(html, /1 theme of 6 is complete\./);
    assert.match(html, new RegExp(`The ${theme.length} statements agreed so far`));
    assert.deepEqual(await told(), [`2030/31: ${theme.length}`, `2031/32: ${theme.length}`]);
    const since = html.slice(html.indexOf('Change since last review'));
    assert.match(since, />2030\/31<\/h3>[\s\S]*>2031\/32<\/h3>/);
  });

  it('goes on with the review that is open, also where one of a later year is closed', async () => {
    const [open, later] = [await school.review(null, 2041), await school.review(null, 2042)];
    await closeReview(context, maya, later, SIGNED, { key: null });
    const visitor = await enter(maya);
    const html = await visitor.read('/');
    assert.ok(html.includes(`/reviews/${open}`), 'it leads to the open one');
    for (const path of ['/insight/soon', '/insight/hard'])
      assert.ok((await visitor.read(path)).includes('2041/42'), path);
    for (const review of [later, open]) await deleteReview(context, maya, review, { key: null });
  });

  it('asks the question of the next statement, counts themes, and lists nothing to check that is zero', async () => {
    const review = await school.review(null, 2051);
    const visitor = await enter(maya);
    const page = async () => (await visitor.read('/')).replace(/\s+/g, ' ');
    const asks = statementOf(schoolsModel, '1.1')?.asks ?? '';
    const first = await page();
    assert.ok(first.includes(`<h2 id="next">${asks.replaceAll("'", '&#39;')}</h2>`), asks);
    assert.match(first, /<h2 id="path">Progress by theme<\/h2>/);
    const [aside = ''] = /<aside class="beside".*?<\/aside>/.exec(first) ?? [];
    assert.doesNotMatch(aside, />0 /);
    assert.doesNotMatch(first, /possible inconsisten|out of date/);
    const links = statementsOf(schoolsModel).flatMap(({ id, buildsOn }) =>
      buildsOn
        .filter(
          ({ needs }) =>
            buildsOn.filter((other) => other.needs.statement === needs.statement).length === 1,
        )
        .map((link) => ({ id, ...link })),
    );
    const { id, level, needs } = links.find((link) => link.needs.level > 1)!;
    await say(review, id, { rating: level });
    await say(review, needs.statement, { rating: needs.level - 1 });
    assert.match(await page(), /show=contradiction">\s*1 possible inconsistency</);
    for (const code of school.codes.filter((each) => /^[12]\./.test(each)))
      await say(review, code, { rating: 2 });
    assert.match(await page(), /2 themes of 6 are complete\./);
    await deleteReview(context, maya, review, { key: null });
  });

  it('says when a review was closed, and gives the highest leverage action with its reason', async () => {
    await context.superuser.query('UPDATE reviews SET deleted_at = now()');
    const review = await school.review(null, 2052);
    for (const code of school.codes) await say(review, code, { rating: 2 });
    context.setClock('2052-10-05T23:30:00Z');
    await closeReview(context, maya, review, SIGNED, { key: null });
    const html = (await (await enter(maya)).read('/')).replace(/\s+/g, ' ');
    assert.match(html, /Closed on 6 October 2052, signed off by Jo Whitaker\./);
    const [, card = ''] = /class="card next-card[^>]*>(.*?)<\/section>/.exec(html) ?? [];
    const [, first] = /<a [^>]*href="([^"]+)">([^<]+)</.exec(card) ?? [];
    assert.equal(first, `/reviews/${review}/results`, 'the results are the first thing');
    assert.match(card, /See results and report.*First priority: \d\.\d .*Reaching level 3 in/);
    await deleteReview(context, maya, review, { key: null });
  });

  it('lists the reviews with open questions newest first, and the five that somebody wrote last', async () => {
    await context.superuser.query('UPDATE remarks SET withdrawn_at = now()');
    const olga = await school.colleague('Olga Grant', 'governor');
    const ravi = await school.colleague('Ravi Shah', 'adviser');
    const write = async (by: Member, id: string, kind: 'question' | 'comment', words: string) =>
      (
        await writeRemark(
          context,
          by,
          reviewTarget,
          { id, statement: '2.4', kind, words },
          { key: null },
        )
      ).id;
    const reviews = [await school.review(null, 2053), await school.review(null, 2054)];
    const [older = '', newer = ''] = reviews;
    await write(olga, newer, 'question', 'One of the newer');
    const words = ['A', 'B', 'C', 'D', 'E'].map((letter) => `Older ${letter}`);
    for (const each of words) await write(olga, older, 'question', each);
    const waiting = async () =>
      [
        ...(await (await enter(maya)).read('/')).matchAll(
          />(\d open questions?)<\/a>\s*<span class="small quiet">on the review of ([^<]*)</g,
        ),
      ].map(([, count, year]) => `${count}, ${year}`);
    assert.deepEqual(await waiting(), ['1 open question, 2054/55', '5 open questions, 2053/54']);
    const own = async (by: Member) => {
      const html = await (await enter(by)).read('/');
      return [...html.matchAll(/remarks\/[0-9a-f-]{36}">([^<]*)</g)].map(([, said]) => said);
    };
    assert.deepEqual(await own(olga), words.toReversed());
    assert.deepEqual(await own(ravi), []);
    const adviser = async () => (await enter(ravi)).read('/');
    assert.match(
      await adviser(),
      /Your comments<\/h2>\s*<p class="small">You have not commented yet/,
    );
    assert.match(await adviser(), /You can leave a comment on the results/);
    assert.match(await adviser(), />\s*Comment on the results\s*</);
    assert.match(await (await enter(olga)).read('/'), />\s*Ask about the results\s*</);
    const comment = await write(ravi, newer, 'comment', 'To be taken back');
    assert.deepEqual(await own(ravi), ['To be taken back']);
    await context.superuser.query('UPDATE remarks SET withdrawn_at = now() WHERE id = $1', [
      comment,
    ]);
    assert.deepEqual(await own(ravi), []);
    for (const review of reviews) await deleteReview(context, maya, review, { key: null });
  });

  it('counts evidence that is out of date, for those who can change it', async () => {
    await context.superuser.query('UPDATE reviews SET deleted_at = now()');
    await school.review(null, 2060);
    const add = (title: string, validUntil: string) =>
      addEvidence(
        context,
        maya,
        { input: typedItem({ kind: 'note', title, note: 'Words', validUntil }), upload: null },
        { key: null },
      );
    context.setClock('2060-10-06T09:00:00Z');
    await add('Past', '2060-10-05');
    await add('Still good today', '2060-10-06');
    const dot = await enter(await school.colleague('Dot Lane', 'viewer'));
    const leader = await enter(maya);
    assert.match(
      await leader.read('/'),
      /href="\/evidence\?age=past\+its\+date">1 item of evidence is out of date</,
    );
    assert.doesNotMatch(await dot.read('/'), /out of date/);
  });
});
