/** Drawings as PNG, for Word files: SVG alone is not shown by every program that opens them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Drawing } from '../../platform/chart/drawing.js';

/** Points of the picture for each point of the page: sharp in print. */
const ZOOM = 2.5;

let ready: Promise<void> | undefined;

/** A drawing as PNG with these fonts (TrueType files). */
export async function pngOf({ svg }: Drawing, fonts: readonly Buffer[]): Promise<Uint8Array> {
  ready ??= initWasm(
    readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')),
  );
  await ready;
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { fontBuffers: [...fonts], defaultFontFamily: 'Open Sans', loadSystemFonts: false },
    background: '#ffffff',
  });
  const image = resvg.render();
  const png = image.asPng();
  image.free();
  resvg.free();
  return png;
}
