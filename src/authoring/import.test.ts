import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { newVisitor, type Visitor } from '../../tests/support/visitor.js';
import { statementOf, statementsOf } from '../framework/framework.js';
import { currentVersion, findFrameworkVersion, findVersion } from '../framework/store.js';
import { printed } from '../framework/testing/printed.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { dateWords } from '../platform/days.js';

const { context, maya } = await openTestSchool();
const { rows } = await context.superuser.query<{ id: string; person: string }>(
  'SELECT o.id, m.person_id AS person FROM organisations o JOIN memberships m ON m.organisation_id = o.id',
);
const organisation = rows[0]!.id;
const scope = { organisation, person: rows[0]!.person };

/** Sends the form of the import with a file or with pasted text. */
async function send(
  visitor: Visitor,
  given: { file?: [name: string, bytes: Uint8Array]; text?: string },
) {
  const form = new FormData();
  form.set('_key', context.id());
  if (given.file) form.set('file', new File([new Uint8Array(given.file[1])], given.file[0]));
  form.set('text', given.text ?? '');
  const headers = {
    Cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    Host: 'localhost',
    'Sec-Fetch-Site': 'same-origin',
  };
  return context.app.request('http://localhost/model/imports', {
    method: 'POST',
    body: form,
    headers,
  });
}

async function begun(text: string): Promise<string> {
  const answer = await send(maya, { text });
  assert.equal(answer.status, 303, await answer.clone().text());
  return answer.headers.get('location')!;
}

const versionIn = (html: string) => /name="_version" value="(\d+)"/.exec(html)?.[1] ?? '';

const answer = async (path: string, fields: Record<string, string>) => {
  const version = versionIn(await maya.read(path));
  return maya.post(path, { _key: context.id(), _version: version, ...fields });
};

const NAME = {
  title: 'Model of the school',
  edition: 'Published wording',
  version: '2026',
  publisher: '',
  work: '',
  language: 'en-GB',
};

describe('loading a document', () => {
  it('reads pasted text into a draft that one can leave and come back to', async () => {
    const path = await begun(printed(schoolsModel));
    const html = await maya.read(path);
    assert.match(html, /32 statements: 126 of 128 descriptors read/);
    assert.match(await maya.read('/model/imports'), /<h2>Drafts/);
    assert.match(await maya.read(`${path}/lines`), /Every line and how it was used/);
  });

  it('says what is wrong with a file beside the field, and keeps nothing', async () => {
    const before = await context.superuser.query('SELECT 1 FROM framework_drafts');
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
    const refused = await send(maya, { file: ['scan.pdf', picture] });
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /<a href="#file">This is a picture\./);
    const empty = await send(maya, {});
    assert.match(await empty.text(), /Choose a file, or paste the text of the model/);
    const large = await send(maya, { file: ['a.txt', new Uint8Array(12.2 * 1024 * 1024)] });
    assert.equal(large.status, 413);
    assert.match(await large.text(), /This file is larger than 12 MB\. Choose a copy without/);
    const after = await context.superuser.query('SELECT 1 FROM framework_drafts');
    assert.equal(after.rowCount, before.rowCount);
  });

  it('is for careers leaders of the school alone', async () => {
    const path = await begun(printed(schoolsModel));
    const stranger = newVisitor(context);
    for (const page of [path, `${path}/lines`, `${path}/items/2.4@1`, '/model/imports'])
      assert.equal((await stranger.get(page)).status, 303, page);
    const other = context.id();
    await context.superuser.query(
      `INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, 'Northgate', 'school', now())`,
      [other],
    );
    const seen = await context.storage.read({ organisation: other, person: null }, (db) =>
      db.selectFrom('framework_drafts').select('id').execute(),
    );
    assert.deepEqual(seen, []);
  });
});

describe('comparing a draft', () => {
  it('walks from gap to gap, and will not publish while one is missing and unmarked', async () => {
    const path = await begun(printed(schoolsModel));
    const html = await maya.read(path);
    assert.ok(html.includes(`${path}/items/3.2@1`));
    assert.match(await maya.read(`${path}/publication`), /Not yet: 2 gaps without words/);
    const refused = await maya.post(`${path}/publication`, { ...NAME, _key: context.id() });
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /There are no words yet for 3\.2 level 1, 6\.1 level 1/);
    const empty = await answer(`${path}/items/3.2@1`, { act: 'accepted', words: '' });
    assert.equal(empty.status, 422);
    const next = await answer(`${path}/items/3.2@1`, { act: 'unreadable', words: '' });
    assert.equal(next.headers.get('location'), `${path}/items/6.1@1`);
    const done = await answer(`${path}/items/6.1@1`, {
      act: 'corrected',
      words: 'Words typed by Maya.',
    });
    assert.equal(done.headers.get('location'), path);
  });

  it('gives both answers to the second of two people who answer one place', async () => {
    const path = await begun(printed(schoolsModel));
    const place = `${path}/items/2.4@1`;
    const seen = versionIn(await maya.read(place));
    await answer(place, { act: 'corrected', words: 'The first answer.' });
    const late = {
      _key: context.id(),
      _version: seen,
      act: 'corrected',
      words: 'The second answer.',
    };
    const conflict = await maya.post(place, late);
    assert.equal(conflict.status, 409);
    const html = await conflict.text();
    assert.match(html, /Their answer:[\s\S]*The first answer\./);
    assert.match(html, /The second answer\./);
    const again = await maya.post(place, { ...late, _version: versionIn(html) });
    assert.equal(again.status, 303);
    assert.match(await maya.read(place), /The second answer\./);
  });

  it('refuses to leave a title out, and takes a proposal in', async () => {
    const { title } = statementOf(schoolsModel, '2.4')!;
    const path = await begun(printed(schoolsModel).replace(title, `${title}x`));
    const html = await maya.read(`${path}/items/2.4`);
    assert.match(html, /Does this match your copy/);
    assert.match(html, /name="act" value="proposed-0"/);
    assert.equal((await answer(`${path}/items/2.4`, { act: 'proposed-7' })).status, 422);
    await answer(`${path}/items/2.4`, { act: 'proposed-0', words: 'What stood in the box.' });
    const taken = await maya.read(`${path}/items/2.4`);
    assert.match(taken, /Corrected\. You can answer again/);
    assert.ok(taken.includes(`>${title}</textarea>`));
    assert.match(await maya.read(path), new RegExp(`</span> ${title} `));
    const refused = await answer(`${path}/items/2.4`, { act: 'unreadable', words: '' });
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /Enter words for the title of 2\.4/);
  });

  it('says where one is on the walk and how much is left, and goes on to what is left', async () => {
    const path = await begun(printed(schoolsModel));
    const text = (html: string) => html.replace(/\s+/g, ' ');
    const left = async (place: string) =>
      /(\d+) of (\d+), (\d+) still to check/.exec(text(await maya.read(`${path}/items/${place}`)))!;
    const [, at, all, open] = (await left('6.1@1')).map(Number);
    assert.deepEqual([at, all], [2, 6 + 32 + 128]);
    const html = await maya.read(`${path}/items/6.1@1`);
    assert.match(html, /rel="prev"[^>]*>\s*3\.2 level 1/);
    assert.doesNotMatch(await maya.read(`${path}/items/3.2@1`), /rel="prev"/);
    assert.match(await maya.read(path), /2 gaps must be filled or marked/);
    assert.doesNotMatch(await maya.read(path), /Publish without checking/);
    const back = await answer(`${path}/items/6.1@1`, { act: 'unreadable', words: 'Ignored.' });
    assert.equal(back.headers.get('location'), `${path}/items/3.2@1`, 'round the end');
    assert.equal(Number((await left('3.2@1'))[3]), open! - 1);
    const marked = await maya.read(`${path}/items/6.1@1`);
    assert.match(marked, /Marked as not readable in your copy/);
    assert.ok(!marked.includes('Ignored.'));
    const same = statementOf(schoolsModel, '1.1')!.levels[0]!.summary!;
    await answer(`${path}/items/1.1@1`, { act: 'corrected', words: ` ${same} ` });
    assert.match(await maya.read(`${path}/items/1.1@1`), /Accepted\. You can answer again/);
    assert.equal(
      (await answer(`${path}/items/1.1@1`, { act: 'corrected', words: ' ' })).status,
      422,
    );
    for (const place of ['9.9@1', '1.1@7', 'theme-9']) {
      assert.equal((await maya.get(`${path}/items/${place}`)).status, 404, place);
      const wrong = await maya.post(`${path}/items/${place}`, {
        _key: context.id(),
        act: 'accepted',
      });
      assert.equal(wrong.status, 404, place);
    }
  });

  it('keeps an answer with the words it was given for, through other settings and back', async () => {
    const path = await begun(printed(schoolsModel));
    const set = (bestFirst: string) => answer(`${path}/settings`, { bestFirst });
    const place = `${path}/items/3.2@1`;
    await answer(place, { act: 'corrected', words: 'Typed where there was nothing.' });
    const other = `${path}/items/2.4@1`;
    await answer(other, { act: 'corrected', words: 'Typed for the lowest.' });
    await set('yes');
    assert.match(await maya.read(`${path}/settings`), /value="yes"[^>]* checked/);
    for (const [page, words] of [
      [place, 'Typed where there was nothing.'],
      [other, 'Typed for the lowest.'],
    ] as const) {
      const html = await maya.read(page);
      assert.ok(!html.includes(words), `${page} has other words now`);
      assert.doesNotMatch(html, /You can answer again/);
    }
    await set('');
    assert.ok((await maya.read(place)).includes('Typed where there was nothing.'));
    const seen = versionIn(await maya.read(`${path}/settings`));
    await set('no');
    const late = await maya.post(`${path}/settings`, { _key: context.id(), _version: seen });
    assert.equal(late.status, 409);
  });

  it('names a file by the last part of its name, without what no list should show', async () => {
    const bytes = Buffer.from(printed(schoolsModel));
    for (const [name, shown] of [
      ['..\\secret\\plan.txt', 'plan.txt'],
      ['a/b/our\u202ecopy.txt', 'ourcopy.txt'],
      [`${'n'.repeat(200)}.txt`, 'n'.repeat(120)],
    ] as const) {
      const sent = await send(maya, { file: [name, bytes] });
      const html = await maya.read(sent.headers.get('location')!);
      assert.ok(html.includes(`<p class="small quiet">${shown}</p>`), shown);
    }
  });

  it('reads again with other settings, and keeps answers where the words are the same', async () => {
    const path = await begun(printed(schoolsModel));
    await answer(`${path}/items/2.4@1`, { act: 'corrected', words: 'Kept words.' });
    const again = await answer(`${path}/settings`, {
      bestFirst: 'yes',
      levels: '',
      firstLevel: '',
      codeLike: '',
      codeColumn: '',
      titleColumn: '',
      levelColumns: '',
    });
    assert.equal(again.status, 303, await again.text());
    const turned = await maya.read(`${path}/items/2.4@4`);
    assert.ok(turned.includes(statementOf(schoolsModel, '2.4')!.levels[0]!.summary!));
    const wrong = await answer(`${path}/settings`, { levelColumns: 'three' });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /Enter the columns of the levels as numbers/);
    await answer(`${path}/settings`, { bestFirst: '' });
    assert.match(await maya.read(`${path}/items/2.4@1`), /Kept words\./);
  });
});

/** A small model of nobody else, with tabs between its columns; `empty` of its levels have no words. */
const small = (empty = 0, head = 'Code\tTitle') =>
  [
    `${head}\tLevel 1\tLevel 2`,
    ...Array.from({ length: 7 }, (_, at) => {
      const words = at < empty ? '' : `Boat ${'abcdefg'[at]} floats.`;
      const code = head.includes('\t') ? `1.${at + 1}\t` : '';
      return `${code}Boats of kind ${'abcdefg'[at]}\tBoat ${'abcdefg'[at]} is there.\t${words}`;
    }),
  ].join('\n');

describe('a document that is not understood', () => {
  const puzzling = [
    'Area\tWhat we look at\tA start\tGood',
    'Village\tThe wall\tIt is low.\tIt is high.',
    'Village\tThe gate\tIt is open.\tIt is shut.',
    'Village\tThe path\tIt is long.\tIt is short.',
  ].join('\n');

  const coded = () =>
    puzzling
      .split('\n')
      .map((line, at) => (at === 0 ? line : line.replace('Village', `/${at}/`)))
      .join('\n');

  it('is kept, shows its beginning with the columns numbered, and is read with what a person says', async () => {
    const path = await begun('Dear all,\nhere are\tmy notes of the well.');
    assert.match(path, /imports/);
    for (const page of ['', '/lines', '/publication']) {
      const away = await maya.get(`${path}${page}`);
      assert.equal(away.headers.get('location'), `${path}/settings`, page);
    }
    const html = await maya.read(`${path}/settings`);
    assert.match(html, /Help us read this document/);
    assert.match(
      html,
      /There is a problem[\s\S]*Waymark found no table of statements and levels[\s\S]*<h1/,
    );
    assert.match(html, /with column numbers[\s\S]*my notes of the well/);
    assert.match(html, /There are no codes/);
    const still = await answer(`${path}/settings`, { codeLike: 'Q7', levels: '3' });
    assert.equal(still.headers.get('location'), `${path}/settings`);
    const again = await maya.read(`${path}/settings`);
    assert.match(again, /There is a problem[\s\S]*<h1/);
    assert.match(again, /value="Q7"/);
    assert.match(again, /value="3" selected/);
    assert.doesNotMatch(again, /Document read again/);
    assert.equal((await answer(`${path}/settings`, { levels: '9' })).status, 422);
    assert.match(await maya.read(`${path}/settings`), /value="Q7"/, 'a refusal changes nothing');
    const refused = await answer(`${path}/publication`, { ...NAME, isCompared: 'yes' });
    assert.equal(refused.status, 422);
    await maya.post(`${path}/removal`, { _key: context.id() });
    assert.equal((await maya.get(`${path}/settings`)).status, 404);
  });

  it('keeps what was read and answered where other settings are not understood', async () => {
    const path = await begun(small());
    await answer(`${path}/items/1.1@1`, { act: 'corrected', words: 'Typed by Maya.' });
    const refused = await answer(`${path}/settings`, { codeLike: 'Q7', table: '7' });
    assert.equal(refused.status, 422);
    const html = await refused.text();
    assert.match(html, /There is a problem[\s\S]*There is no table 7[\s\S]*<h1/);
    assert.match(html, /value="Q7"/);
    assert.match(await maya.read(`${path}/items/1.1@1`), /Typed by Maya\./);
    assert.doesNotMatch(await maya.read(`${path}/settings`), /value="Q7"/);
  });

  it('has the table that fits best chosen already', async () => {
    const diary = Array.from({ length: 12 }, (_, at) => `7.${at + 1}\t${at % 6 ? '' : 'Rain'}`);
    const path = await begun(['Dear all', ...diary, '', small(), '', 'Yours\tA\tB'].join('\n'));
    const html = await maya.read(`${path}/settings`);
    assert.match(html, /There is a problem[\s\S]*Table 2 fits best\.[\s\S]*<h1/);
    assert.match(html, /name="table"[\s\S]*value="2" selected/);
    const read = await answer(`${path}/settings`, { table: '2' });
    assert.equal(read.headers.get('location'), path);
  });

  it('goes by the name of its file until its own title is read', async () => {
    const text = `# Our reading of wells\n\n## Theme 1: Wells\n\n${coded().replaceAll('\t', ' | ')}`;
    const bytes = Buffer.from(text.replace(/^Area.*$/m, (head) => `${head}\n---|---|---|---`));
    const sent = await send(maya, { file: ['wells.md', bytes] });
    const path = sent.headers.get('location')!;
    assert.match(await maya.read('/model/imports'), />wells\.md<\/a>/);
    assert.match(await maya.read(`${path}/settings`), /Help us read this document/);
    const read = await answer(`${path}/settings`, { codeLike: '/1/' });
    assert.equal(read.status, 303, await read.clone().text());
    assert.match(await maya.read(path), /Compare Our reading of wells/);
    await answer(`${path}/settings`, { codeLike: '/1/', bestFirst: 'yes' });
    assert.match(await maya.read(path), /Compare Our reading of wells/);
  });

  it('leads to a draft that goes on once its codes are shown', async () => {
    const path = await begun(coded());
    assert.match(await maya.read(`${path}/settings`), /Help us read this document/);
    const read = await answer(`${path}/settings`, { codeLike: '/1/' });
    assert.equal(read.status, 303, await read.clone().text());
    assert.match(await maya.read(path), /3 statements: 6 of 6 descriptors read/);
    assert.doesNotMatch(await maya.read(`${path}/settings`), /Help us read/);
  });
});

describe('the settings of a reading', () => {
  it('stand in their fields from then on, columns counted from 1', async () => {
    const path = await begun(small());
    const shown = async () => {
      const html = await maya.read(`${path}/settings`);
      const value = (name: string) =>
        new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1];
      const chosen = (name: string) =>
        new RegExp(`<select[^>]* name="${name}"[\\s\\S]*?value="([^"]*)" selected`).exec(html)?.[1];
      return [
        ...['titleColumn', 'levelColumns', 'codeLike'].map(value),
        ...['codeColumn', 'levels', 'firstLevel'].map(chosen),
      ];
    };
    assert.deepEqual((await shown()).filter(Boolean), [], 'nothing is set');
    const set = { codeColumn: '1', titleColumn: '2', levelColumns: '3, 4', codeLike: '1.1' };
    const saved = await answer(`${path}/settings`, { ...set, levels: '2', firstLevel: '0' });
    assert.equal(saved.status, 303, await saved.text());
    assert.deepEqual(await shown(), ['2', '3, 4', '1.1', '1', '2', '0']);
  });
});

describe('a document of a model that does not come with Waymark', () => {
  it('says so before it is published, and goes by its own title', async () => {
    const path = await begun(small());
    const html = await maya.read(`${path}/publication`);
    assert.match(html, /It does not match an edition in Waymark/);
    assert.match(html, /name="edition"[^>]* value=""/);
    assert.doesNotMatch(html, /Different code there|New here/);
  });

  it('is not published while words are missing: five places are named, and that there are others', async () => {
    for (const [empty, end] of [
      [5, /1\.5(?:(?! and others)[^,])*\. Type them/],
      [6, /1\.5[^,]* and others\. Type them/],
    ] as const) {
      const path = await begun(small(empty));
      const refused = await maya.post(`${path}/publication`, {
        ...{ ...NAME, isCompared: 'yes', _key: context.id() },
      });
      assert.equal(refused.status, 422);
      assert.match(await refused.text(), end);
    }
  });

  it('is not published until a person says which end is best, where its names do not', async () => {
    const named = small().replace('Level 1', 'Seedling').replace('Level 2', 'Oak');
    const path = await begun(named);
    const publish = () =>
      maya.post(`${path}/publication`, {
        ...NAME,
        version: '9',
        isCompared: 'yes',
        _key: context.id(),
      });
    const refused = await publish();
    assert.equal(refused.status, 422);
    const [, link = ''] = /Which end is best\?[^<]* in “([^”]+)”/.exec(await refused.text()) ?? [];
    const page = await maya.read(path);
    assert.ok(page.includes(`<a href="${path}/settings">${link}</a>`), 'named as its link is');
    const settings = await maya.read(`${path}/settings`);
    assert.match(settings, /Order of the columns/);
    assert.equal((await answer(`${path}/settings`, { bestFirst: 'no' })).status, 303);
    assert.equal((await publish()).status, 303);
  });

  it('says of the whole of it what is in doubt', async () => {
    const html = await maya.read(await begun(small(0, 'Statement')));
    assert.match(html, /About the document as a whole<\/h2><p>[^<]+code/);
    assert.doesNotMatch(await maya.read(await begun(small())), /About the document as a whole/);
  });
});

describe('publishing a draft', () => {
  it('makes an immutable version of the school that carries the criteria, links and questions', async () => {
    const path = await begun(printed(schoolsModel));
    await answer(`${path}/items/3.2@1`, { act: 'unreadable', words: '' });
    await answer(`${path}/items/6.1@1`, { act: 'corrected', words: 'Words typed by Maya.' });
    assert.match(await maya.read(`${path}/publication`), /32 of 32 statements/);
    const key = context.id();
    const fields = { ...NAME, _key: key, also: 'chosen', isCompared: 'yes' };
    const published = await maya.post(`${path}/publication`, fields);
    assert.equal(published.status, 303, await published.clone().text());
    const id = /version=([0-9a-f-]+)/.exec(published.headers.get('location')!)![1]!;
    const twice = await maya.post(`${path}/publication`, fields);
    assert.equal(twice.headers.get('location'), published.headers.get('location'));

    const { version, framework, current } = await context.storage.read(scope, async (db) => ({
      version: await findVersion(db, id, organisation),
      framework: await findFrameworkVersion(db, id, organisation),
      current: await currentVersion(db, organisation),
    }));
    assert.equal(current.id, id);
    assert.equal(version.organisationId, organisation);
    assert.equal(Object.keys(version.matches).length, 32);
    for (const statement of statementsOf(framework)) {
      const built = statementOf(schoolsModel, statement.id)!;
      assert.deepEqual(statement.buildsOn, built.buildsOn);
      assert.deepEqual(statement.prompts, built.prompts);
      for (const { level, summary, criteria } of statement.levels) {
        const same = built.levels.find((each) => each.level === level)!;
        if (same.summary === null) continue;
        assert.equal(summary, same.summary, `${statement.id} level ${level}`);
        assert.deepEqual(criteria, same.criteria);
      }
    }
    const gap = statementOf(framework, '3.2')!.levels[0]!;
    assert.equal(gap.summary, null);
    assert.match(gap.missing!, /copy/);
    assert.equal(statementOf(framework, '6.1')!.levels[0]!.summary, 'Words typed by Maya.');

    assert.equal((await maya.get(path)).status, 409, 'a published draft is closed');
    const file = await context.superuser.query(
      'SELECT file FROM framework_drafts WHERE published_version_id = $1',
      [id],
    );
    assert.equal(file.rows[0].file, null, 'the document is gone');
    assert.match(await maya.read('/model/6.1'), /Words typed by Maya\./);
    assert.ok(!(await newVisitor(context).read('/model/6.1')).includes('Words typed by Maya'));
  });

  it('refuses a version that the school already has, and keeps what was typed', async () => {
    const path = await begun(printed(schoolsModel));
    for (const place of ['3.2@1', '6.1@1'])
      await answer(`${path}/items/${place}`, { act: 'unreadable', words: '' });
    const refused = await maya.post(`${path}/publication`, {
      ...NAME,
      title: 'Another title',
      _key: context.id(),
      isCompared: 'yes',
    });
    assert.equal(refused.status, 422);
    const html = await refused.text();
    assert.match(html, /2026 of this model has been published/);
    assert.match(html, /value="Another title"/);
  });

  it('asks for a word about what is in doubt', async () => {
    const text = printed(schoolsModel).replace('learners', 'leaners');
    const path = await begun(text);
    for (const place of ['3.2@1', '6.1@1'])
      await answer(`${path}/items/${place}`, { act: 'unreadable', words: '' });
    if (!/still in doubt/.test(await maya.read(`${path}/publication`))) return;
    const refused = await maya.post(`${path}/publication`, {
      ...NAME,
      version: '2027',
      _key: context.id(),
    });
    assert.match(await refused.text(), /Confirm that you accept what is in doubt/);
  });

  it('for every school is for administrators, and then everybody reads it', async () => {
    const path = await begun(printed(schoolsModel));
    for (const place of ['3.2@1', '6.1@1'])
      await answer(`${path}/items/${place}`, { act: 'unreadable', words: '' });
    const fields = { ...NAME, version: '3', also: 'all', isCompared: 'yes', _key: context.id() };
    await context.superuser.query('UPDATE persons SET is_administrator = false');
    assert.equal((await maya.post(`${path}/publication`, fields)).status, 403);
    await context.superuser.query('UPDATE persons SET is_administrator = true');
    const published = await maya.post(`${path}/publication`, fields);
    assert.equal(published.status, 303, await published.clone().text());
    assert.equal((await newVisitor(context).get(published.headers.get('location')!)).status, 200);
  });

  it('begins new reviews with it only when that is ticked, and says what was typed of it', async () => {
    const current = () =>
      context.storage.read(scope, (db) => currentVersion(db, organisation)).then(({ id }) => id);
    const before = await current();
    const path = await begun(printed(schoolsModel));
    for (const place of ['3.2@1', '6.1@1'])
      await answer(`${path}/items/${place}`, { act: 'unreadable', words: '' });
    const published = await maya.post(`${path}/publication`, {
      ...{ ...NAME, edition: '', version: '5', publisher: 'Us', language: 'cy' },
      ...{ isCompared: 'yes', _key: context.id() },
    });
    const id = /version=([0-9a-f-]+)/.exec(published.headers.get('location')!)![1]!;
    assert.equal(await current(), before);
    const { version, framework } = await context.storage.read(scope, async (db) => ({
      version: await findVersion(db, id, organisation),
      framework: await findFrameworkVersion(db, id, organisation),
    }));
    assert.deepEqual([version.title, version.version, version.edition], [NAME.title, '5', null]);
    assert.equal(version.origin, 'imported');
    assert.deepEqual(framework.publisher, { name: 'Us', work: NAME.title });
    assert.equal(framework.language, 'cy');
    const listed = await maya.read('/model/imports');
    assert.match(listed, new RegExp(`href="/model\\?version=${id}"[\\s\\S]*?Published</span>`));
    const typed = { ...NAME, version: '6', isCompared: 'yes' };
    for (const page of ['', '/items/2.4@1', '/settings', '/publication', '/lines'])
      assert.equal((await maya.get(`${path}${page}`)).status, 409, page);
    for (const page of ['/items/2.4@1', '/settings', '/publication']) {
      const late = { ...typed, act: 'accepted', _version: '1', _key: context.id() };
      assert.equal((await maya.post(`${path}${page}`, late)).status, 409, page);
    }
    await maya.post(`${path}/removal`, { _key: context.id() });
    assert.equal((await maya.get(`/model?version=${id}`)).status, 200, 'what was published stays');
    const choose = (which: string) =>
      maya.post(`/model/versions/${which}/choice`, { _key: context.id() });
    const rowOf = async () => {
      const html = await maya.read('/model/versions');
      return html.split('<li class="version-row">').find((row) => row.includes(`version=${id}"`))!;
    };
    assert.match(await rowOf(), /Start new reviews with this version/);
    assert.doesNotMatch(await rowOf(), /In use/);
    assert.match(await rowOf(), /Loaded from a document\. [\s\S]*For your school only/);
    assert.equal((await choose(id)).headers.get('location'), '/model/versions');
    assert.equal(await current(), id);
    assert.match(await rowOf(), /In use/);
    assert.doesNotMatch(await rowOf(), /Start new reviews/);
    assert.equal((await choose(context.id())).status, 404);
    assert.equal(await current(), id);
    await choose(before);
  });

  it('proposes the next version, the edition’s title and what is under another code there', async () => {
    const [one, two] = schoolsModel.themes[0]!.statements;
    const text = printed(schoolsModel)
      .replace(`${one!.id} ${one!.title}\t`, `${one!.id} ${two!.title}\t`)
      .replace(`\n${two!.id} ${two!.title}\t`, `\n${two!.id} ${one!.title}\t`)
      .replace(/^6\.3 [^\t]+/m, '6.3 Zebras and their stripes');
    const path = await begun(text);
    for (const place of ['3.2@1', '6.1@1'])
      await answer(`${path}/items/${place}`, { act: 'unreadable', words: '' });
    const html = (await maya.read(`${path}/publication`)).replace(/\s+/g, ' ');
    assert.match(html, /<b> ?31 of 32 statements ?<\/b>/);
    assert.match(html, /Different code there: 1\.1 is 1\.2; 1\.2 is 1\.1\./);
    assert.match(html, /New here: 6\.3 Zebras and their stripes\./);
    assert.ok(html.includes(`value="${schoolsModel.title}"`));
    assert.match(html, /name="version"[^>]*value="2027(\.0)?"/);
  });

  it('takes a draft away with its document, what was read of it and what was answered', async () => {
    const path = await begun(`${printed(schoolsModel)}\nA line about Ann.`);
    await answer(`${path}/settings`, { codeLike: '1.1' });
    await answer(`${path}/items/2.4@1`, { act: 'corrected', words: 'Words about Ann.' });
    assert.match(await maya.read(path), /We keep the document until you publish this draft or/);
    await maya.post(`${path}/removal`, { _key: context.id() });
    assert.equal((await maya.get(path)).status, 404);
    const id = path.split('/').at(-1)!;
    const { rows: left } = await context.superuser.query(
      `SELECT d.title, d.file_name, d.file, d.reading, d.options, d.removed_at IS NOT NULL AS gone,
         (SELECT count(*)::int FROM framework_answers a WHERE a.draft_id = d.id) AS answers
       FROM framework_drafts d WHERE id = $1`,
      [id],
    );
    const nothing = { file_name: null, file: null, reading: null, options: {}, answers: 0 };
    assert.deepEqual(left, [{ title: left[0]!.title, ...nothing, gone: true }]);
    assert.ok(left[0]!.title, 'the history names it');
  });
});

describe('the pages of a draft', () => {
  const text = (html: string) => html.replace(/\s+/g, ' ');
  const said = async (sent: Response) =>
    /role="status"><p>([^<]*)</.exec(await maya.read(sent.headers.get('location') ?? ''))?.[1];
  const newest = async () => {
    const { rows } = await context.superuser.query(
      "SELECT verb, body::jsonb->'after' AS after FROM history WHERE organisation_id = $1 ORDER BY position DESC LIMIT 1",
      [organisation],
    );
    return rows[0] as { verb: string; after: Record<string, unknown> };
  };

  it('name every place in doubt before it is published, up to six', async () => {
    const titles = ['1.1', '1.2', '2.1', '2.2', '3.1', '4.1', '5.1'];
    let document = printed(schoolsModel);
    for (const code of titles) {
      const { title } = statementOf(schoolsModel, code)!;
      document = document.replace(`${code} ${title}`, `${code} ${title}x`);
    }
    const path = await begun(document);
    for (const place of ['3.2@1', '6.1@1'])
      await answer(`${path}/items/${place}`, { act: 'unreadable', words: '' });
    const html = text(await maya.read(`${path}/publication`));
    assert.match(html, /7 places still in doubt/);
    const named = titles.slice(0, 6).map((code) => `the title of ${code}`);
    assert.ok(html.includes(named.join(', ')));
  });

  it('show the lines that a place comes from, and what was found of the whole', async () => {
    const path = await begun(`${small()}\n\n\n`);
    const lines = text(await maya.read(`${path}/lines`));
    const [, all, blank] = /(\d+) lines, (\d+) of them blank/.exec(lines) ?? [];
    assert.equal(Number(all) - Number(blank), 8);
    assert.ok(Number(blank) >= 1);
    assert.doesNotMatch(lines, /, page 1/);
    assert.match(lines, /<h2>0 repairs<\/h2>/);
    const place = text(await maya.read(`${path}/items/1.1@1`));
    assert.match(place, /<mark>Boat a is there\.<\/mark>/);
    assert.doesNotMatch(place, /<mark>Boat a floats|<mark>1\.1/);
    const settings = text(await maya.read(`${path}/settings`));
    const hint = (name: string) =>
      new RegExp(`id="${name}-hint">([^<]*)<`).exec(settings)?.[1] ?? '';
    assert.match(hint('levels'), /Found: 2$/);
    assert.match(hint('firstLevel'), /Found: 1$/);
    assert.match(settings, /Found: lowest level first/);
    assert.match(hint('codeColumn'), /Found: 1$/);
    assert.match(hint('titleColumn'), /Found: 2$/);
    assert.match(hint('levelColumns'), /Found: 3, 4$/);
    assert.doesNotMatch(settings, /name="sheet"/);
  });

  it('say what is left to look at, down to the last place, and what can be pressed there', async () => {
    const { title } = statementOf(schoolsModel, '2.4')!;
    const path = await begun(printed(schoolsModel).replace(title, `${title}x`));
    const { verb, after } = await newest();
    assert.deepEqual([verb, after.missing, after.doubts], ['framework-draft.started', 2, 1]);
    const page = async (place = '') => text(await maya.read(`${path}${place}`));
    const first = await page();
    assert.match(first, /> ?2 gaps, 1 doubt and \d+ repairs?\. No words were changed/);
    assert.match(first, /<b> ?3 places to check\. ?<\/b> 2 gaps must be filled/);
    assert.match(first, /Heading: joined</);
    const [one] = schoolsModel.themes.find(({ benchmarks }) => benchmarks.length === 1)!.benchmarks;
    assert.ok(first.includes(`Gatsby Benchmark ${one}. `), 'one is told as one');
    const gap = await page('/items/3.2@1');
    assert.match(gap, /Nothing was found here\. Type the words/);
    assert.doesNotMatch(gap, /Accept as read/);
    assert.match(gap, /Mark as not readable/);
    const heading = await page('/items/2.4');
    assert.match(heading, /Accept as read/);
    assert.doesNotMatch(heading, /Mark as not readable/);
    for (const place of ['3.2@1', '6.1@1'])
      await answer(`${path}/items/${place}`, { act: 'unreadable', words: '' });
    const last = await page();
    assert.match(last, /<b> ?1 place to check\. ?<\/b> ?<\/p>/);
    assert.match(last, /Publish without checking the rest/);
    const publication = await page('/publication');
    assert.match(publication, /1 place still in doubt/);
    assert.match(publication, /the title of 2\.4/);
    assert.match(publication, /name="also"[^>]*value="chosen"[^>]* checked/);
    const done = await answer(`${path}/items/2.4`, { act: 'accepted', words: '' });
    assert.equal(await said(done), 'All doubtful text has been checked.');
    const whole = await page();
    assert.match(whole, /Everything missing or in doubt has been checked/);
    assert.doesNotMatch(whole, /Publish without checking/);
    const published = await maya.post(`${path}/publication`, {
      ...{ ...NAME, title: 'Looked at', version: '2031', publisher: 'Us', work: 'Their work' },
      ...{ also: 'all', _key: context.id() },
    });
    assert.equal(await said(published), 'Looked at, 2031 is published.');
    assert.deepEqual((await newest()).after.forAll, true);
    const id = /version=([0-9a-f-]+)/.exec(published.headers.get('location')!)![1]!;
    const file = JSON.parse(await maya.read(`/model/export?version=${id}&format=json`));
    assert.deepEqual(file.publisher, { name: 'Us', work: 'Their work' });
  });

  it('stand in the list of what was begun, with the day of their last change, until they go', async () => {
    await context.superuser.query('UPDATE framework_drafts SET removed_at = now(), file = NULL');
    const path = await begun(small());
    const today = dateWords(context.clock());
    const list = async () => text(await maya.read('/model/imports'));
    const rows = (await list()).split('<li class="version-row">').slice(1);
    assert.equal(rows.length, 1);
    assert.ok(rows[0]?.includes(`href="${path}"`));
    assert.ok(rows[0]?.includes(`Read from a document, last changed ${today}`));
    assert.match(rows[0] ?? '', /<span class="chip lvn"> ?Draft ?</);
    assert.match(await list(), />A copy of Plain-English edition [\d.]+</);
    const removed = await maya.post(`${path}/removal`, { _key: context.id() });
    assert.equal(await said(removed), 'Draft removed.');
    assert.equal((await newest()).verb, 'framework-draft.removed');
    assert.doesNotMatch(await list(), /<h2>Drafts/);
  });
});

const real = '../shared/source/000_6668cbd84df5fb93.txt';
describe('the published document', () => {
  it('is loaded, compared and published through the pages', {
    skip: !existsSync(real) && 'the document is not here',
  }, async () => {
    const sent = await send(maya, { file: ['model.txt', readFileSync(real)] });
    assert.equal(sent.status, 303);
    const path = sent.headers.get('location')!;
    assert.match(await maya.read(path), /32 statements: 126 of 128 descriptors read/);
    let next = `${path}/items/3.2@1`;
    for (let step = 0; next !== path && step < 40; step += 1) {
      const act = /@1$/.test(next) ? 'unreadable' : 'accepted';
      next = (await answer(next, { act, words: '' })).headers.get('location')!;
    }
    assert.match(await maya.read(`${path}/publication`), /32 of 32 statements/);
    const published = await maya.post(`${path}/publication`, {
      ...NAME,
      version: '2024.1',
      _key: context.id(),
    });
    assert.equal(published.status, 303, await published.clone().text());
  });
});
