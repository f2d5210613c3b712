import { recordBy } from '../people/member-changes.js';
import type { Member } from '../people/people.js';
import type { Db } from '../storage/transaction.js';
import type { World } from '../storage/world.js';
import { saveDraft } from './drafts-store.js';
import { modelEvents } from './events.js';
import type { Framework } from './framework.js';
import { presentFramework } from './present.js';

/** Keeps a framework as a made draft. In the caller's transaction. */
export async function keepMade(
  db: Db,
  world: World,
  member: Member,
  framework: Framework,
): Promise<{ id: string }> {
  const id = world.id();
  const organisation = member.organisation.id;
  await saveDraft(db, {
    id,
    organisationId: organisation,
    title: framework.title,
    fileName: null,
    file: null,
    options: {},
    reading: null,
    content: presentFramework(framework),
    startedBy: member.person.id,
    at: world.clock(),
  });
  await recordBy(db, world, member, modelEvents, {
    verb: 'framework-draft.started',
    subject: { kind: 'framework draft', id },
    after: { title: framework.title },
  });
  return { id };
}
