import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openTestSchool } from '../../tests/support/app.js';
import { runs } from '../../tests/support/runs.js';
import { type Framework, statementOf, statementsOf } from '../framework/framework.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import {
  addStatement,
  addTheme,
  blankFramework,
  criteriaOf,
  editStatement,
  letterOf,
  linkLines,
  linkOf,
  moveStatement,
  pointLines,
  removeStatement,
  withLevels,
} from './edit-framework.js';
import { faultsOf, frameworkIdOf } from './publishing.js';

const model = schoolsModel;

describe('making a framework by hand', () => {
  it('never leaves a fault behind, whatever is added, moved and taken away', () => {
    const code = (framework: Framework, at: number) => {
      const all = statementsOf(framework);
      return all[at % all.length]!.id;
    };
    const steps = fc.array(
      fc.tuple(fc.constantFrom('theme', 'statement', 'remove', 'up', 'down', 'levels'), fc.nat(40)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.boolean(), steps, (isBlank, list) => {
        let framework = isBlank ? blankFramework('New', 'new') : model;
        for (const [step, at] of list) {
          if (step === 'theme') framework = addTheme(framework, 'Another');
          if (step === 'statement')
            framework = addStatement(framework, (at % framework.themes.length) + 1);
          if (step === 'remove') framework = removeStatement(framework, code(framework, at));
          if (step === 'up') framework = moveStatement(framework, code(framework, at), -1);
          if (step === 'down') framework = moveStatement(framework, code(framework, at), 1);
          if (step === 'levels') {
            const titles = Array.from({ length: 2 + (at % 7) }, (_, index) => `Step ${index}`);
            framework = withLevels(framework, at % 2 === 0 ? 0 : 1, titles);
          }
        }
        assert.deepEqual(faultsOf(framework), []);
      }),
      { numRuns: runs(5, 40) },
    );
  });

  it('keeps words, points and links with their statement when it moves', () => {
    const moved = moveStatement(model, '2.1', 1);
    const here = statementOf(moved, '2.2')!;
    const before = statementOf(model, '2.1')!;
    assert.equal(here.title, before.title);
    assert.deepEqual(
      here.levels.map(({ summary }) => summary),
      before.levels.map(({ summary }) => summary),
    );
    assert.equal(here.levels[2]!.criteria[0]!.id, '2.2.3a');
    const leaning = statementOf(moved, '3.1')!.buildsOn;
    assert.ok(leaning.some(({ needs }) => needs.statement === '2.2' && needs.level === 3));
  });

  it('takes links to a removed statement away, and never the last statement', () => {
    const without = removeStatement(model, '2.1');
    assert.equal(statementsOf(without).length, 31);
    const one = blankFramework('New', 'new');
    assert.equal(removeStatement(one, '1.1'), one);
  });

  it('keeps the id of a point that is told in other words, and uses no id twice', () => {
    const before = [
      { id: '1.1.2a', text: 'One', optional: false },
      { id: '1.1.2b', text: 'Two', optional: true },
    ];
    assert.deepEqual(criteriaOf('1.1', 2, before, pointLines(before)), before);
    const reworded = criteriaOf('1.1', 2, before, ['One', 'Two in other words']);
    assert.deepEqual(
      reworded.map(({ id, optional }) => [id, optional]),
      [
        ['1.1.2a', false],
        ['1.1.2b', false],
      ],
    );
    const turned = criteriaOf('1.1', 2, before, ['(may) Two', 'Three', 'One']);
    assert.deepEqual(
      turned.map(({ id }) => id),
      ['1.1.2b', '1.1.2c', '1.1.2a'],
    );
    assert.deepEqual(
      [letterOf(0), letterOf(25), letterOf(26), letterOf(27)],
      ['a', 'z', 'aa', 'ab'],
    );
  });

  it('writes links as lines and reads them again', () => {
    const { buildsOn } = statementOf(model, '3.1')!;
    assert.deepEqual(linkLines(buildsOn).map(linkOf), buildsOn);
    assert.equal(linkOf('3 leans on 2.1'), null);
  });

  it('reads a link however it is spaced, with all of its reason, and nothing that is only like one', () => {
    const link = { level: 3, needs: { statement: '2.1', level: 2 }, because: 'it is so' };
    for (const line of [
      '3: 2.1 at 2 because it is so',
      '  3:2.1  AT 2  Because  it is so ',
      '3 : 2.1 at 2 because it is so',
    ])
      assert.deepEqual(linkOf(line), link, line);
    const long = '1: 10.12 at 0 because 3: 2.1 at 2 because so';
    assert.deepEqual(linkOf(long), {
      ...{ level: 1, needs: { statement: '10.12', level: 0 } },
      because: '3: 2.1 at 2 because so',
    });
    for (const line of ['', '3: 2 at 2 because so', '3: 2.1 at 2 because', '3: 2.1 because so'])
      assert.equal(linkOf(line), null, line);
  });

  it('gives levels other names and numbers, and their words, points and links go with their place', () => {
    const from = statementOf(model, '3.1')!;
    const words = ({ levels }: typeof from) => levels.map(({ summary }) => summary);
    const lower = withLevels(model, 0, ['A', 'B', 'C', 'D']);
    assert.deepEqual(lower.levels, [
      { level: 0, title: 'A' },
      { level: 1, title: 'B' },
      { level: 2, title: 'C' },
      { level: 3, title: 'D' },
    ]);
    const here = statementOf(lower, '3.1')!;
    assert.deepEqual(words(here), words(from));
    assert.equal(here.levels[1]!.criteria[0]!.id, '3.1.1a');
    assert.deepEqual(
      here.buildsOn.map(({ level, needs }) => [level, needs.level]),
      from.buildsOn.map(({ level, needs }) => [level - 1, needs.level - 1]),
    );
    const fewer = statementOf(withLevels(model, 1, ['A', 'B']), '3.1')!;
    assert.deepEqual(words(fewer), words(from).slice(0, 2));
    assert.deepEqual(
      fewer.buildsOn,
      from.buildsOn.filter(({ level, needs }) => level <= 2 && needs.level <= 2),
    );
    const more = statementOf(withLevels(model, 1, ['A', 'B', 'C', 'D', 'E']), '3.1')!;
    assert.deepEqual(more.levels[4], {
      ...{ level: 5, summary: null, missing: 'Not written yet.', criteria: [] },
    });
    assert.deepEqual(more.buildsOn, from.buildsOn);
  });

  it('adds to the theme that is named, and a theme goes with its last statement', () => {
    const added = addStatement(addTheme(model, 'New'), 2);
    const sizes = (framework: Framework) => framework.themes.map((each) => each.statements.length);
    const [one = 0, two = 0, ...rest] = sizes(model);
    assert.deepEqual(sizes(added), [one, two + 1, ...rest, 1]);
    const gone = removeStatement(added, '7.1');
    assert.deepEqual(
      gone.themes.map(({ id }) => id),
      [1, 2, 3, 4, 5, 6],
    );
    const shifted = removeStatement(model, '1.1');
    const leans = (framework: Framework) =>
      statementsOf(framework).flatMap(({ buildsOn }) => buildsOn.map(({ because }) => because));
    const lost = statementsOf(model).flatMap(({ id, buildsOn }) =>
      buildsOn.filter(({ needs }) => id === '1.1' || needs.statement === '1.1'),
    );
    assert.ok(lost.length > 0);
    assert.equal(leans(shifted).length, leans(model).length - lost.length);
    assert.equal(statementOf(shifted, '1.1')!.title, statementOf(model, '1.2')!.title);
  });

  it('puts an edit into one statement, and leaves a level that it does not name', () => {
    const before = statementOf(model, '3.2')!;
    const edit = {
      ...{ title: 'T', asks: 'A?', evidence: ['e'], prompts: ['p'], voices: ['v'], buildsOn: [] },
      levels: [
        { level: 1, summary: 'Now written.', points: ['(MAY) One'] },
        { level: 2, summary: null, points: ['A point without words'] },
      ],
    };
    const edited = editStatement(model, '3.2', edit);
    const after = statementOf(edited, '3.2')!;
    assert.deepEqual(after.levels.slice(2), before.levels.slice(2));
    assert.deepEqual(after.levels[0], {
      ...{ level: 1, summary: 'Now written.', missing: null },
      criteria: [{ id: '3.2.1a', text: 'One', optional: true }],
    });
    assert.deepEqual(after.levels[1], {
      ...{ level: 2, summary: null, missing: 'Not written yet.', criteria: [] },
    });
    const { title, asks, evidence, prompts, voices, buildsOn, id } = after;
    assert.deepEqual(
      [id, title, asks, evidence, prompts, voices, buildsOn],
      ['3.2', 'T', 'A?', ['e'], ['p'], ['v'], []],
    );
    assert.deepEqual(statementOf(edited, '3.1'), statementOf(model, '3.1'));
    const kept = editStatement(model, '3.2', {
      ...edit,
      levels: [{ level: 1, summary: null, points: [] }],
    });
    assert.equal(statementOf(kept, '3.2')!.levels[0]!.missing, before.levels[0]!.missing);
  });

  it('makes an id of any title', () => {
    assert.equal(frameworkIdOf('Model y Coleg, 2026'), 'model-y-coleg-2026');
    assert.equal(frameworkIdOf('模型'), 'model');
  });
});

const { context, maya } = await openTestSchool();
const builtIn = (await context.superuser.query<{ id: string }>('SELECT id FROM framework_versions'))
  .rows[0]!.id;
const versionIn = (html: string) => /name="_version" value="(\d+)"/.exec(html)?.[1] ?? '';
const post = async (path: string, fields: Record<string, string>) => {
  const _version = versionIn(await maya.read(path));
  return maya.post(path, { _key: context.id(), _version, ...fields });
};
const begin = async (from: string): Promise<string> => {
  const answer = await maya.post('/model/drafts', { _key: context.id(), title: 'Our own', from });
  assert.equal(answer.status, 303, await answer.clone().text());
  return answer.headers.get('location')!;
};
/** Loads a file of a model, as the form of imports sends it. */
const loadFile = (name: string, text: string) => {
  const body = new FormData();
  body.set('_key', context.id());
  body.set('file', new File([text], name));
  return context.app.request('http://localhost/model/imports', {
    method: 'POST',
    body,
    headers: {
      Cookie: [...maya.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
      Host: 'localhost',
      'Sec-Fetch-Site': 'same-origin',
    },
  });
};
const NAME = {
  title: 'Our own',
  edition: '',
  version: '1.0',
  publisher: '',
  work: '',
  language: 'en-GB',
};

describe('a model written in the browser', () => {
  it('begins with a copy, is edited, taken along as a file and published', async () => {
    const path = await begin(builtIn);
    const file = await maya.read(`${path}/file?format=json`);
    assert.equal(JSON.parse(file).themes.length, 6);
    const statement = `${path}/statements/2.4`;
    const html = await maya.read(statement);
    assert.match(html, /name="points-3"/);
    const saved = await post(statement, {
      title: 'Where learners go',
      asks: 'Where do they go?',
      'summary-1': 'Some is known.',
      'points-1': 'Something is known\n(may) More is known',
      'summary-2': '',
      'points-2': '',
      'summary-3': 'Much is known.',
      'points-3': '',
      'summary-4': 'All is known.',
      'points-4': '',
      prompts: 'Who knows?\nWho asks?',
      evidence: '',
      voices: '',
      links: '3: 2.3 at 2 because somebody must write it down',
    });
    assert.equal(saved.status, 303, await saved.clone().text());
    assert.match(await maya.read(path), /32 statements in 6 themes\. 3 levels without words\./);
    const refused = await post(`${path}/publication`, NAME);
    assert.match(await refused.text(), /Confirm that levels can be left without words/);
    const published = await post(`${path}/publication`, { ...NAME, isCompared: 'yes' });
    assert.equal(published.status, 303, await published.clone().text());
    const id = /version=([0-9a-f-]+)/.exec(published.headers.get('location')!)![1];
    const page = await maya.read(`/model/2.4?version=${id}`);
    assert.match(page, /Where do they go\?/);
    assert.match(page, /Something is known/);
    assert.match(page, /Who asks\?/);
    assert.equal((await maya.get(path)).status, 409);
  });

  it('begins with nothing, and grows by themes, statements and levels', async () => {
    const path = await begin('');
    await post(path, { act: 'add theme' });
    await post(path, { act: 'add statement:2' });
    await post(path, { act: 'up:2.2' });
    await post(path, { act: 'theme:1', title: 'Leading', short: 'Lead', benchmarks: '1, 3' });
    assert.match(await maya.read(path), /name="short" value="Lead"/);
    const long = { act: 'theme:1', title: 'Leading', short: 'x'.repeat(41), benchmarks: '' };
    assert.match(await (await post(path, long)).text(), /Enter a short name of at most 40/);
    await post(path, { title: 'Two steps', levels: 'Begun\nDone', firstLevel: '0' });
    const file = JSON.parse(await maya.read(`${path}/file?format=json`));
    assert.deepEqual(file.levels, [
      { level: 0, title: 'Begun' },
      { level: 1, title: 'Done' },
    ]);
    assert.deepEqual([file.themes[0].short, file.themes[0].benchmarks], ['Lead', [1, 3]]);
    assert.equal(file.themes[1].statements.length, 2);
    const wrong = await post(path, { title: '', levels: 'One', firstLevel: '0' });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /Enter two to eight levels/);
  });

  it('keeps the short names of themes: copied, moved about in, published, taken away and loaded again', async () => {
    const path = await begin(builtIn);
    const shorts = async (file: string) =>
      (JSON.parse(await maya.read(file)).themes as { short?: string }[]).map(({ short }) => short);
    const edition = schoolsModel.themes.map(({ short }) => short);
    for (const act of ['up:1.2', 'remove:6.3', 'add statement:2']) await post(path, { act });
    await post(path, { title: 'Our own', levels: 'A\nB', firstLevel: '0' });
    assert.deepEqual(await shorts(`${path}/file?format=json`), edition);
    await post(path, { act: 'theme:2', title: 'Needs', short: '', benchmarks: '' });
    const own = [edition[0], undefined, ...edition.slice(2)];
    const sent = await post(`${path}/publication`, { ...NAME, version: '31', isCompared: 'yes' });
    const id = /version=([0-9a-f-]+)/.exec(sent.headers.get('location') ?? '')?.[1];
    assert.deepEqual(await shorts(`/model/export?version=${id}&format=json`), own);
    const yaml = await maya.read(`/model/export?version=${id}&format=yaml`);
    const loaded = await loadFile('own.yaml', yaml);
    const draft = loaded.headers.get('location') ?? '';
    assert.deepEqual(await shorts(`${draft}/file?format=json`), own);
  });

  it('says how many levels have no words, until every one has them', async () => {
    const path = await begin('');
    assert.match(await maya.read(path), /1 statement in 1 theme\. 4 levels without words\./);
    const write = (last: string) =>
      post(`${path}/statements/1.1`, {
        ...{ title: 'Herons', asks: '', prompts: '', evidence: '', voices: '', links: '' },
        ...{ 'summary-1': 'One.', 'summary-2': 'Two.', 'summary-3': 'Three.', 'summary-4': last },
      });
    assert.equal((await write('')).status, 303);
    assert.match(await maya.read(path), /1 statement in 1 theme\. 1 level without words\./);
    await write('Four.');
    assert.match(await maya.read(path), /1 statement in 1 theme\. Every level has its words\./);
  });

  it('is a model of its own from the start: another id, version 1.0, no edition', async () => {
    const { title } = schoolsModel;
    const asked = { _key: context.id(), title, from: builtIn };
    const path = (await maya.post('/model/drafts', asked)).headers.get('location')!;
    const file = JSON.parse(await maya.read(`${path}/file?format=json`));
    const id = frameworkIdOf(title);
    assert.equal(file.id, id === schoolsModel.id ? `${id}-own` : id);
    assert.deepEqual([file.title, file.version, file.edition], [title, '1.0', null]);
    const blank = JSON.parse(await maya.read(`${await begin('')}/file?format=json`));
    assert.deepEqual([blank.title, blank.levels.length, blank.themes.length], ['Our own', 4, 1]);
    for (const [fields, status] of [
      [{ title: ' ', from: '' }, 422],
      [{ title: 'T', from: context.id() }, 404],
      [{ title: 'T', from: 'x' }, 422],
    ] as const) {
      const answer = await maya.post('/model/drafts', { _key: context.id(), ...fields });
      assert.equal(answer.status, status, JSON.stringify(fields));
    }
  });

  it('does what each of its buttons says, and nothing for what is not there', async () => {
    const path = await begin(builtIn);
    const titles = async () => {
      const { themes } = JSON.parse(await maya.read(`${path}/file?format=json`));
      return (themes as { statements: { title: string }[] }[]).map(({ statements }) =>
        statements.map(({ title }) => title),
      );
    };
    const [theme = [], ...others] = await titles();
    const [one = '', two = '', three = '', ...rest] = theme;
    const steps: [string, string[]][] = [
      ['up:1.2', [two, one, three, ...rest]],
      ['down:1.2', [two, three, one, ...rest]],
      ['up:1.1', [two, three, one, ...rest]],
      ['remove:1.1', [three, one, ...rest]],
      ['add statement:1', [three, one, ...rest, 'New statement']],
    ];
    for (const [act, expected] of steps) {
      const saved = await post(path, { act });
      assert.equal(saved.headers.get('location'), path, act);
      assert.deepEqual(await titles(), [expected, ...others], act);
    }
    for (const act of ['up:9.9', 'down:1.99', 'remove:9.9', 'add statement:9'])
      assert.equal((await post(path, { act })).status, 404, act);
    assert.equal((await post(path, { act: 'theme:9', title: 'T', benchmarks: '' })).status, 404);
    assert.equal((await maya.get(`${path}/statements/9.9`)).status, 404);
    const statement = { _key: context.id(), _version: '6', title: 'T', asks: '' };
    assert.equal((await maya.post(`${path}/statements/9.9`, statement)).status, 404);
    await post(path, { title: 'Renamed here', levels: 'A\nB', firstLevel: '1' });
    assert.match(await maya.read('/model/imports'), /Renamed here[\s\S]*?Written by hand/);
    assert.equal((await maya.get(path.replace('drafts', 'imports'))).status, 404);
    await post(path, { act: 'remove draft' });
    assert.equal((await maya.get(path)).status, 404);
    assert.doesNotMatch(await maya.read('/model/imports'), /Renamed here/);
  });

  it('is published under what was typed of it, once, and for every school by an administrator alone', async () => {
    const path = await begin('');
    const fields = {
      ...{ ...NAME, title: 'Lane model', edition: 'First', version: '7', publisher: 'Us' },
      ...{ language: 'cy', isCompared: 'yes' },
    };
    const publish = (more: object = {}) =>
      maya.post(`${path}/publication`, { ...fields, ...more, _key: context.id() });
    await context.superuser.query('UPDATE persons SET is_administrator = false');
    assert.equal((await publish({ also: 'all' })).status, 403);
    assert.doesNotMatch(await maya.read(`${path}/publication`), /For every school/);
    await context.superuser.query('UPDATE persons SET is_administrator = true');
    assert.match(await maya.read(`${path}/publication`), /For every school/);
    const id = /version=([0-9a-f-]+)/.exec((await publish()).headers.get('location')!)![1]!;
    const file = JSON.parse(await maya.read(`/model/export?version=${id}&format=json`));
    assert.deepEqual(
      [file.title, file.edition, file.version, file.language, file.publisher],
      ['Lane model', 'First', '7', 'cy', { name: 'Us', work: 'Lane model' }],
    );
    const current = await maya.read('/model/export?format=json');
    assert.equal(JSON.parse(current).id, schoolsModel.id, 'it was not chosen');
    const late = { _version: '1', title: 'T', levels: 'A\nB', firstLevel: '1', asks: '' };
    for (const [page, act] of [
      ['', 'add theme'],
      ['', 'up:1.1'],
      ['', ''],
      ['/statements/1.1', ''],
      ['/publication', ''],
    ] as const) {
      const sent = { ...fields, ...late, version: '8', act, _key: context.id() };
      assert.equal((await maya.post(`${path}${page}`, sent)).status, 409, `${page} ${act}`);
    }
    for (const page of ['', '/file', '/statements/1.1', '/publication'])
      assert.equal((await maya.get(`${path}${page}`)).status, 409, page);
  });

  it('keeps what was typed when somebody else was faster', async () => {
    const path = `${await begin(builtIn)}/statements/1.1`;
    const old = versionIn(await maya.read(path));
    await post(path, { title: 'First', asks: '', links: '' });
    const late = await maya.post(path, {
      _key: context.id(),
      _version: old,
      title: 'Second',
      asks: '',
      links: '',
    });
    assert.equal(late.status, 409);
    const html = await late.text();
    assert.match(html, /Someone else changed this draft/);
    assert.match(html, /value="Second"/);
  });

  it('comes back from its own file with everything that it holds', async () => {
    const path = await begin(builtIn);
    for (const format of ['yaml', 'json']) {
      const text = await maya.read(`${path}/file?format=${format}`);
      const answer = await loadFile(`own.${format}`, text);
      assert.equal(answer.status, 303, await answer.clone().text());
      const back = answer.headers.get('location')!;
      assert.match(back, /^\/model\/drafts\//);
      assert.equal(
        await maya.read(`${back}/file?format=json`),
        await maya.read(`${path}/file?format=json`),
      );
    }
  });

  it('says what was saved, how much is written, and keeps a heading that was refused', async () => {
    const path = await begin('');
    const said = async (sent: Response) =>
      /role="status"><p>([^<]*)</.exec(await maya.read(sent.headers.get('location')!))?.[1];
    const page = async (place = '') => (await maya.read(`${path}${place}`)).replace(/\s+/g, ' ');
    assert.equal(await said(await post(path, { act: 'add statement:1' })), 'Saved.');
    const write = { title: 'Herons', asks: '', links: '', 'summary-1': 'One.', 'summary-2': '' };
    const points = (count: number) =>
      post(`${path}/statements/1.1`, { ...write, 'points-1': 'Is there\n'.repeat(count) });
    assert.match(await (await points(31)).text(), /Enter at most 30 lines/);
    assert.equal(await said(await points(30)), '1.1 Herons is saved.');
    const whole = await page();
    assert.match(whole, /1\.1 Herons ?<\/a> ?<p class="small quiet"> ?1 of 4 levels written/);
    const acts = [...whole.matchAll(/name="act" value="((?:up|down|remove):[\d.]+)"/g)];
    assert.deepEqual(
      acts.map(([, act]) => act),
      ['down:1.1', 'remove:1.1', 'up:1.2', 'remove:1.2'],
    );
    await post(path, { act: 'theme:1', title: 'Weir', benchmarks: '8, 1; 8' });
    assert.match(await page(), /name="benchmarks" value="8, 1"/);
    for (const benchmarks of ['9', '0', 'x']) {
      const wrong = await post(path, { act: 'theme:1', title: 'Weir', benchmarks });
      assert.match(await wrong.text(), /Enter benchmarks as numbers from 1 to 8/);
    }
    const refused = await post(path, { title: 'Kept', levels: 'Alone', firstLevel: '0' });
    const html = (await refused.text()).replace(/\s+/g, ' ');
    assert.match(html, /name="title"[^>]* value="Kept"/);
    assert.match(html, />Alone<\/textarea>/);
    await post(path, { title: 'Ponds', levels: 'A\nB', firstLevel: '0' });
    const [, first = ''] = /name="firstLevel"(.*?)<\/select>/.exec(await page()) ?? [];
    assert.match(first, /value="0" selected/);
    const open = await page('/publication');
    assert.match(open, /3 levels without words/);
    assert.match(open, /1\.1[^<]*, 1\.2[^<]*, 1\.2/);
  });
});
