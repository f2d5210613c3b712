/** One page in every way that people look at it: desk and phone, light, dark and forced colours. */
import type { Page } from 'playwright-core';
import { faultsOf, LOOKS } from './axe.js';

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
export const FAR_VIEWS: readonly View[] = [
  { name: 'phone, dark', size: PHONE, colorScheme: 'dark', forcedColors: 'none' },
  { name: 'desk, forced colours', size: DESK, colorScheme: 'light', forcedColors: 'active' },
];

/** Every other view, for `EVERY_VIEW=1 npm test -- tests/journeys/every-page.test.ts`. */
const OTHER_VIEWS: readonly View[] = [
  { name: 'desk, dark', size: DESK, colorScheme: 'dark', forcedColors: 'none' },
  { name: 'phone, light', size: PHONE, colorScheme: 'light', forcedColors: 'none' },
  { name: 'phone, forced colours', size: PHONE, colorScheme: 'dark', forcedColors: 'active' },
];

/**
 * The faults of the page that is open, one line each. Everything is checked at a desk in light colours; in the
 * other views what depends on them: contrast, size of targets, what scrolls, and that nothing is wider than the page.
 * With `rulesAtTheDesk` only those are checked there.
 */
export async function faultsInViews(
  page: Page,
  where: string,
  views: readonly View[] = FAR_VIEWS,
  rulesAtTheDesk?: typeof LOOKS,
): Promise<string[]> {
  const faults: string[] = [];
  const others = process.env.EVERY_VIEW ? [...FAR_VIEWS, ...OTHER_VIEWS] : views;
  for (const view of [BASE, ...others]) {
    const { name, size, ...media } = view;
    await page.setViewportSize(size);
    await page.emulateMedia(media);
    const rules = view === BASE ? rulesAtTheDesk : LOOKS;
    faults.push(...(await faultsOf(page, `${where} (${name})`, rules)));
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
    if (width > size.width) faults.push(`${where} (${name}): ${width} px wide`);
  }
  return faults;
}
