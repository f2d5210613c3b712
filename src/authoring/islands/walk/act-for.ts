import { isSingleKey, type KeyPressed } from '../../../platform/web/islands/keys/single-key.js';

const ACTS = { a: 'accept', n: 'unreadable', w: 'words', j: 'next', k: 'before' } as const;

/** What a key does on the page of an item. Null while somebody types, and with any modifier. */
export function actFor(
  pressed: KeyPressed,
  isTyping: boolean,
): (typeof ACTS)[keyof typeof ACTS] | 'leave' | null {
  if (!isSingleKey(pressed)) return null;
  if (pressed.key === 'Escape') return 'leave';
  if (isTyping || !Object.hasOwn(ACTS, pressed.key)) return null;
  return ACTS[pressed.key as keyof typeof ACTS];
}
