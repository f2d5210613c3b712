/** What the page of people says that each role may do is what the tables of permissions let it do. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { permissions as evidence } from '../src/evidence/permissions.js';
import { MAY_LINES, whoMay } from '../src/people/pages/who-may.js';
import { type Permissions, permissions as people } from '../src/people/permissions.js';
import { permissions as plan } from '../src/plan/permissions.js';
import { permissions as remark } from '../src/remark/permissions.js';
import { permissions as review } from '../src/review/permissions.js';

const rules: Permissions = {
  ...people,
  ...evidence,
  ...remark,
  ...review,
  ...Object.fromEntries(Object.entries(plan).map(([act, rule]) => [`plan.${act}`, rule])),
};

describe('who may do what, as the page of people tells it', () => {
  for (const { what, acts, roles, orOwner } of MAY_LINES) {
    it(`is what is enforced: ${what.toLowerCase()}`, () => {
      for (const act of acts) {
        const rule = rules[act];
        assert.ok(rule, `there is no act called ${act}`);
        assert.deepEqual([...rule.roles].sort(), [...roles].sort(), act);
        assert.equal(rule.orOwner, orOwner, act);
      }
    });
  }

  it('names roles in words', () => {
    assert.deepEqual(MAY_LINES.map(whoMay), [
      'everybody',
      'careers leader, contributor or governor',
      'careers leader, contributor or adviser',
      'careers leader or contributor',
      'careers leader',
      'careers leader or owner',
      'owner',
    ]);
  });
});
