/** A font of an operator's own, for tests. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How far the letters of Tamil are moved: its figures come to lie on letters of Georgian, which no font of ours has. */
const MOVED = 0x500;
const TAMIL = [0x0b80, 0x0bff] as const;

/** Noto Sans Tamil under another name, "Noto Sans Tamix", whose figures are the letters ღ, ყ, შ, ჩ and so on of Georgian. */
export function georgianFont(root: string): Buffer {
  const font = readFileSync(join(root, 'src/report/fonts/noto-sans-tamil-regular.ttf'));
  const name = Buffer.from('Noto Sans Tamil', 'utf16le').swap16();
  for (let at = font.indexOf(name); at >= 0; at = font.indexOf(name, at + 1))
    font.write('x', at + name.length - 1, 'latin1');
  const cmap = font.readUInt32BE(font.indexOf('cmap', 0, 'latin1') + 8);
  for (let at = 0; at < font.readUInt16BE(cmap + 2); at += 1)
    move(font.subarray(cmap + font.readUInt32BE(cmap + 4 + at * 8 + 4)));
  return font;
}

/** Moves the segments of a table of format 4 that lie in Tamil. */
function move(subtable: Buffer): void {
  const bytes = subtable.readUInt16BE(6);
  for (let at = 0; at < bytes; at += 2) {
    const [end, start, delta] = [14 + at, 16 + bytes + at, 16 + bytes * 2 + at];
    if (subtable.readUInt16BE(start) < TAMIL[0] || subtable.readUInt16BE(end) > TAMIL[1]) continue;
    subtable.writeUInt16BE(subtable.readUInt16BE(start) + MOVED, start);
    subtable.writeUInt16BE(subtable.readUInt16BE(end) + MOVED, end);
    const isByDelta = subtable.readUInt16BE(16 + bytes * 3 + at) === 0;
    if (isByDelta) subtable.writeUInt16BE((subtable.readUInt16BE(delta) - MOVED) & 0xffff, delta);
  }
}
