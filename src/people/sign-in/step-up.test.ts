/** Before anything dangerous somebody shows again who they are: every one of these addresses asks, and by itself. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newVisitor, setUpSchool } from '../../../tests/support/visitor.js';
import { openTestWorld } from '../../../tests/support/world.js';
import { installation } from '../../storage/transaction.js';
import { signInAs } from '../changes.js';

const world = await openTestWorld({
  env: { SMTP_URL: 'smtp://localhost:1', WAYMARK_URL: 'http://localhost' },
});
await setUpSchool(world);
const { rows } = await world.superuser.query('SELECT id FROM persons');
const maya: string = rows[0].id;
/** Somebody without a password, who can set one. */
const kit = world.id();
await world.storage.write(installation, (db) =>
  db
    .insertInto('persons')
    .values({ id: kit, name: 'Kit', email: 'kit@otterbridge.example', created_at: world.clock() })
    .execute(),
);

/** The address, and for how many minutes a proof is good there. */
const DANGEROUS: [string, string, number, string?][] = [
  ['GET', '/account/email', 10],
  ['POST', '/account/email', 10],
  ['GET', '/account/password', 10, kit],
  ['POST', '/account/password', 10, kit],
  ['GET', '/account/passkeys', 10],
  ['POST', '/account/passkeys', 10],
  ['POST', '/account/passkeys/options', 10],
  ['POST', '/account/passkeys/change', 10],
  ['GET', '/account/codes', 10],
  ['GET', '/account/codes/new', 10],
  ['POST', '/account/codes/new', 10],
  ['POST', '/account/codes/first', 10],
  ['POST', '/account/codes/remove', 10],
  ['GET', '/account/second-step', 10],
  ['POST', '/account/second-step', 10],
  ['POST', '/account/recovery-codes', 10],
  ['GET', '/account/identities', 10],
  ['POST', '/account/identities/with/none', 10],
  ['POST', '/account/identities/remove', 10],
  ['POST', '/account/sessions', 60],
  ['POST', '/account/data/copy', 15],
  ['POST', '/account/data/erase', 15],
];

/** True when the answer asks who it is. */
async function isAsked(method: string, path: string, person: string, minutes: number) {
  world.setClock('2026-11-23T09:00:00Z');
  await world.superuser.query('DELETE FROM sessions');
  const visitor = newVisitor(world);
  visitor.cookies.set('__Host-waymark', await signInAs(world, person, 'Test'));
  world.setClock(new Date(Date.parse('2026-11-23T09:00:00Z') + minutes * 60_000).toISOString());
  const answer = method === 'GET' ? await visitor.get(path) : await visitor.post(path, {});
  const leadsThere = (answer.headers.get('location') ?? '').startsWith('/prove?');
  const words = await answer.text();
  return leadsThere || /<h1[^>]*>\s*Show that it is you/.test(words);
}

describe('showing again who one is', () => {
  for (const [method, path, minutes, person = maya] of DANGEROUS) {
    it(`is asked at ${method} ${path}, once ${minutes} minutes have passed`, async () => {
      assert.equal(await isAsked(method, path, person, minutes + 1), true, 'too long ago');
      assert.equal(await isAsked(method, path, person, minutes), false, 'just now');
    });
  }
});
