/** One page in every way that people look at it: desk and phone, light, dark and forced colours. */
import type { RunOnly } from 'axe-core';
import type { Page } from 'playwright-core';
import { COLOURS, EVERYTHING, faultsOf, LOOKS } from './axe.js';

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };

interface View {
  name: string;
  size: typeof DESK;
  colorScheme: 'light' | 'dark';
  forcedColors: 'none' | 'active';
}

const BASE: View = { name: 'desk, light', size: DESK, colorScheme: 'light', forcedColors: 'none' };

/** The views that differ most from a desk in light colours: width and colours change together. */
const FAR_VIEWS: readonly View[] = [
  { name: 'phone, dark', size: PHONE, colorScheme: 'dark', forcedColors: 'none' },
  { name: 'desk, forced colours', size: DESK, colorScheme: 'light', forcedColors: 'active' },
];

const OTHER_VIEWS: readonly View[] = [
  { name: 'desk, dark', size: DESK, colorScheme: 'dark', forcedColors: 'none' },
  { name: 'phone, light', size: PHONE, colorScheme: 'light', forcedColors: 'none' },
  { name: 'phone, forced colours', size: PHONE, colorScheme: 'dark', forcedColors: 'active' },
];

/**
 * How closely a page is looked at. `closely`: every rule at a desk, and in the far views what depends on how they differ
 * from it. `once`: every rule at a desk, and whether it fits on a phone. `onPhone`: what depends on colours and width, on
 * a dark phone, and whether it fits at a desk. The deep tier sets EVERY_VIEW: then all of it in every view, whatever is
 * asked for here.
 */
export type Look = 'closely' | 'once' | 'onPhone';

export const hasEveryView = Boolean(process.env.EVERY_VIEW);

/** What axe is asked in a view; null for nothing. */
function rulesIn(view: View, look: Look): RunOnly | null {
  const isFull = hasEveryView || look === 'closely';
  if (view === BASE) return isFull || look === 'once' ? EVERYTHING : null;
  if (!isFull && look === 'once') return null;
  return view.size === DESK && !hasEveryView ? COLOURS : LOOKS;
}

/** The views for a look. What is on the screen now comes first, as each new size is laid out and painted anew. */
function viewsFor(page: Page, look: Look): View[] {
  const far = hasEveryView ? [...FAR_VIEWS, ...OTHER_VIEWS] : FAR_VIEWS;
  const views = [BASE, ...(hasEveryView || look === 'closely' ? far : far.slice(0, 1))];
  const isAnew = ({ size }: View) => Number(size.width !== page.viewportSize()?.width);
  return views.sort((a, b) => isAnew(a) - isAnew(b));
}

/** The faults of the page that is open, one line each. Nothing may be wider than the window. */
export async function faultsInViews(page: Page, where: string, look: Look): Promise<string[]> {
  const faults: string[] = [];
  for (const view of viewsFor(page, look)) {
    const { name, size, ...media } = view;
    const rules = rulesIn(view, look);
    await page.setViewportSize(size);
    await page.emulateMedia(media);
    if (rules) faults.push(...(await faultsOf(page, `${where} (${name})`, rules)));
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
    if (width > size.width) faults.push(`${where} (${name}): ${width} px wide`);
  }
  return faults;
}
