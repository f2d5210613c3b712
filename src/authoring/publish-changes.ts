/** The verbs of publishing: a version once and for all, and which version a school works with. */

import { versionTaken } from '../framework/changes.js';
import { modelEvents } from '../framework/events.js';
import type { Framework } from '../framework/framework.js';
import { assertMay } from '../framework/permissions.js';
import { findVersion, saveChoice, saveVersion } from '../framework/store.js';
import { checksumOf, type FrameworkVersion, type Origin } from '../framework/version.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { type How, recordBy } from '../platform/access/member-changes.js';
import { forbidden, invalid } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { once } from '../platform/storage/idempotency.js';
import type { Db, Scope } from '../platform/storage/transaction.js';
import { changeDraft, type FrameworkDraft } from './drafts-store.js';
import { nextVersionOf } from './earlier-version.js';
import { confirmed, isOpen, placeWords, unmarked } from './import-items.js';
import { findItems } from './open-import.js';
import { withPublishedCodes } from './published-codes.js';
import { assertSound, type PublishInput } from './publishing.js';
import { draftToFramework, ORDER_OF_LEVELS } from './reading/draft.js';

/** Who publishes: a careers leader, who may also look after the installation. */
export interface Publisher {
  member: Member;
  isAdministrator: boolean;
}

/** A version in the name of a school; for everybody only from who looks after the installation. */
export const publishScope = ({ member }: Publisher, isForAll: boolean): Scope => ({
  ...scopeOf(member),
  ...(isForAll ? { isInstallation: true } : {}),
});

/**
 * Publishes an imported draft as an immutable version. Gives the version's id.
 * @throws Problem 422 framework.gaps while a cell is missing and unmarked, framework.level-order while nobody has said
 * which level is the best where the document does not, framework.doubts while something is in
 * doubt and nobody said that it may stand, framework.invalid, framework.version-taken; 403 framework.not-for-all
 */
export async function publishImport(
  context: AppContext,
  publisher: Publisher,
  id: string,
  input: PublishInput,
  { key }: How,
): Promise<{ id: string }> {
  const { member } = publisher;
  assertMay(member, 'model.publish');
  assertMayForAll(publisher, input.isForAll);
  return context.storage.write(publishScope(publisher, input.isForAll), (db) =>
    once(db, context, member.person.id, key, async () => {
      const { draft, items, answers } = await findItems(db, member.organisation.id, id);
      if (draft.reading.refusal) throw invalid('framework.not-read', draft.reading.refusal.says);
      const gaps = unmarked(items);
      if (gaps.length > 0) throw stillGaps(gaps.map(placeWords));
      if (draft.reading.doubts.some(({ rule }) => rule === ORDER_OF_LEVELS)) throw noOrder();
      if (!input.isCompared && items.some(isOpen)) throw stillDoubts();
      const model = withPublishedCodes(confirmed(draft.reading, answers));
      const plain = draftToFramework(model, {
        id: 'model',
        ...named(input),
        institutionTypes: [],
      });
      const { organisation } = member;
      const next = await nextVersionOf(db, organisation.id, plain, input.continues);
      const { framework, companion, matches } = next;
      const matched = { matchedVersionId: companion?.version.id ?? null, matches };
      return publish(
        db,
        context,
        publisher,
        { framework, origin: 'imported', ...matched, draft },
        input,
      );
    }),
  );
}

/** How a version is named, as it was typed. */
export const named = (input: PublishInput) => ({
  title: input.title,
  edition: input.edition || null,
  version: input.version,
  language: input.language,
  publisher: input.publisher ? { name: input.publisher, work: input.work || input.title } : null,
});

const noOrder = () =>
  invalid(
    'framework.level-order',
    'Which end is best? The document does not say. Choose the order of the columns in “Read again with other settings”, then publish.',
  );

const stillGaps = (places: string[]) =>
  invalid(
    'framework.gaps',
    `There are no words yet for ${places.slice(0, 5).join(', ')}${places.length > 5 ? ' and others' : ''}. Type them, or mark them as not readable in your copy.`,
  );

function stillDoubts() {
  const sentence = 'Confirm that you accept what is in doubt, or check it first';
  return invalid('framework.doubts', `${sentence}.`, { isCompared: sentence });
}

/** Throws Forbidden when somebody else than who looks after the installation publishes for every school. */
export function assertMayForAll({ isAdministrator }: Publisher, isForAll: boolean): void {
  if (isForAll && !isAdministrator) {
    throw forbidden(
      'framework.not-for-all',
      'Only the Waymark administrator can publish a model for every school. Publish it for your school.',
    );
  }
}

interface Ready {
  framework: Framework;
  origin: Origin;
  matchedVersionId: string | null;
  matches: Record<string, string>;
  draft: FrameworkDraft;
}

/** Saves the version, what the school works with, and the end of the draft. In the caller's transaction. */
export async function publish(
  db: Db,
  context: AppContext,
  { member }: Publisher,
  { draft, ...ready }: Ready,
  { isChosen, isForAll }: Pick<PublishInput, 'isChosen' | 'isForAll'>,
): Promise<{ id: string }> {
  assertSound(ready.framework, { maySkip: ready.origin === 'imported' });
  const id = context.id();
  const now = context.clock();
  const organisationId = isForAll ? null : member.organisation.id;
  const publishedBy = member.person.id;
  const version = { ...ready, id, organisationId, publishedAt: now, publishedBy };
  if (!(await saveVersion(db, version))) throw versionTaken(ready.framework.version);
  await changeDraft(db, draft, { publishedVersionId: id, isFileGone: true }, now);
  await recordBy(db, context, member, modelEvents, {
    verb: 'framework.published',
    subject: { kind: 'framework version', id },
    after: {
      version: ready.framework.version,
      checksum: checksumOf(ready.framework),
      forAll: isForAll,
    },
  });
  if (isChosen) await choose(db, context, member, id);
  return { id };
}

/**
 * Makes a version the one that new reviews of the member's school begin with.
 * Throws NotFound when it is not there or not theirs.
 */
export async function chooseVersion(
  context: AppContext,
  member: Member,
  id: string,
  { key }: How,
): Promise<FrameworkVersion> {
  assertMay(member, 'model.choose');
  return context.storage.write(scopeOf(member), async (db) => {
    const version = await findVersion(db, id, member.organisation.id);
    await once(db, context, member.person.id, key, async () => {
      await choose(db, context, member, id);
      return {};
    });
    return version;
  });
}

async function choose(db: Db, context: AppContext, member: Member, id: string): Promise<void> {
  const organisation = member.organisation.id;
  const person = member.person.id;
  await saveChoice(db, { organisation, versionId: id, person, at: context.clock() });
  await recordBy(db, context, member, modelEvents, {
    verb: 'framework.chosen',
    subject: { kind: 'framework version', id },
    after: { version: id },
  });
}
