import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Tone, textOn, toneAt } from './scale.js';
import { LEVEL_PAINT, PAGE_COLOUR } from './tokens.js';

const css = readFileSync(new URL('../web/styles/_tokens.scss', import.meta.url), 'utf8');

/** The colours that one scheme sets: the rules from a marker to the end of their block. */
function coloursAfter(marker: string): Map<string, string> {
  const from = css.indexOf(marker);
  assert.notEqual(from, -1, `_tokens.scss has no ${marker}`);
  const block = css.slice(css.indexOf(':root {', from), css.indexOf('\n}', from));
  const found = block.matchAll(/--wm-([\w-]+): (#[0-9a-f]{3,6})/g);
  return new Map([...found].map(([, name, value]) => [name!, value!]));
}

const light = coloursAfter(':root {');
const dark = new Map([...light, ...coloursAfter('prefers-color-scheme: dark')]);
const print = coloursAfter('@media print');
const TONES = Object.keys(LEVEL_PAINT) as Tone[];

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

test('the level colours of the report are those of the style sheet', () => {
  for (const tone of TONES) {
    assert.equal(LEVEL_PAINT[tone].fill, light.get(`l${tone}`), `fill of ${tone}`);
    assert.equal(LEVEL_PAINT[tone].on, light.get(`on-l${textOn(tone)}`), `number on ${tone}`);
  }
});

test('the other colours of the report are those of the style sheet in print', () => {
  for (const [name, value] of Object.entries(PAGE_COLOUR)) {
    assert.equal(value, print.get(name) ?? light.get(name), name);
  }
});

for (const [scheme, colours] of [
  ['light', light],
  ['dark', dark],
] as const) {
  test(`a number is readable on every level colour in the ${scheme} scheme`, () => {
    for (const tone of TONES) {
      const ratio = contrast(colours.get(`l${tone}`)!, colours.get(`on-l${textOn(tone)}`)!);
      assert.ok(ratio >= 4.5, `${tone}: ${ratio.toFixed(2)}`);
    }
  });

  test(`lightness runs one way on every ramp in the ${scheme} scheme`, () => {
    for (let count = 2; count <= 8; count += 1) {
      const levels = Array.from({ length: count }, (_, level) => ({ level, title: '' }));
      const ramp = levels.map((_, rank) => luminance(colours.get(`l${toneAt({ levels }, rank)}`)!));
      const steps = ramp.slice(1).map((value, at) => value - ramp[at]!);
      const sign = scheme === 'light' ? -1 : 1;
      assert.ok(
        steps.every((step) => step * sign > 0.01),
        `${count} levels: ${ramp.map((value) => value.toFixed(2)).join(' ')}`,
      );
    }
  });
}
