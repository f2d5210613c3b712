/** The header of every page, in a real browser: one row, few stops before the content, and a menu that needs no script. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/demo/make.js';
import { PLACES } from '../../src/platform/web/navigation.js';
import { openTestDemo } from '../support/app.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';

const {
  context,
  schools: [school],
} = await openTestDemo({ now: ORDINARY_MORNING, isDemo: true });
if (!school) throw new Error('There is no school.');
const address = await serveTestApp(context);
const statement = `/reviews/${school.reviews[0]}/statements/2.4`;

async function signedIn(options: Parameters<typeof openChromium>[0]): Promise<Page> {
  const page = await (await openChromium(options)).newPage();
  await page.goto(`${address}/sign-in`);
  await page.getByLabel(/^E-?mail address$/).fill(school?.people.maya?.email ?? '');
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`${address}/`);
  return page;
}

const page = await signedIn({});
const plain = await signedIn({ javaScriptEnabled: false });
const DESK = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

/** How many presses of Tab lead into the page's own content: those before it, without that one. */
async function stopsBeforeContent(window: Page): Promise<number> {
  for (let stops = 0; stops < 40; stops += 1) {
    await window.keyboard.press('Tab');
    if ((await window.locator('main :focus').count()) > 0) return stops;
  }
  throw new Error('Tab never comes to the content.');
}

const heightOf = async (selector: string): Promise<number | undefined> =>
  (await page.locator(selector).boundingBox())?.height;

/** Where the first text of the content stands, in px from the top. */
const FIRST_TEXT = `(() => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (data.trim() && parentElement.checkVisibility()) return parentElement.getBoundingClientRect().top;
  }
})()`;

describe('the header', () => {
  it('leaves at most 10 stops before the content at a desk, and 5 on a phone, without script', async () => {
    for (const [size, most] of [
      [DESK, 10],
      [PHONE, 5],
    ] as const) {
      await plain.setViewportSize(size);
      await plain.goto(address + statement);
      const stops = await stopsBeforeContent(plain);
      assert.ok(stops <= most, `${stops} stops at ${size.width} px`);
    }
  });

  it('is one row of 50 px from 320 px up, and the line of the sample one of 28', async () => {
    for (const width of [320, 390, 768, 1024, 1366]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${address}/plan`);
      assert.equal(await heightOf('header.top'), 50, `${width} px`);
      assert.equal(await heightOf('.demo'), 28, `${width} px`);
      const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
      assert.ok(wide <= width, `${wide} px wide at ${width} px`);
    }
  });

  it('lets the content of every part begin above 320 px on a phone', async () => {
    await page.setViewportSize(PHONE);
    for (const path of [...PLACES.map(({ href }) => href), statement, '/insight', '/account']) {
      await page.goto(address + path);
      const top = Number(await page.evaluate(FIRST_TEXT));
      assert.ok(top < 320, `${path} begins at ${top} px`);
    }
  });

  it('opens its menu on a phone without script, and leads on', async () => {
    await plain.setViewportSize(PHONE);
    await plain.goto(`${address}/plan`);
    const people = plain.getByRole('navigation', { name: 'Main' }).getByText('People');
    assert.equal(await people.isVisible(), false);
    await plain.getByRole('button', { name: 'Menu' }).press('Enter');
    await people.click();
    await plain.waitForURL(`${address}/people`);
    await plain.setViewportSize(DESK);
    assert.equal(await plain.getByRole('button', { name: 'Menu' }).isVisible(), false);
    assert.equal(await people.isVisible(), true);
  });
});

it('a heading that takes the focus shows no ring', async () => {
  await page.setViewportSize(DESK);
  await page.goto(`${address}/plan/new`);
  await page.keyboard.press('Tab');
  const style = await page.evaluate(`(() => {
    const heading = document.querySelector('h1');
    heading.tabIndex = -1;
    heading.focus();
    const { outlineStyle, boxShadow } = getComputedStyle(heading);
    return [outlineStyle, boxShadow];
  })()`);
  assert.deepEqual(style, ['none', 'none']);
});

it('words that have the focus stay readable in forced colours', async () => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.goto(`${address}/plan`);
  for (const selector of ['.govuk-skip-link', 'a.govuk-button']) {
    await page.locator(selector).first().focus();
    const [words, ground, canvasText, canvas] = await page.evaluate<string[]>(`(() => {
      const colours = getComputedStyle(document.activeElement);
      const probe = document.body.appendChild(document.createElement('p'));
      probe.style.color = 'CanvasText';
      probe.style.backgroundColor = 'Canvas';
      const system = getComputedStyle(probe);
      return [colours.color, colours.backgroundColor, system.color, system.backgroundColor];
    })()`);
    assert.deepEqual([words, ground], [canvasText, canvas], selector);
  }
  await page.emulateMedia({ forcedColors: 'none' });
});
