/** What happens at a school, in the order of its days: so that the history tells it as it was. */
import type { AppContext } from '../platform/storage/context.js';

/** Something that somebody does at one moment of the story. */
export interface Turn {
  at: Date;
  /** Given an app context whose clock stands at that moment. */
  play(context: AppContext): Promise<void>;
}

/** Plays all of it, the earliest first; what happens at one moment in the order that it was given in. */
export async function playInOrder(context: AppContext, turns: readonly Turn[]): Promise<void> {
  const inOrder = [...turns].sort((one, other) => one.at.getTime() - other.at.getTime());
  for (const { at, play } of inOrder) await play({ ...context, clock: () => at });
}
