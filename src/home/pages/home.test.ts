import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../../tests/support/app.js';
import { newVisitor } from '../../../tests/support/visitor.js';
import { actionInput } from '../../plan/action-input.js';
import { addAction } from '../../plan/changes/add.js';
import { agree } from '../../review/changes/agree.js';
import { closeReview } from '../../review/changes/close.js';
import { openSchool } from '../../review/testing/school.js';

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

describe('the first page', () => {
  it('leads to the set-up before anything is there, and to signing in afterwards', async () => {
    const fresh = await openTestApp();
    const answer = await newVisitor(fresh).get('/');
    assert.equal(answer.headers.get('location'), '/set-up');
    const html = await newVisitor(context).read('/');
    assert.match(html, /href="\/sign-in"[^>]*>\s*Sign in/);
    assert.match(html, /Read the model/);
    assert.match(html, /An invented school[\s\S]*Opens \d+ other moves/);
  });

  it('begins with the first review, is on its way through one, and goes on after closing it', async () => {
    assert.match(await browser.read('/'), /href="\/reviews\/new">Start a review/);
    await school.as(maya, 'governor');
    assert.match(await browser.read('/'), /Your careers leader starts the review/);
    await school.as(maya, 'careers leader');
    const review = await school.review();
    assert.match(await browser.read('/'), /0 of 32 statements agreed[\s\S]*Begin the review/);
    await say(review, '1.1', { rating: 2, reason: 'Because' });
    const html = await browser.read('/');
    assert.match(html, /1 of 32 statements agreed/);
    assert.match(html, new RegExp(`href="/reviews/${review}/statements/1\\.2">\\s*Continue`));
    assert.ok((await count('/')) <= 3);
    await closeReview(context, maya, review, SIGNED, { key: null });
    assert.match(await browser.read('/'), /signed off by Jo Whitaker[\s\S]*See the results/);
  });

  it('names the first who take part, and leads to the others', async () => {
    const review = await school.review();
    const asideOf = async () =>
      /Who takes part(.*?)<\/section>/s.exec(await browser.read('/'))?.[1] ?? '';
    const add = (name: string) =>
      browser.post(`/reviews/${review}/people`, { _key: context.id(), name, role: 'Head of Year' });
    for (const name of ['Ada', 'Ben', 'Cleo', 'Dev']) await add(name);
    const four = await asideOf();
    assert.match(four, /Ada.*Ben.*Cleo.*Dev/s);
    assert.doesNotMatch(four, /more/);
    await add('Eve');
    const five = await asideOf();
    assert.doesNotMatch(five, /Dev|Eve/);
    assert.match(five, new RegExp(`href="/reviews/${review}/people">and 2 more<`));
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
    const due = html.slice(html.indexOf('Due in the plan'), html.indexOf('Worth a look'));
    assert.deepEqual(
      [...due.matchAll(/actions\/[^>]+>([^<]+)</g)].map(([, title]) => title),
      ['First', 'Second', 'Third'],
    );
    assert.match(due, /was due 31 January 2020, nobody yet/);
    assert.match(due, /See the whole plan \(5 open actions\)/);
    assert.ok((await count('/')) <= 3);
  });
});
