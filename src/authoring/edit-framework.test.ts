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
      { numRuns: runs(12, 40) },
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
    const refused = await post(`${path}/publication`, NAME);
    assert.match(await refused.text(), /Say that levels may stand without words/);
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
    await post(path, { act: 'theme:1', title: 'Leading', benchmarks: '1, 3' });
    await post(path, { title: 'Two steps', levels: 'Begun\nDone', firstLevel: '0' });
    const file = JSON.parse(await maya.read(`${path}/file?format=json`));
    assert.deepEqual(file.levels, [
      { level: 0, title: 'Begun' },
      { level: 1, title: 'Done' },
    ]);
    assert.deepEqual(file.themes[0].benchmarks, [1, 3]);
    assert.equal(file.themes[1].statements.length, 2);
    const wrong = await post(path, { title: '', levels: 'One', firstLevel: '0' });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /Enter two to eight levels/);
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
    assert.match(html, /Somebody else changed this draft/);
    assert.match(html, /value="Second"/);
  });

  it('comes back from its own file with everything that it holds', async () => {
    const path = await begin(builtIn);
    for (const format of ['yaml', 'json']) {
      const text = await maya.read(`${path}/file?format=${format}`);
      const form = new FormData();
      form.set('file', new File([text], `own.${format}`));
      const answer = await context.app.request('http://localhost/model/imports', {
        method: 'POST',
        body: form,
        headers: {
          Cookie: [...maya.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          Host: 'localhost',
          'Sec-Fetch-Site': 'same-origin',
        },
      });
      assert.equal(answer.status, 303, await answer.clone().text());
      const back = answer.headers.get('location')!;
      assert.match(back, /^\/model\/drafts\//);
      assert.equal(
        await maya.read(`${back}/file?format=json`),
        await maya.read(`${path}/file?format=json`),
      );
    }
  });
});
