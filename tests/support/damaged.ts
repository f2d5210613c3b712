/** Documents as they come out of broken disks, cut downloads and bad hands: variants of one that is whole. */

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { printExcel, printWord } from '../../src/authoring/reading/testing/print-office.js';
import { printOds, printOdt, printRtf } from '../../src/authoring/reading/testing/print-open.js';
import { asCsv, asHtml, asText, blocksOf, type Source } from './corpus.js';

/** One way in which a document is damaged. */
export interface Variant {
  what: string;
  bytes: Uint8Array;
}

const encode = (text: string) => new TextEncoder().encode(text);

/** Every row of a source, paragraphs too, as one table. */
const rowsOf = (source: Source): string[][] =>
  blocksOf(source).flatMap((block) => (typeof block === 'string' ? [[block]] : block));

/** The forms in which a source is printed without an office suite, by their endings. */
export const PRINTED: Readonly<Record<string, (source: Source) => Uint8Array>> = {
  txt: (source) => encode(asText(source)),
  csv: (source) => encode(asCsv(source)),
  html: (source) => encode(asHtml(source)),
  rtf: (source) => printRtf(rowsOf(source)),
  docx: (source) => printWord(rowsOf(source)),
  xlsx: (source) => printExcel(rowsOf(source)),
  odt: (source) => printOdt(rowsOf(source)),
  ods: (source) => printOds({ Model: rowsOf(source) }),
};

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A document cut off, with bytes changed, twice in one file, and without each of its parts. */
export function damagedFrom(bytes: Uint8Array, seed: number): Variant[] {
  const random = randomOf(seed);
  const cut = [10, 50, 90].map((share) => ({
    what: `cut at ${share} %`,
    bytes: bytes.slice(0, Math.floor((bytes.length * share) / 100)),
  }));
  const changed = [1, 8, 64].map((count) => {
    const copy = new Uint8Array(bytes);
    for (let at = 0; at < count; at += 1)
      copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
    return { what: `${count} bytes changed, seed ${seed}`, bytes: copy };
  });
  const twice = { what: 'twice in one file', bytes: Buffer.concat([bytes, bytes]) };
  return [...cut, ...changed, twice, ...withoutParts(bytes)];
}

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

function withoutParts(bytes: Uint8Array): Variant[] {
  if (!isZip(bytes)) return [];
  const parts = unzipSync(bytes);
  return Object.keys(parts).map((name) => {
    const { [name]: _, ...rest } = parts;
    return { what: `without ${name}`, bytes: zipSync(rest, { level: 1 }) };
  });
}

const MANY = 100_000;

/** A source one of whose cells stands a hundred thousand times: beside itself, and below itself. */
export function repeatedFrom(source: Source): [string, Source][] {
  const at = source.lines.findLastIndex(({ kind }) => kind === 'row');
  const line = source.lines[at];
  const cell = (line?.kind === 'row' ? line.cells.at(-1) : undefined) ?? 'a';
  const wide = { kind: 'row' as const, cells: Array<string>(MANY).fill(cell) };
  const tall = Array.from({ length: MANY }, () => ({ kind: 'row' as const, cells: [cell] }));
  return [
    ['a cell repeated in its row', { ...source, lines: source.lines.with(at, wide) }],
    ['a cell repeated in its column', { ...source, lines: [...source.lines, ...tall] }],
  ];
}

/** What may hold itself, by the ending of a document: a start, an end, and behind what it begins. */
const NESTED: Readonly<Record<string, readonly [string, string, RegExp]>> = {
  html: ['<table><tr><td>', '</td></tr></table>', /<body>/],
  rtf: ['{', '}', /\\deff0/],
  docx: ['<w:tbl><w:tr><w:tc>', '</w:tc></w:tr></w:tbl>', /<w:body>/],
  xlsx: ['<row><c><v>', '</v></c></row>', /<sheetData>/],
  odt: ['<text:list><text:list-item>', '</text:list-item></text:list>', /<office:text[^>]*>/],
  ods: ['<table:table>', '</table:table>', /<office:spreadsheet[^>]*>/],
};
const DEEP = 5_000;

/** A document nested five thousand deep, whole and never closed; none for forms that do not nest. */
export function nestedFrom(bytes: Uint8Array, form: string): Variant[] {
  const nested = NESTED[form];
  if (!nested) return [];
  const [open, close, begin] = nested;
  const within = (text: string, end: string) =>
    text.replace(begin, (start) => `${start}${open.repeat(DEEP)}${end.repeat(DEEP)}`);
  return [
    { what: 'nested and closed', bytes: changedText(bytes, (text) => within(text, close)) },
    { what: 'nested and never closed', bytes: changedText(bytes, (text) => within(text, '')) },
  ];
}

/** The document with its text changed; of a zip that of every part. */
function changedText(bytes: Uint8Array, change: (text: string) => string): Uint8Array {
  if (!isZip(bytes)) return Buffer.from(change(Buffer.from(bytes).toString('latin1')), 'latin1');
  const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => {
    const isText = name.endsWith('.xml');
    return [name, isText ? strToU8(change(strFromU8(part))) : part] as const;
  });
  return zipSync(Object.fromEntries(parts), { level: 1 });
}
