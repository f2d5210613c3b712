/** The verbs of the library on a real database: who may, what stays, what meets, whose it is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newVisitor } from '../../tests/support/visitor.js';
import { signInAs } from '../organisation/set-up-changes.js';
import { type Member, type Role, scopeOf } from '../platform/access/member.js';
import { listHistoryOf } from '../platform/history/history.js';
import { citeEvidence } from '../review/changes/cite.js';
import {
  addEvidence,
  addSeveral,
  changeEvidence,
  inputOf,
  replaceFile,
  setDeleted,
} from './changes.js';
import { askedOf, queryOf } from './pages/list-query.js';
import { openChanging } from './testing/changing.js';
import { pdf, png } from './testing/files.js';
import { typedItem, uploaded } from './testing/library.js';

const { add, addFile, callum, coded, how, maya, read, sam, school, context } = await openChanging();

describe('who may change the library', () => {
  const table: [Role, boolean][] = [
    ['careers leader', true],
    ['contributor', true],
    ['governor', false],
    ['adviser', false],
    ['viewer', false],
  ];
  for (const [role, isAllowed] of table)
    it(`a ${role} ${isAllowed ? 'adds and changes' : 'reads alone'}`, async () => {
      const somebody = await school.colleague('Somebody', role);
      const id = await add(maya);
      const change = { id, input: typedItem({ title: `By a ${role}` }), version: 1 };
      assert.equal((await read(id, somebody)).title, 'Careers week');
      if (isAllowed) {
        await add(somebody);
        assert.deepEqual(await changeEvidence(context, somebody, change, how), { version: 2 });
        return;
      }
      await assert.rejects(add(somebody), coded('evidence.denied'));
      await assert.rejects(
        changeEvidence(context, somebody, change, how),
        coded('evidence.denied'),
      );
      await assert.rejects(
        setDeleted(context, somebody, { id, isDeleted: true }, how),
        coded('evidence.denied'),
      );
    });

  it('a contributor deletes what they added, and a careers leader anything', async () => {
    const mayas = await add(maya);
    const sams = await add(sam);
    await assert.rejects(
      setDeleted(context, sam, { id: mayas, isDeleted: true }, how),
      coded('evidence.denied'),
    );
    await setDeleted(context, sam, { id: sams, isDeleted: true }, how);
    await setDeleted(context, maya, { id: sams, isDeleted: false }, how);
    await setDeleted(context, maya, { id: sams, isDeleted: true }, how);
  });

  it('nobody of another school reads, changes or looks after it', async () => {
    const id = await addFile(maya, pdf('ours alone'));
    const { checksum } = (await read(id)).files[0] ?? { checksum: '' };
    await assert.rejects(read(id, callum), coded('evidence.not-found'));
    const change = { id, input: typedItem({ kind: 'file' }), version: 1 };
    await assert.rejects(changeEvidence(context, callum, change, how), coded('evidence.not-found'));
    await assert.rejects(
      setDeleted(context, callum, { id, isDeleted: true }, how),
      coded('evidence.not-found'),
    );
    const upload = await uploaded(context, pdf('theirs'));
    await assert.rejects(
      replaceFile(context, callum, { id, upload }, how),
      coded('evidence.not-found'),
    );
    await assert.rejects(add(maya, { owner: callum.person.id }), coded('evidence.unknown-owner'));
    await assert.rejects(
      context.files.read({ organisation: callum.organisation.id, checksum }),
      coded('file.missing'),
    );
  });

  it('the database itself shows no row of another school', async () => {
    await addFile(maya, png());
    for (const table of [
      'evidence',
      'evidence_files',
      'citations',
      'criterion_citations',
    ] as const) {
      const seen = await context.storage.read(scopeOf(callum), (db) =>
        db.selectFrom(table).selectAll().execute(),
      );
      assert.deepEqual(seen, [], table);
    }
  });
});

describe('changing an item', () => {
  it('keeps the words of whoever was first, and says so to the second', async () => {
    const id = await add(maya);
    await changeEvidence(
      context,
      sam,
      { id, input: typedItem({ title: 'Sam’s' }), version: 1 },
      how,
    );
    const mine = { id, input: typedItem({ title: 'Maya’s' }), version: 1 };
    await assert.rejects(changeEvidence(context, maya, mine, how), coded('evidence.conflict'));
    assert.equal((await read(id)).title, 'Sam’s');
    await changeEvidence(context, maya, { ...mine, version: 2 }, how);
    assert.equal((await read(id)).title, 'Maya’s');
  });

  it('leaves no trace when nothing changes, and one entry with only what differs when something does', async () => {
    const id = await add(maya, {
      kind: 'figure',
      figure: '94.50',
      unit: '%',
      effectiveOn: '2026-10-01',
    });
    const input = inputOf(await read(id));
    assert.deepEqual(await changeEvidence(context, maya, { id, input, version: 1 }, how), {
      version: 1,
    });
    await changeEvidence(context, maya, { id, input: { ...input, figure: '95' }, version: 1 }, how);
    const [newest, ...rest] = await context.storage.read(scopeOf(maya), (db) =>
      listHistoryOf(db, maya.organisation.id, { kind: 'evidence', id }),
    );
    assert.deepEqual([newest?.before, newest?.after], [{ figure: '94.5' }, { figure: '95' }]);
    assert.equal(rest.length, 1);
  });

  it('has one effect when it is sent twice', async () => {
    const key = context.id();
    const item = { input: typedItem({ title: 'Only once' }), upload: null };
    const first = await addEvidence(context, maya, item, { key });
    assert.deepEqual(await addEvidence(context, maya, item, { key }), first);
    const several = await addSeveral(context, maya, [typedItem(), typedItem()], how);
    assert.equal(several.ids.length, 2);
  });

  it('does not turn a note into a link', async () => {
    const id = await add(maya);
    const input = typedItem({ kind: 'link', url: 'https://a.example/' });
    await assert.rejects(
      changeEvidence(context, maya, { id, input, version: 1 }, how),
      coded('evidence.kind-fixed'),
    );
  });
});

describe('the list of the library, narrowed down', () => {
  const WORD = 'Kestrel';
  const make = (name: string, fields: Parameters<typeof typedItem>[0] = {}, by = maya) =>
    add(by, { title: `${WORD} ${name}`, ...fields });
  const shown = async (query: string, by = school.browser) =>
    [
      ...(await by.read(`/evidence?q=${WORD}&${query}`)).matchAll(
        /item-title"><a [^>]*>(?:<[^>]*>)*([^<]+)</g,
      ),
    ]
      .map(([, title = '']) => title.replace(`${WORD} `, ''))
      .sort();
  const all = ['bare', 'day-before', 'file', 'first-day', 'last-first-day', 'link', 'older'];
  const ids: Record<string, string> = {};

  it('has what every filter asks for, to the day, and nothing else', async () => {
    ids['first-day'] = await make('first-day', { effectiveOn: '2026-09-01', voice: 'learner' });
    ids['day-before'] = await make('day-before', {
      ...{ effectiveOn: '2026-08-31', validUntil: '2026-11-22', voice: 'staff' },
    });
    ids['last-first-day'] = await make('last-first-day', {
      ...{ effectiveOn: '2025-09-01', validUntil: '2026-11-23', owner: sam.person.id },
    });
    ids.older = await make('older', { effectiveOn: '2025-08-31', owner: maya.person.id });
    ids.bare = await make('bare', { about: 'Year 10 herons' });
    ids.link = await make('link', { kind: 'link', url: 'https://a.example/', voice: 'learner' });
    ids.file = await addFile(maya, pdf('a file'), `${WORD} file.pdf`);
    await context.superuser.query('UPDATE evidence SET title = $2 WHERE id = $1', [
      ids.file,
      `${WORD} file`,
    ]);
    await add(callum, { title: `${WORD} of another school` });
    const cases: [string, string[]][] = [
      ['', all],
      ['kind=link', ['link']],
      ['kind=file', ['file']],
      ['kind=nonsense', all],
      ['voice=learner', ['first-day', 'link']],
      ['voice=staff', ['day-before']],
      ['voice=not+said', ['bare', 'file', 'last-first-day', 'older']],
      ['age=this+year', ['first-day']],
      ['age=last+year', ['day-before', 'last-first-day']],
      ['age=older', ['older']],
      ['age=undated', ['bare', 'file', 'link']],
      ['age=past+its+date', ['day-before']],
      [`owner=${sam.person.id}`, ['last-first-day']],
      [`owner=${maya.person.id}`, ['older']],
      ['age=last+year&voice=staff', ['day-before']],
      ['kind=link&voice=staff', []],
    ];
    for (const [query, wanted] of cases) assert.deepEqual(await shown(query), wanted, query);
    assert.match(await school.browser.read(`/evidence?q=${WORD}`), /Out of date/);
  });

  it('finds what is cited at a statement, while the review is there', async () => {
    const review = await school.review();
    const cite = (evidence: string, statement: string) =>
      context.superuser.query(
        `INSERT INTO citations (organisation_id, review_id, statement, evidence_id, cited_at)
         VALUES ($1, $2, $3, $4, now())`,
        [maya.organisation.id, review, statement, evidence],
      );
    for (const code of ['2.10', '2.4']) await cite(ids.older ?? '', code);
    await cite(ids.link ?? '', '2.5');
    assert.deepEqual(await shown('statement=2.4'), ['older']);
    assert.deepEqual(await shown('statement=2.5'), ['link']);
    assert.match(await school.browser.read(`/evidence?q=${WORD}`), /Linked to 2\.4, 2\.10/);
    await context.superuser.query('UPDATE reviews SET deleted_at = now() WHERE id = $1', [review]);
    assert.deepEqual(await shown('statement=2.4'), []);
    assert.doesNotMatch(await school.browser.read(`/evidence?q=${WORD}`), /Linked to \d/);
    assert.deepEqual((await read(ids.older ?? '')).citations, []);
  });

  it('has what was deleted apart, for 30 days, and no page of it lets it change', async () => {
    const id = ids.file ?? '';
    await setDeleted(context, maya, { id, isDeleted: true }, how);
    assert.deepEqual(await shown('deleted=yes'), ['file']);
    assert.deepEqual(
      await shown(''),
      all.filter((name) => name !== 'file'),
    );
    const page = await school.browser.read(`/evidence/${id}`);
    assert.match(page, /Restore/);
    assert.doesNotMatch(page, /\/edit"|Replace file/);
    for (const path of ['edit', 'delete', 'file', 'files/1', 'files/1/view'])
      assert.equal((await school.browser.get(`/evidence/${id}/${path}`)).status, 404, path);
    const input = typedItem({ kind: 'file', title: 'Other' });
    const change = changeEvidence(context, maya, { id, input, version: 1 }, how);
    await assert.rejects(change, coded('evidence.not-found'));
    const upload = await uploaded(context, pdf('newer'));
    const replace = replaceFile(context, maya, { id, upload }, how);
    await assert.rejects(replace, coded('evidence.not-found'));
    const deletedAt = (at: string) =>
      context.superuser.query('UPDATE evidence SET deleted_at = $2 WHERE id = $1', [id, at]);
    await deletedAt('2026-10-24T09:00:00Z');
    assert.deepEqual(await shown('deleted=yes'), []);
    assert.equal((await school.browser.get(`/evidence/${id}`)).status, 404);
    const restore = setDeleted(context, maya, { id, isDeleted: false }, how);
    await assert.rejects(restore, coded('evidence.not-found'));
    await deletedAt('2026-10-24T09:00:01Z');
    assert.deepEqual(await shown('deleted=yes'), ['file']);
    assert.equal((await school.browser.get(`/evidence/${id}`)).status, 200);
    await setDeleted(context, maya, { id, isDeleted: false }, how);
    assert.deepEqual(await shown(''), all);
  });

  it('keeps its filter in the addresses of its other pages', () => {
    const id = context.id();
    const query = {
      ...{ q: 'careers week', kind: 'link', voice: 'not said', age: 'past its date' },
      ...{ statement: '2.4', owner: id, deleted: 'yes' },
    };
    const asked = askedOf(new URLSearchParams(query));
    const kept = Object.fromEntries(new URLSearchParams(queryOf(asked, id)));
    assert.deepEqual(kept, { ...query, after: id });
    assert.deepEqual(Object.fromEntries(new URLSearchParams(queryOf(asked))), query);
    assert.deepEqual(askedOf(new URLSearchParams(kept)), { ...asked, after: id });
  });
});

describe('every field of an item', () => {
  const full = {
    ...{ title: 'Title', note: 'Note', about: 'About', effectiveOn: '2026-10-01' },
    ...{ validUntil: '2027-10-01', voice: 'employer' },
  };
  const other = {
    ...{ title: 'Other title', note: 'Other note', about: 'Others', effectiveOn: '2026-10-02' },
    ...{ validUntil: '2027-10-02', voice: 'staff', owner: sam.person.id },
  };

  for (const field of Object.keys(other) as (keyof typeof other)[])
    it(`is saved when it alone changes, and its history says so: ${field}`, async () => {
      const id = await add(maya, full);
      const was = inputOf(await read(id));
      const input = typedItem({ ...full, [field]: other[field] });
      const changed = await changeEvidence(context, sam, { id, input, version: 1 }, how);
      assert.deepEqual(changed, { version: 2 });
      const item = await read(id);
      assert.deepEqual(inputOf(item), { ...was, [field]: other[field] });
      assert.deepEqual([item.createdBy?.name, item.updatedBy?.name], ['Maya Okafor', 'Sam Reid']);
      const [newest] = await context.storage.read(scopeOf(maya), (db) =>
        listHistoryOf(db, maya.organisation.id, { kind: 'evidence', id }),
      );
      assert.deepEqual(
        [newest?.personName, newest?.after],
        ['Sam Reid', { [field]: other[field] }],
      );
    });

  it('that belongs to another kind is let go', async () => {
    const everything = { ...full, url: 'https://a.example/', figure: '94', unit: '%' };
    const kept = async (kind: string) => {
      const { url, figure } = await read(await add(maya, { ...everything, kind }));
      return [url, figure?.unit ?? null];
    };
    assert.deepEqual(await kept('note'), [null, null]);
    assert.deepEqual(await kept('link'), ['https://a.example/', null]);
    assert.deepEqual(await kept('figure'), [null, '%']);
  });

  it('of a change that was refused stays, and the refusal names who was first, and when', async () => {
    const id = await add(maya, full);
    context.setClock('2026-11-23T10:15:00Z');
    await changeEvidence(
      context,
      sam,
      { id, input: typedItem({ title: 'Sam’s' }), version: 1 },
      how,
    );
    context.setClock('2026-11-23T09:00:00Z');
    const mine = { id, input: typedItem({ title: 'Maya’s' }), version: 1 };
    await assert.rejects(
      changeEvidence(context, maya, mine, how),
      /Sam Reid changed “Sam’s” at 10[:.]15/,
    );
    const gone = await school.colleague('Gone Soon', 'contributor');
    await context.superuser.query('UPDATE memberships SET ended_at = now() WHERE person_id = $1', [
      gone.person.id,
    ]);
    const owned = { ...mine, version: 2, input: typedItem({ owner: gone.person.id }) };
    await assert.rejects(
      changeEvidence(context, maya, owned, how),
      coded('evidence.unknown-owner'),
    );
  });
});

describe('the page of an item', () => {
  const enter = async ({ person }: Member) => {
    const visitor = newVisitor(context);
    visitor.cookies.set('__Host-waymark', await signInAs(context, person.id, 'Test'));
    return visitor;
  };
  const main = async (id: string, by = school.browser) =>
    /<main[\s\S]*<\/main>/.exec(await by.read(`/evidence/${id}`))?.[0] ?? '';
  /** What somebody may do there, by the last word of its address. */
  const ways = (html: string, id: string) =>
    [...html.matchAll(new RegExp(`(?:href|action)="/evidence/${id}/([a-z]+)"`, 'g'))]
      .map(([, way]) => way)
      .sort();

  it('has for each who they are what they may do, there and while it is deleted', async () => {
    const [mayas, sams] = [await addFile(maya, pdf('hers')), await addFile(sam, pdf('his'))];
    const vera = await enter(await school.colleague('Vera Blythe', 'viewer'));
    const contributor = await enter(sam);
    const change = ['citations', 'edit', 'file'];
    const cases: [typeof vera, string, string[], string[]][] = [
      [school.browser, mayas, [...change.slice(0, 1), 'delete', ...change.slice(1)], ['restore']],
      [school.browser, sams, [...change.slice(0, 1), 'delete', ...change.slice(1)], ['restore']],
      [contributor, mayas, change, []],
      [contributor, sams, [...change.slice(0, 1), 'delete', ...change.slice(1)], ['restore']],
      [vera, mayas, [], []],
    ];
    for (const isDeleted of [false, true]) {
      for (const id of [mayas, sams]) await setDeleted(context, maya, { id, isDeleted }, how);
      for (const [at, [by, id, there, gone]] of cases.entries())
        assert.deepEqual(ways(await main(id, by), id), isDeleted ? gone : there, String(at));
    }
    assert.match(await main(mayas), /This evidence has been deleted[\s\S]*On 23 November 2026\./);
    const list = async (by: typeof vera) =>
      /href="\/evidence\/new"/.test(await by.read('/evidence'));
    assert.deepEqual([await list(contributor), await list(vera)], [true, false]);
  });

  it('tells each fact at its name, and what was never said', async () => {
    const facts = async (id: string) =>
      Object.fromEntries(
        [...(await main(id)).matchAll(/<dt[^>]*>([^<]*)<\/dt><dd[^>]*>([^<]*)<\/dd>/g)].map(
          ([, name, words]) => [name, words],
        ),
      );
    const ruth = await school.colleague('Ruth Adeyemi', 'contributor');
    const full = {
      ...{ about: 'Year 10', effectiveOn: '2026-10-01', validUntil: '2027-10-02' },
      ...{ voice: 'employer', owner: ruth.person.id },
    };
    const id = await add(maya, full);
    context.setClock('2026-11-24T10:15:00Z');
    const change = { id, input: typedItem({ ...full, title: 'Renamed' }), version: 1 };
    await changeEvidence(context, sam, change, how);
    context.setClock('2026-11-23T09:00:00Z');
    assert.deepEqual(await facts(id), {
      ...{ 'Whose view': 'Employers', About: 'Year 10', 'Date of the evidence': '1 October 2026' },
      ...{ 'Valid until': '2 October 2027', Owner: 'Ruth Adeyemi' },
      Added: '23 November 2026 by Maya Okafor',
      'Changed last': '24 November 2026 at 10:15 by Sam Reid',
    });
    assert.deepEqual(await facts(await add(sam)), {
      ...{ 'Whose view': 'Not given', 'Date of the evidence': 'Not given' },
      ...{ Owner: 'No owner', Added: '23 November 2026 by Sam Reid' },
    });
  });

  it('has where it is cited, newest year first, in open and in closed reviews', async () => {
    const id = await add(maya);
    const [older, newer] = [await school.review(null, 2028), await school.review(null, 2029)];
    const cite = (review: string, code: string) =>
      context.superuser.query(
        `INSERT INTO citations (organisation_id, review_id, statement, evidence_id, cited_at)
         VALUES ($1, $2, $3, $4, now())`,
        [maya.organisation.id, review, code, id],
      );
    for (const code of ['2.10', '2.4']) await cite(older, code);
    await cite(newer, '1.5');
    await context.superuser.query(
      `INSERT INTO criterion_citations (organisation_id, review_id, statement, evidence_id, criterion)
       VALUES ($1, $2, '2.4', $3, '2.4.1a')`,
      [maya.organisation.id, older, id],
    );
    await context.superuser.query('UPDATE reviews SET closed_at = now() WHERE id = $1', [older]);
    const html = (await main(id)).replace(/\s+/g, ' ');
    const part = html.slice(html.indexOf('id="cited"'), html.indexOf('>History'));
    const words = part.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    assert.match(
      words,
      /2029\/30 Internal[^,]*, open 1\.5 2028\/29 .*, closed 2\.4 1 criterion 2\.10/,
    );
    assert.ok(part.includes(`/reviews/${older}/statements/2.10"`));
    assert.ok(part.includes(`/reviews/${newer}/statements/1.5"`));
  });

  it('asks before it is deleted, by where it is cited, and says when it is back', async () => {
    const id = await add(maya, { title: 'Weir' });
    const asked = async () =>
      /<p class="measure section">([^<]*)</.exec(
        await school.browser.read(`/evidence/${id}/delete`),
      )?.[1];
    assert.match(
      (await asked()) ?? '',
      /^It is not linked to any statement\. You can restore it for 30 days/,
    );
    const review = await school.review(null, 2031);
    const cite = (code: string) =>
      context.superuser.query(
        `INSERT INTO citations (organisation_id, review_id, statement, evidence_id, cited_at)
         VALUES ($1, $2, $3, $4, now())`,
        [maya.organisation.id, review, code, id],
      );
    await cite('2.4');
    assert.match((await asked()) ?? '', /^It is linked to 2\.4 and will no longer show there\./);
    await cite('2.10');
    assert.match((await asked()) ?? '', /^It is linked to 2\.4, 2\.10 and/);
    assert.match(await main(id), /To check/);
    const press = async (way: string) => {
      const answer = await school.browser.post(`/evidence/${id}/${way}`, { _key: context.id() });
      const to = answer.headers.get('location') ?? '';
      const [, said] = /role="status"><p>([^<]*)</.exec(await school.browser.read(to)) ?? [];
      return [to, said];
    };
    assert.deepEqual(await press('delete'), [
      '/evidence',
      '“Weir” deleted. You can restore it for 30 days.',
    ]);
    assert.doesNotMatch(await main(id), /To check/);
    assert.deepEqual(await press('restore'), [`/evidence/${id}`, '“Weir” restored.']);
  });

  it('tells what has happened to it, a first file apart from a newer one, and no id of an owner', async () => {
    const lines = async (id: string) => {
      const html = await main(id);
      return html
        .slice(html.indexOf('>History'))
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ');
    };
    const id = await addFile(maya, pdf('first of two'), 'plan.pdf');
    assert.match(await lines(id), /Maya Okafor gave it the file plan\.pdf/);
    const upload = await uploaded(context, pdf('second of two'), 'newer.pdf');
    await replaceFile(context, maya, { id, upload }, how);
    assert.match(await lines(id), /replaced the file of it with newer\.pdf \(version 2\)/);
    const input = { ...inputOf(await read(id)), owner: sam.person.id };
    await changeEvidence(context, maya, { id, input, version: 2 }, how);
    assert.match(await lines(id), /Its owner was changed\./);
    const review = await school.review(null, 2032);
    const cite = (cite: string[], uncite: string[]) =>
      citeEvidence(
        context,
        maya,
        { review, evidence: id, cite, uncite, name: [], unname: [] },
        how,
      );
    await cite(['2.4'], []);
    assert.match(await lines(id), /Linked it to 2\.4\./);
    await cite([], ['2.4']);
    assert.match(await lines(id), /Removed its link to 2\.4\./);
  });
});
