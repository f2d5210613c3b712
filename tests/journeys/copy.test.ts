/** What is shown once can be copied with one press: to the clipboard, or selected where browsers give scripts none. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openTestSchool } from '../support/app.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { MAYAS_PASSWORD } from '../support/visitor.js';

const { context } = await openTestSchool({ now: ORDINARY_MORNING });
const address = await serveTestApp(context);

async function signIn(page: Page): Promise<void> {
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('Email address').fill('maya.okafor@otterbridge.example');
  await page.getByLabel('Password', { exact: true }).fill(MAYAS_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`${address}/`);
}

/** Sends a form as a page of the school does, and opens the answer. */
async function send(page: Page, path: string, fields: Record<string, string>): Promise<void> {
  await Promise.all([
    page.waitForNavigation(),
    page.evaluate(
      `(({ path, fields }) => {
        const form = Object.assign(document.createElement('form'), { method: 'post', action: path });
        for (const [name, value] of Object.entries(fields))
          form.append(Object.assign(document.createElement('input'), { name, value }));
        document.body.append(form);
        form.submit();
      })(${JSON.stringify({ path, fields })})`,
    ),
  ]);
}

/** What is shown once: how to come to it, and what it looks like. */
const SHOWN: [string, RegExp, (page: Page) => Promise<void>][] = [
  [
    'the calendar address',
    /^http:\/\/localhost:\d+\/calendar\/\S+\.ics$/,
    (page) => send(page, '/plan/calendar', { _key: context.id() }),
  ],
  [
    'the link for sam@otterbridge.example',
    /^http:\/\/localhost:\d+\/invitations\/\S+$/,
    (page) =>
      send(page, '/people/invitations', {
        ...{ people: 'sam@otterbridge.example', role: 'contributor', owner: '' },
      }),
  ],
  ['the key', /^[A-Z2-7 ]+$/, (page) => send(page, '/account/codes/new', {})],
];

describe('what is shown once', () => {
  it('is copied to the clipboard, and said to be', async () => {
    const windows = await openChromium();
    await windows.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
    const page = await windows.newPage();
    await signIn(page);
    for (const [what, looksLike, open] of SHOWN) {
      await open(page);
      await page.getByRole('button', { name: `Copy ${what}` }).click();
      await page.getByRole('status').getByText('Copied', { exact: true }).waitFor();
      assert.match(await page.evaluate<string>('navigator.clipboard.readText()'), looksLike, what);
    }
  });

  it('is selected where scripts have no clipboard, as over plain HTTP', async () => {
    const windows = await openChromium();
    await windows.addInitScript(
      "Object.defineProperty(navigator, 'clipboard', { value: undefined })",
    );
    const page = await windows.newPage();
    await signIn(page);
    for (const [what, looksLike, open] of SHOWN) {
      if (what.includes('sam@')) continue;
      await open(page);
      await page.getByRole('button', { name: `Copy ${what}` }).click();
      await page.getByText('Selected: press Ctrl+C').waitFor();
      assert.match(await page.evaluate<string>('getSelection().toString().trim()'), looksLike);
    }
  });

  it('has no button without scripts', async () => {
    const windows = await openChromium({ javaScriptEnabled: false });
    const page = await windows.newPage();
    await signIn(page);
    await page.goto(`${address}/plan/mine`);
    await page.getByRole('button', { name: /^Make a (new )?calendar address$/ }).click();
    await page.getByLabel('Your calendar address').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Copy' }).count(), 0);
  });
});
