/** What changes of every feature share: one transaction in a member's name, with one effect, and its entry in the history. */

import type { EventDefinitions } from '../history/events.js';
import { type Channel, type Circumstances, type Happened, record } from '../history/history.js';
import type { AppContext } from '../storage/context.js';
import { once } from '../storage/idempotency.js';
import type { Db } from '../storage/transaction.js';
import { type Member, scopeOf } from './member.js';

/** How a change came in. */
export interface How {
  /** Lets a second sending have no second effect. */
  key: string | null;
  channel?: Channel;
  /** They have said that the texts name no individual learners. */
  namesNoLearners?: boolean;
}

/** Runs `work` in a transaction in the member's name. Sent again with the same key it gives its first answer, unrun. */
export const changeIdempotently = <T>(
  context: AppContext,
  member: Member,
  key: string | null,
  work: (db: Db) => Promise<T>,
): Promise<T> =>
  context.storage.write(scopeOf(member), (db) =>
    once(db, context, member.person.id, key, () => work(db)),
  );

/**
 * The context for a change that is part of a larger one: what it reads and writes goes through the transaction that is
 * open, so that all of it is saved or none.
 */
export const within = (context: AppContext, db: Db): AppContext => ({
  ...context,
  storage: {
    ...context.storage,
    read: (_scope, work) => work(db),
    write: (_scope, work) => work(db),
  },
});

/** Records what a member did and through which channel, in the history of their school. */
export const recordBy = <E extends EventDefinitions>(
  db: Db,
  context: Pick<AppContext, 'clock' | 'id'>,
  { organisation, person, channel }: Member,
  events: E,
  happened: Happened<E> & Omit<Circumstances, 'organisation' | 'person' | 'channel'>,
): Promise<void> =>
  record(db, context, events, {
    ...happened,
    channel,
    organisation: organisation.id,
    person: person.id,
  });
