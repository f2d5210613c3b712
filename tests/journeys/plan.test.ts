/** The plan in a real browser: a year's story from the pages alone, and an action from its move to its end. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/demo/make.js';
import { openTestDemo } from '../support/app.js';
import { assertAccessible } from '../support/axe.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { followMenu } from '../support/menu.js';

const {
  context,
  schools: [otterbridge],
} = await openTestDemo({ now: ORDINARY_MORNING });
const address = await serveTestApp(context);

async function signIn(page: Page, who: 'maya' | 'helen'): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('Email address').fill(otterbridge?.people[who]?.email ?? '');
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await press(page, /^Sign in$/);
}

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).first().click();
const follow = (page: Page, name: string | RegExp) =>
  page.getByRole('link', { name }).first().click();
const main = async (page: Page) => (await page.locator('main').textContent()) ?? '';
const heading = async (page: Page) => ((await page.locator('h1').textContent()) ?? '').trim();

const WAYS = [
  { how: 'with script', options: { viewport: { width: 1280, height: 900 } } },
  {
    how: 'without script, on a phone',
    options: { javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
  },
];

for (const { how, options } of WAYS) {
  describe(`the plan ${how}`, async () => {
    const page = await (await openChromium(options)).newPage();
    /** Axe needs script to look; the pages are the same. */
    const assertFine = async (where: string) => {
      assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
      if (options.javaScriptEnabled !== false) await assertAccessible(page, where);
    };

    it('tells a governor the story of a year by its links alone', async () => {
      await signIn(page, 'helen');
      await followMenu(page, 'Plan');
      assert.match(await main(page), /\d actions, 1 overdue/);
      await follow(page, 'Year summary');
      await follow(page, '2025/26');
      assert.equal(await heading(page), '5 of 7 actions complete');
      assert.match(await main(page), /2\.5: It stayed at the same level/);
      assert.match(await main(page), /1\.1: It reached the level you aimed for/);
      await assertFine('a year');
      await follow(page, 'See which followed an action');
      assert.equal(await heading(page), 'The level rose after 4 of 5 actions');
      await assertFine('what followed');
      const chain = page.locator('.chain', { hasText: 'Put careers into the role' });
      assert.match((await chain.textContent()) ?? '', /All three could say what comes next/);
      await chain.getByRole('link', { name: /Staffing structure/ }).click();
      assert.match(await main(page), /Linked statements[\s\S]*2026\/27[\s\S]*1\.1/);
      await page.goBack();
      await chain.locator('.from-to a').last().click();
      assert.match(page.url(), /\/reviews\/[^/]+\/statements\/1\.1$/);
      assert.match(await main(page), /three heads of year hold careers in their role/);
      await page.goBack();
      await chain
        .getByRole('link', { name: 'Put careers into the role of each head of year' })
        .click();
      assert.match(await main(page), /Created from the review/);
      await follow(page, 'the review');
      assert.match(page.url(), /\/reviews\/[^/]+$/);
    });

    it('plans a next step of the results with its owner, and leads to it from then on', async () => {
      await signIn(page, 'maya');
      await followMenu(page, 'Results');
      await page.getByRole('link', { name: '2025/26', exact: true }).click();
      await page.getByRole('link', { name: /All next steps/ }).click();
      await page.waitForURL('**/results/next-steps');
      const steps = page.url();
      const step = page.locator('.next-step-row', { hasText: 'Agree one LMI activity' });
      // Both ways go through one world: what the first has put into the plan, the second finds there.
      if (how === 'with script') {
        await step.getByRole('link', { name: /Plan this/ }).click();
        await page.getByLabel('Owner').selectOption({ label: 'Maya Okafor' });
        await page.getByRole('button', { name: 'Add to the plan' }).click();
        await page.getByText('Added to the plan.').waitFor();
        await page.goto(steps);
      }
      await step.locator('.planned', { hasText: 'Maya Okafor' }).getByRole('link').click();
      await page.waitForURL(/\/plan\/actions\//);
      assert.equal(await heading(page), 'Agree one LMI activity for each year group');
      await page.goto(address);
    });

    let action = '';
    const title = `Put one page on every wall, ${how}`;

    it('is written in its columns, and a day that is none is said so', async () => {
      await followMenu(page, 'Plan');
      await follow(page, 'Add an action');
      await assertFine('adding an action');
      await page.getByLabel('Action', { exact: true }).fill(title);
      await page.getByLabel('Statement').selectOption('4.2');
      await page.getByLabel('Aim for').selectOption('3');
      await page.getByLabel('Owner', { exact: true }).selectOption({ label: 'Maya Okafor' });
      await page.getByLabel('Due date').fill('2026-12-01');
      for (const fold of ['Why and how we will know', 'Steps and dates'])
        await page.locator('summary', { hasText: fold }).click();
      await page.getByLabel('Priority').fill('Curriculum');
      await page.getByLabel('Milestones').fill('99 December 2026: half way\nall agreed');
      await page.getByLabel('Success measure').fill('Every wall has one');
      await press(page, /Add|Save/);
      if (!/\/plan\/actions\/[0-9a-f-]{36}$/.test(page.url())) {
        await assertFine('an action with an error');
        assert.equal(await page.getByLabel('Success measure').inputValue(), 'Every wall has one');
        await page.getByLabel('Milestones').fill('30 November 2026: half way\nall agreed');
        await press(page, /Add|Save/);
      }
      action = page.url();
      assert.equal(await heading(page), title);
      await assertFine('an action');
    });

    it('begins on the board, and is shown to its owner as due', async () => {
      await page.goto(`${address}/plan?view=board`);
      await assertFine('the board');
      const card = page.locator('.board-card', { hasText: title });
      await card.getByRole('button', { name: /^Start/ }).click();
      await page.waitForURL(/view=board/);
      const column = page.locator('.column', { has: page.locator('#column-under-way') });
      assert.match((await column.textContent()) ?? '', new RegExp(title));
      for (const view of ['timeline', 'heatmap', 'list']) {
        await page.goto(`${address}/plan?view=${view}`);
        await assertFine(view);
      }
      await follow(page, 'My actions');
      assert.match(await main(page), new RegExp(`Due in the next 14 days[\\s\\S]*${title}`));
      await press(page, 'Make a calendar address');
      const feed = await page.getByLabel(/Your calendar address/).inputValue();
      assert.match(await (await page.request.get(feed)).text(), /BEGIN:VCALENDAR/);
      await assertFine('a calendar address');
      await press(page, 'Stop the calendar address');
      assert.equal((await page.request.get(feed)).status(), 404);
    });

    it('ends with what changed and what shows it, and leads to the judgement', async () => {
      await page.goto(action);
      await page.getByLabel('How is it going?').fill('Half the walls have it.');
      await press(page, 'Add a note');
      assert.match(await main(page), /Half the walls have it\./);
      await press(page, /^Mark as reached\s*: all agreed/);
      await follow(page, 'Complete or stop');
      await assertFine('closing');
      await press(page, 'Save');
      await page.locator('.govuk-error-summary').waitFor();
      await page.getByLabel(/^What changed/).fill('Every room has the page.');
      await page.getByLabel(/Careers learning journey/).check();
      await press(page, 'Save');
      assert.match(await main(page), /What changed[\s\S]*Every room has the page\./);
      assert.match(await main(page), /Evidence[\s\S]*Careers learning journey/);
      await assertFine('a closed action');
      await follow(page, 'Check the agreed level of 4.2');
      assert.match(page.url(), /\/statements\/4\.2$/);
    });

    it('counts towards a list of the school’s own, once its faults are put right', async () => {
      await page.goto(`${address}/crosswalk`);
      await follow(page, 'Add your own list');
      await page.getByLabel('Name of the list').fill(`Trust priorities, ${how}`);
      const list = page.getByLabel('One entry on each line');
      await list.fill('Lead well: 1.1, 1.33\nEveryone: 2.2\n: 3.1');
      await press(page, 'Add list');
      assert.match(await main(page), /2 things to correct[\s\S]*Line 3/);
      await assertFine('a list with faults');
      await list.fill('Lead well: 1.1, 1.3\nEveryone: 2.2\nGuidance: 6.3');
      await press(page, 'Add list');
      assert.match(await main(page), /\d gaps?[\s\S]*Guidance/);
      await assertFine('a list');
      for (const path of ['what-if', 'ways', 'links', 'years', 'soon', 'hard']) {
        await page.goto(`${address}/insight/${path}`);
        await assertFine(path);
      }
    });
  });
}
