/** Nothing typed is lost, in a real browser: links, Back, closing, offline, two windows, ended sessions, dead servers. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { agree } from '../../src/review/changes/agree.js';
import { listUnheard } from '../support/live-regions.js';
import {
  closeTab,
  eventually,
  keptIn,
  openWritingDesk,
  reason,
  says,
} from '../support/writing-desk.js';

const desk = await openWritingDesk();
const { context, address, statement, reasonOf } = desk;
const browser = await desk.openBrowser();
const unheard = await listUnheard(browser);
const saved = (review: string, words: string) =>
  eventually(`"${words}" is saved`, async () => (await reasonOf(review)) === words);
const drafted = (words: string) =>
  eventually(`"${words}" is a draft`, async () =>
    (await desk.drafts()).some((each) => each.includes(words)),
  );

/** What is waited for, and what says that it has come. */
function event(): [Promise<void>, () => void] {
  let comes = () => {};
  const coming = new Promise<void>((resolve) => {
    comes = resolve;
  });
  return [coming, comes];
}

afterEach(async () => {
  if (!desk.isUp()) await desk.start();
  desk.setDeaf(false);
  desk.setOrder((_incoming, answer) => answer());
  await browser.setOffline(false);
  await browser.unrouteAll();
  for (const page of browser.pages()) await page.close();
  assert.deepEqual(unheard.splice(0), [], 'A screen reader says each message.');
});

describe('what is typed into a statement', () => {
  it('is a draft within two seconds although typing goes on, and one entry of the history at the end', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    const before = await desk.entries(review);
    const typing = reason(page).pressSequentially('on and on without a pause '.repeat(6), {
      delay: 40,
      timeout: 60_000,
    });
    await eventually(
      'the first words are a draft',
      async () => (await desk.drafts()).length > 0,
      10_000,
    );
    assert.doesNotMatch(await reason(page).inputValue(), /(without a pause .*){6}/);
    await typing;
    await says(page, /^Draft saved at \d\d:\d\d\.$/);
    assert.equal(await reasonOf(review), '');
    assert.equal(await desk.entries(review), before);
    await page.goto(address);
    await saved(review, 'on and on without a pause '.repeat(6).trim());
    assert.equal(await desk.entries(review), before + 1);
    await eventually('no draft is left', async () => (await desk.drafts()).length === 0);
    await page.close();
  });

  it('is saved when a link is followed at once, and there after Back', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    await reason(page).pressSequentially('at once');
    await page.getByRole('link', { name: 'Plan' }).first().click();
    await page.waitForURL(/plan/);
    await saved(review, 'at once');
    await page.goBack();
    await eventually(
      'the words are there',
      async () => (await reason(page).inputValue()) === 'at once',
    );
    await page.close();
  });

  it('is not put back over newer words when one goes Back to where it was typed', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    const writeAndLeave = async (words: string, all: string) => {
      await page.goto(statement(review));
      await reason(page).press('End');
      await reason(page).pressSequentially(words);
      await page.goto(`${address}/plan`);
      await saved(review, all);
    };
    await writeAndLeave('one', 'one');
    await writeAndLeave(' two', 'one two');
    for (const _ of ['two', 'the plan', 'one']) await page.goBack();
    assert.equal(page.url(), statement(review));
    assert.equal(await reason(page).inputValue(), 'one two');
    await closeTab(page);
    assert.equal(await reasonOf(review), 'one two');
  });

  it('comes back after a reload, and after the next one, while the server does not take it', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    desk.setDeaf(true);
    await reason(page).pressSequentially('kept');
    for (const _ of [1, 2, 3]) {
      await page.reload();
      await eventually(
        'the words are back',
        async () => (await reason(page).inputValue()) === 'kept',
      );
    }
    await says(
      page,
      /^Not saved yet: Waymark is not responding\. What you typed is kept on this device/,
    );
    desk.setDeaf(false);
    await drafted('kept');
    await page.reload();
    await eventually(
      'the words are back',
      async () => (await reason(page).inputValue()) === 'kept',
    );
    await closeTab(page);
    await saved(review, 'kept');
  });

  it('is there after a reload whose page was drawn before it was saved', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    await reason(page).fill('just in time');
    await says(page, /^Draft saved at/);
    const [drawn, isDrawn] = event();
    const [taken, isTaken] = event();
    desk.setOrder(async ({ method, url = '' }, answer) => {
      if (url.startsWith('/drafts?')) await taken;
      if (method === 'POST') await drawn;
      await answer();
      if (method === 'POST') isTaken();
      if (statement(review).endsWith(url)) isDrawn();
    });
    await page.reload();
    await eventually(
      'the words are there',
      async () => (await reason(page).inputValue()) === 'just in time',
    );
    desk.setOrder((_incoming, answer) => answer());
    assert.equal(await reasonOf(review), 'just in time');
    await page.close();
  });

  it('is saved when the tab is closed, and when it was closed offline, by the next page', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    await reason(page).pressSequentially('closed');
    await closeTab(page);
    await saved(review, 'closed');
    const second = await browser.newPage();
    await second.goto(statement(review));
    await browser.setOffline(true);
    await reason(second).fill('closed offline');
    await says(second, /^Not saved yet: you are offline\. What you typed is kept on this device/);
    await closeTab(second);
    await browser.setOffline(false);
    const third = await browser.newPage();
    await third.goto(statement(review));
    await eventually(
      'the words are back',
      async () => (await reason(third).inputValue()) === 'closed offline',
    );
    await says(third, /^What you typed on .* is back\./);
    await drafted('closed offline');
    await third.getByRole('button', { name: 'Discard it' }).click();
    await eventually('they are gone', async () => (await reason(third).inputValue()) === 'closed');
    await third.waitForLoadState();
    await third.reload();
    assert.equal(await reason(third).inputValue(), 'closed');
    await third.close();
  });

  it('does not come back when it is discarded while its draft is under way', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    await browser.setOffline(true);
    await reason(page).fill('under way');
    await says(page, /^Not saved yet: you are offline/);
    await closeTab(page);
    await browser.setOffline(false);
    // What was sent arrives though its page has gone.
    desk.setOrder(async ({ method, url = '' }, answer) => {
      if (method === 'POST' && url.endsWith('/agreement'))
        await new Promise((resolve) => setTimeout(resolve, 1500));
      await answer();
    });
    const next = await browser.newPage();
    const isUnderWay = next.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/agreement'),
    );
    await next.goto(statement(review));
    await isUnderWay;
    await next.getByRole('button', { name: 'Discard it' }).click();
    await eventually('they are gone', async () => (await reason(next).inputValue()) === '');
    await next.waitForTimeout(2000);
    assert.equal(
      (await desk.drafts()).some((each) => each.includes('under way')),
      false,
    );
    await next.reload();
    await next.waitForTimeout(500);
    assert.equal(await reason(next).inputValue(), '');
    await next.close();
  });

  it('reaches the server from any page once there is a connection', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    await browser.setOffline(true);
    await reason(page).fill('from the train');
    await closeTab(page);
    await browser.setOffline(false);
    await new Promise((resolve) => setTimeout(resolve, 5000));
    const other = await browser.newPage();
    await other.goto(`${address}/plan`);
    await drafted('from the train');
    await eventually('this browser keeps it no longer', async () => (await keptIn(other)) === 0);
    await other.close();
  });

  it('of two windows is all kept, and each is shown the other', async () => {
    const review = await desk.review();
    const [one, two] = [await browser.newPage(), await browser.newPage()];
    await one.goto(statement(review));
    await two.goto(statement(review));
    await reason(one).fill('the one window');
    await reason(two).fill('the other window');
    await drafted('the one window');
    await drafted('the other window');
    await browser.setOffline(true);
    for (const page of [one, two]) await closeTab(page);
    await browser.setOffline(false);
    const page = await browser.newPage();
    await page.goto(statement(review));
    await page.locator('.other-words').first().waitFor();
    const both = `${await reason(page).inputValue()} ${await page.locator('.other-words').allTextContents()}`;
    assert.match(both, /the one window/);
    assert.match(both, /the other window/);
    const mine = await reason(page).inputValue();
    await page.locator('.other-words summary').first().click();
    await page.getByRole('button', { name: 'Use this text' }).first().click();
    assert.notEqual(await reason(page).inputValue(), mine);
    assert.match(await page.locator('.other-words').first().innerText(), /You also wrote/);
    await page.close();
  });

  it('goes on being saved once the session is back', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    const cookies = await browser.cookies();
    await browser.clearCookies();
    await reason(page).pressSequentially('after a long lunch');
    await says(page, /^Not saved yet: you are signed out\. What you typed is kept on this device/);
    await browser.addCookies(cookies);
    await says(page, /^Draft saved at/);
    await closeTab(page);
    await saved(review, 'after a long lunch');
  });

  it('outlives a server that is killed and started again', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    await reason(page).pressSequentially('first ');
    desk.stop();
    await reason(page).pressSequentially('second');
    await says(page, /^Not saved yet: Waymark is not responding/);
    await desk.start();
    await says(page, /^Draft saved at/);
    await closeTab(page);
    await saved(review, 'first second');
  });

  it('outlives a server that is killed under the Save button', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    await reason(page).fill('under way');
    desk.stop();
    await page.getByRole('button', { name: 'Save and stay here' }).click({ noWaitAfter: true });
    await page.waitForURL(/chrome-error|agreement/, { timeout: 5000 }).catch(() => {});
    await page.close();
    await desk.start();
    const again = await browser.newPage();
    await again.goto(statement(review));
    await eventually(
      'the words are back',
      async () => (await reason(again).inputValue()) === 'under way',
    );
    await closeTab(again);
    await saved(review, 'under way');
  });

  it('while it is being saved is saved too', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    await page.route('**/agreement', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await reason(page).pressSequentially('one');
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await reason(page).press('End');
    await reason(page).pressSequentially(' two');
    await drafted('one two');
    await page.getByRole('button', { name: 'Save and stay here' }).click({ noWaitAfter: true });
    await reason(page).press('End');
    await reason(page).pressSequentially(' three');
    await page.getByText('3.1 is saved.').waitFor();
    await page.unroute('**/agreement');
    await page.goto(statement(review));
    await eventually(
      'the last word is there',
      async () => (await reason(page).inputValue()) === 'one two three',
    );
    await closeTab(page);
    await saved(review, 'one two three');
  });

  it('meets what somebody else saved, stays a draft, and Save shows both', async () => {
    const review = await desk.review();
    const sam = await desk.colleague('Sam Reid', 'careers leader');
    const page = await browser.newPage();
    await page.goto(statement(review));
    await reason(page).fill('From Maya');
    await says(page, /^Draft saved at/);
    const input = { reason: 'From Sam' };
    await agree(context, sam, { review, statement: '3.1', input, version: 0, key: null });
    await page.goto(`${address}/plan`);
    await drafted('From Maya');
    assert.equal(await reasonOf(review), 'From Sam');
    await page.goto(statement(review));
    await says(
      page,
      /^What you typed on .* is back\. Someone has saved since then\. Press Save to see both versions\./,
    );
    await page.getByRole('button', { name: 'Save and stay here' }).click();
    await page.getByRole('heading', { name: 'Two people changed this at the same time' }).waitFor();
    await page.getByLabel('Combine both').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('3.1 is saved.').waitFor();
    await saved(review, 'From Sam\n\nFrom Maya');
    await page.reload();
    assert.equal(await reason(page).inputValue(), 'From Sam\n\nFrom Maya');
    await page.close();
  });

  it('comes back no more once it is saved, though the server never heard that it came back', async () => {
    const review = await desk.review();
    const sam = await desk.colleague('Sam Reid', 'careers leader');
    const page = await browser.newPage();
    await page.goto(statement(review));
    await reason(page).fill('From Maya');
    await says(page, /^Draft saved at/);
    const input = { reason: 'From Sam' };
    await agree(context, sam, { review, statement: '3.1', input, version: 0, key: null });
    await page.goto(`${address}/plan`);
    await drafted('From Maya');
    // What is sent while the page is left may never arrive.
    const isSending = (request: { method(): string; isNavigationRequest(): boolean }) =>
      request.method() === 'POST' && !request.isNavigationRequest();
    await page.route('**/*', (route) =>
      isSending(route.request()) ? route.abort() : route.continue(),
    );
    await page.goto(statement(review));
    // That it could not be sent may be said already in place of that it came back.
    await eventually(
      'the words came back',
      async () => (await reason(page).inputValue()) === 'From Maya',
    );
    await page.getByRole('button', { name: 'Save and stay here' }).click();
    await page.getByLabel('Combine both').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('3.1 is saved.').waitFor();
    await page.unrouteAll();
    await page.reload();
    await page.waitForLoadState('networkidle');
    assert.equal(await reason(page).inputValue(), 'From Sam\n\nFrom Maya');
    await page.close();
  });

  it('is saved by itself after ten minutes on an open page', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(statement(review));
    await reason(page).fill('Left open');
    await page.clock.runFor(3000);
    await says(page, /^Draft saved at/);
    const before = await desk.entries(review);
    await page.clock.runFor('09:00');
    assert.equal(await reasonOf(review), '');
    await page.clock.runFor('01:30');
    await saved(review, 'Left open');
    await says(page, /^Saved at/);
    assert.equal(await desk.entries(review), before + 1);
    await page.close();
    assert.equal(await desk.entries(review), before + 1);
  });

  it('is kept in the browser for 14 days at most', async () => {
    const page = await browser.newPage();
    await page.goto(`${address}/plan`);
    await page.evaluate(
      `for (const [name, days] of [['new', 13], ['old', 15]]) {
        const words = { owner: document.body.dataset.owner, form: '/x/' + name, key: crypto.randomUUID(),
          step: Date.now() - days * 86400000, openedAs: '', fields: [['a', name]], takes: [], url: '/drafts' };
        localStorage.setItem('waymark-words ' + words.owner + ' ' + words.form + ' ' + words.key, JSON.stringify(words));
      }`,
    );
    await page.reload();
    await drafted('"new"');
    await eventually('the browser keeps nothing', async () => (await keptIn(page)) === 0);
    assert.equal(
      (await desk.drafts()).some((each) => each.includes('"old"')),
      false,
    );
    await page.close();
  });

  it('is saved without the sign that no text can hold', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    await reason(page).evaluate((field) => {
      (field as unknown as { value: string }).value = 'before\u0000after';
      (field as unknown as { dispatchEvent(event: unknown): void }).dispatchEvent(
        new Event('input', { bubbles: true }),
      );
    });
    await says(page, /^Draft saved at/);
    await page.getByRole('button', { name: 'Save and stay here' }).click();
    await page.getByText('3.1 is saved.').waitFor();
    await saved(review, 'beforeafter');
    await page.close();
  });

  it('is refused with a reason beside the field, and stays a draft', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    const list = 'Ann Lee, 12/03/2011\nBen Ode, 4.5.2011\nCy Park, 2012-01-30';
    await reason(page).fill(list);
    await says(page, /^Draft saved/);
    await page.goto(`${address}/plan`);
    await drafted('Ann Lee');
    assert.equal(await reasonOf(review), '');
    await page.goto(statement(review));
    await eventually('the words are back', async () => (await reason(page).inputValue()) === list);
    await page.getByRole('button', { name: 'Discard it' }).click();
    await eventually('they are gone', async () => (await reason(page).inputValue()) === '');
    await page.close();
  });
});

describe('what is typed into other forms', () => {
  const added = async () => {
    const { rows } = await context.superuser.query('SELECT words FROM remarks');
    return rows.map(({ words }) => String(words));
  };

  it('comes back on the form until it is saved, and not after', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    const path = `${address}/reviews/${review}/remarks/new?statement=3.1`;
    await page.goto(path);
    const field = page.locator('form[data-autosave] textarea').first();
    await page.locator('[name=kind][value=comment]').check();
    await field.pressSequentially('A thought');
    await page.goto(`${address}/plan`);
    await drafted('A thought');
    await page.goto(path);
    await eventually('it is back', async () => (await field.inputValue()) === 'A thought');
    assert.equal(await page.locator('[name=kind][value=comment]').isChecked(), true);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Comment added.').waitFor();
    assert.deepEqual(await added(), ['A thought']);
    await page.goto(path);
    await page.waitForTimeout(500);
    assert.equal(await field.inputValue(), '');
    assert.equal(
      (await desk.drafts()).some((each) => each.includes('A thought')),
      false,
    );
    await page.close();
  });

  it('waits in the browser when it is more than a page that is left can send', async () => {
    const page = await browser.newPage();
    await page.goto(`${address}/model/imports`);
    const text = page.locator('form#import textarea');
    const long = 'A long text. '.repeat(8000);
    await text.evaluate((field, value) => {
      (field as unknown as { value: string }).value = value;
      (field as unknown as { dispatchEvent(event: unknown): void }).dispatchEvent(
        new Event('input', { bubbles: true }),
      );
    }, long);
    await page.goto(`${address}/plan`);
    assert.equal(await keptIn(page), 1);
    await page.goto(`${address}/model/imports`);
    await eventually('it is back', async () => (await text.inputValue()) === long);
    await drafted('A long text');
    await eventually('the browser keeps it no longer', async () => (await keptIn(page)) === 0);
    await page.getByRole('button', { name: 'Discard it' }).click();
    await eventually('it is gone', async () => (await text.inputValue()) === '');
    await page.close();
  });
});

describe('whose words they are', () => {
  it('signing out sends them first, and asks when that fails', async () => {
    const browser = await desk.openBrowser();
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    await browser.setOffline(true);
    await reason(page).fill('before I go');
    await says(page, /^Not saved yet: you are offline/);
    const account = await browser.newPage();
    desk.setDeaf(true);
    await browser.setOffline(false);
    await account.goto(`${address}/account`);
    const out = account.getByRole('button', { name: 'Sign out', exact: true });
    await out.click();
    await account
      .getByRole('heading', { name: 'Some of what you typed is not saved yet' })
      .waitFor();
    desk.setDeaf(false);
    await account.getByRole('button', { name: 'Try again' }).click();
    await account.waitForURL(`${address}/sign-in`);
    assert.equal(
      (await desk.drafts()).some((each) => each.includes('before I go')),
      true,
    );
    assert.equal(await keptIn(account), 0);
  });

  it('somebody else who signs in deletes them, and nothing is saved in their name', async () => {
    const browser = await desk.openBrowser();
    const review = await desk.review();
    const page = await browser.newPage();
    await page.goto(statement(review));
    desk.setDeaf(true);
    await reason(page).fill('only mine');
    await says(page, /^Not saved yet/);
    const sam = await desk.colleague('Sam Hill', 'contributor');
    await context.superuser.query(
      'UPDATE sessions SET person_id = $1 WHERE id = (SELECT id FROM sessions ORDER BY created_at DESC, id DESC LIMIT 1)',
      [sam.person.id],
    );
    const other = await browser.newPage();
    await other.goto(`${address}/plan`);
    desk.setDeaf(false);
    await says(page, /^Not saved: Someone else is now signed in/);
    await page.getByRole('button', { name: 'Save and stay here' }).click();
    assert.equal(page.url(), statement(review));
    assert.equal(await keptIn(other), 0);
    assert.equal(
      (await desk.drafts()).some((each) => each.includes('only mine')),
      false,
    );
    assert.equal(await reasonOf(review), '');
  });

  it('leaving asks only when neither the server nor the browser has them', async () => {
    const review = await desk.review();
    const page = await browser.newPage();
    let asked = 0;
    page.on('dialog', async (dialog) => {
      asked += 1;
      await dialog.accept();
    });
    await page.goto(statement(review));
    await browser.setOffline(true);
    await reason(page).fill('kept here');
    await says(page, /^Not saved yet: you are offline/);
    await browser.setOffline(false);
    await page.goto(`${address}/plan`);
    assert.equal(asked, 0);
    await saved(review, 'kept here');
    await page.goto(statement(review));
    await page.waitForLoadState('networkidle');
    await page.evaluate("Storage.prototype.setItem = () => { throw new Error('no room') }");
    await browser.setOffline(true);
    await reason(page).click();
    await reason(page).pressSequentially('nowhere');
    await says(page, /^Not saved yet: you are offline\. This browser cannot keep what you typed/);
    await browser.setOffline(false);
    desk.setDeaf(true);
    await page.evaluate("location.href = '/plan'");
    await eventually('it asks', () => asked === 1);
    desk.setDeaf(false);
    await page.close();
  });
});
