/** Letting go of what was taken back: after 30 days its words are gone for good, and its replies with them. */

import { listOrganisations } from '../evidence/file-maintenance.js';
import { goneBefore } from '../platform/restoring.js';
import type { AppContext } from '../platform/storage/context.js';
import { purgeWithdrawn } from './saving-store.js';

/** Goes through all schools; gives how many questions, comments and replies went. */
export async function forgetWithdrawn(context: AppContext): Promise<number> {
  let gone = 0;
  for (const organisation of await listOrganisations(context)) {
    gone += await context.storage.write({ organisation, person: null }, (db) =>
      purgeWithdrawn(db, organisation, goneBefore(context.clock())),
    );
  }
  return gone;
}
