/** Enter in a real browser does what the main button of a form does, and what is said afterwards is what happened. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openSchool } from '../../src/review/testing/school.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { MAYAS_PASSWORD } from '../support/visitor.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const address = await serveTestApp(school.context);

it('Enter on a level saves and goes on; Enter in a name starts the review', async () => {
  const review = await school.review();
  const browserContext = await openChromium({ javaScriptEnabled: false });
  const page = await browserContext.newPage();
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('Email address').fill('maya.okafor@otterbridge.example');
  await page.getByLabel('Password', { exact: true }).fill(MAYAS_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`${address}/`);

  await page.goto(`${address}/reviews/${review}/statements/3.1`);
  await page.locator('#level-2').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/statements\/3\.2$/);
  assert.match((await page.textContent('body')) ?? '', /3\.1 is saved\./);
  assert.equal((await school.read(review)).agreements.get('3.1')?.rating, 2);

  await page.goto(`${address}/reviews/${review}/statements/3.1`);
  await page.getByText('Add a link or a note').click();
  await page.getByRole('button', { name: 'Add to 3.1' }).click();
  const said = (await page.textContent('body')) ?? '';
  assert.match(said, /No evidence was added: enter its name first\./);
  assert.doesNotMatch(said, /The evidence is added/);

  await page.goto(`${address}/reviews/new`);
  await page.locator('#participant-1').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/reviews\/[0-9a-f-]{36}$/);
});
