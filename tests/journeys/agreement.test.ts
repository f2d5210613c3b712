/** Judging in a real browser: with script and without, by keyboard, with the line cut and the session gone. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { agree } from '../../src/review/changes/agree.js';
import { openSchool } from '../../src/review/testing/school.js';
import { assertAccessible } from '../support/axe.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { listUnheard } from '../support/live-regions.js';
import { MAYAS_PASSWORD } from '../support/visitor.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, maya } = school;
const address = await serveTestApp(context);

async function signedIn(browserContext: BrowserContext): Promise<Page> {
  const page = await browserContext.newPage();
  await page.goto(`${address}/sign-in`);
  if (!page.url().endsWith('/sign-in')) return page;
  await fillSignIn(page);
  await page.waitForURL(`${address}/`);
  return page;
}

async function fillSignIn(page: Page): Promise<void> {
  await page.getByLabel('Email address').fill('maya.okafor@otterbridge.example');
  await page.getByLabel('Password', { exact: true }).fill(MAYAS_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const pathOf = (review: string, code = '3.1') => `${address}/reviews/${review}/statements/${code}`;
const agreementOf = async (review: string, code = '3.1') =>
  (await school.read(review)).agreements.get(code);
const reason = (page: Page) => page.getByLabel('Why is this the best fit?');
const level = (page: Page, value: string) => page.locator(`#level-${value}`);
const textOf = async (place: Locator) => (await place.textContent()) ?? '';
const says = (page: Page, words: RegExp) =>
  page.locator('.autosave').filter({ hasText: words }).first().waitFor();
/** An answer as it stands once the page was left. */
async function leftWith(page: Page, review: string, isSo: (reason: string) => boolean) {
  await page.goto(`${address}/plan`);
  for (let tries = 0; tries < 100; tries += 1) {
    const saved = await agreementOf(review);
    if (saved && isSo(saved.reason)) return saved;
    await page.waitForTimeout(50);
  }
  return assert.fail('It was not saved.');
}

describe('judging with script', async () => {
  const browserContext = await openChromium();
  const unheard = await listUnheard(browserContext);
  const page = await signedIn(browserContext);
  after(() => assert.deepEqual(unheard, [], 'A screen reader says each message.'));

  it('saves as one goes and says so, and follows the points', async () => {
    const review = await school.review();
    await page.goto(pathOf(review));
    await page.locator('#criteria-1 summary').click();
    await page.locator('[name="mark-3.1.1a"][value="met"]').check();
    const counts = await page.locator('[data-count="1"]').allTextContents();
    assert.deepEqual(counts, ['1 of 1 criterion met', '1 of 1 criterion met']);
    assert.match(await textOf(page.locator('[data-suggestion]')), /suggest level 1/);
    await reason(page).fill('We know where they look.');
    await says(page, /^Draft saved at \d\d:\d\d\.$/);
    assert.equal(await agreementOf(review), undefined);
    const saved = await leftWith(page, review, (words) => words !== '');
    assert.deepEqual(
      [saved.reason, saved.marks],
      ['We know where they look.', { '3.1.1a': 'met' }],
    );
    await page.goto(pathOf(review));
    assert.equal(await reason(page).inputValue(), 'We know where they look.');
    assert.match(await textOf(page.locator('.savebar [data-saved]')), /^Saved /);
    assert.match(await textOf(page.locator('main')), /Last saved by Maya Okafor/);
  });

  it('opens the criteria of the chosen level and the one above, and a line on a card opens its own', async () => {
    const review = await school.review();
    await page.goto(pathOf(review));
    const open = () => page.locator('.crits[open]').evaluateAll((all) => all.map(({ id }) => id));
    assert.deepEqual(await open(), []);
    await page.keyboard.press('2');
    assert.deepEqual(await open(), ['criteria-2', 'criteria-3']);
    await page.locator('[data-level="4"] a').click();
    assert.deepEqual(await open(), ['criteria-2', 'criteria-3', 'criteria-4']);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(pathOf(review, '3.2'));
    await page.keyboard.press('2');
    assert.deepEqual(await open(), []);
    await page.setViewportSize({ width: 1280, height: 900 });
    await says(page, /^Draft saved at/);
  });

  it('saves and goes on by Ctrl+Enter in a text', async () => {
    const review = await school.review();
    await page.goto(pathOf(review));
    await reason(page).fill('By two keys');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(pathOf(review, '3.2'));
    assert.equal((await agreementOf(review))?.reason, 'By two keys');
  });

  it('takes keys 1 to 4 and 0, not while one writes, and not once they are off', async () => {
    const review = await school.review();
    await page.goto(pathOf(review));
    await page.keyboard.press('3');
    assert.equal(await level(page, '3').isChecked(), true);
    await page.keyboard.press('0');
    assert.equal(await level(page, 'not-yet').isChecked(), true);
    await reason(page).focus();
    await page.keyboard.type('1 of 4');
    assert.equal(await level(page, 'not-yet').isChecked(), true);
    await page.getByRole('button', { name: 'Turn keys off' }).click();
    await page.locator('h1').click();
    await page.keyboard.press('2');
    assert.equal(await level(page, 'not-yet').isChecked(), true);
    await page.getByRole('button', { name: 'Turn keys on' }).click();
    await page.keyboard.press('2');
    assert.equal(await level(page, '2').isChecked(), true);
    await says(page, /^Draft saved at/);
  });

  it('shows what may not fit as soon as a level is saved', async () => {
    const review = await school.review();
    const input = { rating: 1 };
    await agree(context, maya, { review, statement: '2.1', input, version: null, key: null });
    await page.goto(pathOf(review));
    await page.keyboard.press('3');
    await page.locator('#notices a[href$="/statements/2.1"]').waitFor();
  });

  it('keeps what was typed when the session has ended, and saves it after signing in', async () => {
    const review = await school.review();
    await page.goto(pathOf(review));
    await browserContext.clearCookies();
    await reason(page).fill('After a long lunch');
    await says(page, /^Not saved yet: you are signed out/);
    await page.getByRole('button', { name: 'Save and stay here' }).click();
    await fillSignIn(page);
    await page.getByRole('button', { name: 'Save what I typed' }).click();
    await page.getByText('3.1 is saved.').waitFor();
    assert.equal((await agreementOf(review))?.reason, 'After a long lunch');
  });

  it('says when somebody else was faster, and shows both', async () => {
    const review = await school.review();
    const sam = await school.colleague('Sam Reid', 'careers leader');
    await page.goto(pathOf(review));
    const input = { reason: 'From Sam' };
    await agree(context, sam, { review, statement: '3.1', input, version: 0, key: null });
    await reason(page).fill('From Maya');
    await says(page, /^Draft saved at/);
    await page.getByRole('button', { name: 'Save and stay here' }).click();
    await page.getByRole('heading', { name: 'Two people changed this at the same time' }).waitFor();
    await assertAccessible(page, 'both texts');
    await page.getByLabel('Combine both').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('3.1 is saved.').waitFor();
    assert.equal((await agreementOf(review))?.reason, 'From Sam\n\nFrom Maya');
  });

  it('puts the focus on the heading after saving, and on the summary after an error', async () => {
    const review = await school.review();
    await page.goto(pathOf(review));
    await page.getByRole('button', { name: 'Save and go to 3.2' }).click();
    await page.waitForURL(pathOf(review, '3.2'));
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'H1');
    await page.getByText('Add a link or a note').click();
    await page.getByLabel('Web address (optional)').fill('nowhere');
    await page.getByRole('button', { name: 'Add to 3.2' }).click();
    await page.getByRole('alert').waitFor();
    assert.match(
      String(await page.evaluate('document.activeElement.className')),
      /govuk-error-summary/,
    );
    await assertAccessible(page, 'a statement with an error');
  });
});

describe('judging without script', async () => {
  const browserContext = await openChromium({
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
  });
  const page = await signedIn(browserContext);

  it('goes from the first page to a closed review', async () => {
    const review = await school.review();
    await page.goto(`${address}/reviews/${review}`);
    await page.getByRole('link', { name: 'Start with 1.1' }).click();
    await page.locator('label[for="level-2"]').click();
    await reason(page).fill('A named person leads.');
    await page.getByRole('button', { name: 'Save and go to 1.2' }).click();
    await page.getByText('1.1 is saved.').waitFor();
    assert.equal((await agreementOf(review, '1.1'))?.rating, 2);
    await page.goto(`${address}/reviews/${review}/close`);
    await page.getByLabel('Signed off by').fill('Jo Whitaker, headteacher');
    await page.getByRole('button', { name: 'Close the review' }).click();
    assert.match(await textOf(page.getByRole('alert')), /Enter why some statements/);
    await page.getByLabel('Why are some statements not recorded?').fill('We began late.');
    await page.getByRole('button', { name: 'Close the review' }).click();
    await page.getByText('The review is closed, signed off by Jo Whitaker, headteacher.').waitFor();
    await page.goto(pathOf(review, '1.1'));
    assert.match(await textOf(page.locator('main')), /Level 2 was agreed as the best fit/);
  });

  it('is reached in few stops: the level from the top, and the reason from there', async () => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.goto(pathOf(await school.review()));
    const stopsTo = async (name: string) => {
      for (let stops = 1; stops < 60; stops += 1) {
        await page.keyboard.press('Tab');
        if (await page.locator(`[name=${name}]:focus`).count()) return stops;
      }
      return 60;
    };
    assert.ok((await stopsTo('level')) <= 12, 'stops to the level');
    assert.ok((await stopsTo('reason')) <= 3, 'stops to the reason');
  });

  it('never has its bar over what has the focus', async () => {
    const review = await school.review();
    const input = { rating: 3 };
    await agree(context, maya, { review, statement: '2.4', input, version: null, key: null });
    const covered: string[] = [];
    for (const size of [
      { width: 1366, height: 768 },
      { width: 390, height: 844 },
      { width: 320, height: 640 },
    ]) {
      await page.setViewportSize(size);
      await page.goto(pathOf(review, '2.4'));
      for (let stops = 0; stops < 45; stops += 1) {
        await page.keyboard.press('Tab');
        const fault = await page.evaluate<string>(`(() => {
          const at = document.activeElement;
          const bar = document.querySelector('.savebar');
          const isBehind = bar.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING;
          if (at === document.body || bar.contains(at) || isBehind) return '';
          const { top, bottom } = at.getBoundingClientRect();
          // Of a text as high as it is long, its first line at least.
          const under = Math.min(bottom, top + 44) - bar.getBoundingClientRect().top;
          return under > 1 && getComputedStyle(bar).position === 'sticky' ? at.outerHTML.slice(0, 80) : '';
        })()`);
        if (fault) covered.push(`${size.width}: ${fault}`);
      }
    }
    await page.setViewportSize({ width: 320, height: 640 });
    assert.deepEqual(covered, []);
  });

  it('is complete by keyboard alone', async () => {
    const review = await school.review();
    await page.goto(pathOf(review));
    await level(page, 'not-recorded').focus();
    await page.keyboard.press('ArrowUp');
    assert.equal(await level(page, 'not-yet').isChecked(), true);
    assert.equal(await textOf(page.locator('.savebar .when:visible')), 'Not yet');
    await page.keyboard.press('ArrowUp');
    assert.equal(await level(page, '4').isChecked(), true);
    await reason(page).focus();
    await page.keyboard.type('By keyboard');
    await page.getByRole('button', { name: 'Save and go to 3.2' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(pathOf(review, '3.2'));
    const saved = await agreementOf(review);
    assert.deepEqual([saved?.rating, saved?.reason], [4, 'By keyboard']);
  });
});
