/** A document that is not understood: its page in every view, and the way to a draft without JavaScript. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { openTestSchool } from '../support/app.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { faultsInViews } from '../support/views.js';

const { context } = await openTestSchool({ now: ORDINARY_MORNING });
const address = await serveTestApp(context);

/** Words for codes and bare columns: where the model is, only a person can say. */
const PUZZLE = [
  'Dear all,',
  '',
  '/w/\tWalls\tThey are low.\tThey are high and sound.\tSee Ann',
  '/g/\tGates\tThey are open.\tThey are shut at night.\tSee Tom',
  '/p/\tPaths\tThey are long.\tThey are short and lit.\tSee Ann',
].join('\n');

async function signedIn(browser: BrowserContext): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('Email address').fill('maya.okafor@otterbridge.example');
  await page.getByLabel('Password', { exact: true }).fill('kestrel over the quarry');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`${address}/`);
  return page;
}

async function load(page: Page, text: string): Promise<void> {
  await page.goto(`${address}/model/imports`);
  await page.getByLabel('Or paste its text').fill(text);
  await page.getByRole('button', { name: 'Read the document' }).click();
  await page.getByRole('heading', { level: 1, name: 'Help us read this document' }).waitFor();
}

it('is asked about on a page without faults, at a desk and on a phone, in dark and forced colours', async () => {
  const page = await signedIn(await openChromium());
  await load(page, PUZZLE);
  assert.equal(await page.locator('.sample th').count(), 5);
  assert.deepEqual(await faultsInViews(page, 'help with reading', 'closely'), []);
});

it('becomes a draft once a person without JavaScript has said which column holds what', async () => {
  const page = await signedIn(await openChromium({ javaScriptEnabled: false }));
  await load(page, PUZZLE);
  const again = () => page.getByRole('button', { name: 'Read the document again' }).click();
  await page.getByLabel('How many levels').selectOption('3');
  await page.getByLabel('Column of the title').fill('two');
  await again();
  const alert = page.getByRole('alert');
  assert.match((await alert.textContent()) ?? '', /Enter the column of the title as a number/);
  assert.equal(await page.getByLabel('How many levels').inputValue(), '3');
  assert.equal(await page.getByLabel('Column of the title').inputValue(), 'two');
  await page.getByLabel('How many levels').selectOption('2');
  await page.getByLabel('Column of the code').selectOption('none');
  await page.getByLabel('Column of the title').fill('2');
  await page.getByLabel('Columns of the levels').fill('3, 4');
  await page.getByRole('radio', { name: 'The lowest level comes first' }).check();
  await again();
  await page.getByRole('heading', { level: 1, name: /^3 statements: 6 of 6/ }).waitFor();
  assert.match((await page.locator('main').textContent()) ?? '', /Walls/);
});
