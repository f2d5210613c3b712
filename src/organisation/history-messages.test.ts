/** What has happened to somebody's part in a school, as it is told on their page. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { newVisitor } from '../../tests/support/visitor.js';
import { signInAs } from './set-up-changes.js';

const { context, maya } = await openTestSchool({ now: ORDINARY_MORNING });
const { superuser } = context;
const sam = context.id();
await superuser.query(
  "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Sam Reid', 'sam@otterbridge.example', now())",
  [sam],
);
await superuser.query(
  `INSERT INTO memberships (organisation_id, person_id, role, started_at)
   SELECT id, $1, 'viewer', now() FROM organisations`,
  [sam],
);
const page = () => maya.read(`/people/${sam}`);

/** Does something on Sam's page, and gives what it then tells first. */
async function after(what: string, fields: Record<string, string> = {}): Promise<string> {
  const _version = /name="_version" value="(\d+)"/.exec(await page())?.[1] ?? '';
  const answer = await maya.post(`/people/${sam}/${what}`, { _version, ...fields });
  assert.equal(answer.status, 303);
  const [, told = ''] = />History<[\s\S]*?<\/b>\s*([^<]+)/.exec(await page()) ?? [];
  return told.trim().replace(/\.$/, '');
}

it('a change of what somebody may do is told with what was and what is', async () => {
  const CHANGED = 'changed what someone can do';
  for (const [fields, words] of [
    [{ role: 'governor' }, 'from viewer to governor'],
    [{ role: 'governor', owner: 'yes' }, 'now an account owner'],
    [{ role: 'viewer' }, 'from governor to viewer, no longer an account owner'],
    [{ role: 'viewer', title: 'Clerk' }, 'with another job title'],
  ] as const)
    assert.equal(await after('role', fields), `${CHANGED}: ${words}`);
});

it('somebody who is removed was something, and comes back as that', async () => {
  assert.equal(await after('remove'), 'removed someone who was viewer');
  assert.equal(await after('restore'), 'restored someone’s access as viewer');
});

it('whoever leaves is led to choose among their other schools', async () => {
  const own = newVisitor(context);
  own.cookies.set('__Host-waymark', await signInAs(context, sam, 'Test'));
  const answer = await own.post(`/people/${sam}/remove`, {});
  assert.equal(answer.headers.get('location'), '/switch');
  assert.match(await own.read('/switch'), /You have left Otterbridge School\./);
});

it('nobody is offered to come back whose data has been erased', async () => {
  const offered = async () =>
    [await maya.read('/people'), await page()].map((html) => html.includes('Restore access'));
  assert.deepEqual(await offered(), [true, true]);
  await superuser.query('UPDATE persons SET email = NULL, erased_at = now() WHERE id = $1', [sam]);
  assert.deepEqual(await offered(), [false, false]);
});
