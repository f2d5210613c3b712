/** A library of 2,000 items: how much is asked of the database. tests/deep holds that time does not grow. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Role } from '../../platform/access/member.js';
import { openSchool } from '../../review/testing/school.js';
import { may, permissions } from '../permissions.js';
import { fillLibrary, LIBRARY_PATHS, stranger } from '../testing/library.js';

const { context, maya, browser, review, codes } = await openSchool();
const neighbour = await stranger(context);

const queriesOf = async (path: string) => {
  const before = context.storage.queries();
  const answer = await browser.get(path);
  assert.equal(answer.status, 200, path);
  await answer.text();
  return context.storage.queries() - before;
};

describe('a library of 2,000 items', () => {
  let reviewId = '';
  before(async () => {
    reviewId = await review();
    await fillLibrary(context, maya, 2000);
    await fillLibrary(context, neighbour, 200);
    await context.superuser.query(
      `INSERT INTO citations (organisation_id, review_id, statement, evidence_id, cited_at)
       SELECT organisation_id, $1, $2, id, now() FROM evidence WHERE organisation_id = $3 ORDER BY id LIMIT 100`,
      [reviewId, codes[0], maya.organisation.id],
    );
    await context.superuser.query('ANALYZE evidence');
  });

  it('asks the database at most three times a page', async () => {
    await browser.read(`/evidence/coverage?review=${reviewId}`);
    const { rows } = await context.superuser.query(
      'SELECT id FROM evidence WHERE organisation_id = $1 LIMIT 1',
      [maya.organisation.id],
    );
    const item = `/evidence/${rows[0].id}`;
    const pages = [
      ...LIBRARY_PATHS,
      item,
      `${item}/edit`,
      `${item}/delete`,
      '/evidence/new?kind=link',
      '/evidence/paste',
      '/evidence/coverage',
    ];
    for (const path of [...pages, `/evidence/coverage?review=${reviewId}`]) {
      const queries = await queriesOf(path);
      assert.ok(queries <= 3, `${path}: ${queries} queries`);
    }
  });

  it('can be walked to its end, every item once', async () => {
    const seen = new Set<string>();
    let path: string | undefined = '/evidence';
    for (let pages = 0; path && pages < 100; pages += 1) {
      const html: string = await browser.read(path);
      for (const [, id = ''] of html.matchAll(/item-title"><a href="\/evidence\/([^"]+)"/g)) {
        assert.ok(!seen.has(id), id);
        seen.add(id);
      }
      path = /href="(\/evidence\?after=[^"]+)" rel="next"/
        .exec(html)?.[1]
        ?.replaceAll('&amp;', '&');
    }
    assert.equal(seen.size, 2000);
  });

  it('finds by words, voice, age and the statement that cites', async () => {
    const count = async (query: string) =>
      Number(/(\d+) items?, newest first/.exec(await browser.read(`/evidence?${query}`))?.[1] ?? 0);
    assert.equal(await count('q=Item+1999'), 1);
    assert.equal(await count('q=item+199'), 11, 'the beginning of a word is enough');
    assert.equal(await count('q=tem'), 0, 'and its middle is not');
    assert.equal(await count('q=100%25_'), 0);
    assert.equal(await count('age=undated'), 0);
    assert.match(await browser.read(`/evidence?statement=${codes[0]}`), /Earlier evidence/);
    assert.match(await browser.read('/evidence?statement=9.9'), /No evidence matches/);
  });
});

describe('the table of access', () => {
  it('is what the routes and the verbs are made of', () => {
    const as = (role: Role) => ({ role, isOwner: false, person: { id: 'maya' } });
    const item = { createdBy: null };
    for (const act of Object.keys(permissions) as (keyof typeof permissions)[]) {
      assert.equal(may(as('careers leader'), act, item), true, act);
      assert.equal(may(as('governor'), act, item), act === 'evidence.read', act);
    }
    assert.equal(may(as('contributor'), 'evidence.delete', item), false);
  });
});
