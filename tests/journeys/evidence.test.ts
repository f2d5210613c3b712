/** Evidence in a real browser, with script and without: added, replaced, cited, mapped, deleted and brought back. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { pdf, png } from '../../src/evidence/testing/files.js';
import { agree } from '../../src/review/changes/agree.js';
import { openSchool } from '../../src/review/testing/school.js';
import { assertAccessible } from '../support/axe.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { followMenu } from '../support/menu.js';
import { MAYAS_PASSWORD } from '../support/visitor.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, maya } = school;
const address = await serveTestApp(context);
const review = await school.review();
for (const [statement, rating] of [
  ['1.1', 3],
  ['2.1', 2],
] as const)
  await agree(context, maya, {
    ...{ review, statement, version: null, key: null },
    input: { rating },
  });

const heading = (page: Page) => page.locator('h1').textContent();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const follow = (page: Page, name: string | RegExp) =>
  page.getByRole('link', { name }).first().click();
const main = async (page: Page) => (await page.locator('main').textContent()) ?? '';

for (const { how, options } of [
  { how: 'with script', options: { viewport: { width: 1280, height: 900 } } },
  {
    how: 'without script, on a phone',
    options: { javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
  },
]) {
  describe(`evidence ${how}`, async () => {
    const browserContext = await openChromium(options);
    const page = await browserContext.newPage();
    const title = `Careers board, ${how}`;
    let item = '';
    /** Axe needs script to look; the pages are the same. */
    const assertFine = async (where: string) => {
      assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
      if (options.javaScriptEnabled !== false) await assertAccessible(page, where);
    };

    it('refuses what is no file that it takes, and keeps the words', async () => {
      await page.goto(`${address}/sign-in`);
      await page.getByLabel('Email address').fill('maya.okafor@otterbridge.example');
      await page.getByLabel('Password', { exact: true }).fill(MAYAS_PASSWORD);
      await press(page, /^Sign in$/);
      await followMenu(page, 'Evidence');
      await assertFine('the library');
      await follow(page, 'Add evidence');
      await assertFine('the kinds');
      await follow(page, 'File');
      await page.getByLabel(/^Title/).fill(title);
      await page.getByLabel(/What it shows/).fill('Every corridor has routes after Year 11.');
      await page.getByLabel('Whose view is it?').selectOption('Staff');
      await page.getByLabel(/Date of the evidence/).fill('2025-10-09');
      const program = Buffer.concat([Buffer.from('MZ\0\0'), Buffer.alloc(2000, 7)]);
      await page
        .getByLabel('File', { exact: true })
        .setInputFiles({ name: 'board.png', mimeType: 'image/png', buffer: program });
      await press(page, 'Add evidence');
      const summary = page.locator('.govuk-error-summary');
      await summary.waitFor();
      await assertFine('a refused file');
      assert.equal(await page.getByLabel(/^Title/).inputValue(), title);
      assert.equal(await page.getByLabel(/Date of the evidence/).inputValue(), '2025-10-09');
      await summary.getByRole('link').first().click();
      assert.match(page.url(), /#file$/);
    });

    it('takes a picture, shows it, and says its checksum', async () => {
      const picture = png(40, 30);
      await page
        .getByLabel('File', { exact: true })
        .setInputFiles({ name: '../board.png', mimeType: 'text/html', buffer: picture });
      await press(page, 'Add evidence');
      await page.waitForURL(/\/evidence\/[0-9a-f-]{36}$/);
      item = new URL(page.url()).pathname;
      assert.equal((await heading(page))?.trim(), title);
      await assertFine('an item');
      const preview = page.locator('img.preview');
      await preview.waitFor();
      await preview.scrollIntoViewIfNeeded();
      assert.ok(((await preview.boundingBox())?.width ?? 0) >= 40);
      const answer = await page.request.get(`${address}${item}/files/1/view`);
      assert.deepEqual(await answer.body(), picture);
      assert.match(answer.headers()['content-security-policy'] ?? '', /sandbox/);
      const sum = createHash('sha256').update(picture).digest('hex');
      await page.getByText('Details', { exact: true }).click();
      assert.match(await main(page), new RegExp(`SHA-256 ${sum}`));
    });

    it('takes a newer file, and keeps the one before', async () => {
      await follow(page, 'Replace file');
      await assertFine('replacing a file');
      const newer = pdf(`${how}, as it stands now`);
      await page
        .getByLabel('New file')
        .setInputFiles({ name: 'board.pdf', mimeType: 'application/pdf', buffer: newer });
      await press(page, /newer|Replace|Save/);
      await page.waitForURL(`${address}${item}`);
      assert.match(await main(page), /Version 2, added/);
      await page.getByText('One earlier file').click();
      await assertFine('an item with two files');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: /^Download version 1/ }).click(),
      ]);
      assert.equal(download.suggestedFilename(), 'board.png');
      assert.deepEqual(readFileSync(await download.path()), png(40, 30));
    });

    it('is cited on two statements at once', async () => {
      await follow(page, 'Link to statements');
      await assertFine('citing');
      await page.locator('[name="statement"][value="1.1"]').check();
      await page.locator('[name="statement"][value="2.1"]').check();
      await press(page, 'Save links');
      await page.waitForURL(`${address}${item}`);
      const codes = await page.locator('.cited-codes a').allTextContents();
      assert.deepEqual(
        codes.map((code) => code.trim()),
        ['1.1', '2.1'],
      );
      await page.locator('.cited-codes a').first().click();
      assert.match(await main(page), new RegExp(title));
    });

    it('stands in the map of what rests on what, with what is thin', async () => {
      await page.goto(`${address}/evidence`);
      await follow(page, 'Evidence by statement');
      await assertFine('the coverage map');
      const [first, second] = await page
        .locator('.covers tr', { hasText: title })
        .locator('th')
        .allTextContents();
      assert.match(first ?? '', /^1\.1/);
      assert.match(second ?? '', /^2\.1/);
      assert.match(
        (await page.locator('section', { has: page.locator('#thin') }).textContent()) ?? '',
        /1\.1 [\s\S]*Level 3, and the (only|newest) evidence is from a year ago/,
      );
    });

    it('comes from a spreadsheet: the good rows first, the others kept to be put right', async () => {
      await page.goto(`${address}/evidence/paste`);
      const rows = page.getByLabel('Rows');
      await rows.fill(
        `Title\tWhat it shows\tDate\tVoice\nOpen evening, ${how}\t212 families came\t1 October 2026\tParents\nBus survey, ${how}\tToo late\tsoon\tNobody`,
      );
      await press(page, 'Check the rows');
      assert.match(await main(page), /2 rows, 1 with errors/);
      await assertFine('pasted rows');
      await press(page, 'Add the 1 row without errors');
      assert.match(await rows.inputValue(), /^Title[\s\S]*\nBus survey/);
      await rows.fill(
        (await rows.inputValue()).replace('soon', '2 October 2026').replace('Nobody', ''),
      );
      await press(page, 'Check the rows again');
      await press(page, 'Add 1 item');
      await page.waitForURL(`${address}/evidence`);
      assert.match(await main(page), new RegExp(`Bus survey, ${how}`));
    });

    it('is deleted, and brought back with its files and citations', async () => {
      await page.goto(`${address}${item}`);
      await follow(page, 'Delete evidence');
      await assertFine('deleting');
      await press(page, /Delete/);
      await page.goto(`${address}${item}`);
      assert.match(await main(page), /This evidence has been deleted/);
      assert.equal((await page.request.get(`${address}${item}/files/2`)).status(), 404);
      await press(page, 'Restore evidence');
      assert.match(await main(page), /Version 2, added[\s\S]*2\.1/);
    });
  });
}
