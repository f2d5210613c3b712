/** A review and a plan as workbooks, without JavaScript: downloaded, filled in, loaded, looked through and saved. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type excel from 'exceljs';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/demo/make.js';
import { cellAt, edited } from '../../src/workbook/testing/workbooks.js';
import { openTestDemo } from '../support/app.js';
import { faultsAgainstApproved } from '../support/approved.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { faultsInViews } from '../support/views.js';

const {
  context,
  schools: [otterbridge],
} = await openTestDemo({ now: ORDINARY_MORNING });
const address = await serveTestApp(context);
const browserContext = await openChromium({ javaScriptEnabled: false, reducedMotion: 'reduce' });
const page = await browserContext.newPage();
/** A window with JavaScript, without which no page can be looked at for accessibility; a colleague works in it, too. */
const scripted = await (await openChromium({ reducedMotion: 'reduce' })).newPage();

const { rows } = await context.superuser.query(
  'SELECT id FROM reviews WHERE organisation_id = $1 AND closed_at IS NULL AND deleted_at IS NULL',
  [otterbridge?.organisation.id],
);
const review = `/reviews/${rows[0]?.id}`;

async function signIn(of: Page): Promise<void> {
  await of.goto(`${address}/sign-in`);
  await of.getByLabel('Email address').fill(otterbridge?.people.maya?.email ?? '');
  await of.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await of.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** From the page of the review or the plan to the file, which a person changes and loads. */
async function fillIn(from: string, name: string, work: (sheet: excel.Worksheet) => void) {
  await page.goto(address + from);
  await page.getByRole('link', { name: 'Fill in a workbook' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /Download the workbook/ }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const file = await edited(Buffer.concat(chunks), (book) => work(book.getWorksheet(name)!));
  return Buffer.from(file);
}

async function load(file: Buffer): Promise<void> {
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page
    .getByLabel('The workbook')
    .setInputFiles({ name: 'filled-in.xlsx', mimeType, buffer: file });
  await page.getByRole('button', { name: 'Show the changes' }).click();
}

const shown: { kind: string; html: string }[] = [];

/** What is shown now, for approval, and looked at in every view. */
async function lookAt(kind: string): Promise<void> {
  const html = await page.content();
  shown.push({ kind, html });
  const shownAt = `${address}/shown-${shown.length}`;
  await scripted.route(shownAt, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html>${html.replace('<!DOCTYPE html>', '')}`,
    }),
  );
  await scripted.goto(shownAt);
  assert.deepEqual(await faultsInViews(scripted, kind, 'closely'), []);
}

describe('a workbook without JavaScript', () => {
  it('of a review: three cells are changed, one by a colleague as well, and history tells what was saved', async () => {
    await signIn(page);
    const file = await fillIn(review, 'Review', (sheet) => {
      cellAt(sheet, '1.1', 'Level agreed').value = 'Level 4';
      cellAt(sheet, '1.2', 'Reason').value = 'What we wrote on the train.\n\nIn two parts.';
      cellAt(sheet, '1.3', 'Next step').value = 'Ask the governors.';
      cellAt(sheet, '1.4', 'Level agreed').value = 'Nearly there';
    });
    await signIn(scripted);
    await scripted.waitForURL(`${address}/`);
    await scripted.goto(`${address}${review}/statements/1.2`);
    await scripted.locator('textarea[name=reason]').fill('What a colleague wrote.');
    await Promise.all([
      scripted.waitForNavigation(),
      scripted.getByRole('button', { name: /^Save/ }).first().click(),
    ]);

    await load(file);
    await lookAt('/reviews/:id/workbook changes');
    await page.getByRole('button', { name: 'Save the chosen changes' }).click();
    assert.match(await page.title(), /^Error/);
    await lookAt('/reviews/:id/workbook undecided');
    await page
      .getByRole('group', { name: /^Reason of 1\.2/ })
      .getByLabel('Save what is in the workbook')
      .check();
    await page.getByRole('button', { name: 'Save the chosen changes' }).click();
    assert.equal(page.url(), address + review);
    assert.match((await page.getByRole('main').textContent()) ?? '', /3 changes saved/);
    await page.goto(`${address}${review}/history`);
    const history = (await page.getByRole('main').textContent()) ?? '';
    for (const code of ['1.1', '1.2', '1.3']) assert.ok(history.includes(code), code);
  });

  it('of a plan: a date and a cost are changed, an action is added', async () => {
    const file = await fillIn('/plan', 'Plan', (sheet) => {
      cellAt(sheet, '1', 'Due date').value = new Date('2027-07-09');
      cellAt(sheet, '2', 'Cost').value = 1200;
      cellAt(sheet, '3', 'Owner').value = 'Somebody Unknown';
      let last = 1;
      sheet.eachRow((row, number) => {
        if (row.getCell(1).text !== '') last = number;
      });
      sheet.getRow(last + 1).getCell(2).value = 'Ask former learners to a breakfast';
      sheet.getRow(last + 1).getCell(8).value = new Date('2027-03-05');
    });
    await load(file);
    await lookAt('/plan/workbook changes');
    await page.getByRole('button', { name: 'Save the chosen changes' }).click();
    assert.match(
      (await page.getByRole('main').textContent()) ?? '',
      /2 changes saved, 1 action added/,
    );
    await load(await fillIn('/plan', 'Plan', () => {}));
    await lookAt('/plan/workbook nothing');
  });

  it('says what was approved', () => {
    const faults = faultsAgainstApproved('workbooks', shown);
    assert.deepEqual(faults, [], faults.join('\n'));
  });
});
