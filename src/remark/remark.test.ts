import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { glyphsOf, rolesFor } from '../../tests/support/permissions-expected.js';
import { EVERY_ROLE, type Role } from '../platform/access/member.js';
import { Problem } from '../platform/problems.js';
import { goneBefore, restorableUntil } from '../platform/restoring.js';
import { assertMay, may, permissions } from './permissions.js';
import {
  authorOf,
  baseOf,
  hrefOf,
  isOpen,
  kindInput,
  kindsFor,
  mayAnswer,
  type Place,
  pathOf,
  type Remark,
  type RemarkKind,
  titleOf,
  wordsOf,
} from './remark.js';

const MOMENT = new Date('2026-11-23T09:00:00Z');
const ON_STATEMENT: Place = { review: 'r', statement: '2.4', action: null };
const ON_RESULTS: Place = { review: 'r', statement: null, action: null };
const ON_ACTION: Place = { review: null, statement: null, action: 'a' };

const remark = (more: Partial<Remark> = {}): Remark => ({
  id: 'q',
  kind: 'question',
  place: ON_STATEMENT,
  words: 'What has changed?',
  by: { id: 'helen', name: 'Helen Marsh', isErased: false },
  as: 'governor',
  at: MOMENT,
  withdrawnAt: null,
  answeredAt: null,
  answeredBy: null,
  replies: [],
  ...more,
});
const reader = (role: Role, id: string = role) => ({ role, isOwner: true, person: { id } });

const letters = (allowed: (role: Role) => boolean) => glyphsOf(EVERY_ROLE.filter(allowed));

describe('who may do what with remarks', () => {
  for (const act of Object.keys(permissions) as (keyof typeof permissions)[]) {
    if (act === 'remark.withdraw') continue;
    it(`is as it was decided: ${act}`, () =>
      assert.deepEqual(
        EVERY_ROLE.filter((role) => may(reader(role), act, remark())),
        rolesFor(act),
      ));
  }

  it('lets take back what one wrote oneself, while one may write, and nothing else', () => {
    assert.deepEqual(
      EVERY_ROLE.filter((role) => may(reader(role, 'helen'), 'remark.withdraw', remark())),
      rolesFor('remark.withdraw', 'one’s own'),
    );
    assert.equal(
      letters((role) => may(reader(role), 'remark.withdraw', remark())),
      '',
    );
  });

  it('is refused with the sentence of the table', () => {
    assert.throws(
      () => assertMay(reader('adviser'), 'question.ask'),
      (refused) => {
        assert.ok(refused instanceof Problem);
        assert.deepEqual([refused.status, refused.code], [403, 'question.not-yours']);
        assert.match(refused.message, /can leave comments/);
        return true;
      },
    );
  });

  const kinds: [Role, RemarkKind[]][] = [
    ['careers leader', ['question', 'comment']],
    ['contributor', ['question', 'comment']],
    ['governor', ['question']],
    ['adviser', ['comment']],
    ['viewer', []],
  ];
  for (const [role, expected] of kinds) {
    it(`a ${role} writes ${expected.join(' and ') || 'nothing'}`, () =>
      assert.deepEqual(kindsFor(reader(role)), expected));
  }

  const replies: [string, Place, string][] = [
    ['a statement', ON_STATEMENT, 'LC'],
    ['the results as a whole', ON_RESULTS, 'L'],
    ['an action', ON_ACTION, 'LC'],
  ];
  for (const [name, place, roles] of replies) {
    it(`replies on ${name}: ${roles}, and whoever wrote it while they may write`, () => {
      assert.equal(
        letters((role) => may(reader(role), 'remark.reply', remark({ place }))),
        roles,
      );
      assert.equal(
        letters((role) => may(reader(role, 'helen'), 'remark.reply', remark({ place }))),
        'LCGA',
      );
    });
  }

  it('a careers leader or the asker says that a question is answered; a comment never is', () => {
    assert.equal(
      letters((role) => mayAnswer(reader(role), remark())),
      'L',
    );
    assert.equal(
      letters((role) => mayAnswer(reader(role, 'helen'), remark())),
      'LCGA',
    );
    assert.equal(
      letters((role) => mayAnswer(reader(role), remark({ kind: 'comment' }))),
      '',
    );
  });
});

describe('a remark', () => {
  const open: [Partial<Remark>, boolean][] = [
    [{}, true],
    [{ answeredAt: MOMENT }, false],
    [{ withdrawnAt: MOMENT }, false],
    [{ kind: 'comment' }, false],
  ];
  for (const [more, expected] of open) {
    it(`${JSON.stringify(Object.keys(more))} is ${expected ? '' : 'not '}open`, () =>
      assert.equal(isOpen(remark(more)), expected));
  }

  it('lies under its review or its action, and is shown where it was left', () => {
    assert.equal(baseOf(ON_STATEMENT), '/reviews/r');
    assert.equal(baseOf(ON_ACTION), '/plan/actions/a');
    assert.equal(hrefOf(ON_STATEMENT), '/reviews/r/statements/2.4#remarks');
    assert.equal(hrefOf(ON_RESULTS), '/reviews/r/results/questions#remarks');
    assert.equal(hrefOf(ON_ACTION), '/plan/actions/a#remarks');
    assert.equal(pathOf(remark()), '/reviews/r/remarks/q');
  });

  it('says who speaks, and under which role once the name is gone', () => {
    const by = { id: 'helen', name: 'Former governor', isErased: true };
    assert.equal(titleOf(remark()), 'Question from Helen Marsh, governor');
    assert.equal(titleOf(remark({ kind: 'comment', by })), 'Comment from Former governor');
    assert.equal(
      authorOf(remark({ by: { id: null, name: null, isErased: false } })),
      'Someone who has left, governor',
    );
  });

  it('can be put back for 30 days', () => {
    const until = restorableUntil(MOMENT);
    assert.equal(until.toISOString(), '2026-12-23T09:00:00.000Z');
    assert.deepEqual(goneBefore(until), MOMENT);
  });

  it('has words, and not too many', () => {
    const said = (what: Parameters<typeof wordsOf>[0], words: string) =>
      wordsOf(what).safeParse(words).error?.issues[0]?.message ?? 'taken';
    assert.equal(said('question', '  \n '), 'Enter your question');
    assert.equal(said('reply', 'x'.repeat(2001)), 'Enter a reply of at most 2,000 characters');
    assert.equal(said('comment', `${'x'.repeat(2000)}  `), 'taken');
    assert.equal(
      kindInput.safeParse({ kind: 'reply' }).error?.issues[0]?.message,
      'Choose whether it is a question or a comment',
    );
  });
});
