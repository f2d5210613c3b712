/** What a browser really drew: the ink of texts and marks against their ground, out of the pixels of a page. */
import type { Page } from 'playwright-core';
import type { Scheme } from './runs.js';

/** A text or a mark as it lies on the page, in pixels from its top left corner. */
interface Place {
  name: string;
  /** The contrast that its ink needs. */
  least: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

const WIDTH = 1280;
/** How much of a page is looked at, in pixels. What is below, such as further statements, looks the same. */
export const TALLEST = 2500;

const CONTROLS = 'a[href], button, summary, input, select, textarea, [tabindex]';

/** Every text and cairn that is shown, in words that tell where it stands. */
const PLACES = `(() => {
  const nameOf = (element) => {
    const names = [];
    for (let each = element; each && each !== document.body && names.length < 3; each = each.parentElement)
      names.unshift(each.localName + [...each.classList].map((name) => '.' + name).join(''));
    return names.join(' > ');
  };
  const places = [];
  const add = (element, words, least, box) => {
    const [x, y] = [box.x + scrollX, box.y + scrollY];
    if (box.width < 3 || box.height < 3 || x < 0 || y < 0 || y + box.height > ${TALLEST}) return;
    // What its own box has scrolled out of sight is drawn nowhere.
    const scrolling = element.closest('.scrolls, [tabindex="0"]')?.getBoundingClientRect();
    if (scrolling && (box.right > scrolling.right || box.left < scrolling.left)) return;
    places.push({ name: nameOf(element) + ': ' + words, least, x, y, width: box.width, height: box.height });
  };
  const isShown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !element.closest('.vh, .govuk-visually-hidden, [aria-disabled=true], :disabled') && !element.closest('.faint');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const words = node.data.trim();
    const element = node.parentElement;
    if (!words || !isShown(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const [box] = range.getClientRects();
    if (box) add(element, words.slice(0, 40), 4.5, box);
  }
  for (const cairn of document.querySelectorAll('.cairn'))
    if (isShown(cairn)) add(cairn, 'a cairn', 3, cairn.getBoundingClientRect());
  return places;
})()`;

/** Looks at a picture of the page: one line for each place where no pixel differs enough from its ground. */
const LOOK = `(async ({ picture, places }) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  drawing.drawImage(bitmap, 0, 0);
  const part = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = (rgb) => 0.2126 * part((rgb >> 16) / 255) + 0.7152 * part(((rgb >> 8) & 255) / 255) + 0.0722 * part((rgb & 255) / 255);
  const faults = [];
  for (const { name, least, x, y, width, height } of places) {
    const right = Math.min(bitmap.width, Math.ceil(x + width));
    const bottom = Math.min(bitmap.height, Math.ceil(y + height));
    const [left, top] = [Math.floor(x), Math.floor(y)];
    if (right - left < 3 || bottom - top < 3) continue;
    const { data } = drawing.getImageData(left, top, right - left, bottom - top);
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {
      const rgb = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
      counts.set(rgb, (counts.get(rgb) ?? 0) + 1);
    }
    const [[ground]] = [...counts].sort(([, one], [, other]) => other - one);
    const under = light(ground);
    // The edges of letters are mixed with the ground, so the ink is what differs most from it.
    const most = Math.max(...[...counts.keys()].map((rgb) => {
      const over = light(rgb);
      return (Math.max(over, under) + 0.05) / (Math.min(over, under) + 0.05);
    }));
    if (most < least) faults.push(name + ' has ' + most.toFixed(2) + ':1 on #' + ground.toString(16).padStart(6, '0'));
  }
  return faults;
})`;

/** Marks the first of each kind of control on the page that is not among the known ones, and gives the new kinds. */
const MARK_KINDS = `((known) => {
  const kinds = new Set(known);
  for (const control of document.querySelectorAll(${JSON.stringify(CONTROLS)})) {
    if (!control.checkVisibility() || control.getBoundingClientRect().bottom > ${TALLEST}) continue;
    const around = [control, control.parentElement, control.parentElement?.parentElement];
    const kind = around.map((each) => each?.localName + '.' + each?.getAttribute('class')).join(' ')
      + (control.getAttribute('type') ?? '');
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    control.setAttribute('data-is-focused', '');
  }
  return [...kinds];
})`;

/** Shows controls as they look with the focus on them. */
async function showFocused(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('DOM.enable');
  await devtools.send('CSS.enable');
  const { root } = await devtools.send('DOM.getDocument', { depth: 0 });
  const { nodeIds } = await devtools.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector: '[data-is-focused]',
  });
  const forcedPseudoClasses = ['focus', 'focus-visible'];
  for (const nodeId of nodeIds)
    await devtools.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses });
}

/**
 * The texts and cairns of the page that is open which nobody can tell from their ground in forced colours, in each
 * colour scheme, one line each. The first of each kind of control that is not `known` has the focus; then it is. `reader` is a
 * window whose page is empty.
 */
export async function unreadable(
  page: Page,
  reader: Page,
  known: Set<string>,
  schemes: readonly Scheme[],
): Promise<string[]> {
  // What stays in view would lie over what is looked at.
  await page.evaluate(
    `for (const bar of document.querySelectorAll('.savebar, .told')) bar.style.position = 'static'`,
  );
  const kinds = await page.evaluate(`${MARK_KINDS}(${JSON.stringify([...known])})`);
  for (const kind of kinds as string[]) known.add(kind);
  await showFocused(page);
  const places = (await page.evaluate(PLACES)) as Place[];
  const faults: string[] = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    const picture = await pictureOf(page);
    const found = await reader.evaluate(`${LOOK}(${JSON.stringify({ picture, places })})`);
    faults.push(...(found as string[]).map((fault) => `${colorScheme}: ${fault}`));
  }
  return faults;
}

/** The page as it is drawn, down to the tallest that is looked at, as PNG in base64. */
export async function pictureOf(page: Page): Promise<string> {
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  const clip = { x: 0, y: 0, width: WIDTH, height: Math.min(height, TALLEST) };
  // Now and then Chromium cannot capture a page whose colours have just changed.
  const take = () => page.screenshot({ fullPage: true, clip });
  return (await take().catch(take)).toString('base64');
}
