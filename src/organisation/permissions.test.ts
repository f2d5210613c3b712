import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasOwner, rolesFor } from '../../tests/support/permissions-expected.js';
import { EVERY_ROLE, type Role } from '../platform/access/member.js';
import type { Permission } from '../platform/access/permission-table.js';
import { Problem } from '../platform/problems.js';
import { assertMay, may, permissions } from './permissions.js';

type PeopleAct = keyof typeof permissions;

const member = (role: Role, isOwner = false) => ({ role, isOwner, person: null });
const refusalOf = (role: Role, act: PeopleAct): Problem => {
  try {
    assertMay(member(role), act);
  } catch (error) {
    assert.ok(error instanceof Problem);
    return error;
  }
  throw new Error(`${role} was let through`);
};

/** The code of the refusal, where somebody is refused. */
const CASES: [PeopleAct, string | null][] = [
  ['people.see', null],
  ['people.see-addresses', 'access.denied'],
  ['people.invite', 'invitation.not-yours'],
  ['people.invite-owner', 'owner.only-owners'],
  ['people.change', 'membership.not-yours'],
  ['people.change-owner', 'owner.only-owners'],
  ['people.take-over', 'owner.only-owners'],
  ['link.make', 'link.not-yours'],
  ['school.change', 'school.not-yours'],
  ['history.read', 'access.denied'],
  ['handover.print', 'access.denied'],
  ['data.keep', 'access.denied'],
];

describe('who may do what among people', () => {
  it('is asked here for every act of the table', () => {
    assert.deepEqual(CASES.map(([act]) => act).sort(), Object.keys(permissions).sort());
  });

  for (const [act, code] of CASES) {
    const roles = rolesFor(act);
    const owner = hasOwner(act);

    it(`lets nobody else: ${act}`, () => {
      const rule: Permission = permissions[act];
      for (const role of EVERY_ROLE) {
        assert.equal(may(member(role), act), roles.includes(role), role);
        assert.equal(may(member(role, true), act), roles.includes(role) || owner, role);
        assert.equal(may({ ...member(role, true), limitedTo: 'a review' }, act), false, role);
        if (roles.includes(role)) assert.doesNotThrow(() => assertMay(member(role), act));
        else assert.equal(refusalOf(role, act).code, code);
      }
      assert.equal(rule.orOwner === true, owner);
    });

    it(`says who may when it refuses: ${act}`, () => {
      if (code === null) return;
      const { status, message } = refusalOf('viewer', act);
      assert.equal(status, 403);
      assert.match(message, roles.length > 0 ? /careers leader/ : /an account owner/);
      if (owner && code !== 'access.denied') assert.match(message, /owner/);
    });
  }
});
