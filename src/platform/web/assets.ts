/** The built styles, islands and font: names that hold their content's hash, kept by browsers for a year. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptedEncoding } from './encoding.js';
import type { Ctx } from './request-context.js';

const KINDS: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
};

interface Asset {
  kind: string;
  plain: Uint8Array<ArrayBuffer>;
  br: Uint8Array<ArrayBuffer> | null;
  gz: Uint8Array<ArrayBuffer> | null;
}

let names: Record<string, string> = {};
let assets = new Map<string, Asset>();

/** Reads the built assets into memory. Called once at start. */
export function loadAssets(root: string): void {
  const folder = join(root, 'dist/public');
  const bytes = (path: string) => (existsSync(path) ? new Uint8Array(readFileSync(path)) : null);
  names = JSON.parse(readFileSync(join(root, 'dist/assets.json'), 'utf8'));
  assets = new Map(
    readdirSync(folder)
      .filter((file) => !/\.(br|gz)$/.test(file))
      .map((file) => {
        const path = join(folder, file);
        const kind = KINDS[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
        const plain = new Uint8Array(readFileSync(path));
        return [file, { kind, plain, br: bytes(`${path}.br`), gz: bytes(`${path}.gz`) }];
      }),
  );
}

/** The address of a built asset: `assetPath('waymark.css')`. */
export function assetPath(name: string): string {
  const path = names[name];
  if (!path) throw new Error(`There is no built asset called ${name}.`);
  return path;
}

/** Serves one asset, compressed beforehand. */
export function serveAsset(c: Ctx): Response {
  const asset = assets.get(c.req.param('name') ?? '');
  if (!asset) return c.notFound() as Response;
  const { br, gz } = asset;
  const encoding = acceptedEncoding(c, [
    ...(br ? ['br' as const] : []),
    ...(gz ? ['gzip' as const] : []),
  ]);
  const body = encoding === 'br' ? br : encoding === 'gzip' ? gz : asset.plain;
  c.header('Content-Type', asset.kind);
  c.header('Cache-Control', 'public, max-age=31536000, immutable');
  c.header('Vary', 'Accept-Encoding');
  if (encoding) c.header('Content-Encoding', encoding);
  return c.body(body as Uint8Array<ArrayBuffer>);
}
