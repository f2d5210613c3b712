/** The published document, when a copy of it lies beside the repository. Its words never enter the repository. */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { wordsIn } from '../../../platform/documents/sentences.js';

const FOLDER = fileURLToPath(new URL('../../../../../shared/source/', import.meta.url));

/** The bytes of the published text, or null when there is no copy. */
export function publishedText(): Uint8Array | null {
  const name = existsSync(FOLDER)
    ? readdirSync(FOLDER).find((one) => one.endsWith('.txt'))
    : undefined;
  return name === undefined ? null : readFileSync(`${FOLDER}${name}`);
}

/** What a test says when it is left out. */
export const NO_COPY = 'no copy of the published document beside the repository';

/** A short mark of some words that does not give them away: their number and the start of a hash. */
export function fingerprint(text: string | null): string {
  if (text === null) return '-';
  const words = wordsIn(text.toLowerCase());
  const hash = createHash('sha256').update(words.join(' ')).digest('hex');
  return `${words.length}:${hash.slice(0, 6)}`;
}
