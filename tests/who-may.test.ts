/** The tables of permissions say what was decided by hand, and the page of people tells them as they are. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAY_LINES, whoMay } from '../src/organisation/pages/permissions-table.js';
import { allPermissions } from '../src/permissions.js';
import { EXPECTED, glyphsOf } from './support/permissions-expected.js';

describe('the tables of permissions', () => {
  it('let do what they should, and nothing is in them that was not decided', () => {
    const found = Object.entries(allPermissions).map(([act, { roles, orOwner }]) => [
      act,
      glyphsOf(roles, orOwner),
    ]);
    assert.deepEqual(Object.fromEntries(found), EXPECTED);
  });
});

describe('who may do what, as the page of people tells it', () => {
  for (const { what, acts } of MAY_LINES) {
    it(`speaks of acts that the same people may do: ${what.toLowerCase()}`, () => {
      for (const act of acts) assert.equal(EXPECTED[act], EXPECTED[acts[0] ?? ''], act);
    });
  }

  it('names roles in words', () => {
    assert.deepEqual(
      MAY_LINES.map(({ acts }) => whoMay(allPermissions, acts)),
      [
        'everybody',
        'careers leader, contributor or governor',
        'careers leader, contributor or adviser',
        'careers leader or contributor',
        'careers leader',
        'careers leader or owner',
        'owner',
      ],
    );
  });
});
