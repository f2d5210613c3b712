/** Every page of signing in and of one's own account: readable by everybody, at every width, in both schemes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openTestSchool } from '../support/app.js';
import { assertAccessible, EVERYTHING, LOOKS } from '../support/axe.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { runCommand } from '../support/command.js';
import { MAYAS_PASSWORD } from '../support/visitor.js';

const EMAIL = 'maya.okafor@otterbridge.example';
const SHOTS = process.env.WAYMARK_SHOTS;
const { context } = await openTestSchool({
  now: ORDINARY_MORNING,
  env: {
    OIDC_ENTRA_ISSUER: 'https://login.microsoftonline.com/0f/v2.0',
    OIDC_ENTRA_CLIENT_ID: 'a',
    OIDC_ENTRA_CLIENT_SECRET: 'b',
  },
});
const address = await serveTestApp(context);
const link = /(\/new-password\/\S+)/.exec(
  await runCommand(context, ['person reset-link', EMAIL]),
)?.[1];

const WIDTHS = [1280, 320] as const;
const SCHEMES = ['light', 'dark'] as const;

for (const width of WIDTHS) {
  for (const colorScheme of SCHEMES) {
    describe(`at ${width} px, ${colorScheme}`, async () => {
      const browserContext = await openChromium({ viewport: { width, height: 900 }, colorScheme });
      const page = await browserContext.newPage();

      it('signing in and a lost password', async () => {
        await page.goto(`${address}/sign-in`);
        await look(page, 'sign-in');
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await look(page, 'sign-in-error');
        await page.goto(`${address}/lost-password`);
        await look(page, 'lost-password');
        await page.goto(`${address}${link}`);
        await page.getByLabel('New password').fill('maya okafor 2026');
        await page.getByRole('button', { name: 'Save new password' }).click();
        await look(page, 'new-password-weak');
      });

      it('the account', async () => {
        await page.goto(`${address}/sign-in`);
        await page.getByLabel('Email address').fill(EMAIL);
        await page.getByLabel('Password', { exact: true }).fill(MAYAS_PASSWORD);
        await page.getByRole('button', { name: 'Show password' }).click();
        assert.equal(
          await page.getByLabel('Password', { exact: true }).getAttribute('type'),
          'text',
        );
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.waitForURL(`${address}/`);
        for (const name of [
          ...['', '/name', '/email', '/password', '/passkeys', '/codes', '/second-step'],
          ...['/identities', '/tokens'],
        ]) {
          await page.goto(`${address}/account${name}`);
          await look(page, `account${name.replace('/', '-')}`);
        }
        await page.goto(`${address}/prove?next=/account`);
        await look(page, 'prove');
        await page.goto(`${address}/account/codes`);
        await page.getByRole('button', { name: 'Add an authenticator app' }).click();
        await look(page, 'account-codes-new');
        await page.getByRole('button', { name: 'Add authenticator app' }).click();
        await look(page, 'account-codes-new-error');
      });

      async function look(on: Page, name: string): Promise<void> {
        // Only what depends on colours and width can differ from the first round.
        const rules = width === 1280 && colorScheme === 'light' ? EVERYTHING : LOOKS;
        await assertAccessible(on, `${name} at ${width} px, ${colorScheme}`, rules);
        const wider = await on.evaluate<boolean>(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        );
        assert.equal(wider, false, `${name} scrolls sideways at ${width} px`);
        if (SHOTS) {
          await on.screenshot({
            path: `${SHOTS}/${name}-${width}-${colorScheme}.png`,
            fullPage: true,
          });
        }
      }
    });
  }
}
