/**
 * A whole review by keyboard alone, on Waymark as a person starts it: set up, started, its statements judged, closed.
 * Then the same 32 answers and words are read back from the pages, the report, the answer sheet and the command line.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { ensureBuild } from '../../bin/build.js';
import { programPath } from '../../scripts/tools.js';
import { statementsOf } from '../../src/framework/framework.js';
import { schoolsModel } from '../../src/framework/testing/schools-model.js';
import { openChromium } from '../support/chromium.js';
import { runWaymark, startWaymark } from '../support/process.js';
import { runs } from '../support/runs.js';

await ensureBuild();
const folder = mkdtempSync(join(tmpdir(), 'waymark-whole-'));
const data = { WAYMARK_DATA: join(folder, 'data') };
const statements = statementsOf(schoolsModel);

/** Every answer there is, in turn, and words that printing or escaping could change. */
const RATINGS = ['1', '2', '3', '4', 'not-yet', 'not-recorded'] as const;
const answers = statements.map(({ id, title }, at) => ({
  code: id,
  title,
  rating: RATINGS[at % RATINGS.length] ?? '1',
  reason: `Why ${id}: <b>plans</b> & minutes, “50 %” of Years 7–9; #${at} £5 *each*.`,
  strength: at % 3 === 0 ? `Naïve learners’ café, ${id}` : '',
  nextStep: at % 4 === 0 ? `By Easter: C:\\plan_${at} [draft]` : '',
}));
type Answer = (typeof answers)[number];

/**
 * How many are judged by keyboard, before the last one: each kind of answer with and without each kind of words. In the
 * deep tier all of them; a program fills in the others.
 */
const BY_KEYBOARD = runs(12, answers.length - 1);

const LABELS: Record<Answer['rating'], string> = {
  ...{ 1: 'Level 1', 2: 'Level 2', 3: 'Level 3', 4: 'Level 4' },
  'not-yet': 'Not yet at level 1',
  'not-recorded': 'Not recorded',
};

const waymark = await startWaymark(data);
const page = await (await openChromium()).newPage();
let review = '';
after(async () => {
  await waymark.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
});

// Which elements had the focus, in order: told by the page, so that several presses need one look.
await page.addInitScript(`
  globalThis.focused = [];
  addEventListener('focusin', ({ target }) => focused.push(target));
`);
const AT_ONCE = 6;

/** How many stops ago the focus was there; null when it was not, since the last look. */
const stopsSince = (place: Locator): Promise<number | null> =>
  place.evaluate((each) => {
    const focused = Reflect.get(globalThis, 'focused') as unknown[];
    if (each.matches(':focus')) return 0;
    const at = focused.lastIndexOf(each);
    return at < 0 ? null : focused.length - 1 - at;
  });

const pressMany = (key: string, times: number) =>
  Promise.all(Array.from({ length: times }, () => page.keyboard.press(key)));

/** How many stops it was from one place to another, where the focus has gone that way before. */
const usual = new Map<string, number>();
let lastPlace = '';

/**
 * Goes on with Tab until the focus is there, and back a few when that was too far, as a person without a mouse does. Where
 * the way is known from the page before, as many presses as it took there come first.
 */
async function tabTo(place: Locator): Promise<void> {
  await place.waitFor({ state: 'attached' });
  await page.evaluate('focused.length = 0');
  const way = `${lastPlace} to ${place}`;
  const known = usual.get(way);
  let presses = 0;
  for (let more = known ?? 0; presses < 180; more = known ? 1 : AT_ONCE) {
    await pressMany('Tab', more);
    presses += more;
    const since = await stopsSince(place);
    if (since === null) continue;
    usual.set(way, presses - since);
    lastPlace = String(place);
    if (since === 0) return;
    // Backwards one enters a group of radios from its other end, so: to before it, and on from there one by one.
    await pressMany('Shift+Tab', since + 1);
    for (let again = 0; again <= AT_ONCE && (await stopsSince(place)) !== 0; again += 1)
      await page.keyboard.press('Tab');
    assert.equal(await stopsSince(place), 0);
    return;
  }
  assert.fail(`Tab does not lead to ${place}`);
}

async function type(label: string, words: string): Promise<void> {
  await tabTo(page.getByLabel(label, { exact: true }));
  await page.keyboard.insertText(words);
}

async function press(name: string | RegExp): Promise<void> {
  await tabTo(page.getByRole('button', { name }));
  await page.keyboard.press('Enter');
}

/** By arrows within the group, or by the keys 1 to 4 and 0, which are there with script. */
async function choose(rating: Answer['rating'], byArrows: boolean): Promise<void> {
  const wanted = page.locator(`#level-${rating}`);
  if (rating !== 'not-recorded' && !byArrows) {
    await page.keyboard.press(rating === 'not-yet' ? '0' : rating);
  } else {
    if (rating === 'not-recorded') return;
    await tabTo(page.locator('#level-1'));
    await page.keyboard.press('Space');
    for (let presses = 0; presses < 6 && !(await wanted.isChecked()); presses += 1)
      await page.keyboard.press('ArrowDown');
  }
  assert.equal(await wanted.isChecked(), true, rating);
}

async function judge(answer: Answer, byArrows: boolean): Promise<void> {
  await page.waitForURL(`**/statements/${answer.code}`);
  await choose(answer.rating, byArrows);
  await type('Why is this the best fit?', answer.reason);
  if (answer.strength) await type('A strength to celebrate', answer.strength);
  if (answer.nextStep) await type('The next step', answer.nextStep);
  await press(/^Save and (go|see)/);
}

async function judgeByProgram({ code, rating, reason, strength, nextStep }: Answer): Promise<void> {
  const told = /^\d$/.test(rating) ? { level: Number(rating) } : { rating };
  const answer = await page.request.put(
    `${waymark.address}/api/reviews/${review}/statements/${code}/agreement`,
    {
      data: { ...told, reason, strength, next_step: nextStep },
      headers: { 'If-Match': '*', 'Sec-Fetch-Site': 'same-origin' },
    },
  );
  assert.equal(answer.status(), 200, await answer.text());
}

describe('a whole review by keyboard alone', () => {
  it('begins with the school', async () => {
    await page.goto(`${waymark.address}/set-up?code=${waymark.setUpCode}`);
    await type('Name of the school', 'Otterbridge School');
    await tabTo(page.getByLabel('School', { exact: true }));
    await page.keyboard.press('Space');
    await type('Your name', 'Maya Okafor');
    await type('Email address', 'maya.okafor@otterbridge.example');
    await type('Password', 'kestrel over the quarry');
    await press('Set up Waymark');
    await page.waitForURL(`${waymark.address}/`);
  });

  it('is started', async () => {
    await tabTo(page.getByRole('link', { name: 'Review', exact: true }));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/reviews');
    await tabTo(page.getByRole('link', { name: /Start a review/ }).first());
    await page.keyboard.press('Enter');
    await page.waitForURL('**/reviews/new');
    await press('Start the review');
    await page.waitForURL(/\/reviews\/[0-9a-f-]{36}/);
    review = /reviews\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  });

  it(`goes through ${BY_KEYBOARD + 1} of its 32 statements, first to last`, async () => {
    const pageOf = ({ code }: Answer) => `${waymark.address}/reviews/${review}/statements/${code}`;
    await page.goto(pageOf(answers[0]!));
    for (const [at, answer] of answers.slice(0, BY_KEYBOARD).entries())
      await judge(answer, at % 2 === 0);
    const last = answers.at(-1)!;
    for (const answer of answers.slice(BY_KEYBOARD, -1)) await judgeByProgram(answer);
    if (BY_KEYBOARD < answers.length - 1) await page.goto(pageOf(last));
    await judge(last, false);
    await page.waitForURL(`**/reviews/${review}`);
  });

  it('is closed and signed off', async () => {
    await page.goto(`${waymark.address}/reviews/${review}/close`);
    await type('Why are some statements not recorded?', 'The budget comes in spring.');
    await type('Signed off by', 'Jo Whitaker, headteacher');
    await press('Close the review');
    await page.getByText('The review is closed, signed off by Jo Whitaker, headteacher.').waitFor();
  });
});

const noTool = programPath('pdftotext') ? false : 'no pdftotext here: poppler-utils has it';
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

describe('what was entered reads back the same', () => {
  const printed = async (name: string) => {
    const answer = await page.request.get(`${waymark.address}/reviews/${review}/${name}.pdf`);
    assert.equal(answer.status(), 200);
    const file = join(folder, `${name}.pdf`);
    writeFileSync(file, await answer.body());
    return plain(execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }));
  };

  it('from the page of each statement', async () => {
    for (const { code, rating, reason, strength, nextStep } of answers) {
      // Read without being drawn.
      const path = `/reviews/${review}/statements/${code}`;
      const { words, chosen } = await page.evaluate<{
        words: string[];
        chosen: string;
      }>(`(async () => {
        const html = await (await fetch('${path}')).text();
        const read = new DOMParser().parseFromString(html, 'text/html');
        const words = [...read.querySelectorAll('.typed')].map((each) => each.textContent);
        return { words, chosen: read.querySelector('.agreed').textContent };
      })()`);
      assert.deepEqual(
        words.filter((each) => [reason, strength, nextStep].includes(each)),
        [reason, strength, nextStep].filter((each) => each !== ''),
        code,
      );
      const said =
        rating === 'not-recorded' ? 'No level is recorded.' : `${LABELS[rating]} was agreed`;
      assert.ok(chosen.includes(said), `${code}: ${chosen}`);
    }
  });

  it('from the command line', async () => {
    const { code, out, err } = await runWaymark(['review', 'show', review, '--json'], data);
    assert.equal(code, 0, err);
    const shown = JSON.parse(out) as {
      review: { state: string; signed_off_as: string };
      agreements: (Record<'statement' | 'reason' | 'strength' | 'next_step' | 'rating', string> & {
        level: number | null;
      })[];
    };
    assert.equal(shown.review.signed_off_as, 'Jo Whitaker, headteacher');
    assert.deepEqual(
      shown.agreements.map((each) => ({
        code: each.statement,
        rating: each.rating === 'level' ? String(each.level) : each.rating,
        reason: each.reason,
        strength: each.strength,
        nextStep: each.next_step,
      })),
      answers.map(({ title, ...answer }) => answer),
    );
  });

  it('from the report', { skip: noTool }, async () => {
    const text = await printed('report');
    // Lines are broken anywhere, a page may begin within a sentence: without spaces, heads and feet.
    const tight = text
      .replaceAll(/Otterbridge School, careers impact review \S+ \d+/g, '')
      .replaceAll(/\s/g, '');
    for (const { code, reason, strength, nextStep } of answers)
      for (const words of [reason, strength, nextStep])
        assert.ok(tight.includes(words.replaceAll(/\s/g, '')), `${code}: ${words}`);
  });

  it('from the answer sheet, on its page and on paper', { skip: noTool }, async () => {
    const text = await printed('answer-sheet');
    let from = 0;
    for (const { code, title, rating } of answers) {
      const line = plain(`${code} ${title} ${LABELS[rating]}`);
      const at = text.indexOf(line, from);
      assert.ok(at >= 0, line);
      from = at;
    }
    await page.goto(`${waymark.address}/reviews/${review}/answer-sheet`);
    assert.deepEqual(
      (await page.locator('td.answer').allTextContents()).map(plain),
      answers.map(({ rating }) => LABELS[rating]),
    );
  });
});
