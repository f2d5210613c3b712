/** A school's own models stay its own with the wall of the database down: each query asks for the school by itself. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestDemo } from '../../tests/support/app.js';
import { findChecksum } from '../framework/store.js';
import { harbour } from '../framework/testing/harbour.js';
import { printed } from '../framework/testing/printed.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import {
  changeDraft,
  findDraft,
  findFile,
  listAnswers,
  listDrafts,
  saveAnswer,
} from './drafts-store.js';
import { publishDraft } from './edit-changes.js';
import { startImport } from './import-changes.js';
import { saveAsDraft } from './save-draft.js';

const {
  context,
  schools: [first, second],
} = await openTestDemo({ isAuthorizationOff: true });
const leaderOf = (school: typeof first): Member => {
  const leader = Object.values(school?.people ?? {}).find(({ role }) => role === 'careers leader');
  assert.ok(leader);
  return leader;
};
const [ours, theirs] = [leaderOf(first), leaderOf(second)];
const own = ours.organisation.id;
const foreign = theirs.organisation.id;
const document = { name: 'harbour.txt', bytes: Buffer.from(printed(harbour)) };
const { id: draft } = await startImport(context, ours, document, { key: null });

describe('a draft of a model', () => {
  it('is found, with its document, by its school alone', async () => {
    await context.storage.read(scopeOf(theirs), async (db) => {
      await assert.rejects(findDraft(db, foreign, draft), { code: 'framework.unknown-draft' });
      assert.equal(await findFile(db, foreign, draft), null);
      assert.deepEqual(await findFile(db, own, draft), document.bytes);
      assert.deepEqual(await listDrafts(db, foreign), []);
      assert.equal((await listDrafts(db, own)).length, 1);
    });
  });

  it('is changed by its school alone', async () => {
    const before = await context.storage.read(scopeOf(ours), (db) => findDraft(db, own, draft));
    await assert.rejects(
      context.storage.write(scopeOf(theirs), (db) =>
        changeDraft(
          db,
          { organisationId: foreign, id: draft, version: before.version },
          { title: 'Taken' },
          context.clock(),
        ),
      ),
      { code: 'framework.draft-changed' },
    );
    const after = await context.storage.read(scopeOf(ours), (db) => findDraft(db, own, draft));
    assert.equal(after.title, before.title);
    assert.equal(after.version, before.version);
  });

  it('shows its answers to its school alone', async () => {
    await context.storage.write(scopeOf(ours), (db) =>
      saveAnswer(db, {
        ...{ organisationId: own, draftId: draft, place: '1.1@1', kind: 'corrected' },
        ...{ words: 'Our own words', read: null, answeredBy: ours.person.id, at: context.clock() },
        version: 0,
      }),
    );
    await context.storage.read(scopeOf(theirs), async (db) => {
      assert.deepEqual(await listAnswers(db, foreign, draft), []);
      assert.equal((await listAnswers(db, own, draft))[0]?.words, 'Our own words');
    });
  });
});

it('the checksum of a published version is known to its school alone', async () => {
  const made = await context.storage.write(scopeOf(ours), (db) =>
    saveAsDraft(db, context, ours, harbour),
  );
  const { id } = await publishDraft(
    context,
    { member: ours, isAdministrator: false },
    made.id,
    {
      ...{ title: harbour.title, edition: '', version: '7', language: 'en-GB', publisher: '' },
      ...{ work: '', isChosen: false, isForAll: false, isCompared: true },
    },
    { key: null },
  );
  await context.storage.read(scopeOf(theirs), async (db) => {
    const { framework_id } = await db
      .selectFrom('framework_versions')
      .select('framework_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    assert.match((await findChecksum(db, own, framework_id, '7')) ?? '', /^[0-9a-f]{64}$/);
    assert.equal(await findChecksum(db, foreign, framework_id, '7'), null);
    assert.equal(await findChecksum(db, null, framework_id, '7'), null);
  });
});
