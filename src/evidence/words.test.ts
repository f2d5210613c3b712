import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scopeOf } from '../platform/access/member.js';
import { openSchool } from '../review/testing/school.js';
import { findChoices, listItems } from './library-store.js';
import { stranger } from './testing/library.js';
import { wordsIn } from './words.js';

const { context, maya } = await openSchool();
const neighbour = await stranger(context);
const { superuser } = context;

async function add(member: typeof maya, title: string, note = ''): Promise<string> {
  const id = context.id();
  await superuser.query(
    `INSERT INTO evidence (organisation_id, id, kind, title, note, created_at) VALUES ($1, $2, 'note', $3, $4, now())`,
    [member.organisation.id, id, title, note],
  );
  return id;
}

/** The titles that a search finds, newest first, as the page asks for them. */
const found = (typed: string, member = maya) =>
  context.storage.read(scopeOf(member), async (db) => {
    const { id } = member.organisation;
    const words = typed.split(/\s+/);
    const { among } = await findChoices(db, id, words);
    const today = { today: '2026-11-23', yearBegan: '2026-09-01', now: context.clock() };
    const items = await listItems(db, id, { words, among }, { after: null, most: 500, today });
    return items.map(({ title }) => title);
  });

describe('the words of a search', () => {
  const cases: [string, string[]][] = [
    ['learning', ['learning']],
    ['peer-to-peer', ['peer', 'to']],
    ['school’s', ['schools']],
    ["O'Hara", ['ohara']],
    ['Gŵyr', ['gwyr']],
    ['ÉCOLE', ['ecole']],
    ['2025/26', ['2025', '26']],
    ['100%_', ['100']],
    ['&%', []],
    ['職業', ['職業']],
  ];
  for (const [typed, words] of cases)
    it(`in ${typed} are ${words.join(', ') || 'none'}, here and in the database`, async () => {
      assert.deepEqual(wordsIn(typed), words);
      const { rows } = await superuser.query('SELECT waymark_words($1) AS word', [typed]);
      const kept = rows.map(({ word }) => word);
      assert.deepEqual(
        words.filter((word) => !kept.includes(word)),
        [],
      );
    });

  it('are no longer than an index takes', async () => {
    const long = 'a'.repeat(5000);
    await add(maya, 'Long', long);
    assert.deepEqual(await found(long.slice(0, 90)), ['Long']);
  });
});

describe('a search of the library', () => {
  it('finds a word by its beginning, in capitals or not, with what stands around it', async () => {
    const title = 'SkillsBuild in Year10: peer-to-peer, 2025/26';
    await add(maya, title, 'Minutes of the governors’ meeting');
    for (const typed of [
      'skillsb',
      'BUILD',
      'year',
      '10',
      'Year10',
      'peer-to',
      '2025/26',
      'gover',
    ]) {
      assert.deepEqual(await found(typed), [title], typed);
    }
    assert.deepEqual(await found('minutes build governors’'), [title], 'all of the words');
    for (const typed of ['uild', 'minutes nowhere', 'peer_to']) {
      assert.deepEqual(await found(typed), [], typed);
    }
  });

  it('forgives apostrophes, accents and capitals, on either side', async () => {
    const title = 'Ms O’Hara’s visit to the Café at Ysgol Gŵyr';
    await add(maya, title);
    for (const typed of [
      ...["o'hara", 'O’HARA', 'ohara', 'hara', "o'hara's", 'oharas visit'],
      ...['cafe', 'CAFÉ', 'Cafe\u0301', 'gwyr', 'GŴYR', 'ysgol gwyr'],
    ])
      assert.deepEqual(await found(typed), [title], typed);
    const plain = "Parents' evening at the Cafe";
    await add(maya, plain);
    for (const typed of ['parents’', 'Parents', 'évening'])
      assert.deepEqual(await found(typed), [plain], typed);
    assert.deepEqual(await found('café'), [plain, title]);
  });

  it('says the same of words that stand in many items as of rare ones', async () => {
    await superuser.query(
      `INSERT INTO evidence (organisation_id, id, kind, title, created_at)
       SELECT $1, gen_random_uuid(), 'note', 'Common plan ' || n, now() FROM generate_series(1, 150) n`,
      [maya.organisation.id],
    );
    assert.equal((await found('common')).length, 150);
    assert.equal((await found('common pla')).length, 150);
    assert.equal((await found('common lan')).length, 0, 'a beginning there too');
    assert.equal((await found('common plan 149')).length, 1);
  });

  it('follows every change of the words, whoever makes it', async () => {
    const id = await add(maya, 'Herons on the pond');
    assert.equal((await found('herons')).length, 1);
    await superuser.query("UPDATE evidence SET title = 'Ducks on the pond' WHERE id = $1", [id]);
    assert.equal((await found('herons')).length, 0);
    assert.equal((await found('ducks')).length, 1);
    await superuser.query('DELETE FROM evidence WHERE id = $1', [id]);
    const { rows } = await superuser.query('SELECT 1 FROM evidence_words WHERE evidence_id = $1', [
      id,
    ]);
    assert.deepEqual(rows, []);
  });

  it('looks only at the words of one’s own school', async () => {
    await add(neighbour, 'Kingfisher survey');
    assert.deepEqual(await found('kingfisher'), []);
    assert.deepEqual(await found('kingfisher', neighbour), ['Kingfisher survey']);
    const among = await context.storage.read(scopeOf(maya), (db) =>
      findChoices(db, neighbour.organisation.id, ['kingfisher']),
    );
    assert.deepEqual(among.among, [], 'not even when the school next door is asked for');
  });
});
