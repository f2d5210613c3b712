/** The pages of a review in a real browser: one that is empty, one with very long texts, one that is closed. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { agree } from '../../src/review/changes/agree.js';
import { closeReview } from '../../src/review/changes/close.js';
import { openSchool } from '../../src/review/testing/school.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { faultsInViews, WALK_MS } from '../support/views.js';
import { MAYAS_PASSWORD } from '../support/visitor.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, maya } = school;
const address = await serveTestApp(context);

it('can be used by everybody: empty, very long, closed', { timeout: WALK_MS }, async () => {
  const long = 'Auseinandersetzung'.repeat(10);
  const added = { title: long, url: `https://otterbridge.example/${'a'.repeat(300)}`, note: long };
  const full = await school.review();
  for (const [index, statement] of school.codes.entries()) {
    const rating = index % 5 === 0 ? ('not-yet' as const) : (index % 4) + 1;
    const input = { rating, reason: `${long} ${'and so on '.repeat(200)}`, nextStep: long };
    await agree(context, maya, {
      review: full,
      statement,
      input,
      evidence: { added: index % 8 === 0 ? added : null },
      version: null,
      key: null,
    });
  }
  const empty = await school.review();
  const closed = await school.review();
  const signed = { signedOffAs: 'Jo Whitaker', gapsReason: long };
  await closeReview(context, maya, closed, signed, { key: null });
  const paths = [
    ...['/', '/reviews', '/reviews/new'],
    ...['', '/next', '/close', '/people', '/history', '/delete', '?show=contradiction'].map(
      (path) => `/reviews/${full}${path}`,
    ),
    ...['', '/next', '/close', '/statements/3.2', '?show=next-step'].map(
      (path) => `/reviews/${empty}${path}`,
    ),
    ...['', '/reopen', '/statements/1.1'].map((path) => `/reviews/${closed}${path}`),
    ...['1.1', '2.1', '4.3'].map((code) => `/reviews/${full}/statements/${code}`),
    `/reviews/${full}/statements/1.1/history`,
  ];
  const browserContext = await openChromium({ reducedMotion: 'reduce' });
  const page = await browserContext.newPage();
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('Email address').fill('maya.okafor@otterbridge.example');
  await page.getByLabel('Password', { exact: true }).fill(MAYAS_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`${address}/`);
  const faults: string[] = [];
  for (const path of paths) {
    await page.goto(`${address}${path}`);
    faults.push(...(await faultsInViews(page, path, 'closely')));
  }
  assert.deepEqual(faults, [], faults.join('\n'));
});
