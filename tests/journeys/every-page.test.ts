/**
 * Every page that links lead to, with typical data, with none, with very long texts, for somebody who may only read
 * and for nobody; and every form sent empty: each answers, its HTML is valid, and everybody can use it.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HtmlValidate } from 'html-validate/node';
import type { Page } from 'playwright-core';
import { allJobs } from '../../src/app.js';
import type { Demo } from '../../src/demo/demo-types.js';
import { DEMO_PASSWORD, makeDemo } from '../../src/demo/make.js';
import { startDue } from '../../src/platform/jobs/runner.js';
import { openTestDemo } from '../support/app.js';
import { faultsAgainstApproved } from '../support/approved.js';
import { openChromium, serveTestApp } from '../support/chromium.js';
import { ORDINARY_MORNING } from '../support/clocks.js';
import {
  crawl,
  fewestWithAll,
  kindOf,
  kindsOfElements,
  type Seen,
  showsMore,
} from '../support/crawl.js';
import { formsOf } from '../support/forms.js';
import { lengthenTexts } from '../support/long-texts.js';
import { DESK, faultsInViews, hasEveryView, type Look, WALK_MS } from '../support/views.js';
import { newVisitor, type Visitor } from '../support/visitor.js';

/** A school on its first day. */
const newSchool: Demo = {
  organisation: {
    name: 'Alder Carr School',
    kind: 'school',
    urn: '900009',
    type: 'Community school',
    phase: 'Secondary',
    localAuthority: 'Fellside',
    region: 'North West',
  },
  people: {
    nia: { name: 'Nia Probert', role: 'careers leader', title: 'Careers Leader', isOwner: true },
  },
  evidence: {},
  reviews: [],
};

const {
  context,
  schools: [otterbridge],
} = await openTestDemo({ now: ORDINARY_MORNING });
const [emptySchool] = await makeDemo(context, [newSchool]);
const address = await serveTestApp(context);
// As the runner leaves them, with one that failed.
await startDue(context, allJobs);
await context.superuser.query(
  "UPDATE jobs SET attempts = 2, last_error = 'storage.full' WHERE name = 'sign-history'",
);

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Our JSX closes void elements and writes booleans its own way. */
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

/** Who walks, and what there is for them to see. */
const WALKS = [
  { state: 'typical', email: otterbridge?.people.maya?.email },
  { state: 'read-only', email: otterbridge?.people.helen?.email },
  { state: 'signed out', email: undefined },
  { state: 'empty', email: emptySchool?.people.nia?.email },
  { state: 'very long', email: otterbridge?.people.maya?.email },
] as const;

async function visitorAs(email: string | undefined): Promise<Visitor> {
  const visitor = newVisitor(context);
  if (!email) return visitor;
  const answer = await visitor.post('/sign-in', { email, password: DEMO_PASSWORD });
  assert.equal(answer.status, 303);
  return visitor;
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`${address}/`);
}

/** A page without its ids and words. The rules of HTML are about the rest. */
const wordless = (html: string): string =>
  html
    .replace(ID, '')
    .replace(/>[^<]+|\s(value|content|title|alt|placeholder|aria-label)="[^"]+/g, (words) =>
      words.replace(/(?<=[>"].*)[\p{L}\p{N}\s.,:()’“”–-]+/gsu, 'x'),
    );

/** What the links within a page lead to and is not there. */
function deadEnds(html: string): string[] {
  const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
  const links = [...html.matchAll(/\shref="#([^"]+)"/g)].map(([, id = '']) => id);
  return [...new Set(links)].filter((id) => !ids.has(id));
}

/** What was found to be valid. */
const valid = new Set<string>();

async function faultsOfHtml(kind: string, html: string): Promise<string[]> {
  const markup = wordless(html);
  if (valid.has(markup)) return [];
  const { results } = await validator.validateString(html);
  const faults = results
    .flatMap(({ messages }) => messages)
    .filter(({ severity }) => severity === 2)
    .map(({ ruleId, message, selector }) => `${kind}: ${ruleId}: ${message} at ${selector}`);
  faults.push(...quickFaultsOfHtml(kind, html));
  if (faults.length === 0) valid.add(markup);
  return faults;
}

/** What a search finds at once: styles and scripts within the page, and links within it that lead nowhere. */
function quickFaultsOfHtml(kind: string, html: string): string[] {
  const isInline = /<[^>]+\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+="/.test(html);
  return [
    ...(isInline ? [`${kind}: inline style or script`] : []),
    ...deadEnds(html).map((id) => `${kind}: a link to #${id} leads nowhere`),
  ];
}

/** What is wrong is read before the heading of the page. */
function faultsOfSummary(kind: string, html: string): string[] {
  const isLate = html.indexOf('class="govuk-error-summary"') > html.indexOf('<h1');
  return isLate ? [`${kind}: the summary of errors stands after the heading`] : [];
}

/** The addresses that the forms of a page are sent to, in order. */
const actionsOf = (html: string, path: string): string[] =>
  formsOf(html)
    .filter(({ method }) => method === 'post')
    .map(({ action }) => action || path);

/**
 * Sends what a browser would once everything in a form was emptied. Null for a form that is no longer there, and for
 * one with files, which a browser alone sends.
 */
async function sendEmptied(visitor: Visitor, path: string, action: string) {
  const form = formsOf(await visitor.read(path)).find(
    (each) => each.method === 'post' && (each.action || path) === action,
  );
  if (!form || form.isUpload) return null;
  const fields = { ...form.fields };
  for (const { name, kind } of form.shown) {
    if (kind === 'radio' || kind === 'checkbox') delete fields[name];
    else if (kind !== 'select') fields[name] = [''];
  }
  return visitor.post(action, fields);
}

/** Empties the form that is sent to an address, as somebody would by hand. False when it is no longer there. */
const emptied = (action: string) => `(() => {
  const form = [...document.querySelectorAll('form[method=post]')].find(
    (each) => (each.getAttribute('action') ?? location.pathname) === ${JSON.stringify(action)});
  for (const field of form?.elements ?? []) {
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = false;
    else if (field.matches('textarea, input:not([type=hidden])')) field.value = '';
  }
  form?.setAttribute('data-emptied', '');
  return form !== undefined;
})()`;

const browserContext = await openChromium({ reducedMotion: 'reduce' });
const page = await browserContext.newPage();
const windows = [page, await browserContext.newPage()];
const typical: Seen[] = [];

/** Looks at pages in both windows at once, and gives what is wrong with them in the order of the pages. */
async function inBothWindows(
  seen: readonly Seen[],
  look: (window: Page, each: Seen) => Promise<string[]>,
): Promise<string[]> {
  const faults: string[][] = [];
  const waiting = [...seen.entries()];
  const walk = async (window: Page) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, each] = next;
      faults[at] = await look(window, each);
    }
  };
  await Promise.all(windows.map(walk));
  return faults.flat();
}

/** Kinds that are another kind with more asked of it, such as a filter or an order. */
const variantsIn = (seen: readonly Seen[]): Set<Seen> => {
  const plain = new Set<string>();
  return new Set(
    seen.filter(({ kind }) => {
      const path = kind.split('?')[0] ?? kind;
      const isVariant = plain.has(path);
      plain.add(path);
      return isVariant;
    }),
  );
};

await browserContext.addInitScript(`
  globalThis.shifts = [];
  globalThis.shiftObserver = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
  shiftObserver.observe({ type: 'layout-shift', buffered: true });
`);

/** What has moved while the page came, once it is drawn: one line where it was more than a hair's breadth. */
async function faultsOfLoading(window: Page, kind: string): Promise<string[]> {
  const moved = await window.evaluate<{ value: number; what: string[] }>(`new Promise((done) => {
    const tell = () => {
      const found = [...shifts, ...shiftObserver.takeRecords()];
      const what = found.flatMap(({ sources }) => sources.map(({ node }) => node?.parentElement?.className ?? ''));
      done({ value: found.reduce((sum, { value }) => sum + value, 0), what });
    };
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(tell)));
  })`);
  return moved.value > 0.002
    ? [`${kind}: moves by ${moved.value.toFixed(4)} while it loads: ${moved.what}`]
    : [];
}

/** What each kind of page showed so far. The same again, such as a page of the model, needs no second look. */
const shown = new Set<string>();

function isNew({ kind, html }: Seen): boolean {
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>')).replace(ID, '');
  const isFirst = !shown.has(kind + main);
  shown.add(kind + main);
  return html !== '' && isFirst;
}

/** The kinds of element, on any page, that axe has looked at. */
const lookedAt = new Set<string>();

/**
 * The pages that are looked at in a state, and how. In the deep tier all that show something new. In `npm test` axe looks
 * at the fewest that show every kind of element which no state before has shown, and with very long words at the fewest
 * with every kind, on a dark phone: longer words change how a page looks, and nothing of what it says to assistive
 * technology.
 */
function looksAt(
  state: (typeof WALKS)[number]['state'],
  seen: readonly Seen[],
  fresh: readonly Seen[],
): Map<Seen, Look> {
  if (hasEveryView) return new Map(fresh.map((each) => [each, 'closely']));
  if (state === 'very long') {
    const variants = variantsIn(seen);
    const pages = seen.filter((each) => each.html !== '' && !variants.has(each));
    return new Map([...fewestWithAll(pages)].map((each) => [each, 'onPhone']));
  }
  const few = fewestWithAll(fresh, kindsOfElements, lookedAt);
  return new Map([...few].map((each) => [each, state === 'typical' ? 'atDesk' : 'once']));
}

for (const { state, email } of WALKS) {
  describe(`every page, ${state}`, () => {
    let seen: Seen[] = [];
    /** What no walk before this one has seen in the same words. */
    let fresh: Seen[] = [];
    let looks = new Map<Seen, Look>();

    it('answers', async () => {
      if (state === 'very long')
        assert.ok(
          (await lengthenTexts(context.superuser, otterbridge?.organisation.id ?? '')) > 20,
        );
      seen = await crawl(await visitorAs(email));
      if (state === 'typical') typical.push(...seen);
      const broken = seen
        .filter(({ status }) => status !== 200)
        .map(({ path, from, status }) => `${path} answered ${status}, linked from ${from}`);
      assert.deepEqual(broken, []);
      assert.ok(seen.length > 8, `only ${seen.length} kinds of page were found`);
      fresh = seen.filter(isNew);
      looks = looksAt(state, seen, fresh);
    });

    it('says what was approved', () => {
      if (state === 'very long') return;
      const downloads = state === 'typical' ? seen.filter(({ text }) => text !== '') : [];
      const pages = [...fresh, ...downloads];
      const faults = faultsAgainstApproved(state.replaceAll(' ', '-'), pages);
      assert.deepEqual(faults, [], faults.join('\n'));
    });

    it('is valid HTML without inline styles or scripts', async () => {
      const faults: string[] = [];
      const variants = variantsIn(seen);
      for (const each of fresh) {
        // `npm test` parses every kind of page once, and after that those that axe looks at: they show what is new.
        const isFirst = state === 'typical' && !variants.has(each);
        const isParsed = hasEveryView || isFirst || looks.has(each);
        const { kind, html } = each;
        faults.push(...(isParsed ? await faultsOfHtml(kind, html) : quickFaultsOfHtml(kind, html)));
      }
      assert.deepEqual(faults, [], faults.join('\n'));
    });

    it('is accessible in every view', { timeout: WALK_MS }, async () => {
      await browserContext.clearCookies();
      if (email) await signIn(page, email);
      const faults = await inBothWindows([...looks.keys()], async (window, each) => {
        const look = looks.get(each) ?? 'once';
        // Where it was last, since a new size is laid out anew; but axe begins at a desk.
        if (look === 'atDesk' || look === 'once') await window.setViewportSize(DESK);
        await window.goto(address + each.path);
        const moved = await faultsOfLoading(window, each.kind);
        return [...moved, ...(await faultsInViews(window, each.kind, look))];
      });
      assert.deepEqual(faults, [], faults.join('\n'));
    });
  });
}

/** What ends a thing, or one's own place in the school, after which other forms are not there. */
const ENDING = /\/(close|archive|delete|erase|remove)$/;

/** Each kind of form once: what ends something last, and people's places after all else. */
function formsToSend(pages: readonly Seen[]): { path: string; action: string }[] {
  const kinds = new Map<string, { path: string; action: string }>();
  for (const { path, html } of pages)
    for (const action of actionsOf(html, path))
      if (!kinds.has(kindOf(action)) && action !== '/sign-out')
        kinds.set(kindOf(action), { path, action });
  const weight = ({ action }: { action: string }) =>
    Number(ENDING.test(action)) + Number(/^\/people\/[^/]+\/remove$/.test(action));
  return [...kinds.values()].sort((one, other) => weight(one) - weight(other));
}

/** Empties a form in the browser and sends it. Null for what comes as a file to keep, or when the form has gone. */
async function sendEmptiedDrawn(path: string, action: string) {
  await page.goto(address + path);
  if (!(await page.evaluate(emptied(action)))) return null;
  const [answer] = await Promise.all([
    // What comes as a file leaves the page as it is.
    page.waitForNavigation().catch((error: Error) => {
      if (!error.message.includes('ERR_ABORTED')) throw error;
      return null;
    }),
    page.evaluate("document.querySelector('[data-emptied]').submit()"),
  ]);
  return answer && { status: answer.status(), html: await answer.text() };
}

describe('every form, sent with nothing in it', () => {
  it('says what to do, in valid and accessible pages', { timeout: WALK_MS }, async () => {
    const email = WALKS[0].email ?? '';
    await browserContext.clearCookies();
    await signIn(page, email);
    // In the browser's own session: what ends other sessions does not end it.
    const visitor = newVisitor(context);
    for (const { name, value } of await browserContext.cookies()) visitor.cookies.set(name, value);
    const faults: string[] = [];
    const refusals: { kind: string; html: string }[] = [];
    for (const { path, action } of formsToSend(typical)) {
      // `npm test` draws those refusals alone that show a kind of element which nothing before has shown.
      const quick = hasEveryView ? null : await sendEmptied(visitor, path, action);
      const isDrawn =
        !quick || (quick.status >= 400 && showsMore(await quick.clone().text(), lookedAt));
      const answer = isDrawn
        ? await sendEmptiedDrawn(path, action)
        : { status: quick.status, html: await quick.text() };
      if (!answer || answer.status < 400) continue;
      const kind = `POST ${kindOf(action)}`;
      refusals.push({ kind, html: answer.html });
      if (answer.status >= 500) faults.push(`${kind}: answered ${answer.status}`);
      faults.push(...(await faultsOfHtml(kind, answer.html)));
      faults.push(...faultsOfSummary(kind, answer.html));
      if (isDrawn && (quick || hasEveryView || showsMore(answer.html, lookedAt)))
        faults.push(...(await faultsInViews(page, kind, 'closely')));
    }
    assert.deepEqual(faults, [], faults.join('\n'));
    assert.ok(refusals.length > 10, `only ${refusals.length} forms refused to be empty`);
    // As somebody without a browser sends them: the deep tier sends all of them from a browser.
    const unapproved = hasEveryView ? [] : faultsAgainstApproved('refusals', refusals);
    assert.deepEqual(unapproved, [], unapproved.join('\n'));
  });
});
