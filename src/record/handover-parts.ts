/** Parts of the handover that rooms above hand in: what is open there, told by those who know it. */
import type { Db } from '../platform/storage/transaction.js';

/** Something that is open and waits for whoever comes next. */
export interface HandoverItem {
  /** "Question from Helen Marsh, governor" */
  title: string;
  /** Its page. */
  path: string;
  /** "On 2.4 Destinations data, Internal leadership review 2026/27. Asked on 12 November 2026, no reply yet." */
  about: string;
  /** What was written, as it was typed. */
  words: string;
}

interface HandoverPart {
  /** "Open questions" */
  title: string;
  /** What to do about them before leaving: "Answer the open questions below, or agree who will." */
  todo: string;
  /** What the paper says when there are none. */
  none: string;
  list(db: Db, organisation: string): Promise<HandoverItem[]>;
}

/** A part with what was found for one school. */
export type FoundPart = Omit<HandoverPart, 'list'> & { items: HandoverItem[] };

const parts = new Map<string, HandoverPart>();

/** Hands a part in. Called once, where the feature's routes are made. */
export function handIn(part: HandoverPart): void {
  parts.set(part.title, part);
}

/** Every part that was handed in, for one school. */
export async function readParts(db: Db, organisation: string): Promise<FoundPart[]> {
  const found: FoundPart[] = [];
  for (const { list, ...part } of parts.values())
    found.push({ ...part, items: await list(db, organisation) });
  return found;
}
