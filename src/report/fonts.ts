/** The fonts of the PDFs: Waymark's own, and those that the operator put into the data folder. */
import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../platform/config.js';
import { type Letters, lettersOf } from './glyphs.js';

/** Where the renderer looks for fonts. */
export type FontPlaces = Pick<Config, 'root' | 'dataFolder'>;

interface Font {
  /** "Noto Sans SC" */
  family: string;
  letters: Letters;
}

const WINDOWS = 3;
const FAMILY = 1;

/** The folders of the fonts, Waymark's own first. */
export function fontFolders({ root, dataFolder }: FontPlaces): string[] {
  const added = join(dataFolder, 'fonts');
  return [join(root, 'src/report/fonts'), ...(existsSync(added) ? [added] : [])];
}

/** The families of the fonts in a folder, each once. */
export const familiesIn = (folder: string): string[] => [
  ...new Set(readFolder(folder).map(({ family }) => family)),
];

const known = new Map<string, readonly Letters[]>();

/** What each font can show. The files are read once in a process: a font that is added counts from the next start. */
export function lettersAt(places: FontPlaces): readonly Letters[] {
  const folders = fontFolders(places);
  const key = folders.join('\n');
  const letters =
    known.get(key) ?? folders.flatMap((each) => readFolder(each).map((font) => font.letters));
  known.set(key, letters);
  return letters;
}

function readFolder(folder: string): Font[] {
  return readdirSync(folder)
    .filter((name) => /\.(ttf|otf)$/i.test(name))
    .sort()
    .flatMap((name) => readFont(join(folder, name)) ?? []);
}

/** A file that is no font is passed over, as the compiler does. */
function readFont(path: string): Font | null {
  const file = openSync(path, 'r');
  try {
    const name = tableOf(file, 'name');
    const cmap = tableOf(file, 'cmap');
    return name && cmap ? { family: familyOf(name), letters: lettersOf(cmap) } : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  } finally {
    closeSync(file);
  }
}

/** One table of a font file: the rest, which can be ten megabytes, is not read. */
function tableOf(file: number, tag: string): Buffer | null {
  const count = read(file, 0, 12).readUInt16BE(4);
  const entries = read(file, 12, count * 16);
  for (let at = 0; at < entries.length; at += 16) {
    if (entries.toString('latin1', at, at + 4) === tag)
      return read(file, entries.readUInt32BE(at + 8), entries.readUInt32BE(at + 12));
  }
  return null;
}

function read(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(Math.min(length, 4_000_000));
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from));
}

function familyOf(name: Buffer): string {
  const texts = name.readUInt16BE(4);
  for (let at = 0; at < name.readUInt16BE(2); at += 1) {
    const entry = name.subarray(6 + at * 12);
    if (entry.readUInt16BE(0) !== WINDOWS || entry.readUInt16BE(6) !== FAMILY) continue;
    const from = texts + entry.readUInt16BE(10);
    return Buffer.from(name.subarray(from, from + entry.readUInt16BE(8)))
      .swap16()
      .toString('utf16le');
  }
  return '';
}
