/** A field and the button beside it are of one height and end on one line, at a desk and on a phone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEMO_PASSWORD } from '../../src/demo/make.js';
import { openTestDemo } from '../support/app.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';

const {
  context,
  schools: [school],
} = await openTestDemo({ now: ORDINARY_MORNING });
if (!school) throw new Error('There is no school.');
const address = await serveTestApp(context);
const browserContext = await openChromium();
const page = await browserContext.newPage();
await page.goto(`${address}/sign-in`);
await page.getByLabel('Email address').fill(school.people.maya?.email ?? '');
await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
await page.getByRole('button', { name: 'Sign in', exact: true }).click();
await page.waitForURL(`${address}/`);

/** Of each form of the page: where its fields and buttons of one row begin and end, in px. */
const ROWS = `[...document.querySelectorAll('main .field-row, main form.actions')].map((row) =>
  [...row.querySelectorAll('.govuk-input, .govuk-select, .govuk-button')].map((each) => {
    const { top, bottom } = each.getBoundingClientRect();
    return { what: each.name || each.textContent.trim(), top: Math.round(top), bottom: Math.round(bottom) };
  }))`;

interface Edge {
  what: string;
  top: number;
  bottom: number;
}

it('the slopes of the years have one key, which stands before them', async () => {
  await page.goto(`${address}/insight/years`);
  assert.equal(await page.locator('.key:visible').count(), 1);
  assert.equal(await page.locator('.slopes:visible').count(), 6);
});

it('a field for a number is as wide as its number, and not as the page', async () => {
  await page.goto(`${address}/insight/ways`);
  const box = await page.getByLabel(/^How many of the/).boundingBox();
  assert.ok((box?.width ?? 999) < 130, `${box?.width} px wide`);
});

describe('a field and the button beside it', () => {
  for (const width of [1280, 390]) {
    for (const path of [`/reviews/${school.reviews[0]}/remarks`, '/insight/ways']) {
      it(`are of one height on ${path.replace(/[0-9a-f-]{36}/, ':id')} at ${width} px`, async () => {
        await page.setViewportSize({ width, height: 844 });
        await page.goto(address + path);
        const rows = (await page.evaluate<Edge[][]>(ROWS)).filter((row) => row.length > 1);
        assert.equal(rows.length, 1, 'one row of fields');
        for (const edges of rows) {
          assert.deepEqual(
            edges.filter(({ top, bottom }) => bottom - top !== 48),
            [],
            'each is 48 px high',
          );
          const [first] = edges;
          if (width > 1000)
            assert.deepEqual(
              edges.filter(({ bottom }) => bottom !== first?.bottom),
              [],
              'they end on one line',
            );
        }
      });
    }
  }
});
