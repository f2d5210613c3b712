/** The contrast of texts: by far the slowest rule of axe, so `npm test` asks once for texts that look the same. */
import type { AxeResults, RunOptions } from 'axe-core';
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
 * Runs axe with some rules. Of contrast it asks about the texts of some looks, named by their places, from one text to
 * another; where anything may lie behind them, about all. One run for both, since most of its time goes into reading
 * how every element is laid out. Tells the places that are answered: a text was found to be fine, or is part of a
 * drawing, where axe cannot see on which shape it stands.
 */
const RUN = `(async ({ options, places, from, to }) => {
  const asked = new Set(places.flatMap((place) => {
    const [look, texts] = textsByLook[place];
    return look === null ? texts : texts.slice(from, to);
  }));
  const isAsked = (each) => each !== null && (asked.has(each) || isAsked(each.parentElement));
  const rule = axe._audit.rules.find(({ id }) => id === 'color-contrast');
  const matches = rule.matches;
  rule.matches = (element, ...rest) => isAsked(element) && matches(element, ...rest);
  let answered = [];
  const reporter = (rules, ...rest) => {
    const contrast = rules.find(({ id }) => id === 'color-contrast');
    const elementsOf = (nodes = []) => nodes.map(({ node }) => node.element);
    const drawn = elementsOf(contrast?.incomplete).filter((each) => each.closest('svg'));
    const done = new Set([...elementsOf(contrast?.passes), ...drawn]);
    answered = places.filter((place) => textsByLook[place][1].some((each) => done.has(each)));
    return axe.getReporter('v1')(rules, ...rest);
  };
  const { violations, incomplete } = await axe.run(document, { ...options, reporter });
  rule.matches = matches;
  return { violations, incomplete, answered };
})`;

/** The looks that axe has answered for in this process. */
const known = new Set<string>();

const CONTRAST: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } };
const MANY = Number.MAX_SAFE_INTEGER;

/**
 * What axe finds with some rules, and about the contrast of texts whose look it has not answered for before, in any
 * view of any page. The deep tier asks about every text. Else two texts speak for their look, and all when it found
 * neither to be fine.
 */
export async function runAxe(page: Page, options: RunOptions): Promise<Found> {
  const looks = (await page.evaluate(GROUP_BY_LOOK)) as (string | null)[];
  const ask = async (places: number[], from: number, to: number, rules: RunOptions) => {
    const asked = JSON.stringify({ options: rules, places, from, to });
    const found = (await page.evaluate(`${RUN}(${asked})`)) as Found & { answered: number[] };
    if (!process.env.EVERY_VIEW)
      for (const place of found.answered) if (looks[place]) known.add(looks[place]);
    return found;
  };
  const unknown = () => [...looks.keys()].filter((place) => !known.has(looks[place] ?? ''));
  if (process.env.EVERY_VIEW) return ask(unknown(), 0, MANY, options);
  const first = await ask(unknown(), 0, 2, options);
  const rest = unknown().filter((place) => looks[place] !== null);
  if (rest.length === 0) return first;
  const second = await ask(rest, 2, MANY, CONTRAST);
  return {
    violations: [...first.violations, ...second.violations],
    incomplete: [...first.incomplete, ...second.incomplete],
  };
}
