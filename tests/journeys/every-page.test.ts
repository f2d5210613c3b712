/** Every page that links lead to: it answers, its HTML is valid, and everybody can use it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HtmlValidate } from 'html-validate/node';
import type { Page } from 'playwright-core';
import { CAST_PASSWORD, makeCast } from '../../src/cast/make.js';
import { publishBuiltIn } from '../../src/framework/changes.js';
import { signInAs } from '../../src/people/changes.js';
import { assertAccessible } from '../support/axe.js';
import { openChromium, serveTestWorld } from '../support/chromium.js';
import { crawl, type Seen } from '../support/crawl.js';
import { newVisitor, type Visitor } from '../support/visitor.js';
import { openTestWorld } from '../support/world.js';

const world = await openTestWorld();
await publishBuiltIn(world);
const [otterbridge] = await makeCast(world);
const address = await serveTestWorld(world);

async function visitorAs(key: string | null): Promise<Visitor> {
  const visitor = newVisitor(world);
  const person = key ? otterbridge?.people[key]?.person.id : undefined;
  if (person) visitor.cookies.set('__Host-waymark', await signInAs(world, person, 'Test'));
  return visitor;
}

/** HTML is made by Hono's JSX, which closes void elements and writes booleans its own way. */
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'void-style': 'off',
    'doctype-style': ['error', { style: 'lowercase' }],
    'valid-id': ['error', { relaxed: true }],
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'no-implicit-button-type': 'error',
    // Lists of people, evidence and boxes send one name many times.
    'form-dup-name': 'off',
    'no-redundant-for': 'off',
    // A form field must carry a label; govuk-frontend's own patterns name theirs by aria as well.
    'prefer-native-element': ['error', { exclude: ['status', 'alert', 'region'] }],
  },
});

const people = ['maya', 'helen', null] as const;
const walks = new Map<string, Seen[]>();

for (const key of people) {
  const name = key ?? 'nobody';
  describe(`every page for ${name === 'nobody' ? 'somebody who is not signed in' : name}`, () => {
    it('answers', async () => {
      const seen = await crawl(await visitorAs(key));
      walks.set(name, seen);
      const broken = seen
        .filter(({ status }) => status !== 200)
        .map(({ path, from, status }) => `${path} answered ${status}, linked from ${from}`);
      assert.deepEqual(broken, []);
      assert.ok(seen.length > 8, `only ${seen.length} kinds of page were found`);
    });

    it('is valid HTML without inline styles or scripts', async () => {
      const faults: string[] = [];
      for (const { kind, html } of walks.get(name) ?? []) {
        if (!html) continue;
        const report = await validator.validateString(html);
        for (const message of report.results.flatMap(({ messages }) => messages)) {
          if (message.severity === 2)
            faults.push(`${kind}: ${message.ruleId}: ${message.message} at ${message.selector}`);
        }
        if (/<[^>]+\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+="/.test(html))
          faults.push(`${kind}: inline style or script`);
      }
      assert.deepEqual(faults, [], faults.join('\n'));
    });
  });
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(CAST_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`${address}/`);
}

const VIEWS = [
  { name: 'desk, light', viewport: { width: 1280, height: 900 } },
  { name: 'phone, dark', viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
] as const;

for (const { name, ...view } of VIEWS) {
  it(`every page is accessible: ${name}`, { timeout: 400_000 }, async () => {
    const context = await openChromium(view);
    const page = await context.newPage();
    const faults: string[] = [];
    const checked = new Set<string>();
    for (const key of people) {
      await context.clearCookies();
      if (key) await signIn(page, otterbridge?.people[key]?.email ?? '');
      for (const { kind, path, html } of walks.get(key ?? 'nobody') ?? []) {
        if (!html || checked.has(kind)) continue;
        checked.add(kind);
        await page.goto(address + path);
        await assertAccessible(page, `${kind} (${name})`).catch((error: Error) =>
          faults.push(error.message.split('\n+ actual')[0] ?? ''),
        );
        const isWider = await page.evaluate(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        );
        if (isWider) faults.push(`${kind} (${name}): scrolls sideways`);
      }
    }
    assert.deepEqual(faults, [], faults.join('\n'));
  });
}
