/** The contrast of texts: by far the slowest rule of axe, so `npm test` asks once for texts that look the same. */
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

type Found = Pick<AxeResults, 'violations' | 'incomplete'>;

/**
 * Groups the texts and fields of a page by their look: all that their contrast depends on, of themselves and of what
 * they lie within. What is placed over other elements has none, since anything may be its background.
 */
const GROUP_BY_LOOK = `(() => {
  const names = ['color', 'background-color', 'background-image', 'opacity', 'filter', 'mix-blend-mode', 'font-size',
    'font-weight', 'text-shadow', '-webkit-text-stroke-width'];
  const looks = new Map([[null, '']]);
  const lookOf = (element) => {
    if (looks.has(element)) return looks.get(element);
    const outer = lookOf(element.parentElement);
    const style = getComputedStyle(element);
    const isOver = outer === null || /absolute|fixed|sticky/.test(style.position);
    const own = [element.localName, element.getAttribute('class'), ...names.map((name) => style.getPropertyValue(name))];
    const look = isOver ? null : outer + own.join('|') + '\\n';
    looks.set(element, look);
    return look;
  };
  const texts = new Set(document.querySelectorAll('input, select, textarea'));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.add(walker.currentNode.parentElement);
  // Axe asks nothing about the colours of what is hidden, or lies in a box of one pixel to be read aloud.
  const shown = [...texts].filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && Math.min(each.offsetWidth ?? 9, each.offsetHeight ?? 9) > 1);
  globalThis.textsByLook = [...Map.groupBy(shown, lookOf)];
  return textsByLook.map(([look]) => look);
})()`;

/**
 * Asks axe about the texts of some looks, named by their places, from one text to another. Tells the places that are
 * answered: a text was found to be fine, or is part of a drawing, where axe cannot see on which shape it stands.
 */
const ASK = `(async ({ places, from, to }) => {
  const include = places.flatMap((place) => textsByLook[place][1].slice(from, to));
  if (include.length === 0) return { violations: [], incomplete: [], answered: [] };
  const runOnly = { type: 'rule', values: ['color-contrast'] };
  const { violations, incomplete, passes } = await axe.run({ include }, { runOnly });
  const elementsOf = (results) =>
    results.flatMap(({ nodes }) => nodes.map(({ target }) => document.querySelector(target.join(' '))));
  const drawn = elementsOf(incomplete).filter((each) => each?.closest('svg'));
  const done = new Set([...elementsOf(passes), ...drawn]);
  const answered = places.filter((place) => textsByLook[place][1].some((each) => done.has(each)));
  return { violations, incomplete, answered };
})`;

/** The looks that axe has answered for in this process. */
const known = new Set<string>();

/** The deep tier asks about every text. Else two texts speak for their look, and all when it found neither to be fine. */
const ROUNDS = process.env.EVERY_VIEW
  ? [{ from: 0, to: Number.MAX_SAFE_INTEGER }]
  : [
      { from: 0, to: 2 },
      { from: 2, to: Number.MAX_SAFE_INTEGER },
    ];

/** What axe finds about the contrast of texts whose look it has not answered for before, in any view of any page. */
export async function contrastOf(page: Page): Promise<Found> {
  const looks = (await page.evaluate(GROUP_BY_LOOK)) as (string | null)[];
  const found: Found = { violations: [], incomplete: [] };
  for (const round of ROUNDS) {
    const places = [...looks.keys()].filter((place) => !known.has(looks[place] ?? ''));
    const asked = JSON.stringify({ places, ...round });
    const answer = (await page.evaluate(`${ASK}(${asked})`)) as Found & { answered: number[] };
    found.violations.push(...answer.violations);
    found.incomplete.push(...answer.incomplete);
    if (process.env.EVERY_VIEW) continue;
    for (const place of answer.answered) if (looks[place]) known.add(looks[place]);
  }
  return found;
}
