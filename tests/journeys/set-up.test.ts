/** A newcomer's first minutes, with JavaScript and without. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setUpCode } from '../../src/organisation/set-up-code.js';
import { openTestApp } from '../support/app.js';
import { assertAccessible } from '../support/axe.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';

for (const javaScriptEnabled of [true, false]) {
  // Opened outside: what is opened inside a suite closes with it, while the next one is already waiting for its own.
  const context = await openTestApp({ now: ORDINARY_MORNING });
  const address = await serveTestApp(context);
  const browserContext = await openChromium({ javaScriptEnabled });

  describe(`the first visit ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    it('leads from the printed link to a school of one’s own', async () => {
      const page = await browserContext.newPage();
      await page.goto(address);
      assert.equal(new URL(page.url()).pathname, '/set-up');
      assert.ok(
        await page.getByLabel('Set-up code').isVisible(),
        'without the link it is asked for',
      );
      await page.goto(`${address}/set-up?code=${await setUpCode(context)}`);
      assert.equal(page.url(), `${address}/set-up`);
      assert.equal(await page.getByLabel('Set-up code').count(), 0);
      await page.getByRole('button', { name: 'Set up Waymark' }).click();
      assert.match(await page.getByRole('alert').innerText(), /Enter the school's name/);
      await page.getByLabel('Name of the school').fill('Otterbridge School');
      await page.getByRole('radio', { name: 'School', exact: true }).check();
      await page.getByLabel('Your name').fill('Maya Okafor');
      await page.getByLabel('Email address').fill('maya.okafor@otterbridge.example');
      await page.getByLabel('Password', { exact: true }).fill('kestrel over the quarry');
      await page.getByRole('button', { name: 'Set up Waymark' }).click();
      await page.waitForURL(`${address}/`);
      assert.match(await page.locator('header').innerText(), /Otterbridge School/);
      if (javaScriptEnabled) await assertAccessible(page, 'home after set-up');
    });
  });
}
