/** The owner has gone, or has lost every device: with JavaScript and without, the school is never locked out. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openTestSchool } from '../support/app.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { runCommand } from '../support/command.js';
import { A_PASSWORD, joinAs } from '../support/demo.js';
import { MAYAS_PASSWORD } from '../support/visitor.js';

const MAYA = 'maya.okafor@otterbridge.example';
const HEAD = 'head@otterbridge.example';

for (const javaScriptEnabled of [true, false]) {
  const { context, maya } = await openTestSchool({ now: ORDINARY_MORNING });
  await joinAs(context, maya, {
    ...{ name: 'Ada Head', email: HEAD, role: 'viewer', isOwner: true },
  });
  const address = await serveTestApp(context);
  const browserContext = await openChromium({ javaScriptEnabled });
  const page = await browserContext.newPage();
  const main = () => page.locator('main').innerText();

  describe(`${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    it('a careers leader hands over on paper, and leaves', async () => {
      await signIn(page, address, MAYA, MAYAS_PASSWORD);
      await page.goto(`${address}/handover`);
      assert.match(await main(), /Handover of Otterbridge School/);
      await page.emulateMedia({ media: 'print' });
      assert.equal(
        await page.locator('header nav').first().isVisible(),
        false,
        'paper has no menu',
      );
      assert.ok((await page.pdf()).length > 5_000, 'it prints');
      await page.emulateMedia({ media: 'screen' });
      await page.goto(`${address}/people`);
      await page
        .locator('main')
        .getByRole('link', { name: /Maya Okafor/ })
        .click();
      await page.getByRole('button', { name: 'Leave the school' }).click();
      await page.goto(`${address}/people`);
      assert.match(await main(), /You do not belong to a school yet/);
    });

    it('an owner takes over, and goes on where the other stopped', async () => {
      await signIn(page, address, HEAD, A_PASSWORD);
      await page.goto(`${address}/people`);
      await page.getByRole('button', { name: 'Take over as careers leader' }).click();
      assert.match(await main(), /Ada Head[\s\S]*Careers leader/i);
      await page.goto(`${address}/reviews/new`);
      assert.match(await main(), /review/i);
      await page.goto(`${address}/history`);
      assert.match(await main(), /took over/i);
    });

    it('an owner who has lost every device comes back in by the administrator, and the history shows it', async () => {
      const { rows } = await context.superuser.query('SELECT id FROM persons WHERE email = $1', [
        HEAD,
      ]);
      await context.superuser.query(
        `INSERT INTO code_apps (person_id, secret, last_step, added_at) VALUES ($1, 'lost', 0, now())`,
        [rows[0].id],
      );
      await context.superuser.query(
        'INSERT INTO second_steps (person_id, since) VALUES ($1, now())',
        [rows[0].id],
      );
      await signIn(page, address, HEAD, A_PASSWORD);
      await page.waitForURL(`${address}/sign-in/second`);
      assert.match(await main(), /lost/i);
      await runCommand(context, ['person clear-second-factor', HEAD]);
      const printed = await runCommand(context, ['person reset-link', HEAD]);
      await page.goto(address + (/(\/new-password\/\S+)/.exec(printed)?.[1] ?? ''));
      await page.getByLabel('New password').fill('nine lapwings on the fell');
      await page.getByRole('button', { name: 'Save new password' }).click();
      await signIn(page, address, HEAD, 'nine lapwings on the fell');
      await page.waitForURL(`${address}/`);
      const message = await context.superuser.query(
        `SELECT verb FROM history WHERE body LIKE '%"channel":"command"%' ORDER BY at`,
      );
      const verbs = message.rows.map(({ verb }) => verb);
      assert.ok(
        verbs.some((verb) => /second/.test(verb)),
        verbs.join(),
      );
      assert.ok(
        verbs.some((verb) => /link|password/.test(verb)),
        verbs.join(),
      );
    });

    it('a school whose last people have gone is given back by the administrator, as its history says', async () => {
      await context.superuser.query('UPDATE memberships SET ended_at = now(), is_owner = false');
      await page.goto(`${address}/people`);
      assert.match(await main(), /You do not belong to a school yet/);
      const options = { school: 'Otterbridge School', owner: true };
      await runCommand(context, ['person grant', MAYA], options);
      await signIn(page, address, MAYA, MAYAS_PASSWORD);
      await page.goto(`${address}/history`);
      assert.match(await main(), /restored access to the school, as careers leader/);
    });
  });
}

async function signIn(page: Page, address: string, email: string, password: string) {
  await page.context().clearCookies();
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}
