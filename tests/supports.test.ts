/** How many next steps one supports: one number in one sentence, wherever it is said; other facts have other names. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEMO_PASSWORD } from '../src/demo/make.js';
import { openTestDemo } from './support/app.js';
import { newVisitor } from './support/visitor.js';

const { context, schools } = await openTestDemo();
const school = schools.find(({ organisation }) => organisation.name === 'Otterbridge School')!;
const maya = newVisitor(context);
await maya.post('/sign-in', { email: school.people.maya!.email, password: DEMO_PASSWORD });

/** What people read of a page. */
const wordsOf = (html: string) =>
  html
    .replace(/<(script|style|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

/** "Supports 9 other next steps", "supports the next step in 9 other statements". */
const SAID = /[Ss]upports (?:the next step in )?(\d+) other (?:next steps?|statements?)/g;

/** Every statement on the page with each number of next steps that it is said to support, card by card. */
function numbersIn(html: string): Map<string, Set<number>> {
  const numbers = new Map<string, Set<number>>();
  for (const card of html
    .split(/<(?:article|li) class="(?:card move|ev|next-step-row)"/)
    .slice(1)) {
    const words = wordsOf(card);
    const code = words.match(/\b\d\.\d\b/)?.[0] ?? '';
    const [end] = words.split(/How they are put in order/);
    for (const [, count] of (end ?? '').matchAll(SAID)) {
      numbers.set(code, (numbers.get(code) ?? new Set()).add(Number(count)));
    }
  }
  return numbers;
}

describe('how many next steps one supports', () => {
  it('is the same number on every page that says it', async () => {
    const all = await maya.read('/reviews');
    const reviews = [...new Set(all.match(/\/reviews\/[0-9a-f-]{36}/g))];
    let compared = 0;
    for (const review of reviews) {
      const next = numbersIn(await maya.read(`${review}/next`));
      const results = numbersIn(await maya.read(`${review}/results`));
      const steps = numbersIn(await maya.read(`${review}/results/next-steps`));
      for (const [code, counts] of [...next, ...results, ...steps]) {
        assert.equal(counts.size, 1, `${code} in ${review}: ${[...counts]}`);
      }
      for (const [code, counts] of [...results, ...steps]) {
        if (!next.has(code)) continue;
        compared += 1;
        assert.deepEqual(counts, next.get(code), `${code} in ${review}`);
      }
    }
    assert.ok(compared > 5, `compared ${compared}`);
  });

  it('is not mixed up with how many would be ready to start', async () => {
    const [latest] = (await maya.read('/insight/what-if')).match(/review=[0-9a-f-]{36}/) ?? [];
    let ready = 0;
    for (const code of ['1.3', '2.1', '1.1', '2.2']) {
      const words = wordsOf(await maya.read(`/insight/what-if?${latest ?? ''}&${code}=4`));
      assert.doesNotMatch(words, /supports \d|opens \d/i);
      if (/next steps? ready to start/.test(words)) ready += 1;
    }
    assert.ok(ready > 0);
  });
});
