/** One page in every way that people look at it: desk and phone, light, dark and forced colours. */
import type { RunOnly } from 'axe-core';
import type { Page } from 'playwright-core';
import { COLOURS, EVERYTHING, faultsOf, LOOKS } from './axe.js';

export const DESK = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };

interface View {
  name: string;
  size: typeof DESK;
  colorScheme: 'light' | 'dark';
  forcedColors: 'none' | 'active';
}

const BASE: View = { name: 'desk, light', size: DESK, colorScheme: 'light', forcedColors: 'none' };

/** The views that differ most from a desk in light colours: width and colours change together. */
const DARK_PHONE: View = {
  name: 'phone, dark',
  size: PHONE,
  colorScheme: 'dark',
  forcedColors: 'none',
};
const FORCED: View = {
  name: 'desk, forced colours',
  size: DESK,
  colorScheme: 'light',
  forcedColors: 'active',
};

const DARK_DESK: View = {
  name: 'desk, dark',
  size: DESK,
  colorScheme: 'dark',
  forcedColors: 'none',
};
const LIGHT_PHONE: View = {
  name: 'phone, light',
  size: PHONE,
  colorScheme: 'light',
  forcedColors: 'none',
};
const EVERY_VIEW: readonly View[] = [
  ...[BASE, DARK_PHONE, FORCED, DARK_DESK, LIGHT_PHONE],
  { name: 'phone, forced colours', size: PHONE, colorScheme: 'dark', forcedColors: 'active' },
];

/**
 * How closely a page is looked at. `closely`: every rule at a desk, and in the far views what depends on how they differ
 * from it. `atDesk`: the same but for the phone. `once`: every rule at a desk, and whether it fits on a phone. `onPhone`:
 * what depends on colours and width, on a dark phone, and whether it fits at a desk. The deep tier sets EVERY_VIEW: then
 * all of it in every view, whatever is asked here.
 */
export type Look = 'closely' | 'atDesk' | 'once' | 'onPhone';

/**
 * What a walk over many pages may take, in milliseconds. It is for what hangs: such a walk takes 3 minutes by itself, and
 * many times that beside other tests on a busy machine.
 */
export const WALK_MS = 45 * 60_000;

export const hasEveryView = Boolean(process.env.EVERY_VIEW);

/** The views of a look in `npm test`, with what axe is asked there; null for nothing. Colours change as seldom as can be. */
const DAILY: Record<Look, readonly [View, RunOnly | null][]> = {
  closely: [
    [BASE, EVERYTHING],
    [DARK_PHONE, LOOKS],
    [FORCED, COLOURS],
  ],
  atDesk: [
    [BASE, EVERYTHING],
    [FORCED, COLOURS],
  ],
  once: [
    [BASE, EVERYTHING],
    [LIGHT_PHONE, null],
  ],
  onPhone: [
    [DARK_PHONE, LOOKS],
    [DARK_DESK, null],
  ],
};

const EVERYWHERE = EVERY_VIEW.map((view): [View, RunOnly] => [
  view,
  view === BASE ? EVERYTHING : LOOKS,
]);

/** What is on the screen now comes first, as each new size is laid out and painted anew. */
function viewsFor(page: Page, look: Look): [View, RunOnly | null][] {
  const isAnew = ([{ size }]: [View, unknown]) => Number(size.width !== page.viewportSize()?.width);
  return [...(hasEveryView ? EVERYWHERE : DAILY[look])].sort((a, b) => isAnew(a) - isAnew(b));
}

/**
 * The faults of the page that is open, one line each. Nothing may be wider than the window. Motion is reduced, or axe
 * would read buttons on their way from the colours of one view to those of the next.
 */
export async function faultsInViews(page: Page, where: string, look: Look): Promise<string[]> {
  const faults: string[] = [];
  for (const [{ name, size, ...media }, rules] of viewsFor(page, look)) {
    await page.setViewportSize(size);
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    if (rules) faults.push(...(await faultsOf(page, `${where} (${name})`, rules)));
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
    if (width > size.width) faults.push(`${where} (${name}): ${width} px wide`);
  }
  return faults;
}
