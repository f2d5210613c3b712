/** One invitation, taken by several at the same moment: it lets in one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { A_PASSWORD, inviteFor, joinAs } from '../../tests/support/demo.js';
import { runs } from '../../tests/support/runs.js';
import { newVisitor } from '../../tests/support/visitor.js';

const { context, maya } = await openTestSchool();
const ROUNDS = runs(2, 5);
const countOf = async (sql: string) => (await context.superuser.query(sql)).rowCount;

describe('an invitation that is accepted twice at once', () => {
  it('by two browsers without an account makes one account', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const email = `new${round}@otterbridge.example`;
      const [link = ''] = await inviteFor(maya, { email, role: 'viewer' });
      const join = () =>
        newVisitor(context).post(link, { as: 'new', name: 'New Person', password: A_PASSWORD });
      const answers = await Promise.all([join(), join(), join()]);
      const statuses = answers.map(({ status }) => status);
      assert.equal(statuses.filter((status) => status === 303).length, 1, statuses.join());
      assert.ok(
        statuses.every((status) => status < 500),
        statuses.join(),
      );
      assert.equal(await countOf(`SELECT 1 FROM persons WHERE email = '${email}'`), 1);
    }
  });

  it('by two people who have accounts lets in one of them', async () => {
    const other = async (name: string) => {
      const email = `${name}@heron.example`;
      const visitor = await joinAs(context, maya, { name, email, role: 'viewer' });
      await context.superuser.query(
        'UPDATE memberships SET ended_at = now() WHERE person_id = (SELECT id FROM persons WHERE email = $1)',
        [email],
      );
      return visitor;
    };
    const [ann, ben] = [await other('ann'), await other('ben')];
    for (let round = 0; round < ROUNDS; round += 1) {
      const email = `chair${round}@otterbridge.example`;
      const [link = ''] = await inviteFor(maya, { email, role: 'governor', isOwner: true });
      const answers = await Promise.all([
        ann.post(link, { as: 'self' }),
        ben.post(link, { as: 'self' }),
      ]);
      const statuses = answers.map(({ status }) => status).sort();
      assert.deepEqual(statuses, [303, 404]);
      const { rows } = await context.superuser.query(
        `UPDATE memberships SET ended_at = now(), is_owner = false
         WHERE role = 'governor' AND ended_at IS NULL RETURNING person_id`,
      );
      assert.equal(rows.length, 1);
    }
  });

  it('while it is being taken back is either accepted or taken back', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const email = `late${round}@otterbridge.example`;
      const [link = ''] = await inviteFor(maya, { email, role: 'viewer' });
      const { rows } = await context.superuser.query(
        'SELECT id FROM invitations WHERE email = $1',
        [email],
      );
      const [joined, revoked] = await Promise.all([
        newVisitor(context).post(link, { as: 'new', name: 'Late Person', password: A_PASSWORD }),
        maya.post(`/people/invitations/${rows[0].id}/revoke`, {}),
      ]);
      const isIn = joined.status === 303;
      assert.equal(revoked.status === 303, !isIn, `${joined.status} ${revoked.status}`);
      assert.equal(await countOf(`SELECT 1 FROM persons WHERE email = '${email}'`), isIn ? 1 : 0);
    }
  });
});
