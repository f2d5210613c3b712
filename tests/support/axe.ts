/** Accessibility, as far as a machine can see it: no violation, and nothing left for a person to decide. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { NodeResult, RunOnly } from 'axe-core';
import type { Page } from 'playwright-core';
import { runAxe } from './contrast.js';
import { showsMore } from './crawl.js';
import { hasAllRuns } from './runs.js';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where a served test world has axe for its pages, so that the browser reads and compiles it once for all of them. */
const AXE_PATH = '/axe-of-the-tests.js';

/** Axe, when this request asks for it. */
export function answerWithAxe(request: Request): Response | null {
  if (new URL(request.url).pathname !== AXE_PATH) return null;
  return new Response(source, {
    headers: { 'Content-Type': 'text/javascript', 'Cache-Control': 'max-age=3600' },
  });
}

/** True when the server that the page came from brought axe. Pages without scripts do not take it. */
const TAKE_AXE = `matchMedia('(scripting: none)').matches ? false : new Promise((resolve) => {
  const script = document.createElement('script');
  script.onload = () => { script.remove(); resolve(true); };
  script.onerror = () => { script.remove(); resolve(false); };
  script.src = '${AXE_PATH}';
  document.head.append(script);
})`;

async function takeAxe(page: Page): Promise<void> {
  if (await page.evaluate("typeof axe === 'object'")) return;
  if (!(await page.evaluate(TAKE_AXE))) await page.evaluate(source);
}

/**
 * What axe leaves open and a person has looked at, by rule, reason and element. The contrast of every colour
 * of a level is in look.md and held by the tests of the tokens. Violations of the same rules still fail.
 */
const REVIEWED = [
  // axe cannot see which shape of a drawing lies behind its text.
  { id: 'color-contrast', reasons: ['bgOverlap', 'imgNode', 'shortTextContent'], within: 'svg' },
  // A wide table scrolls within its own box, so what is outside the box counts as covered.
  // A single sign, such as the number of a column, is not rated; it has the colours of the headings beside it.
  { id: 'color-contrast', reasons: ['elmPartiallyObscured', 'shortTextContent'], within: 'table' },
];

const reasonsOf = ({ any, all, none }: NodeResult): string[] =>
  [...any, ...all, ...none].map(({ id, data }) => String(data?.messageKey ?? id));

async function isReviewed(page: Page, id: string, node: NodeResult): Promise<boolean> {
  const about = REVIEWED.filter(
    (each) => each.id === id && reasonsOf(node).every((reason) => each.reasons.includes(reason)),
  );
  if (about.length === 0) return false;
  const selector = JSON.stringify(node.target.join(' '));
  const places = JSON.stringify(about.map(({ within }) => within).join(', '));
  return await page.evaluate(`document.querySelector(${selector})?.closest(${places}) != null`);
}

export const EVERYTHING: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

/** The rules whose answer depends on colours, beside contrast, which is asked about with any rules. */
export const COLOURS: RunOnly = { type: 'rule', values: ['link-in-text-block'] };

/** The rules whose answer depends on colours or on the width of the window. */
export const LOOKS: RunOnly = {
  type: 'rule',
  values: [...COLOURS.values, 'target-size', 'scrollable-region-focusable'],
};

/** All that an answer of axe depends on: the page as it stands, what is filled in, and how it is looked at. */
const RATING = `JSON.stringify([
  document.documentElement.outerHTML,
  [...document.querySelectorAll('input, select, textarea')].map(({ checked, value }) => [checked, value]),
  [...document.querySelectorAll('*')].indexOf(document.activeElement),
  [innerWidth, innerHeight, scrollX, scrollY],
  ['prefers-color-scheme: dark', 'forced-colors: active', 'prefers-reduced-motion: reduce', 'scripting: none']
    .map((query) => matchMedia('(' + query + ')').matches),
])`;

/**
 * Where this run remembers that axe found nothing, or null outside a run. The names of styles hold the hash of their
 * content, so the page names them; ids are new in every world and say nothing.
 */
async function placeToRemember(page: Page, rules: RunOnly): Promise<string | null> {
  const folder = process.env.WAYMARK_TEST_DATA;
  if (!folder) return null;
  const ids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  const rating = String(await page.evaluate(RATING)).replace(ids, '');
  const asked = JSON.stringify([source.length, rules, rating]);
  mkdirSync(join(folder, 'axe'), { recursive: true });
  return join(folder, 'axe', createHash('sha256').update(asked).digest('hex'));
}

/** One line for each element that breaks a rule, or of which axe cannot tell and nobody has looked. */
export async function faultsOf(page: Page, where: string, rules = EVERYTHING): Promise<string[]> {
  const place = await placeToRemember(page, rules);
  if (place && existsSync(place)) return [];
  const lines = await askAxe(page, where, rules);
  if (place && lines.length === 0) writeFileSync(place, '');
  return lines;
}

/** What stays in view lies over what is scrolled beneath it, where axe cannot read: it is read where it stands in the page. */
const setBars = (page: Page, position: string) =>
  page.evaluate(
    `for (const bar of document.querySelectorAll('.savebar, .told')) bar.style.position = '${position}'`,
  );

async function askAxe(page: Page, where: string, rules: RunOnly): Promise<string[]> {
  await takeAxe(page);
  const contrast = 'color-contrast';
  await setBars(page, 'static');
  const { violations, incomplete } = await runAxe(page, {
    resultTypes: ['violations', 'incomplete'],
    runOnly: rules.type === 'tag' ? rules : { ...rules, values: [...rules.values, contrast] },
  });
  await setBars(page, '');
  const lines: string[] = [];
  for (const { id, help, nodes } of [...violations, ...incomplete]) {
    const isOpen = incomplete.some((each) => each.id === id && each.nodes === nodes);
    for (const node of nodes) {
      if (isOpen && (await isReviewed(page, id, node))) continue;
      const why = node.failureSummary ?? reasonsOf(node).join(', ');
      lines.push(`${where}: ${id} (${help}) at ${node.target.join(' ')}: ${why}`);
    }
  }
  return lines;
}

/** The kinds of element that axe has looked at in this process, by the rules that it was asked. */
const lookedAt = new Map<RunOnly, Set<string>>();

/**
 * Fails with one line for each element that breaks a rule. In `npm test` a page that shows no kind of element which no page
 * of this process showed before is passed by; the deep tier looks at every one.
 */
export async function assertAccessible(
  page: Page,
  where: string,
  rules = EVERYTHING,
): Promise<void> {
  const known = lookedAt.get(rules) ?? new Set();
  lookedAt.set(rules, known);
  if (!showsMore(await page.content(), known) && !hasAllRuns) return;
  const lines = await faultsOf(page, where, rules);
  assert.deepEqual(lines, [], lines.join('\n'));
}
