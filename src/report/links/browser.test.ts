/** Links to a report in a browser: without script, on a phone, in every look. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestDemo } from '../../../tests/support/app.js';
import { openChromium, serveTestApp } from '../../../tests/support/chromium.js';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { faultsInViews } from '../../../tests/support/views.js';
import { DEMO_PASSWORD } from '../../demo/make.js';

const {
  context,
  schools: [school],
} = await openTestDemo({ now: ORDINARY_MORNING });
assert.ok(school);
const address = await serveTestApp(context);
const { rows } = await context.superuser.query(
  'SELECT id FROM reviews WHERE organisation_id = $1 AND closed_at IS NOT NULL ORDER BY academic_year DESC',
  [school.organisation.id],
);
const links = `${address}/reviews/${rows[0].id}/reports/full-record/links`;

describe('a link to a report, in a browser', () => {
  it('is made, opened with its passphrase, and turned off without script', async () => {
    const leaders = await openChromium({ javaScriptEnabled: false });
    const page = await leaders.newPage();
    await page.goto(`${address}/sign-in`);
    await page.getByLabel('Email address').fill(school.people.maya?.email ?? '');
    await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.goto(links);
    await page.getByLabel('7 days').check();
    await page.getByLabel('Include questions and comments').check();
    await page.getByLabel('Passphrase (optional)').fill('larch under snow');
    await page.getByRole('button', { name: 'Create link' }).click();
    const shared = await page.locator('#report-link').innerText();

    const guests = await openChromium({ javaScriptEnabled: false });
    const guest = await guests.newPage();
    await guest.goto(shared);
    await guest.getByLabel('Passphrase').fill('not this one');
    await guest.getByRole('button', { name: 'Open the report' }).click();
    await guest.getByRole('link', { name: /passphrase is not right/ }).waitFor();
    await guest.getByLabel('Passphrase').fill('larch under snow');
    await guest.getByRole('button', { name: 'Open the report' }).click();
    await guest.getByRole('heading', { level: 1, name: /Full record/ }).waitFor();
    const download = guest.waitForEvent('download');
    await guest.getByRole('link', { name: 'Download as PDF' }).click();
    assert.match((await download).suggestedFilename(), /full record.*\.pdf$/);

    await page.goto(links);
    await page.getByText('Opened 1 time').waitFor();
    await page.getByRole('button', { name: /^Turn off/ }).click();
    await page.getByText('Link turned off').waitFor();
    await guest.reload();
    await guest.getByRole('heading', { level: 1, name: 'This link does not work' }).waitFor();
  });

  it('fits on a phone, in dark and forced colours, on each of its pages', async () => {
    const maya = await openChromium({ reducedMotion: 'reduce' });
    const page = await maya.newPage();
    await page.goto(`${address}/sign-in`);
    await page.getByLabel('Email address').fill(school.people.maya?.email ?? '');
    await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    const make = async (passphrase: string, kind = 'full-record') => {
      await page.goto(links.replace('full-record', kind));
      await page.getByLabel('Passphrase (optional)').fill(passphrase);
      await page.getByRole('button', { name: 'Create link' }).click();
      return page.locator('#report-link').innerText();
    };
    const faults: string[] = [];
    const look = async (where: string) => {
      faults.push(...(await faultsInViews(page, where, 'closely')));
    };
    await page.goto(links);
    await look('no links');
    const locked = await make('larch under snow');
    await look('the link, once');
    await page.goto(links);
    await look('links');
    for (const kind of ['full-record', 'governor-pack', 'careers-plan', 'summary']) {
      await page.goto(await make('', kind));
      await look(kind);
    }
    await page.goto(locked);
    await look('passphrase');
    await page.goto(`${address}/shared/unknown`);
    await look('closed');
    assert.deepEqual(faults, []);
  });
});
