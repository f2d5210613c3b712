/** Making, renewing and taking back links, with the wall of the database down: each school has its own alone. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { openTestApp } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import type { Member } from '../platform/access/member.js';
import type { RoleWord } from '../platform/storage/tables/people.js';
import { findLinkByToken, openLink } from './personal-link-opening.js';
import { listLinkPeople, listLinks, listOpenReviews } from './personal-link-store.js';
import { makeLink, renewLink, revokeLink } from './personal-links.js';

const context = await openTestApp({ now: ORDINARY_MORNING, isAuthorizationOff: true });
const { superuser } = context;
const version = (await superuser.query('SELECT id FROM framework_versions')).rows[0].id;
const person = { id: context.id(), name: 'Maya Okafor' };
await superuser.query('INSERT INTO persons (id, name, created_at) VALUES ($1, $2, now())', [
  person.id,
  person.name,
]);

interface School {
  id: string;
  name: string;
  /** Its one review; both schools' have the same id. */
  review: string;
}
const review = context.id();
async function aSchool(name: string): Promise<School> {
  const id = context.id();
  await superuser.query(
    "INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, $2, 'school', now())",
    [id, name],
  );
  await superuser.query(
    `INSERT INTO reviews (organisation_id, id, framework_version_id, academic_year, title, started_at)
     VALUES ($1, $2, $3, 2026, $4, now())`,
    [id, review, version, `Review of ${name}`],
  );
  return { id, name, review };
}
const here = await aSchool('Otterbridge School');
const there = await aSchool('Sandmartin School');
const leader = ({ id, name }: School, role: RoleWord = 'careers leader'): Member => ({
  person,
  organisation: { id, name, kind: 'school' },
  role,
  isOwner: false,
});
const input = { review, name: 'Priya Nair', title: 'SENCo', email: '', days: 14 };
async function make(school: School) {
  const { id, token } = await makeLink(context, leader(school), input);
  assert.ok(token);
  return { id, token };
}

interface Row {
  organisation_id: string;
  revoked_at: Date | null;
  token_hash: Buffer;
}
const links = async (): Promise<Row[]> =>
  (await superuser.query('SELECT * FROM personal_links ORDER BY made_at, id')).rows;
const sessionsOf = async (school: School): Promise<number> =>
  (await superuser.query('SELECT 1 FROM link_sessions WHERE organisation_id = $1', [school.id]))
    .rowCount ?? 0;

/** A link of each school, opened once; both have the same id, as an id may be anything in another school. */
async function twins() {
  const [own, foreign] = [await make(here), await make(there)];
  await openLink(context, foreign.token);
  await superuser.query(
    `INSERT INTO personal_links SELECT organisation_id, $2, review_id, person_id, title, token_hash || '\\x00',
       made_by, made_at, expires_at, opened_at, revoked_at FROM personal_links WHERE organisation_id = $1`,
    [there.id, own.id],
  );
  await superuser.query('UPDATE link_sessions SET link_id = $1 WHERE organisation_id = $2', [
    own.id,
    there.id,
  ]);
  await superuser.query('DELETE FROM personal_links WHERE id = $1', [foreign.id]);
  await superuser.query('UPDATE personal_links SET token_hash = substr(token_hash, 1, 32)');
  await openLink(context, own.token);
  return { id: own.id, own: own.token, foreign: foreign.token };
}

beforeEach(async () => {
  await superuser.query('DELETE FROM link_sessions');
  await superuser.query('DELETE FROM personal_links');
  await superuser.query('UPDATE reviews SET closed_at = NULL, deleted_at = NULL');
});

describe('a personal link', () => {
  it('is made by careers leaders and owners', async () => {
    const refusal = { status: 403, code: 'link.not-yours' };
    const viewer = leader(here, 'viewer');
    await assert.rejects(makeLink(context, viewer, input), refusal);
    const { id, token } = await make(here);
    await assert.rejects(renewLink(context, viewer, id), refusal);
    await assert.rejects(revokeLink(context, viewer, id), refusal);
    assert.equal(
      (await findLinkByToken(context, token)).reviewTitle,
      'Review of Otterbridge School',
    );
  });

  it('opens a review of this school that is open and there', async () => {
    await superuser.query('UPDATE reviews SET closed_at = now() WHERE organisation_id = $1', [
      here.id,
    ]);
    await assert.rejects(make(here), { status: 409, code: 'review.closed' });
    await superuser.query(
      'UPDATE reviews SET closed_at = NULL, deleted_at = now() WHERE organisation_id = $1',
      [here.id],
    );
    await assert.rejects(make(here), { status: 404, code: 'review.unknown' });
    assert.equal((await findLinkByToken(context, (await make(there)).token)).reviewId, review);
    const elsewhere = { ...input, review: context.id() };
    await assert.rejects(makeLink(context, leader(there), elsewhere), { status: 404 });
  });

  it('is not renewed once its review is closed, and opens what it opened before', async () => {
    const { id, token } = await make(here);
    await superuser.query('UPDATE reviews SET closed_at = now() WHERE organisation_id = $1', [
      here.id,
    ]);
    await assert.rejects(renewLink(context, leader(here), id), {
      status: 409,
      code: 'review.closed',
    });
    assert.equal((await findLinkByToken(context, token)).id, id);
  });

  it('is taken back once, however often that is asked', async () => {
    const { id } = await make(here);
    const noted = async () =>
      (
        await superuser.query(
          "SELECT 1 FROM history WHERE organisation_id = $1 AND verb = 'link.revoked'",
          [here.id],
        )
      ).rowCount ?? 0;
    const before = await noted();
    await revokeLink(context, leader(here), id);
    const revokedAt = () => links().then((all) => all.map((each) => each.revoked_at?.getTime()));
    const at = await revokedAt();
    context.setClock(new Date(context.clock().getTime() + 60_000).toISOString());
    await revokeLink(context, leader(here), id);
    assert.deepEqual(await revokedAt(), at);
    assert.equal(await noted(), before + 1);
    context.setClock(ORDINARY_MORNING);
  });

  it('of another school is unknown', async () => {
    const { id, token } = await make(there);
    const unknown = { status: 404, code: 'link.unknown' };
    await assert.rejects(renewLink(context, leader(here), id), unknown);
    await assert.rejects(revokeLink(context, leader(here), id), unknown);
    assert.equal((await findLinkByToken(context, token)).id, id);
  });

  it('that is renewed ends nobody’s link in another school', async () => {
    const { id, own, foreign } = await twins();
    assert.deepEqual([await sessionsOf(here), await sessionsOf(there)], [1, 1]);
    const { token: fresh } = await renewLink(context, leader(here), id);
    assert.deepEqual([await sessionsOf(here), await sessionsOf(there)], [0, 1]);
    await assert.rejects(findLinkByToken(context, own), { code: 'link.closed' });
    assert.equal((await findLinkByToken(context, fresh ?? '')).organisationId, here.id);
    assert.equal((await findLinkByToken(context, foreign)).organisationId, there.id);
  });

  it('that is taken back ends nobody’s link in another school', async () => {
    const { id, own, foreign } = await twins();
    await revokeLink(context, leader(here), id);
    assert.deepEqual([await sessionsOf(here), await sessionsOf(there)], [0, 1]);
    await assert.rejects(findLinkByToken(context, own), { code: 'link.closed' });
    assert.equal((await findLinkByToken(context, foreign)).organisationId, there.id);
    const revoked = (await links()).filter((row) => row.revoked_at !== null);
    assert.deepEqual(
      revoked.map((row) => row.organisation_id),
      [here.id],
    );
  });

  it('is noted as opened in its own school', async () => {
    const { own } = await twins();
    await superuser.query('UPDATE personal_links SET opened_at = NULL');
    await openLink(context, own);
    const { rows } = await superuser.query(
      'SELECT organisation_id FROM personal_links WHERE opened_at IS NOT NULL',
    );
    assert.deepEqual(rows, [{ organisation_id: here.id }]);
  });

  it('ends only those browsers that came by it', async () => {
    const [one, other] = [await make(here), await make(here)];
    await openLink(context, one.token);
    await openLink(context, other.token);
    await revokeLink(context, leader(here), one.id);
    assert.equal(await sessionsOf(here), 1);
    assert.equal((await findLinkByToken(context, other.token)).id, other.id);
  });

  it('is not good when its review is gone, or its time is over', async () => {
    const { id, token } = await make(here);
    await superuser.query("UPDATE personal_links SET expires_at = '2020-01-01' WHERE id = $1", [
      id,
    ]);
    await assert.rejects(openLink(context, token), { status: 404, code: 'link.closed' });
    await superuser.query("UPDATE personal_links SET expires_at = '2090-01-01'");
    await superuser.query('UPDATE reviews SET deleted_at = now() WHERE organisation_id = $1', [
      here.id,
    ]);
    await assert.rejects(openLink(context, token), { status: 404, code: 'link.closed' });
    await superuser.query('UPDATE reviews SET deleted_at = NULL');
    assert.equal((await openLink(context, token)).link.id, id);
  });
});

describe('personal links', () => {
  const DAY = 86_400_000;
  const at = (days: number) =>
    context.setClock(new Date(Date.parse(ORDINARY_MORNING) + days * DAY).toISOString());
  const reading = <T>(work: Parameters<typeof context.storage.read<T>>[1]) =>
    context.storage.read({ organisation: here.id, person: null }, work);
  const termOf = async (id: string) => {
    const { rows } = await superuser.query('SELECT * FROM personal_links WHERE id = $1', [id]);
    return ['made_at', 'expires_at'].map(
      (name) => (rows[0][name].getTime() - Date.parse(ORDINARY_MORNING)) / DAY,
    );
  };

  it('are good for as long as was chosen, and for as long again once they are renewed', async () => {
    for (const days of [7, 14, 30] as const) {
      at(0);
      const { id } = await makeLink(context, leader(here), { ...input, days: days as never });
      assert.deepEqual(await termOf(id), [0, days]);
      at(40);
      await renewLink(context, leader(here), id);
      assert.deepEqual(await termOf(id), [40, 40 + days]);
    }
    at(0);
  });

  it('are listed newest first; who takes part are those whose link opens this review now', async () => {
    const made = async (name: string, day: number, school = here) => {
      at(day);
      return makeLink(context, leader(school), { ...input, name, title: `${name}’s` });
    };
    await made('Old', 0);
    const revoked = await made('Revoked', 18);
    const good = await made('Good', 19);
    const elsewhere = await made('Elsewhere', 19, there);
    const other = await made('Other review', 20);
    await revokeLink(context, leader(here), revoked.id);
    await superuser.query(
      `INSERT INTO reviews (organisation_id, id, framework_version_id, academic_year, title, started_at)
       VALUES ($1, $2, $3, 2025, 'Older', now() - interval '1 year')`,
      [here.id, elsewhere.id, version],
    );
    await superuser.query('UPDATE personal_links SET review_id = $1 WHERE id = $2', [
      ...[elsewhere.id, other.id],
    ]);
    const links = await reading((db) => listLinks(db, here.id));
    assert.deepEqual(
      links.map(({ personName, title }) => [personName, title]),
      ['Other review', 'Good', 'Revoked', 'Old'].map((name) => [name, `${name}’s`]),
    );
    const people = await reading((db) =>
      listLinkPeople(db, { organisation: here.id, review }, context.clock()),
    );
    assert.deepEqual(people, [{ id: good.personId, name: 'Good', title: 'Good’s' }]);
    const titles = async () =>
      (await reading((db) => listOpenReviews(db, here.id))).map(({ title }) => title);
    assert.deepEqual(await titles(), ['Review of Otterbridge School', 'Older']);
    for (const what of ['closed_at', 'deleted_at']) {
      await superuser.query(`UPDATE reviews SET ${what} = now() WHERE title = 'Older'`);
      assert.deepEqual(await titles(), ['Review of Otterbridge School'], what);
      await superuser.query(`UPDATE reviews SET ${what} = NULL`);
    }
    await superuser.query('DELETE FROM personal_links WHERE review_id = $1', [elsewhere.id]);
    await superuser.query("DELETE FROM reviews WHERE title = 'Older'");
    at(0);
  });
});
