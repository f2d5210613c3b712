/** The library as programs read it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newVisitor } from '../../tests/support/visitor.js';
import { makeApiToken } from '../account/api-tokens.js';
import type { Member } from '../platform/access/member.js';
import { setDeleted } from './changes.js';
import { openChanging } from './testing/changing.js';

const { add, context, how, maya, sam, school } = await openChanging();

/** Reads as this person's program does. */
async function programOf({ person, organisation }: Member) {
  const scopes = ['evidence:read' as const];
  const input = { name: 'Reader', organisation: organisation.id, scopes, days: 7 as const };
  const program = newVisitor(context, {
    token: await makeApiToken(context, person.id, input, null),
  });
  return async (path: string) => {
    const answer = await program.get(`/api${path}`);
    const json = (await answer.json()) as { items: { id: string; title: string }[] };
    return { status: answer.status, json };
  };
}

describe('the library, read by a program', () => {
  it('is narrowed down as on its page, by its owner too', async () => {
    const read = await programOf(maya);
    await add(maya, { title: 'Hers', owner: maya.person.id });
    await add(maya, { title: 'His', owner: sam.person.id, voice: 'staff' });
    await add(maya, { title: 'A link', kind: 'link', url: 'https://a.example/' });
    const titles = async (query: string) =>
      (await read(`/evidence?${query}`)).json.items.map(({ title }) => title);
    assert.deepEqual(await titles(''), ['A link', 'His', 'Hers']);
    assert.deepEqual(await titles(`owner=${sam.person.id}`), ['His']);
    assert.deepEqual(await titles('voice=staff'), ['His']);
    assert.deepEqual(await titles('kind=link'), ['A link']);
    assert.deepEqual(await titles('q=hers'), ['Hers']);
  });

  it('shows a deleted item to those alone who can restore it', async () => {
    const id = await add(sam, { title: 'Gone' });
    const viewer = await school.colleague('Vera Blythe', 'viewer');
    const [leader, author, other] = [
      await programOf(maya),
      await programOf(sam),
      await programOf(viewer),
    ];
    const statuses = () =>
      Promise.all(
        [leader, author, other].map(async (read) => (await read(`/evidence/${id}`)).status),
      );
    assert.deepEqual(await statuses(), [200, 200, 200]);
    await setDeleted(context, sam, { id, isDeleted: true }, how);
    assert.deepEqual(await statuses(), [200, 200, 404]);
    const { json } = await leader('/evidence');
    assert.ok(json.items.every((item) => item.id !== id));
  });
});
