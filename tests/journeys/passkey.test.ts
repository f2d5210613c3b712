/** Passkeys in a real browser, with Chromium's virtual authenticator: adding, signing in, second step, removing. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { openTestSchool } from '../support/app.js';
import { assertAccessible } from '../support/axe.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { listUnheard } from '../support/live-regions.js';
import { MAYAS_PASSWORD } from '../support/visitor.js';

const EMAIL = 'maya.okafor@otterbridge.example';
const { context } = await openTestSchool({ now: ORDINARY_MORNING });
const address = await serveTestApp(context);
const browserContext = await openChromium();
const unheard = await listUnheard(browserContext);
after(() => assert.deepEqual(unheard, [], 'A screen reader says each message.'));
const page = await browserContext.newPage();
const cdp = await browserContext.newCDPSession(page);
await cdp.send('WebAuthn.enable');

async function newAuthenticator(session: CDPSession): Promise<string> {
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return authenticatorId;
}
let phone = await newAuthenticator(cdp);

async function signInWithPassword(of: Page): Promise<void> {
  await of.goto(`${address}/sign-in`);
  await of.getByLabel('Email address').fill(EMAIL);
  await of.getByLabel('Password', { exact: true }).fill(MAYAS_PASSWORD);
  await of.getByRole('button', { name: 'Sign in', exact: true }).click();
}
async function signOut(of: Page): Promise<void> {
  await of.goto(`${address}/account`);
  await of.getByRole('button', { name: 'Sign out', exact: true }).click();
  await of.waitForURL(/sign-in/);
}

describe('a passkey', () => {
  it('is added and named', async () => {
    await signInWithPassword(page);
    await page.waitForURL(`${address}/`);
    await page.goto(`${address}/account/passkeys`);
    await assertAccessible(page, 'passkeys, none yet');
    await page.getByLabel('Name of the passkey').fill('my phone');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('Passkey added').waitFor();
    assert.match(await page.locator('main').innerText(), /my phone/);
    await assertAccessible(page, 'passkeys, one');
  });

  it('is not added twice on one device', async () => {
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('This device already has a passkey for Waymark').waitFor();
  });

  it('signs in without a name and without a password, on to where the person was going', async () => {
    await signOut(page);
    await page.goto(`${address}/account/name`);
    await assertAccessible(page, 'sign in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForURL(`${address}/account/name`);
    const { rows } = await context.superuser.query('SELECT counter, used_at FROM passkeys');
    assert.equal(rows.length, 1);
    assert.ok(rows[0].used_at && Number(rows[0].counter) > 1, 'the counter moves on');
  });

  it('shows that it is you, and is the second step for whoever wants one', async () => {
    context.setClock('2026-11-23T09:30:00Z');
    await page.goto(`${address}/account/second-step`);
    await assertAccessible(page, 'show that it is you');
    await page.getByRole('button', { name: 'Use your passkey' }).click();
    await page.waitForURL(`${address}/account/second-step`);
    await page.getByLabel('Yes').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Create new recovery codes' }).click();
    await page.getByRole('heading', { name: 'Save your recovery codes' }).waitFor();
    await assertAccessible(page, 'recovery codes');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download as text' }).click();
    assert.equal((await download).suggestedFilename(), 'waymark-recovery-codes.txt');

    await signOut(page);
    await signInWithPassword(page);
    await page.waitForURL(`${address}/sign-in/second`);
    await assertAccessible(page, 'second step');
    await page.getByRole('button', { name: 'Use your passkey' }).click();
    await page.waitForURL(`${address}/`);
  });

  it('that was copied is noticed: its counter is behind', async () => {
    await context.superuser.query('UPDATE passkeys SET counter = 1000');
    await signOut(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('That passkey could not be checked').first().waitFor();
    await context.superuser.query('UPDATE passkeys SET counter = 2');
  });

  it('of another device opens nothing that is not its own', async () => {
    await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: phone });
    phone = await newAuthenticator(cdp);
    await page.goto(`${address}/sign-in`);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('No passkey was used').waitFor();
  });

  it('is removed, and the second step that only it could take goes with it', async () => {
    const { rows } = await context.superuser.query('SELECT 1 FROM second_steps');
    assert.equal(rows.length, 1);
    await context.superuser.query('DELETE FROM second_steps');
    await signInWithPassword(page);
    await page.waitForURL(`${address}/`);
    await context.superuser.query('INSERT INTO second_steps SELECT id, now() FROM persons');
    await page.goto(`${address}/account/passkeys`);
    await page.getByRole('button', { name: 'Remove my phone' }).click();
    await page.getByText('You can no longer sign in with').waitFor();
    const left = await context.superuser.query('SELECT 1 FROM second_steps');
    assert.equal(left.rows.length, 0);
  });
});

describe('signing in without JavaScript', async () => {
  const plain = await openChromium({ javaScriptEnabled: false });

  it('offers no passkey button, and works by password and code app', async () => {
    const bare = await plain.newPage();
    await signInWithPassword(bare);
    await bare.waitForURL(`${address}/`);
    await bare.goto(`${address}/account/passkeys`);
    assert.equal(await bare.getByRole('button', { name: 'Add a passkey' }).count(), 0);
    assert.match(await bare.locator('main').innerText(), /Passkeys need JavaScript/);
    await bare.goto(`${address}/account/codes`);
    await bare.getByRole('button', { name: 'Add an authenticator app' }).click();
    await bare.getByRole('img', { name: /A picture for your authenticator app/ }).waitFor();
    await bare.goto(`${address}/account`);
    await bare.getByRole('button', { name: 'Sign out', exact: true }).click();
    assert.equal(new URL(bare.url()).pathname, '/sign-in');
  });
});
