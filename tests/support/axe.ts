/** Accessibility, as far as a machine can see it: no violation, and nothing left for a person to decide. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * "Incomplete" findings that a person has looked at. axe cannot tell a colour behind an SVG shape or where
 * two elements overlap; the contrast of every level colour is in look.md and in the tests of the tokens.
 */
const REVIEWED = new Set(['color-contrast', 'target-size']);

/** Fails with one line for each element that breaks a rule. */
export async function assertAccessible(page: Page, where: string): Promise<void> {
  await page.evaluate(source);
  const results = (await page.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  )) as AxeResults;
  const open = results.incomplete.filter(({ id }) => !REVIEWED.has(id));
  const lines = [...results.violations, ...open].flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${where}: ${id} (${help}) at ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  );
  assert.deepEqual(lines, [], lines.join('\n'));
}
