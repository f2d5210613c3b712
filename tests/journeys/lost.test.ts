/** Losing a password and losing a phone, in the browser, with JavaScript and without. Each ends well. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { codeAt, stepAt } from '../../src/account/totp.js';
import { openTestSchool } from '../support/app.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { runCommand } from '../support/command.js';
import { MAYAS_PASSWORD } from '../support/visitor.js';

const EMAIL = 'maya.okafor@otterbridge.example';

for (const javaScriptEnabled of [true, false]) {
  const { context } = await openTestSchool({ now: ORDINARY_MORNING });
  const address = await serveTestApp(context);
  const browserContext = await openChromium({ javaScriptEnabled });
  const page = await browserContext.newPage();
  const main = () => page.locator('main').innerText();

  describe(`${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    let password = MAYAS_PASSWORD;
    let recoveryCode = '';

    it('a lost password ends with a link and a new one', async () => {
      await page.goto(`${address}/sign-in`);
      await page.getByRole('link', { name: 'Forgotten your password?' }).click();
      assert.match(await main(), /Ask a careers leader/);
      const printed = await runCommand(context, ['person reset-link', EMAIL]);
      await page.goto(address + (/(\/new-password\/\S+)/.exec(printed)?.[1] ?? ''));
      await page.getByLabel('New password').fill('password2026');
      await page.getByRole('button', { name: 'Save new password' }).click();
      assert.match(await main(), /words that others can guess/);
      password = 'eleven herons by the weir';
      await page.getByLabel('New password').fill(password);
      await page.getByRole('button', { name: 'Save new password' }).click();
      assert.match(await main(), /Password changed/);
      await signIn(page, address, password);
      await page.waitForURL(`${address}/`);
    });

    it('an authenticator app and its recovery codes are set up', async () => {
      await page.goto(`${address}/account/codes`);
      await page.getByRole('button', { name: 'Add an authenticator app' }).click();
      const letters = await page.locator('.secret').innerText();
      const secret = Buffer.from(fromBase32(letters));
      await page
        .getByRole('textbox', { name: 'Code' })
        .fill(codeAt(secret, stepAt(context.clock())));
      await page.getByRole('button', { name: 'Add authenticator app' }).click();
      await page.getByRole('heading', { name: 'Save your recovery codes' }).waitFor();
      recoveryCode = await page.locator('.recovery code').first().innerText();
    });

    it('a lost phone ends with a recovery code, and the phone taken off', async () => {
      await page.goto(`${address}/account`);
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await signIn(page, address, password);
      await page.waitForURL(`${address}/sign-in/second`);
      await page.getByText('Lost your phone').click();
      assert.match(await main(), /A recovery code lets you sign in once/);
      await page.getByRole('textbox', { name: 'Code' }).fill(recoveryCode);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(`${address}/`);
      await page.goto(`${address}/account/codes`);
      await page.getByRole('button', { name: 'Remove authenticator app' }).click();
      assert.match(await main(), /you sign in with your password only/);
    });

    it('what was being sent survives showing that it is you', async () => {
      context.setClock('2026-11-23T11:00:00Z');
      await page.goto(`${address}/account/codes`);
      await page.getByLabel('Your password').fill(password);
      await page.getByRole('button', { name: 'Confirm with password' }).click();
      await page.getByRole('button', { name: 'Add an authenticator app' }).waitFor();
      context.setClock('2026-11-23T11:30:00Z');
      await page.getByRole('button', { name: 'Add an authenticator app' }).click();
      await page.getByLabel('Your password').fill(password);
      await page.getByRole('button', { name: 'Confirm with password' }).click();
      await page.getByRole('button', { name: 'Continue', exact: true }).click();
      await page.getByRole('heading', { name: 'Add an authenticator app' }).waitFor();
    });
  });
}

async function signIn(page: Page, address: string, password: string): Promise<void> {
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('Email address').fill(EMAIL);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

function fromBase32(letters: string): number[] {
  const bits = [...letters.replaceAll(' ', '')]
    .map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'))
    .join('');
  return (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
}
