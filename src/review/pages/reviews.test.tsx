import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linksIn } from '../../../tests/support/demo.js';
import { formsOf } from '../../../tests/support/forms.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { record } from '../../platform/history/history.js';
import { agree } from '../changes/agree.js';
import { closeReview, deleteReview, restoreReview } from '../changes/close.js';
import { followUntil } from '../changes/follow.js';
import { reviewEvents } from '../events.js';
import { openSchool } from '../testing/school.js';

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
const SIGNED = { signedOffAs: 'Jo Whitaker', gapsReason: 'A short year' };

describe('the overview', () => {
  it('has every statement in reach, and filters as links', async () => {
    const review = await school.review();
    await say(review, '2.1', { rating: 1, nextStep: 'Write the journey down' });
    await say(review, '3.1', { rating: 3 });
    const html = await browser.read(`/reviews/${review}`);
    assert.equal([...html.matchAll(/<a class="row"/g)].length, 32);
    assert.match(html, /2 agreed, 30 to go/);
    assert.match(html, /Continue with 1\.1/);
    assert.equal(html.match(/Close the review</g)?.length, 1);
    const toDo = await browser.read(`/reviews/${review}?show=to-do`);
    assert.equal([...toDo.matchAll(/<a class="row"/g)].length, 30);
    const steps = await browser.read(`/reviews/${review}?show=next-step`);
    assert.match(steps, /Write the journey down/);
    assert.equal([...steps.matchAll(/<a class="row"/g)].length, 1);
    const apart = await browser.read(`/reviews/${review}?show=contradiction`);
    assert.equal([...apart.matchAll(/<a class="row"/g)].length, 2);
    assert.ok((await count(`/reviews/${review}`)) <= 3);
  });

  it('resumes at the next statement to do', async () => {
    const review = await school.review();
    await say(review, '1.1', { rating: 1 });
    const answer = await browser.get(`/reviews/${review}/go`);
    assert.equal(answer.headers.get('location'), `/reviews/${review}/statements/1.2`);
  });

  it('says what to do next, with the reason and a picture', async () => {
    const review = await school.review();
    for (const statement of school.codes) await say(review, statement, { rating: 1 });
    const html = await browser.read(`/reviews/${review}/next`);
    assert.match(html, /<h1>What to do next<\/h1>/);
    assert.match(
      html,
      /Reaching level 2 in \d\.\d supports the next step in \d+ other statements\./,
    );
    assert.match(html, /<svg role="img"[^>]*aria-label="\d\.\d to level 2 supports/);
    assert.match(html, /\d+ criteria left for level 2\./);
    assert.match(html, /\d+ more actions that help/);
    assert.equal(html.match(/<article class="card move">/g)?.length, 3);
    assert.match(html, /<ol class="rows" start="4">/);
    assert.ok((await count(`/reviews/${review}/next`)) <= 3);
  });

  it('says why no statement has a next level', async () => {
    const review = await school.review();
    const read = () => browser.read(`/reviews/${review}/next`);
    assert.match(await read(), /No statement has a level yet\./);
    assert.ok((await read()).includes(`<a href="/reviews/${review}/go">Agree a statement</a>`));
    await say(review, '6.1', { rating: 4 });
    assert.match(
      await read(),
      /Not listed: 31 statements not recorded, 1 statement at the highest level\./,
    );
    assert.doesNotMatch(await read(), /No statement has a level/);
  });

  /** The statements whose next step the page offers to plan. */
  const offers = (html: string) =>
    [...html.matchAll(/Add to the plan<span class="vh">: (\d\.\d) to level/g)].map(
      ([, code = '']) => code,
    );
  /** Plans the next step of a statement as somebody does on the page: opens the form, and fills it in. */
  async function plan(review: string, statement: string, answers: Record<string, string>) {
    const path = `/reviews/${review}/next`;
    const html = await browser.read(`${path}?plan=${statement}`);
    const [form] = formsOf(html).filter(({ action }) => action === '/plan/actions/from-move');
    assert.ok(form, 'the page has the form');
    const fields = Object.fromEntries(
      Object.entries(form.fields).map(([name, [value = '']]) => [name, value]),
    );
    return browser.post(form.action, { ...fields, ...answers });
  }

  it('asks owner and due date on the page, stays on it, and then says that it is in the plan', async () => {
    const review = await school.review();
    for (const statement of school.codes) await say(review, statement, { rating: 1 });
    const path = `/reviews/${review}/next`;
    const before = offers(await browser.read(path));
    assert.equal(before.length, new Set(before).size, 'each is offered once');
    const [statement = ''] = before;
    const asked = await browser.read(`${path}?plan=${statement}`);
    assert.equal(asked.match(/name="ownerId"/g)?.length, 1);
    assert.match(asked, /for="dueOn">Due date</);
    const answer = await plan(review, statement, { ownerId: maya.person.id, dueOn: '2027-01-29' });
    assert.match(answer.headers.get('location') ?? '', new RegExp(`^${path}#plan-`));
    const html = await browser.read(path);
    assert.match(
      html.replace(/\s+/g, ' '),
      new RegExp(
        `In the plan: <a href="/plan/actions/[^"]+">[^<]*${statement}.*?Maya Okafor.*?29 January 2027`,
      ),
    );
    assert.deepEqual(
      offers(html),
      before.filter((code) => code !== statement),
    );
    assert.ok((await count(path)) <= 3);
    await school.as(maya, 'governor');
    const read = await browser.read(path);
    assert.match(read, /In the plan: /);
    assert.doesNotMatch(read, /Add to the plan/);
    assert.doesNotMatch(await browser.read(`${path}?plan=${before[1]}`), /name="ownerId"/);
    await school.as(maya, 'careers leader');
  });

  it('keeps what was typed when the form is refused, and says why above the heading', async () => {
    const review = await school.review();
    await say(review, '4.1', { rating: 2 });
    const answer = await plan(review, '4.1', { ownerId: maya.person.id, dueOn: 'soon' });
    assert.equal(answer.status, 422);
    const html = await answer.text();
    assert.match(html, /<title>Error: What to do next/);
    assert.ok(html.indexOf('govuk-error-summary') < html.indexOf('<h1'));
    assert.match(html, /href="#dueOn"/);
    assert.match(html, /name="dueOn"[^>]*value="soon"/);
    assert.match(html, new RegExp(`<option value="${maya.person.id}" selected`));
    const { rows } = await context.superuser.query('SELECT 1 FROM actions WHERE from_review = $1', [
      review,
    ]);
    assert.equal(rows.length, 0);
  });

  it('does not offer what a later review has reached', async () => {
    const first = await school.review(null, 2025);
    await say(first, '5.1', { rating: 2 });
    await closeReview(context, maya, first, SIGNED, { key: null });
    assert.deepEqual(offers(await browser.read(`/reviews/${first}/next`)), ['5.1']);
    const second = await school.review(first, 2026);
    await say(second, '5.1', { rating: 3 });
    const html = await browser.read(`/reviews/${first}/next`);
    assert.deepEqual(offers(html), []);
    assert.match(html, /Already at level 3 in a later review\./);
  });

  it('offers a move again once its action is closed', async () => {
    const review = await school.review();
    await say(review, '4.1', { rating: 2 });
    const path = `/reviews/${review}/next`;
    const move = { review, statement: '4.1', level: '3' };
    const add = () => browser.post('/plan/actions/from-move', { ...move, _key: context.id() });
    const action = (await add()).headers.get('location') ?? '';
    assert.match(await browser.read(path), /In the plan/);
    await browser.post(`${action}/close`, {
      ...{ _key: context.id(), status: 'stopped', changed: 'Other things came first' },
    });
    const html = await browser.read(path);
    assert.doesNotMatch(html, /In the plan/);
    assert.match(html, /Add to the plan/);
  });
});

describe('a row of the overview', () => {
  const rowOf = (html: string, code: string) =>
    (new RegExp(`<a class="row" href="[^"]*/${code}">[\\s\\S]*?</a>`).exec(html)?.[0] ?? '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  const plain = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

  it('says what is next, what is to do, and what to check', async () => {
    const review = await school.review();
    const read = () => browser.read(`/reviews/${review}`);
    const begun = await read();
    assert.match(
      plain(begun),
      /0 agreed, 32 to go\. You can do them in any order\..* Start with 1\.1 /,
    );
    assert.match(rowOf(begun, '1.1'), / Next$/);
    assert.match(rowOf(begun, '1.2'), / To do$/);
    await say(review, '2.1', { rating: 1 });
    assert.match(plain(await read()), /1 agreed, 31 to go\..* Continue with 1\.1 /);
    await say(review, '3.1', { rating: 3 });
    const apart = await read();
    for (const [code, level] of Object.entries({ '2.1': 1, '3.1': 3 }))
      assert.match(rowOf(apart, code), new RegExp(`Check Level ${level}$`));
    assert.doesNotMatch(rowOf(apart, '3.2'), /Check/);
    const close = plain(await browser.read(`/reviews/${review}/close`));
    assert.match(close, /1 possible inconsistency without an explanation\./);
    const statement = await browser.read(`/reviews/${review}/statements/3.1`);
    assert.match(plain(statement), /Possible inconsistency\. .*2\.1/);
    await school.as(maya, 'viewer');
    assert.doesNotMatch(plain(await read()), /in any order|Continue with/);
    await school.as(maya, 'careers leader');
  });

  it('asks to confirm what was copied', async () => {
    const review = await school.review();
    for (const code of ['1.1', '1.2']) await say(review, code, { rating: 2 });
    const html = await browser.read(`/reviews/${await school.review(review)}`);
    assert.match(rowOf(html, '1.1'), / Confirm next$/);
    assert.match(rowOf(html, '1.2'), / To confirm$/);
    assert.match(rowOf(html, '1.3'), / To do$/);
  });
});

describe('the list of reviews', () => {
  it('says how far each is, and names what was deleted to careers leaders alone', async () => {
    context.setClock('2026-11-23T09:00:00Z');
    const [open, closed, gone] = [
      ...[await school.review(null, 2041), await school.review(null, 2042)],
      await school.review(null, 2043),
    ] as [string, string, string];
    await say(open, '1.1', { rating: 1 });
    for (const code of ['1.1', '1.2']) await say(closed, code, { rating: 1 });
    await closeReview(context, maya, closed, SIGNED, { key: null });
    await deleteReview(context, maya, gone, { key: null });
    const read = () => browser.read('/reviews');
    const html = await read();
    const progress = (id: string) =>
      new RegExp(`<a href="/reviews/${id}">[^<]*</a>\\s*</h2>\\s*<p class="quiet">([^<]*)<`).exec(
        html,
      )?.[1];
    assert.equal(progress(open), '1 statement agreed. Open.');
    assert.equal(
      progress(closed),
      '2 statements agreed. Closed on 23 November 2026, signed off by Jo Whitaker.',
    );
    assert.match(html, /2043\/44<\/b>\s*<span[^>]*>\s*deleted on 23 November 2026/);
    await school.as(maya, 'contributor');
    assert.doesNotMatch(await read(), /2043\/44/);
    await school.as(maya, 'careers leader');
    const people = await browser.read(`/reviews/${closed}/people`);
    assert.match(people, new RegExp(`href="/reviews/${closed}/delete">Delete this review<`));
    await browser.post(`/reviews/${gone}/restore`, { _key: context.id() });
    assert.match(await browser.read(`/reviews/${gone}`), /Review restored\./);
    await deleteReview(context, maya, gone, { key: null });
  });
});

describe('a review in which every statement is agreed', () => {
  it('leads to its close, where nothing is missing, and says what none of its statements has', async () => {
    const review = await school.review();
    const path = `/reviews/${review}`;
    for (const statement of school.codes) await say(review, statement, { rating: 1, reason: 'So' });
    const html = await browser.read(path);
    assert.match(html, /All of them are agreed\./);
    assert.match(html, /<a[^>]*class="govuk-button"[^>]*>\s*Close the review/);
    assert.equal(html.match(new RegExp(`href="${path}/close"`, 'g'))?.length, 1);
    assert.doesNotMatch(html, /Continue with|Start with/);
    assert.equal((await browser.get(`${path}/go`)).headers.get('location'), path);
    for (const [show, none] of [
      ['to-do', 'Every statement is agreed.'],
      ['next-step', 'No next step is written yet.'],
      ['contradiction', 'There are no possible inconsistencies.'],
    ] as const)
      assert.ok((await browser.read(`${path}?show=${show}`)).includes(none), show);
    const close = await browser.read(`${path}/close`);
    assert.match(close, /Nothing is missing/);
    assert.match(close, /Every statement has a level and a reason\./);
    assert.doesNotMatch(close, /name="gapsReason"|without an?|not recorded|not confirmed/);
    await school.as(maya, 'contributor');
    assert.doesNotMatch(await browser.read(path), /Close the review/);
    await school.as(maya, 'careers leader');
  });
});

describe('the history of a review', () => {
  it('shows a hundred changes, and what was before on the next page', async () => {
    const review = await school.review();
    await context.storage.write(scopeOf(maya), async (db) => {
      for (let at = 1; at <= 100; at += 1)
        await record(db, context, reviewEvents, {
          ...{ organisation: maya.organisation.id, person: maya.person.id, channel: 'command' },
          ...{ verb: 'review.reopened', subject: { kind: 'review', id: review } },
          after: { closedAt: null, reason: `No. ${at}.` },
        });
    });
    const path = `/reviews/${review}/history`;
    const first = await browser.read(path);
    const told = (html: string) => [...html.matchAll(/“No\. (\d+)\.”/g)].map(([, at]) => at);
    assert.deepEqual(
      [told(first).at(0), told(first).at(-1), told(first).length],
      ['100', '1', 100],
    );
    assert.match(first, /Maya Okafor, on the command line/);
    assert.doesNotMatch(first, /Started as a blank/);
    const [, older = ''] = /href="([^"]+)">Show what was before/.exec(first) ?? [];
    const second = await browser.read(older);
    assert.deepEqual(told(second), []);
    assert.match(second, /Maya Okafor\s*<\/p>\s*<p class="typed">Started as a blank review\./);
    assert.doesNotMatch(second, /Show what was before|on the command line/);
  });

  it('says from when to when several savings of one statement went, at midnight too', async () => {
    const told = async (from: string, to: string) => {
      const review = await school.review();
      context.setClock(from);
      await say(review, '1.1', { reason: 'On' });
      context.setClock(to);
      await say(review, '1.1', { reason: 'One' });
      context.setClock('2026-11-23T09:00:00Z');
      const html = await browser.read(`/reviews/${review}/statements/1.1/history`);
      return /<p class="small quiet">\s*([^<]*?), Maya Okafor/.exec(html)?.[1];
    };
    assert.equal(
      await told('2026-11-23T10:40:00Z', '2026-11-23T10:46:00Z'),
      '23 November 2026, 10:40 to 10:46',
    );
    assert.equal(
      await told('2026-11-23T10:40:00Z', '2026-11-23T10:40:30Z'),
      '23 November 2026, 10:40',
    );
    assert.equal(
      await told('2026-11-23T23:58:00Z', '2026-11-24T00:03:00Z'),
      '23 November 2026, 23:58 to 24 November 2026, 00:03',
    );
  });
});

const sam = await school.colleague('Sam Reid', 'careers leader');

describe('what others changed', () => {
  const bySam = (review: string, statement: string) =>
    agree(context, sam, { review, statement, input: { rating: 2 }, version: null, key: null });

  it('is said to a careers leader, with the statements, until they have seen it', async () => {
    context.setClock('2026-11-23T09:00:00Z');
    const review = await school.review();
    context.setClock('2026-11-23T10:00:00Z');
    await say(review, '1.1', { rating: 1 });
    assert.doesNotMatch(await browser.read(`/reviews/${review}`), /since you last looked/);
    for (const statement of ['2.1', '3.4', '1.2']) await bySam(review, statement);
    const html = await browser.read(`/reviews/${review}`);
    assert.match(html, /3 statements changed since you last looked/);
    const [, list = ''] = /id="changed">([\s\S]*?)<\/ul>/.exec(html) ?? [];
    assert.deepEqual(
      [...list.matchAll(/statements\/(\d\.\d)"/g)].map(([, code]) => code),
      ['1.2', '2.1', '3.4'],
    );
    assert.equal([...html.matchAll(/class="flag">Changed</g)].length, 3);
    assert.match(await browser.read(`/reviews/${review}`), /3 statements changed/);
    const [, until = ''] = /name="until" value="([^"]+)"/.exec(html) ?? [];
    context.setClock('2026-11-23T10:05:00Z');
    await bySam(review, '6.1');
    const answer = await browser.post(`/reviews/${review}/seen`, { _key: context.id(), until });
    assert.equal(answer.status, 303);
    assert.match(await browser.read(`/reviews/${review}`), /1 statement changed since you last/);
    context.setClock('2026-11-23T09:00:00Z');
  });

  it('is listed openly up to six statements, and folded beyond', async () => {
    const review = await school.review();
    context.setClock('2026-11-23T10:00:00Z');
    for (const at of [1, 2, 3, 4, 5, 6]) await bySam(review, `2.${at}`);
    const isOpen = async () =>
      /<details[^>]* open[^>]*>\s*<summary>Which statements/.test(
        await browser.read(`/reviews/${review}`),
      );
    assert.ok(await isOpen());
    await bySam(review, '2.7');
    assert.ok(!(await isOpen()));
    context.setClock('2026-11-23T09:00:00Z');
  });

  it('was all seen, whichever of the statements was changed last', async () => {
    for (const newest of ['1.2', '2.1', '3.4']) {
      context.setClock('2026-11-23T09:00:00Z');
      const review = await school.review();
      const codes = ['1.2', '2.1', '3.4'].filter((code) => code !== newest);
      for (const [at, code] of [...codes, newest].entries()) {
        context.setClock(`2026-11-23T1${at}:00:00Z`);
        await bySam(review, code);
      }
      context.setClock('2026-11-23T13:00:00Z');
      const html = await browser.read(`/reviews/${review}`);
      const [, until = ''] = /name="until" value="([^"]+)"/.exec(html) ?? [];
      assert.equal(until, '2026-11-23T12:00:00.000Z', newest);
      await browser.post(`/reviews/${review}/seen`, { _key: context.id(), until });
      assert.doesNotMatch(await browser.read(`/reviews/${review}`), /since you last looked/);
    }
    context.setClock('2026-11-23T09:00:00Z');
  });

  it('was seen by one person alone, up to now at most, and an earlier page takes nothing back', async () => {
    context.setClock('2026-11-23T09:00:00Z');
    const review = await school.review();
    const lee = await school.colleague('Lee Park', 'careers leader');
    const see = (by: Member, until: string) =>
      followUntil(context, by, review, { until }, { key: null });
    const isNews = async () =>
      /since you last looked/.test(await browser.read(`/reviews/${review}`));
    context.setClock('2026-11-23T10:00:00Z');
    await bySam(review, '2.1');
    context.setClock('2026-11-23T11:00:00Z');
    await see(lee, '2026-11-23T11:00:00Z');
    assert.ok(await isNews(), 'somebody else has seen it');
    await see(maya, '2026-11-23T13:00:00Z');
    assert.ok(!(await isNews()));
    await see(maya, '2026-11-23T09:30:00Z');
    assert.ok(!(await isNews()), 'a page that was opened before is sent late');
    context.setClock('2026-11-23T12:00:00Z');
    await bySam(review, '2.2');
    assert.ok(await isNews(), 'nobody has seen what is still to come');
    const page = await browser.read(`/reviews/${review}`);
    assert.match(page, /1 statement changed since you last looked/);
    context.setClock('2026-11-23T09:00:00Z');
  });

  it('is not said to who does not follow the review', async () => {
    const review = await school.review();
    context.setClock('2026-11-23T10:00:00Z');
    await bySam(review, '2.1');
    await school.as(maya, 'contributor');
    assert.doesNotMatch(await browser.read(`/reviews/${review}`), /since you last looked/);
    await school.as(maya, 'careers leader');
    context.setClock('2026-11-23T09:00:00Z');
  });
});

describe('who may set agreed levels', () => {
  it('is on the page of the people, and a careers leader changes it there', async () => {
    const review = await school.review();
    const anita = await school.colleague('Anita Shah', 'contributor');
    const path = `/reviews/${review}/people`;
    assert.match(await browser.read(path), /Careers leaders only\./);
    const sending = { _key: context.id(), person: anita.person.id };
    assert.equal((await browser.post(`/reviews/${review}/level-setters`, sending)).status, 303);
    const named = await browser.read(path);
    assert.match(named, /<b>Anita Shah<\/b>[\s\S]*?level-setters\/remove/);
    await context.superuser.query('UPDATE memberships SET ended_at = now() WHERE person_id = $1', [
      anita.person.id,
    ]);
    assert.match(await browser.read(path), /<b>Anita Shah<\/b>[^A-Z]*\(no longer takes part\)/);
    await browser.post(`/reviews/${review}/level-setters/remove`, {
      ...sending,
      _key: context.id(),
    });
    assert.match(await browser.read(path), /Careers leaders only\./);
  });
});

describe('starting a review on its page', () => {
  const fields = (over: Record<string, string | string[]> = {}) => ({
    _key: context.id(),
    academicYear: '2026',
    title: 'Internal leadership review',
    answersFrom: 'blank',
    participant: ['Maya Okafor', 'Anita Shah', ''],
    role: ['Careers Leader', 'SENCo', ''],
    go: 'start',
    ...over,
  });

  it('takes the year, the name and the people', async () => {
    const answer = await browser.post('/reviews', fields());
    assert.equal(answer.status, 303);
    const id = answer.headers.get('location')?.split('/').at(-1) ?? '';
    const whole = await school.read(id);
    assert.deepEqual(
      whole.participants.map(({ name, role }) => `${name}, ${role}`),
      ['Maya Okafor, Careers Leader', 'Anita Shah, SENCo'],
    );
    assert.match(await browser.read(`/reviews/${id}/people`), /Anita Shah/);
  });

  it('tells a second review of the year apart by its name, says so, and says where answers are from', async () => {
    const year = { academicYear: '2031' };
    const first = await browser.post('/reviews', fields(year));
    const id = first.headers.get('location')?.split('/').at(-1) ?? '';
    await say(id, '3.1', { rating: 2 });
    const title = 'internal  leadership review ';
    const second = await browser.post('/reviews', fields({ ...year, title, answersFrom: id }));
    const path = second.headers.get('location') ?? '';
    const html = await browser.read(path);
    assert.match(html, /this one is called “internal\s+leadership review, second review”/);
    assert.match(html, /<title>internal\s+leadership review, second review 2031\/32/);
    const statement = await browser.read(`${path}/statements/3.1`);
    assert.match(statement, /Copied from Internal leadership review 2031\/32\./);
    assert.doesNotMatch(statement, /from 2031\/32|this year’s/);
    const third = await browser.post('/reviews', fields(year));
    assert.match(
      await browser.read(third.headers.get('location') ?? ''),
      /Internal leadership review, third review|Internal leadership review, second review/,
    );
  });

  it('proposes a name that the year has not', async () => {
    const html = await browser.read('/reviews/new');
    const [, name = ''] = /name="title"[^>]*value="([^"]+)"/.exec(html) ?? [];
    assert.match(name, /^Internal leadership review, \w+ review$/);
    assert.match(html, /2026\/27 has \d+ reviews? already/);
  });

  it('refuses the name of another review of the year for one that has begun', async () => {
    const [one, other] = [await school.review(null, 2032), await school.review(null, 2032)];
    const { title } = (await school.read(one)).review;
    const details = {
      ...{ _key: context.id(), _version: '1' },
      ...{ academicYear: '2032', title: title.toUpperCase() },
    };
    const answer = await browser.post(`/reviews/${other}/details`, details);
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /Enter another name\. 2032\/33 already has a review called/);
  });

  it('goes by the names of the year that a review moves to, and by no other', async () => {
    const [here, there] = [await school.review(null, 2033), await school.review(null, 2034)];
    const { title } = (await school.read(here)).review;
    const move = (review: string, academicYear: string, name: string) =>
      browser.post(`/reviews/${review}/details`, {
        ...{ _key: context.id(), _version: '1', academicYear, title: name },
      });
    const taken = await move(there, '2033', title);
    assert.equal(taken.status, 422);
    assert.match(await taken.text(), /Enter another name\. 2033\/34 already has a review called/);
    const second = await school.review(null, 2033);
    assert.equal((await move(second, '2035', title)).status, 303, 'only the year it leaves has it');
    assert.equal((await school.read(second)).review.title, title);
  });

  it('keeps everybody’s own role where a row between two people is empty', async () => {
    const rows = {
      participant: ['Maya Okafor', '', 'Anita Shah', ' ', 'Jo Whitaker'],
      role: ['Careers Leader', 'Careers Adviser', 'SENCo', '', 'PSHE Lead'],
    };
    const answer = await browser.post('/reviews', fields({ ...rows, academicYear: '2036' }));
    assert.equal(answer.status, 303);
    const id = answer.headers.get('location')?.split('/').at(-1) ?? '';
    assert.deepEqual(
      (await school.read(id)).participants.map(({ name, role }) => `${name}, ${role}`),
      ['Maya Okafor, Careers Leader', 'Anita Shah, SENCo', 'Jo Whitaker, PSHE Lead'],
    );
    const more = await (await browser.post('/reviews', fields({ ...rows, go: 'more' }))).text();
    const [form] = formsOf(more).filter(({ fields: each }) => 'participant' in each);
    const { participant = [], role = [], otherRole = [] } = form?.fields ?? {};
    const pairs = participant.map((name, at) => [name, otherRole[at] || role[at]]);
    assert.deepEqual(
      pairs.filter(([name]) => name?.trim()),
      [
        ['Maya Okafor', 'Careers Leader'],
        ['Anita Shah', 'SENCo'],
        ['Jo Whitaker', 'PSHE Lead'],
      ],
    );
  });

  it('offers the answers of the four newest reviews, and the people of the last', async () => {
    const fresh = await openSchool();
    const form = async () => {
      const found = formsOf(await fresh.browser.read('/reviews/new'));
      return found.find(({ fields: each }) => 'participant' in each);
    };
    const people = async () => {
      const { participant = [], role = [], otherRole = [] } = (await form())?.fields ?? {};
      return participant.map((name, at) => [name, otherRole[at] || role[at]]);
    };
    const blank = ['', ''];
    assert.deepEqual(await people(), [['Maya Okafor', 'Careers Leader'], blank, blank, blank]);
    const ids: string[] = [];
    for (const year of [2021, 2022, 2023, 2024, 2025]) ids.unshift(await fresh.review(null, year));
    await fresh.browser.post(`/reviews/${ids[0]}/people`, {
      ...{ _key: context.id(), name: 'Anita Shah', role: 'SENCo' },
    });
    assert.deepEqual(await people(), [['Anita Shah', 'SENCo'], blank, blank, blank]);
    const offered = (await form())?.shown.filter(({ name }) => name === 'answersFrom');
    assert.deepEqual(
      offered?.flatMap(({ choices = [] }) => choices),
      ['blank', ...ids.slice(0, 4)],
    );
  });

  it('starts one review when the form is sent twice', async () => {
    const twice = fields();
    const [one, other] = [
      await browser.post('/reviews', twice),
      await browser.post('/reviews', twice),
    ];
    assert.equal(one.headers.get('location'), other.headers.get('location'));
  });

  it('gives more rows with everything typed kept, and says what is missing', async () => {
    const more = await (await browser.post('/reviews', fields({ go: 'more' }))).text();
    assert.match(more, /value="Anita Shah"/);
    assert.equal([...more.matchAll(/name="participant"/g)].length, 6);
    const wrong = await browser.post('/reviews', fields({ title: ' ', role: ['', '', ''] }));
    const html = await wrong.text();
    assert.equal(wrong.status, 422);
    assert.match(html, /Enter a name for the review/);
    assert.match(html, /value="Anita Shah"/);
  });

  describe('inviting in the step that starts a review', () => {
    const people = {
      participant: ['Maya Okafor', 'Helen Marsh', 'Tom Bell'],
      role: ['Careers Leader', 'Careers Link Governor', 'Heads of Year'],
    };
    const reviews = async () =>
      (await context.superuser.query('SELECT count(*)::int AS count FROM reviews')).rows[0].count;

    it('asks whoever has an address, once, with what their role lets them do', async () => {
      const sent = fields({
        ...people,
        ...{ email: ['', 'helen@invited.example', 'Tom@invited.example'] },
      });
      const handed = await browser.post('/reviews', sent);
      assert.equal(handed.status, 200);
      const html = await handed.text();
      assert.equal(linksIn(html).length, 2);
      assert.match(html, /<a [^>]*href="\/reviews\/[0-9a-f-]{36}">Go to the review</);
      assert.match(html, /Review started\./);
      assert.equal(linksIn(await (await browser.post('/reviews', sent)).text()).length, 0);
      const { rows } = await context.superuser.query(
        "SELECT email, name, role, title, is_owner FROM invitations WHERE email LIKE '%@invited.example' ORDER BY email",
      );
      assert.deepEqual(rows, [
        {
          ...{ email: 'helen@invited.example', name: 'Helen Marsh', role: 'governor' },
          ...{ title: 'Careers Link Governor', is_owner: false },
        },
        {
          ...{ email: 'tom@invited.example', name: 'Tom Bell', role: 'contributor' },
          ...{ title: 'Heads of Year', is_owner: false },
        },
      ]);
    });

    it('asks whoever is added on the form of before', async () => {
      const sent = fields({ ...people, email: ['', 'ada@invited.example', ''] });
      assert.equal(linksIn(await (await browser.post('/reviews', sent)).text()).length, 1);
      const more = { ...sent, email: ['', 'ada@invited.example', 'bo@invited.example'] };
      // Both links on the page are good: asking again gives a new one.
      assert.equal(linksIn(await (await browser.post('/reviews', more)).text()).length, 2);
      const { rows } = await context.superuser.query(
        "SELECT DISTINCT email FROM invitations WHERE email LIKE '%@invited.example' AND email < 'c' ORDER BY email",
      );
      assert.deepEqual(
        rows.map(({ email }) => email),
        ['ada@invited.example', 'bo@invited.example'],
      );
    });

    it('starts nothing while an address is wrong or there twice, and keeps what was typed', async () => {
      const before = await reviews();
      for (const [email, words] of [
        [['', 'helen', ''], /Enter an e-?mail address like/],
        [['', 'one@invited.example', 'one@invited.example'], /Enter each email address once/],
      ] as const) {
        const answer = await browser.post('/reviews', fields({ ...people, email: [...email] }));
        assert.equal(answer.status, 422);
        const html = await answer.text();
        assert.match(html, words);
        assert.match(html, new RegExp(`name="email"[^>]* value="${email[1]}"`));
      }
      assert.equal(await reviews(), before);
    });

    it('takes the roles of the field, and any other that is written', async () => {
      const html = await browser.read('/reviews/new');
      for (const role of ['Central Strategic Careers Leader', 'SLT for inclusion', 'Other'])
        assert.match(html, new RegExp(`<option value="${role}"`));
      const written = {
        participant: ['Ivy Cole', 'Bo Lund', 'Cy Penn'],
        role: ['Other', 'Other', 'Careers Adviser'],
        otherRole: [' Librarian ', '', 'Left from before'],
      };
      const refused = await (
        await browser.post('/reviews', fields({ ...written, title: ' ' }))
      ).text();
      assert.match(refused, /<option value="Other" selected/);
      assert.match(refused, /<input[^>]*name="otherRole"[^>]*value="Librarian"/);
      const started = await browser.post('/reviews', fields({ ...written, title: 'Own roles' }));
      const review = started.headers.get('location')?.slice('/reviews/'.length) ?? '';
      const roles = async () =>
        (
          await context.superuser.query(
            'SELECT name, role FROM participants WHERE review_id = $1 ORDER BY name',
            [review],
          )
        ).rows.map(({ name, role }) => `${name}: ${role}`);
      assert.deepEqual(await roles(), [
        'Bo Lund: Other',
        'Cy Penn: Careers Adviser',
        'Ivy Cole: Librarian',
      ]);
      const more = { name: 'Di Moss', role: 'Other', otherRole: 'Chaplain', _key: context.id() };
      await browser.post(`/reviews/${review}/people`, more);
      assert.ok((await roles()).includes('Di Moss: Chaplain'));
    });
  });
});

describe('closing, opening again and deleting on the pages', () => {
  it('lists what is missing, asks why, locks, opens again with a reason, and tells it all', async () => {
    const review = await school.review();
    await say(review, '1.1', { rating: 2 });
    const close = `/reviews/${review}/close`;
    const list = await browser.read(close);
    assert.match(list, /31 statements not recorded/);
    assert.match(list, /1 statement without a reason/);
    const refused = await browser.post(close, {
      _key: context.id(),
      signedOffAs: 'Jo',
      gapsReason: '',
    });
    assert.equal(refused.status, 422);
    const again = await refused.text();
    assert.match(again, /Enter why some statements are not complete/);
    assert.match(again, /<input[^>]* name="signedOffAs"[^>]* value="Jo"/);
    await browser.post(close, { _key: context.id(), ...SIGNED });
    const closed = await browser.read(`/reviews/${review}`);
    assert.match(closed, /Closed on 23 November 2026/);
    const [, main = ''] = closed.split('<main');
    const first = /<a[^>]* href="([^"]+)"/.exec(main)?.[1];
    assert.equal(first, `/reviews/${review}/results`, 'the first thing is the results');
    assert.match(closed, /1 agreed, 31 not recorded\./);
    assert.match(closed, /Not recorded \(31\)/);
    assert.doesNotMatch(closed, /to do\b(?! next)|to go/i);
    assert.equal((await browser.get(close)).status, 409);
    const reopen = `/reviews/${review}/reopen`;
    assert.equal((await browser.post(reopen, { _key: context.id(), reason: '' })).status, 422);
    await browser.post(reopen, { _key: context.id(), reason: 'New data' });
    const history = await browser.read(`/reviews/${review}/history`);
    assert.match(
      history,
      /Reopened: “New data”[\s\S]*Maya Okafor[\s\S]*Closed and signed off\.[\s\S]*“A short year”/,
    );
    assert.match(history, /Statement 1\.1/);
    assert.match(
      await browser.read(`/reviews/${review}/statements/1.1/history`),
      /Level 2 was agreed\./,
    );
  });

  it('deletes and restores', async () => {
    const review = await school.review();
    const asked = () => browser.read(`/reviews/${review}/delete`);
    assert.match(await asked(), /0 answers go with it\. It can be restored for 30 days/);
    await say(review, '1.1', { rating: 2 });
    assert.match(await asked(), /1 answer goes with it\./);
    await browser.post(`/reviews/${review}/delete`, { _key: context.id() });
    assert.match(await browser.read('/reviews'), new RegExp(`/reviews/${review}/restore`));
    await browser.post(`/reviews/${review}/restore`, { _key: context.id() });
    assert.match(await browser.read('/reviews'), new RegExp(`href="/reviews/${review}"`));
  });

  it('offers none of it to people who only read', async () => {
    const review = await school.review();
    await school.as(maya, 'governor');
    const html = (await browser.read(`/reviews/${review}`)) + (await browser.read('/reviews'));
    for (const path of ['close', 'reopen', 'delete']) {
      assert.doesNotMatch(html, new RegExp(`/${path}"`));
      assert.equal((await browser.get(`/reviews/${review}/${path}`)).status, 403);
    }
    assert.doesNotMatch(html, /reviews\/new/);
    const refused = await (await browser.get(`/reviews/${review}/close`)).text();
    assert.match(refused, new RegExp(`href="/reviews/${review}">Go back to the review<`));
    assert.match(refused, /<a href="\/">Go to the home page<\/a>/);
    await school.as(maya, 'careers leader');
  });
});

describe('the review before', () => {
  it('is never one of a later year', async () => {
    const later = await school.review(null, 2027);
    await closeReview(context, maya, later, SIGNED, { key: null });
    const earlier = await school.read(await school.review(null, 2020));
    assert.equal(earlier.review.previousReviewId, null);
    const next = await school.read(await school.review(null, 2028));
    assert.equal(next.review.previousReviewId, later);
  });
});

describe('who takes part, on its page', () => {
  it('adds and takes out people, and saves the name and the year', async () => {
    const review = await school.review();
    const path = `/reviews/${review}/people`;
    assert.equal((await browser.post(path, { name: 'Tom Bell', role: '' })).status, 422);
    const nameless = await browser.post(path, { name: '', role: 'Heads of Year' });
    assert.equal(nameless.status, 422);
    assert.match(await nameless.text(), /<option value="Heads of Year" selected/);
    await browser.post(path, { _key: context.id(), name: 'Tom Bell', role: 'Head of Year' });
    const html = await browser.read(path);
    assert.match(html, /Tom Bell added\./);
    assert.match(html, /<option value="2026" selected/);
    const [, id = ''] = /name="participant" value="([^"]+)"/.exec(html) ?? [];
    await browser.post(`${path}/remove`, { _key: context.id(), participant: id });
    assert.equal((await school.read(review)).participants.length, 0);
    const details = {
      ...{ _key: context.id(), _version: '1' },
      ...{ title: 'Spring review', academicYear: '2027' },
    };
    await browser.post(`/reviews/${review}/details`, details);
    assert.match(await browser.read(`/reviews/${review}`), /Spring review 2027\/28/);
  });
});

describe('reviews that were started at one moment', () => {
  it('keep their order when one is deleted and restored', async () => {
    const ids = [await school.review(null, 2031), await school.review(null, 2031)];
    const order = async () => {
      const html = await browser.read('/reviews');
      return [...ids].sort((one, other) => html.indexOf(one) - html.indexOf(other));
    };
    const before = await order();
    for (const id of ids) {
      await deleteReview(context, maya, id, { key: null });
      await restoreReview(context, maya, id, { key: null });
      assert.deepEqual(await order(), before);
    }
  });
});
