/**
 * How many other next steps one supports, in the one sentence that every page, picture and report says it with.
 * "Supports" counts the other statements with a step not taken yet that needs this one directly, each once
 * (docs/leverage.md). Steps that could begin, because all that they need is there, are another fact with another name:
 * "ready".
 */
import { countWords } from './scale.js';

/** "Supports 9 other next steps"; "Supports no other next step directly, 2 later on" where none needs it directly. */
export function supportWords({ direct, later }: { direct: number; later: number }): string {
  if (direct > 0) return `Supports ${countWords(direct, 'other next step')}`;
  return `Supports no other next step directly${later > 0 ? `, ${later} later on` : ''}`;
}
