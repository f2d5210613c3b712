import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rolesFor } from '../../tests/support/permissions-expected.js';
import { EVERY_ROLE, type Role } from '../platform/access/member.js';
import { Problem } from '../platform/problems.js';
import { assertMay, type EvidenceAct, may, mayDelete, permissions } from './permissions.js';

const MAKERS = rolesFor('evidence.delete-own');

/** What the refusal speaks of. */
const CASES: [EvidenceAct, RegExp | null][] = [
  ['evidence.read', null],
  ['evidence.add', /^Only careers leaders and contributors.* add evidence\.$/],
  ['evidence.change', /^Only careers leaders and contributors.* change evidence\.$/],
  ['evidence.delete-own', /^Only careers leaders and contributors.* delete evidence\.$/],
  ['evidence.delete', /^Somebody else added this\. Ask .*careers leader/],
];

describe('who may do what with evidence', () => {
  it('is asked here for every act of the table', () => {
    assert.deepEqual(CASES.map(([act]) => act).sort(), Object.keys(permissions).sort());
  });

  for (const [act, says] of CASES) {
    const roles = rolesFor(act);
    it(`lets nobody else, and says who may: ${act}`, () => {
      for (const role of EVERY_ROLE) {
        assert.equal(may(role, act), roles.includes(role), role);
        if (act === 'evidence.read') continue;
        if (roles.includes(role)) assert.doesNotThrow(() => assertMay(role, act));
        else {
          assert.throws(
            () => assertMay(role, act),
            (error) =>
              error instanceof Problem &&
              error.status === 403 &&
              error.code === 'evidence.denied' &&
              says?.test(error.message) === true,
          );
        }
      }
    });
  }

  it('lets contributors delete what they added themselves, careers leaders everything, others nothing', () => {
    const by = (id: string) => ({ createdBy: { id, name: null } });
    const as = (role: Role) => ({ role, person: { id: 'maya' } });
    for (const role of EVERY_ROLE) {
      assert.equal(mayDelete(as(role), by('maya')), MAKERS.includes(role), role);
      assert.equal(mayDelete(as(role), by('sam')), role === 'careers leader', role);
      assert.equal(mayDelete(as(role), { createdBy: null }), role === 'careers leader', role);
    }
  });
});
