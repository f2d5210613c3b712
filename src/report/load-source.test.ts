import assert from 'node:assert/strict';
import { it } from 'node:test';
import { actionInput } from '../plan/action-input.js';
import { addAction } from '../plan/changes/add.js';
import { actionTarget } from '../plan/remarks.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { writeRemark } from '../remark/changes.js';
import { reviewTarget } from '../review/remarks.js';
import { openSchool } from '../review/testing/school.js';
import { findAccount } from './load-source.js';

const school = await openSchool();
const { context, maya } = school;
const review = await school.review();

const remarksOf = async (member: Member) => {
  const source = await context.storage.read(scopeOf(member), (db) =>
    findAccount(db, member, review, { withRemarks: true, now: context.clock() }),
  );
  return source.remarks?.map(({ words, action }) => ({ words, action }));
};

it('the report of somebody who came by a personal link has the remarks of the review, and none of the plan', async () => {
  const words = { title: 'Ask leavers', academicYear: '2026' };
  const { id: action } = await addAction(context, maya, actionInput.parse(words), { key: null });
  const onStatement = {
    id: review,
    statement: '1.1',
    kind: 'question',
    words: 'Who leads?',
  } as const;
  await writeRemark(context, maya, reviewTarget, onStatement, { key: null });
  const onAction = { id: action, statement: null, kind: 'question', words: 'By when?' } as const;
  await writeRemark(context, maya, actionTarget, onAction, { key: null });
  assert.deepEqual(await remarksOf(maya), [
    { words: 'Who leads?', action: null },
    { words: 'By when?', action: 'Ask leavers' },
  ]);
  assert.deepEqual(await remarksOf({ ...maya, limitedTo: review }), [
    { words: 'Who leads?', action: null },
  ]);
});
