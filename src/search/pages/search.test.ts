/** Search over everything in a school: what is found, by whom, and what never is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linksIn } from '../../../tests/support/demo.js';
import { newVisitor } from '../../../tests/support/visitor.js';
import { addEvidence, setDeleted } from '../../evidence/changes.js';
import { typedItem } from '../../evidence/testing/library.js';
import { actionInput } from '../../plan/action-input.js';
import { addAction } from '../../plan/changes/add.js';
import { addNote } from '../../plan/changes/change.js';
import { deleteAction } from '../../plan/changes/remove.js';
import { scopeOf } from '../../platform/access/member.js';
import type { RoleWord } from '../../platform/storage/tables/people.js';
import { agree } from '../../review/changes/agree.js';
import { deleteReview } from '../../review/changes/close.js';
import { openSchool } from '../../review/testing/school.js';
import { MOST } from '../search.js';
import { findAll } from '../store.js';

const school = await openSchool();
const { context, maya, browser } = school;
const how = { key: null };
const review = await school.review();

const say = (id: string, statement: string, reason: string) =>
  agree(context, maya, {
    ...{ review: id, statement, version: null, key: null },
    input: { rating: 2, reason },
  });
const action = async (fields: Record<string, string>) =>
  (
    await addAction(
      context,
      maya,
      actionInput.parse({ title: 'Some action', academicYear: '2026', ...fields }),
      how,
    )
  ).id;
const item = (title: string) =>
  addEvidence(context, maya, { input: typedItem({ title }), upload: null }, how);
const ask = async (path: string, words: string) => {
  const sent = { kind: 'question', remark: words, _key: context.id() };
  assert.equal((await browser.post(`${path}/remarks`, sent)).status, 303);
};
/** The titles that are found, by kind. */
const find = async (query: string) => {
  const found = await context.storage.read(scopeOf(maya), (db) =>
    findAll(db, maya, query, context.clock()),
  );
  return Object.fromEntries(found.map((each) => [each.kind, each.found.map(({ title }) => title)]));
};
const search = (query: string) => browser.read(`/search?q=${encodeURIComponent(query)}`);

describe('a search', () => {
  it('finds in every kind what has all of the words, and leads to it', async () => {
    await say(review, '2.4', 'Heronry numbers went to governors');
    const { id: evidence } = await item('Heronry survey');
    const id = await action({ title: 'Count again', measure: 'A heronry of twelve' });
    await ask(`/plan/actions/${id}`, 'Why the heronry?');
    const person = await school.colleague('Ada Heronry', 'contributor');
    const html = await search('heronr');
    for (const kind of ['answer', 'evidence', 'action', 'remark', 'person'])
      assert.match(html, new RegExp(`<h2 id="found-${kind}">[^<]* <span[^>]*>1</span></h2>`), kind);
    for (const href of [
      `/reviews/${review}/statements/2.4`,
      `/evidence/${evidence}`,
      `/plan/actions/${id}`,
      `/people/${person.person.id}`,
    ])
      assert.ok(html.includes(`href="${href}"`), href);
    const [, remark = ''] = /href="(\/plan\/actions\/[^"]+\/remarks\/[^"]+)"/.exec(html) ?? [];
    assert.equal((await browser.get(remark)).status, 200);
    assert.match(html, /A <b>heronry<\/b> of twelve/);
    assert.deepEqual(await find('heronry twelve'), { action: ['Count again'] });
  });

  it('finds statements of the model, by their words and their code', async () => {
    const html = await search('destinations data');
    assert.match(html, new RegExp(`href="/reviews/${review}/statements/2.4"`));
    assert.ok((await find('2.4')).statement?.[0]?.startsWith('2.4 '));
  });

  it('forgives apostrophes, accents and capitals, and takes words by their beginning', async () => {
    await action({ title: 'Ask Zoë O’Haraldson about the école' });
    for (const query of ["o'haraldson", 'O’HARALDSON', 'oharaldson', 'ZOE ecole', 'haralds'])
      assert.deepEqual((await find(query)).action, ['Ask Zoë O’Haraldson about the école'], query);
    assert.deepEqual(await find('araldson'), {});
  });

  it('finds notes, milestones, owners and replies', async () => {
    const id = await action({
      title: 'Marked',
      milestones: 'Kestrel day',
      ownerName: 'Lark Owner',
    });
    await addNote(context, maya, id, { words: 'Merlin was here' }, how);
    for (const query of ['kestrel', 'lark', 'merlin'])
      assert.deepEqual((await find(query)).action, ['Marked'], query);
  });

  it('finds nothing that is deleted', async () => {
    const gone = await school.review(null, 2031);
    await say(gone, '1.1', 'Osprey reason');
    await ask(`/reviews/${gone}`, 'Osprey question?');
    await deleteReview(context, maya, gone, how);
    await deleteAction(context, maya, await action({ title: 'Osprey action' }), how);
    const { id } = await item('Osprey evidence');
    await setDeleted(context, maya, { id, isDeleted: true }, how);
    assert.deepEqual(await find('osprey'), {});
  });

  it('says what helps where nothing was asked, and where nothing was found', async () => {
    assert.match(await browser.read('/search'), /<h1>Search<\/h1>[\s\S]*Browse evidence/);
    const html = await search('zzzz <b>');
    assert.match(html, /<h2>No results for “zzzz &lt;b&gt;”<\/h2>[\s\S]*fewer words/);
    assert.match(html, /name="q"[^>]* value="zzzz &lt;b&gt;"/);
    assert.doesNotMatch(await search('… ’ –'), /id="found-/);
  });

  it('shows ten of a kind, folds the rest, and says where there are more than it gives', async () => {
    for (let at = 0; at < 12; at += 1) await action({ title: `Wader ${at}` });
    const html = await search('wader');
    assert.match(html, /Actions <span[^>]*>12<\/span>/);
    assert.match(html, /Show 2 more results/);
    for (let at = 12; at <= MOST; at += 1) await action({ title: `Wader ${at}` });
    assert.match(await search('wader'), new RegExp(`Actions <span[^>]*>${MOST}\\+</span>`));
    assert.equal((await find('wader')).action?.length, MOST);
  });

  it('asks the database at most six times', async () => {
    await search('heronry');
    const before = context.storage.queries();
    await search('heronry');
    assert.ok(context.storage.queries() - before <= 6, `${context.storage.queries() - before}`);
  });
});

describe('whoever searches', () => {
  it('finds the same in every role, and opens no page that is not theirs', async () => {
    const all = await find('heronry');
    for (const role of ['contributor', 'governor', 'adviser', 'viewer'] as RoleWord[]) {
      await school.as(maya, role);
      const html = await search('heronry');
      for (const titles of Object.values(all))
        for (const title of titles) assert.ok(html.includes(title), `${role}: ${title}`);
      for (const [, href = ''] of html.matchAll(/class="found-row">\s*<a href="([^"]+)"/g))
        assert.equal((await browser.get(href)).status, 200, `${role}: ${href}`);
    }
    await school.as(maya, 'careers leader');
  });

  it('never sees what another took back', async () => {
    const id = await action({ title: 'Place of a question' });
    await ask(`/plan/actions/${id}`, 'Avocet, was it?');
    assert.equal((await find('avocet')).remark?.length, 1);
    await context.superuser.query(
      "UPDATE remarks SET withdrawn_at = now(), written_by = NULL WHERE words LIKE 'Avocet%'",
    );
    assert.deepEqual(await find('avocet'), {});
  });

  it('finds nothing of another school', async () => {
    const other = context.id();
    await context.superuser.query(
      "INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, 'Other', 'school', now())",
      [other],
    );
    const elsewhere = { ...maya, organisation: { ...maya.organisation, id: other } };
    const found = await context.storage.read(scopeOf(elsewhere), (db) =>
      findAll(db, elsewhere, 'heronry', context.clock()),
    );
    assert.deepEqual(found, []);
  });

  it('is refused with a personal link, and asked to sign in without a session', async () => {
    const made = await browser.post('/people/links', {
      ...{ review, name: 'Tess Marsh', title: 'SENCo', days: '14' },
    });
    const [link = ''] = linksIn(await made.text());
    const guest = newVisitor(context);
    await guest.post(link, {});
    assert.equal((await guest.get(`/reviews/${review}`)).status, 200);
    assert.equal((await guest.get('/search?q=heronry')).status, 403);
    assert.equal((await newVisitor(context).get('/search?q=heronry')).status, 303);
  });
});
