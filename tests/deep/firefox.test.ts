/** A review in Firefox: signing in, judging with autosave, the plan, and reading the results. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { openSchool } from '../../src/review/testing/school.js';
import { serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { firefoxPath, openFirefox } from '../support/firefox.js';
import { MAYAS_PASSWORD } from '../support/visitor.js';
import { eventually } from '../support/writing-desk.js';

const firefox = firefoxPath();
const skip = firefox === null ? 'Firefox cannot be installed here (on Debian: firefox-esr)' : false;

it('judges, plans and reads in Firefox', { skip }, async () => {
  const school = await openSchool({ now: ORDINARY_MORNING });
  const address = await serveTestApp(school.context);
  const review = await school.review();
  const page = await (await openFirefox(firefox!)).newPage();
  const said: string[] = [];
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(message.text());
  });
  page.setDefaultTimeout(20_000);

  await page.goto(`${address}/sign-in`);
  await page.type('input[name=email]', 'maya.okafor@otterbridge.example');
  await page.type('input[name=password]', MAYAS_PASSWORD);
  await leaveBy(page, 'main form button[type=submit]:not([hidden])');
  assert.equal(page.url(), `${address}/`);

  const statement = (code: string) => `${address}/reviews/${review}/statements/${code}`;
  await page.goto(statement('2.4'));
  await page.click('label[for=level-3]');
  await page.type('textarea[name=reason]', 'Leavers tell us each October');
  await eventually('it is saved', async () =>
    /saved/i.test(await page.$eval('.autosave[role=status]', (place) => place.textContent ?? '')),
  );
  await leaveBy(page, 'button[name=go][value=next]:not([hidden])');
  assert.equal(page.url(), statement('2.5'));
  const agreed = (await school.read(review)).agreements.get('2.4');
  assert.deepEqual([agreed?.rating, agreed?.reason], [3, 'Leavers tell us each October']);

  await page.goto(`${address}/plan/new`);
  await page.type('input[name=title], textarea[name=title]', 'Visit two colleges');
  await leaveBy(page, 'main form button[type=submit]:not([hidden])');
  assert.match(await page.$eval('h1', (h1) => h1.textContent ?? ''), /Visit two colleges/);

  for (const path of [`/reviews/${review}`, `/reviews/${review}/next`, '/results', '/plan', '/']) {
    await page.goto(`${address}${path}`);
    const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    const heading = await page.$eval('h1', (h1) => h1.textContent ?? '');
    assert.ok(Number(wide) <= 0, `${path} is ${wide} px wider than the window`);
    assert.notEqual(heading.trim(), '', path);
  }
  assert.deepEqual(said, []);
});

/** Presses a button, and waits for the page that it leads to. */
async function leaveBy(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(button)]);
}
