import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Problem } from '../problems.js';
import { EVERY_ROLE, type Role } from './people.js';
import { assertMay, may, type PeopleAct, type Permission, permissions } from './permissions.js';

const member = (role: Role, isOwner = false) => ({ role, isOwner });
const refusalOf = (role: Role, act: PeopleAct): Problem => {
  try {
    assertMay(member(role), act);
  } catch (error) {
    assert.ok(error instanceof Problem);
    return error;
  }
  throw new Error(`${role} was let through`);
};

/** Who may without owning the school, whether an owner may in any role, and the code of the refusal. */
const CASES: [PeopleAct, readonly Role[], boolean, string | null][] = [
  ['people.see', EVERY_ROLE, false, null],
  ['people.see-addresses', ['careers leader'], true, 'access.denied'],
  ['people.invite', ['careers leader'], true, 'invitation.not-yours'],
  ['people.invite-owner', [], true, 'owner.only-owners'],
  ['people.change', ['careers leader'], true, 'membership.not-yours'],
  ['people.change-owner', [], true, 'owner.only-owners'],
  ['people.take-over', [], true, 'owner.only-owners'],
  ['link.make', ['careers leader'], true, 'link.not-yours'],
  ['school.change', ['careers leader'], true, 'school.not-yours'],
  ['history.read', ['careers leader'], true, 'access.denied'],
  ['handover.print', ['careers leader'], true, 'access.denied'],
  ['data.keep', ['careers leader'], true, 'access.denied'],
];

describe('who may do what among people', () => {
  it('is asked here for every act of the table', () => {
    assert.deepEqual(CASES.map(([act]) => act).sort(), Object.keys(permissions).sort());
  });

  for (const [act, roles, hasOwner, code] of CASES) {
    it(`lets nobody else: ${act}`, () => {
      const rule: Permission = permissions[act];
      for (const role of EVERY_ROLE) {
        assert.equal(may(member(role), act), roles.includes(role), role);
        assert.equal(may(member(role, true), act), roles.includes(role) || hasOwner, role);
        assert.equal(may({ ...member(role, true), limitedTo: 'a review' }, act), false, role);
        if (roles.includes(role)) assert.doesNotThrow(() => assertMay(member(role), act));
        else assert.equal(refusalOf(role, act).code, code);
      }
      assert.equal(rule.orOwner === true, hasOwner);
    });

    it(`says who may when it refuses: ${act}`, () => {
      if (code === null) return;
      const { status, message } = refusalOf('viewer', act);
      assert.equal(status, 403);
      assert.match(message, roles.length > 0 ? /careers leader/ : /owner of the school/);
      if (hasOwner && code !== 'access.denied') assert.match(message, /owner/);
    });
  }
});
