/** The tables of permissions say what was decided by hand, and the page of people tells them as they are. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAY_LINES, whoMay } from '../src/organisation/pages/permissions-table.js';
import { allPermissions } from '../src/permissions.js';
import { rowsOf } from '../src/platform/access/permission-table.js';
import {
  EXPECTED,
  glyphsOf,
  hasOwner,
  lineName,
  rolesFor,
} from './support/permissions-expected.js';

describe('the tables of permissions', () => {
  it('let do what they should, and nothing is in them that was not decided', () => {
    const found = rowsOf(allPermissions).map((row) => [
      lineName(row),
      glyphsOf(row.roles, row.orOwner),
    ]);
    assert.deepEqual(Object.fromEntries(found), EXPECTED);
  });
});

describe('who may do what, as the page of people tells it', () => {
  for (const { what, acts } of MAY_LINES) {
    it(`speaks of acts that the same people may do: ${what.toLowerCase()}`, () => {
      for (const act of acts) {
        assert.deepEqual(rolesFor(act), rolesFor(acts[0] ?? ''), act);
        assert.equal(hasOwner(act), hasOwner(acts[0] ?? ''), act);
      }
    });
  }

  it('names roles in words', () => {
    assert.deepEqual(
      MAY_LINES.map(({ acts }) => whoMay(allPermissions, acts)),
      [
        'everyone',
        'careers leader, contributor or governor',
        'careers leader, contributor or adviser',
        'careers leader or contributor named for it',
        'careers leader or contributor',
        'careers leader',
        'careers leader or account owner',
        'account owner',
      ],
    );
  });
});
