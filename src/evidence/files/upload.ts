/** An upload from its first byte until it may be kept: counted, hashed, known by type, and scanned. */

import { sniff } from '../../platform/documents/uploads/file-type.js';
import { MOST_FILE_BYTES, type Sniffed } from '../../platform/documents/uploads/file-types.js';
import type { AppContext } from '../../platform/storage/context.js';
import { dropIncoming, type Incoming, takeIn } from '../../platform/storage/files-incoming.js';
import type { Arriving } from '../../platform/web/multipart.js';
import { scan } from './virus-scan.js';

export interface Upload extends Sniffed {
  incoming: Incoming;
  /** The name as text: what people read. */
  name: string;
}

/**
 * Takes an upload in. Nothing is left of one that is refused.
 * @throws Problem 413 `file.too-large`; 422 `file.…` for what is not taken; 503 `file.not-scanned`
 */
export async function takeUpload(
  context: AppContext,
  arriving: Omit<Arriving, 'field'>,
): Promise<Upload> {
  const { dataFolder, clamdUrl } = context.config;
  const incoming = await takeIn(dataFolder, context.id(), arriving.bytes, MOST_FILE_BYTES);
  try {
    const name = nameAsText(arriving.name);
    const sniffed = await sniff(incoming.path, name);
    if (clamdUrl) await scan(clamdUrl, incoming.path);
    return { ...sniffed, incoming, name };
  } catch (error) {
    await dropIncoming(incoming);
    throw error;
  }
}

const MOST_NAME = 150;

/**
 * What a person reads as the name of the file: the last part of what their machine sent, without control characters,
 * marks that turn the direction of writing, or halves of characters. Never used as a path.
 */
export function nameAsText(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .toWellFormed()
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (/^\.*$/.test(plain)) return 'file';
  if (plain.length <= MOST_NAME) return plain;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(plain)?.[0] ?? '';
  return `${[...plain]
    .slice(0, MOST_NAME - ending.length)
    .join('')
    .toWellFormed()}${ending}`;
}

/** The name without its ending, for an item that was given no other. */
export const titleFromName = (name: string) =>
  name
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    .replace(/[_]+/g, ' ')
    .trim() || name;
