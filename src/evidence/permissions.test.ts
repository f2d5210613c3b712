import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rolesFor } from '../../tests/support/permissions-expected.js';
import { EVERY_ROLE, type Role } from '../platform/access/member.js';
import { Problem } from '../platform/problems.js';
import { assertMay, may, permissions } from './permissions.js';

const MAKERS = rolesFor('evidence.delete', 'one’s own');

/** What those hear who may delete their own alone. */
const SOMEBODYS = /^Someone else added this\. Ask .*careers leader/;
const isOwnAlone = (role: Role, act: string) => act === 'evidence.delete' && MAKERS.includes(role);

/** What the refusal speaks of. */
const CASES: [keyof typeof permissions, RegExp | null][] = [
  ['evidence.read', null],
  ['evidence.add', /^Only careers leaders and contributors.* add evidence\.$/],
  ['evidence.change', /^Only careers leaders and contributors.* change evidence\.$/],
  ['evidence.delete', /^Only careers leaders and contributors.* delete evidence\.$/],
];

const as = (role: Role) => ({ role, isOwner: true, person: { id: 'maya' } });
const by = (id: string) => ({ createdBy: { id, name: null } });
const OF_SAM = by('sam');

describe('who may do what with evidence', () => {
  it('is asked here for every act of the table', () => {
    assert.deepEqual(CASES.map(([act]) => act).sort(), Object.keys(permissions).sort());
  });

  for (const [act, says] of CASES) {
    const roles = rolesFor(act);
    it(`lets nobody else, and says who may: ${act}`, () => {
      for (const role of EVERY_ROLE) {
        assert.equal(may(as(role), act, OF_SAM), roles.includes(role), role);
        if (act === 'evidence.read') continue;
        if (roles.includes(role)) assert.doesNotThrow(() => assertMay(as(role), act, OF_SAM));
        else {
          assert.throws(
            () => assertMay(as(role), act, OF_SAM),
            (error) =>
              error instanceof Problem &&
              error.status === 403 &&
              error.code === 'evidence.denied' &&
              (isOwnAlone(role, act) ? SOMEBODYS : says)?.test(error.message) === true,
          );
        }
      }
    });
  }

  it('lets contributors delete what they added themselves, careers leaders everything, others nothing', () => {
    for (const role of EVERY_ROLE) {
      assert.equal(may(as(role), 'evidence.delete', by('maya')), MAKERS.includes(role), role);
      assert.equal(may(as(role), 'evidence.delete', OF_SAM), role === 'careers leader', role);
      assert.equal(
        may(as(role), 'evidence.delete', { createdBy: null }),
        role === 'careers leader',
        role,
      );
    }
  });
});
