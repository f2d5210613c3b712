/**
 * A newcomer invites a colleague, a governor and an adviser, and each sees exactly what they should; then the governor
 * asks, the careers leader answers, and the governor reads the answer. In the browser, with JavaScript and without.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../support/app.js';
import { assertAccessible } from '../support/axe.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import { MAYAS_PASSWORD } from '../support/visitor.js';

const PASSWORD = 'lantern beside the mill';
const MAYA = { email: 'maya.okafor@otterbridge.example', password: MAYAS_PASSWORD };
const INVITED = [
  { name: 'Sam Reid', email: 'sam.reid@otterbridge.example', role: 'Contributor' },
  { name: 'Helen Marsh', email: 'helen.marsh@otterbridge.example', role: 'Governor' },
  { name: 'Priya Nair', email: 'priya.nair@tidewater.example', role: 'Adviser' },
] as const;
const [SAM, HELEN, PRIYA] = INVITED.map(({ email }) => ({ email, password: PASSWORD }));
const QUESTION = 'Do we know whether leavers are still there in the spring?';
const ANSWER = 'Not yet. We ring them in February and report to you in March.';
const COMMENT = 'Our own starters could tell you who helped them.';

for (const javaScriptEnabled of [true, false]) {
  const { context, maya: visitor } = await openTestSchool({ now: ORDINARY_MORNING });
  const begun = await visitor.post('/reviews', {
    academicYear: '2026',
    title: 'Internal leadership review',
    answersFrom: 'blank',
    go: 'start',
    _key: context.id(),
  });
  assert.equal(begun.status, 303, 'the review has begun');
  const base = begun.headers.get('location')?.match(/\/reviews\/[0-9a-f-]{36}/)?.[0] ?? '';
  await visitor.post(`${base}/statements/2.4/agreement`, {
    ...{ level: '3', reason: 'Destinations went to the senior team.', go: 'stay' },
    ...{ _version: '0', _key: context.id() },
  });
  const address = await serveTestApp(context);
  const browserContext = await openChromium({ javaScriptEnabled });
  const page = await browserContext.newPage();
  const main = () => page.locator('main').innerText();
  const open = (path: string) => page.goto(address + path);
  const follow = (name: string | RegExp) =>
    page.locator('main').getByRole('link', { name }).first().click();
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  /** Asked for with the cookies of the browser; nothing is drawn, since only the answer counts. */
  const statusOf = async (path: string) => (await page.request.get(address + path)).status();

  /** Everything that a role must not reach, asked for by its address. */
  async function assertClosed(paths: readonly string[]): Promise<void> {
    for (const path of paths) assert.equal(await statusOf(path), 403, path);
    assert.equal(await statusOf(`/reviews/${context.id()}`), 404);
    assert.equal(await statusOf(`${base}/remarks/${context.id()}`), 404);
  }

  async function signIn(who: { email: string; password: string } | undefined): Promise<void> {
    await browserContext.clearCookies();
    await open('/sign-in');
    await page.getByLabel('Email address').fill(who?.email ?? '');
    await page.getByLabel('Password', { exact: true }).fill(who?.password ?? '');
    await press('Sign in');
    await page.waitForURL(`${address}/`);
  }

  describe(`questions and comments, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    it('a careers leader invites a colleague, a governor and an adviser, and each joins', async () => {
      const links: string[] = [];
      await signIn(MAYA);
      for (const { email, role } of INVITED) {
        await open('/people/invite');
        await page.getByLabel('Email addresses').fill(email);
        await page.getByLabel(role, { exact: true }).check();
        await press('Check the list');
        await press('Invite this person');
        const shown = await page.content();
        links.push(/\/invitations\/[\w-]+/.exec(shown)?.[0] ?? '');
      }
      for (const [at, { name }] of INVITED.entries()) {
        await browserContext.clearCookies();
        await open(links[at] ?? '');
        await page.getByLabel('Your name').fill(name);
        await page.getByLabel('Choose a password').fill(PASSWORD);
        await press('Join Otterbridge School');
        await page.waitForURL(`${address}/`);
      }
    });

    it('the colleague reads levels and adds evidence, and does not run the review', async () => {
      await signIn(SAM);
      await open(`${base}/statements/2.4`);
      assert.equal(await page.getByRole('radio', { name: /^Level/ }).count(), 0);
      assert.match(await main(), /careers leaders?/i);
      await page
        .getByRole('button', { name: /evidence/i })
        .first()
        .waitFor();
      await page.getByText('Questions and comments (0)').click();
      await page.getByRole('link', { name: 'Ask a question or leave a comment' }).waitFor();
      await open(base);
      assert.doesNotMatch(await main(), /Close the review/);
      await assertClosed([`${base}/close`, '/people/invite', '/history', '/retention']);
    });

    it('the governor finds the results, asks about a statement, and can change nothing', async () => {
      await signIn(HELEN);
      assert.match(await main(), /You have not asked anything yet/);
      if (javaScriptEnabled) await assertAccessible(page, 'home of a governor');
      await follow('See the results so far');
      await follow('Questions from governors');
      await page.getByRole('heading', { name: 'Questions and comments' }).waitFor();
      await open(`${base}/statements/2.4`);
      assert.match(await main(), /Destinations went to the senior team/);
      assert.equal(await page.getByRole('radio').count(), 0);
      await press('Ask a question');
      assert.match(await page.getByRole('alert').innerText(), /Enter your question/);
      await page.getByLabel('Your question').fill(QUESTION);
      await press('Ask a question');
      await page.waitForURL(`${address}${base}/statements/2.4#remarks`);
      assert.match(await main(), /Question sent/);
      assert.match(await main(), /Question from Helen Marsh, governor/);
      if (javaScriptEnabled) {
        const at = await page.evaluate('document.activeElement?.id');
        assert.equal(at, 'remarks', 'the focus is where the question now stands');
      }
      await page.getByText('Open', { exact: true }).waitFor();
      if (javaScriptEnabled) await assertAccessible(page, 'a statement with a question');
      await assertClosed([
        ...[`${base}/close`, '/reviews/new', '/people/invite', '/history', '/evidence/new'],
        ...['/plan/new', '/evidence/paste', '/requests', '/retention', '/handover'],
      ]);
      await open('/people');
      assert.equal(await page.getByRole('link', { name: /Invite|Change/ }).count(), 0);
      assert.doesNotMatch(await main(), /sam\.reid@/);
    });

    it('the adviser comments, and replies to nobody else', async () => {
      await signIn(PRIYA);
      assert.match(await main(), /You have not commented yet/);
      await open(`${base}/statements/2.4`);
      assert.match(await main(), new RegExp(QUESTION.replace('?', '\\?')));
      assert.doesNotMatch(await main(), /Reply|Ask a question/);
      await page.getByLabel('Leave a comment about this statement').fill(COMMENT);
      await press('Leave a comment');
      assert.match(await main(), /Comment added/);
      await follow('Question from Helen Marsh, governor');
      assert.equal(await page.locator('main').getByRole('button').count(), 0);
      await assertClosed([`${base}/close`, '/people/invite', '/evidence/new', '/plan/new']);
    });

    it('the careers leader sees that a question is open, and answers it', async () => {
      await signIn(MAYA);
      await follow('1 open question');
      assert.match(await main(), /2\.4 /);
      if (javaScriptEnabled) await assertAccessible(page, 'all questions');
      await follow(/^Reply/);
      assert.equal(await page.getByLabel('This answers the question').isChecked(), true);
      if (javaScriptEnabled) await assertAccessible(page, 'a question to answer');
      await page.getByLabel('Your reply').fill(ANSWER);
      await press('Send the reply');
      await page.getByText('Answered', { exact: true }).waitFor();
      await open('/');
      assert.doesNotMatch(await main(), /open question/);
    });

    it('the governor reads the answer, and can take a question back and put it back', async () => {
      await signIn(HELEN);
      assert.match(await main(), /On 2\.4, answered on 23 November 2026/);
      await follow(QUESTION);
      assert.match(await main(), new RegExp(ANSWER));
      await page.getByLabel('Ask again').waitFor();
      await page.getByRole('button', { name: /^Withdraw the question/ }).click();
      assert.match(await main(), /only you can see it/i);
      await page.getByRole('button', { name: /^Restore the question/ }).click();
      assert.match(await main(), /Restored/);
      assert.match(await main(), new RegExp(ANSWER));
    });
  });
}
