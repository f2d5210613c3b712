import { modelEvents } from '../framework/events.js';
import type { Framework } from '../framework/framework.js';
import { presentFramework } from '../framework/present.js';
import type { Member } from '../platform/access/member.js';
import { recordBy } from '../platform/access/member-changes.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';
import { saveDraft } from './drafts-store.js';

/** Keeps a framework as a made draft. In the caller's transaction. */
export async function saveAsDraft(
  db: Db,
  context: AppContext,
  member: Member,
  framework: Framework,
): Promise<{ id: string }> {
  const id = context.id();
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
    at: context.clock(),
  });
  await recordBy(db, context, member, modelEvents, {
    verb: 'framework-draft.started',
    subject: { kind: 'framework draft', id },
    after: { title: framework.title },
  });
  return { id };
}
