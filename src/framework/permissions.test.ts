import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rolesFor } from '../../tests/support/permissions-expected.js';
import { EVERY_ROLE, type Member, type Role } from '../platform/access/member.js';
import { Problem } from '../platform/problems.js';
import { assertMay, permissions } from './permissions.js';

const as = (role: Role, fields: Partial<Member> = {}) =>
  ({ role, isOwner: false, ...fields }) as Member;

/** What comes of it: "may", or the refusal. */
function outcomeOf(member: Member, act: keyof typeof permissions): string {
  try {
    assertMay(member, act);
    return 'may';
  } catch (error) {
    assert.ok(error instanceof Problem);
    return `${error.status} ${error.code}: ${error.message}`;
  }
}
const REFUSED = '403 framework.denied: Only careers leaders and account owners can do this.';

describe('who may do what with models', () => {
  for (const act of Object.keys(permissions) as (keyof typeof permissions)[]) {
    it(`careers leaders and owners alone, at work in the school itself: ${act}`, () => {
      for (const role of EVERY_ROLE) {
        const expected = rolesFor(act).includes(role) ? 'may' : REFUSED;
        assert.equal(outcomeOf(as(role), act), expected, role);
        assert.equal(outcomeOf(as(role, { isOwner: true }), act), 'may', role);
        const byLink = as(role, { isOwner: true, limitedTo: 'a review' });
        assert.equal(outcomeOf(byLink, act), REFUSED, role);
      }
    });
  }
});
