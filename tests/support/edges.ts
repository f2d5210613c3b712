/** The edges of controls as a browser really drew them: WCAG 1.4.11 asks for 3:1 against what lies around them. */
import type { Page } from 'playwright-core';
import { pictureOf, TALLEST } from './drawn.js';
import type { Scheme } from './runs.js';

/** A control as it lies on the page, in pixels from its top left corner. */
interface Control {
  name: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** How far within its box the edge may lie, in pixels. */
  depth: number;
}

const LEAST = 3;

/**
 * Each kind of control that is not known and has to have an edge: fields and boxes to tick always; buttons and links
 * where they are drawn as more than their words. A word alone is told from its ground by its own contrast.
 */
const CONTROLS = `((known) => {
  const kinds = new Set(known);
  const controls = [];
  const isDrawn = (style) => {
    const isClear = (colour) => /, 0\\)$|^transparent$/.test(colour);
    const sides = ['top', 'right', 'bottom', 'left'].filter((side) =>
      parseFloat(style.getPropertyValue('border-' + side + '-width')) > 0
      && style.getPropertyValue('border-' + side + '-style') !== 'none'
      && !isClear(style.getPropertyValue('border-' + side + '-color')));
    return sides.length >= 3 || !isClear(style.backgroundColor);
  };
  for (const control of document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a[href], summary')) {
    if (!control.checkVisibility() || control.matches(':disabled, [aria-disabled=true]')) continue;
    const isTicked = control.matches('[type=radio], [type=checkbox]');
    const isField = control.matches('input, select, textarea') && !isTicked;
    const style = getComputedStyle(control);
    if (!isTicked && !isField && !isDrawn(style)) continue;
    const around = [control, control.parentElement, control.parentElement?.parentElement];
    const kind = around.map((each) => each?.localName + '.' + each?.getAttribute('class')).join(' ')
      + (control.getAttribute('type') ?? '') + (control.checked ?? '');
    if (kinds.has(kind)) continue;
    // A level is chosen with a ring of its own; every other round or square box is drawn where the field lies.
    const shown = isTicked && style.opacity === '0' ? control.parentElement.querySelector('.pick') ?? control : control;
    const box = shown.getBoundingClientRect();
    if (box.width < 8 || box.height < 8 || box.bottom + scrollY > ${TALLEST} || box.x < 4) continue;
    kinds.add(kind);
    const name = around.slice(0, 2).reverse().map((each) => each.localName + [...each.classList].map((one) => '.' + one).join('')).join(' > ');
    controls.push({ name: name + ' ' + (control.textContent.trim() || control.name || '').slice(0, 30),
      // Of a field for a file, its button is what one sees.
      x: box.x + scrollX, y: box.y + scrollY, width: control.type === 'file' ? 60 : box.width, height: box.height,
      depth: isTicked || control.type === 'file' ? 14 : 4 });
  }
  return { kinds: [...kinds], controls };
})`;

/**
 * Looks at a picture of the page: from four pixels outside of the middle of each side inwards. Sides on which something
 * else lies there, such as the line between two stops, are left out; all others have to differ from the ground.
 */
const LOOK = `(async ({ picture, controls }) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  drawing.drawImage(bitmap, 0, 0);
  const part = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const lightAt = (x, y) => {
    const [red, green, blue] = drawing.getImageData(Math.round(x), Math.round(y), 1, 1).data;
    return 0.2126 * part(red / 255) + 0.7152 * part(green / 255) + 0.0722 * part(blue / 255);
  };
  const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  // Some lines side by side, since one may go through the gap of a dashed edge.
  const sideOf = ([x, y], [right, down], steps) => {
    const ground = lightAt(x, y);
    const ways = [-4, -2, 0, 2, 4].flatMap((beside) => Array.from({ length: steps }, (_, at) =>
      lightAt(x + right * (at + 1) + down * beside, y + down * (at + 1) + right * beside)));
    return { ground, edge: Math.max(...ways.map((light) => contrast(light, ground))) };
  };
  return controls.flatMap(({ name, x, y, width, height, depth }) => {
    const steps = 4 + Math.min(depth, Math.floor(Math.min(width, height) / 2));
    const sides = [
      sideOf([x + width / 2, y - 4], [0, 1], steps),
      sideOf([x + width / 2, y + height + 3], [0, -1], steps),
      sideOf([x - 4, y + height / 2], [1, 0], steps),
      sideOf([x + width + 3, y + height / 2], [-1, 0], steps),
    ];
    const alike = sides.filter(({ ground }) => contrast(ground, sides[0].ground) < 1.05);
    const edge = Math.min(...alike.map((side) => side.edge));
    if (alike.length < 2) return [name + ' has no ground around it'];
    return edge < ${LEAST} ? [name + ' has an edge of ' + edge.toFixed(2) + ':1'] : [];
  });
})`;

/**
 * The controls of the page that is open whose edges nobody can tell from their ground, in each colour scheme, one
 * line each. Those of a kind that is `known` are passed by; then it is. `reader` is a window whose page is empty.
 */
export async function faintEdges(
  page: Page,
  reader: Page,
  known: Set<string>,
  schemes: readonly Scheme[],
): Promise<string[]> {
  const found = await page.evaluate<{ kinds: string[]; controls: Control[] }>(
    `${CONTROLS}(${JSON.stringify([...known])})`,
  );
  for (const kind of found.kinds) known.add(kind);
  if (found.controls.length === 0) return [];
  const faults: string[] = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ forcedColors: 'none', colorScheme });
    const picture = await pictureOf(page);
    const asked = JSON.stringify({ picture, controls: found.controls });
    const faint = await reader.evaluate<string[]>(`${LOOK}(${asked})`);
    faults.push(...faint.map((fault) => `${colorScheme}: ${fault}`));
  }
  return faults;
}
