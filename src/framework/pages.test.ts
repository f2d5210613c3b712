import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { newVisitor } from '../../tests/support/visitor.js';
import { type Framework, statementOf, statementsOf } from './framework.js';
import { saveVersion } from './store.js';
import { schoolsModel } from './testing/schools-model.js';

const { context, maya } = await openTestSchool();
const anybody = newVisitor(context);
const { rows } = await context.superuser.query<{ id: string }>('SELECT id FROM organisations');
const organisation = rows[0]!.id;
const builtIn = await context.superuser.query<{ id: string }>('SELECT id FROM framework_versions');

/** The school's own copy of the model: other words, the same criteria and links. */
const own = structuredClone(schoolsModel);
own.edition = 'Published wording';
own.ownWords = false;
own.version = '2024';
for (const statement of statementsOf(own)) {
  for (const descriptor of statement.levels) {
    if (descriptor.summary) descriptor.summary = `Canary of Otterbridge. ${descriptor.summary}`;
  }
}
const doubtful = statementOf(own, '3.1')!.levels[1]!;
doubtful.summary = `${doubtful.summary} With 101 of them.`;
const ownId = await publishOwn(own, builtIn.rows[0]!.id);

/** Another of the school's, without questions, links, benchmarks and help; a statement came, one went, one moved. */
const bare = structuredClone(schoolsModel);
bare.version = '2023';
bare.levels = bare.levels.map(({ level }) => ({ level, title: `Stage ${level}` }));
bare.themes[0]!.statements.shift();
for (const theme of bare.themes) theme.benchmarks = [];
for (const statement of statementsOf(bare)) {
  statement.asks = null;
  for (const list of ['buildsOn', 'evidence', 'prompts', 'voices'] as const) statement[list] = [];
}
const moved = statementOf(bare, '6.1')!;
moved.id = '6.9';
moved.levels[0]!.summary += ' The sixth, changed.';
const fresh = structuredClone(statementOf(bare, '6.2')!);
Object.assign(fresh, { id: '1.99', title: 'Herons over the weir' });
for (const each of fresh.levels) each.summary = `Herons ${'stand and wait '.repeat(each.level)}.`;
fresh.levels[1]!.summary = null;
fresh.levels[1]!.missing = 'Torn off.';
bare.themes[0]!.statements.push(fresh);
let bareId = '';
const titleOf24 = statementOf(bare, '2.4')!.title;

/** Publishes a version for the school alone, matched with another one or with none. */
async function publishOwn(framework: Framework, matched: string | null): Promise<string> {
  const id = context.id();
  await context.storage.write({ organisation, person: null }, (db) =>
    saveVersion(db, {
      id,
      framework,
      origin: 'imported',
      organisationId: organisation,
      publishedAt: context.clock(),
      publishedBy: null,
      matchedVersionId: matched,
      matches: matched
        ? Object.fromEntries(statementsOf(framework).map((each) => [each.id, each.id]))
        : {},
    }),
  );
  return id;
}

async function ok(path: string, visitor = anybody): Promise<string> {
  const answer = await visitor.get(path);
  assert.equal(answer.status, 200, path);
  return answer.text();
}

describe('the pages of the model', () => {
  it('show every statement to anybody, in at most three queries a page', async () => {
    const html = await ok('/model');
    for (const { id, title } of statementsOf(schoolsModel)) {
      assert.ok(html.includes(`href="/model/${id}"`), id);
      assert.ok(html.includes(title.replaceAll("'", '&#39;')), title);
    }
    const paths = [
      '/model',
      '/model/2.4',
      '/model/themes/3',
      '/model/print',
      '/model/links',
      '/model/versions',
      '/model/search?q=governors',
    ];
    for (const visitor of [anybody, maya]) {
      for (const path of paths) {
        const before = context.storage.queries();
        await ok(path, visitor);
        assert.ok(context.storage.queries() - before <= 3, path);
      }
    }
  });

  it('show a statement with its levels, criteria, help, and links in both directions', async () => {
    const html = await ok('/model/2.1');
    for (const words of [
      'id="level-1"',
      'id="level-4"',
      'Discussion questions',
      'Useful evidence',
      'Who to involve',
      'What it normally needs',
      'What needs it',
      '/model/3.1#level-3',
    ]) {
      assert.ok(html.includes(words), words);
    }
    for (const { criteria } of statementsOf(schoolsModel).find(({ id }) => id === '2.1')!.levels)
      for (const { text } of criteria)
        assert.ok(html.includes(text.replaceAll("'", '&#39;')), text);
  });

  it('lead from a link between statements to the very level that it names', async () => {
    const from = statementsOf(schoolsModel).find(({ buildsOn }) => buildsOn.length > 0)!;
    const html = await ok(`/model/${from.id}`);
    for (const { needs } of from.buildsOn) {
      assert.ok(html.includes(`href="/model/${needs.statement}#level-${needs.level}"`));
      const [, card = ''] = (await ok(`/model/${needs.statement}`)).split(
        `id="level-${needs.level}"`,
      );
      assert.match(card.split('</section>')[0] ?? '', new RegExp(`>Level ${needs.level}<`));
    }
  });

  it('say honestly where the wording is missing', async () => {
    for (const code of ['3.2', '6.1']) {
      const html = await ok(`/model/${code}`);
      const card = html.slice(html.indexOf('id="level-1"'), html.indexOf('id="level-2"'));
      assert.match(card, /Wording not available/, code);
      assert.ok(!html.slice(html.indexOf('id="level-2"')).includes('Wording not available'));
    }
  });

  it('answer 404 for a code, a theme or a version that is not there', async () => {
    for (const path of [
      '/model/9.9',
      '/model/%00',
      '/model/themes/7',
      '/model?version=1.0',
      `/model?version=${context.id()}`,
    ])
      assert.equal((await anybody.get(path)).status, 404, path);
  });

  it('take any query, and print none of it as HTML', async () => {
    for (const query of [
      '<script>alert(1)</script>',
      '%ff%fe',
      '"><b>',
      '%F0%9F%98%80'.repeat(80),
      '....',
      '%5C',
      '(.*'.repeat(30),
    ]) {
      const html = await ok(
        `/model/search?q=${query.includes('%') ? query : encodeURIComponent(query)}`,
      );
      assert.ok(!html.includes('<script>alert'));
      assert.ok(!html.includes('"><b>'));
    }
    const unreadable = await anybody.get('/model/search?q=%00%3Cscript%3Ealert(1)');
    assert.equal(unreadable.status, 400, 'no address has NUL in it');
    assert.ok(!(await unreadable.text()).includes('<script>alert'));
    assert.match(await ok('/model/search?q=xqzwvk'), /Nothing in the model has “xqzwvk”/);
    assert.match(await ok('/model/search'), /Search titles, descriptors, criteria/);
  });

  it('print every statement on one page', async () => {
    const html = await ok('/model/print');
    for (const { id, levels } of statementsOf(schoolsModel)) {
      assert.ok(html.includes(`id="s-${id}"`), id);
      for (const { summary } of levels)
        if (summary)
          assert.ok(html.includes(summary.replaceAll("'", '&#39;')), `${id}: ${summary}`);
    }
  });
});

describe('a version of a school', () => {
  it('is shown to its members in both wordings, and the reader chooses which comes first', async () => {
    const path = `/model/2.4?version=${ownId}`;
    const html = await ok(path, maya);
    const plain = schoolsModel.themes[1]!.statements[3]!.levels[0]!.summary!;
    const card = html.slice(html.indexOf('id="level-1"'), html.indexOf('id="level-2"'));
    assert.ok(card.indexOf('Canary of Otterbridge') < card.lastIndexOf(plain));
    assert.match(card, /Published wording[\s\S]*Plain-English edition/);
    const chosen = await maya.post('/model/wording', { first: 'matched', back: path });
    assert.equal(chosen.headers.get('location'), path);
    const turned = await ok(path, maya);
    const first = turned.slice(turned.indexOf('id="level-1"'), turned.indexOf('id="level-2"'));
    assert.match(first, /Plain-English edition[\s\S]*Published wording/);
  });

  it('keeps its place in every link of its pages', async () => {
    const html = await ok(`/model/2.4?version=${ownId}`, maya);
    assert.ok(html.includes(`/model/2.5?version=${ownId}`));
  });

  it('keeps its version in every link and form within the model, and only when one was asked for', async () => {
    const outside = /^\/model(\/(versions|imports|schema\.json|wording)|\?version=)?$/;
    for (const page of [
      '/model',
      '/model/2.4',
      '/model/1.1',
      '/model/6.3',
      '/model/themes/2',
      '/model/print?show=criteria',
      '/model/links?statement=2.4',
      '/model/search?q=canary',
      '/model/search?q=govenance+destinatons',
      '/model/search',
    ]) {
      const html = await ok(`${page}${page.includes('?') ? '&' : '?'}version=${ownId}`, maya);
      const main = html.slice(html.indexOf('<main'), html.indexOf('</main'));
      const links = [...main.matchAll(/href="(\/model[^"]*)"/g)].map(([, href = '']) => href);
      for (const href of links)
        assert.ok(/^[^#]*version=/.test(href) || outside.test(href), `${page}: ${href}`);
      // A link that asks something goes on asking that alone, in this version.
      for (const href of links.filter((each) => !outside.test(each))) {
        const asked = new URL(href.replaceAll('&amp;', '&'), 'http://localhost').searchParams;
        assert.deepEqual(asked.getAll('version'), [ownId], `${page}: ${href}`);
        for (const value of asked.values()) assert.doesNotMatch(value, /[?&]|version=/, href);
      }
      assert.ok(
        links.some((href) => href.includes(`version=${ownId}`)),
        page,
      );
      if (main.includes('role="search"') || main.includes('<search'))
        assert.ok(main.includes(`name="version" value="${ownId}"`), page);
      const plain = await ok(page, maya);
      assert.doesNotMatch(
        plain.slice(plain.indexOf('<main')),
        /href="\/model[^"]*[?&]version=|name="version"/,
      );
    }
  });

  it('leads from a statement and a theme to those beside it, and nowhere past the ends', async () => {
    const beside = async (path: string) => {
      const html = await ok(path);
      return ['prev', 'next'].map(
        (rel) => new RegExp(`href="([^"]+)" rel="${rel}"`).exec(html)?.[1] ?? null,
      );
    };
    const [last] = statementsOf(schoolsModel).slice(-2);
    const cases: [string, (string | null)[]][] = [
      ['/model/1.1', [null, '/model/1.2']],
      ['/model/2.1', ['/model/1.7', '/model/2.2']],
      ['/model/6.3', [`/model/${last!.id}`, null]],
      ['/model/themes/1', [null, '/model/themes/2']],
      ['/model/themes/3', ['/model/themes/2', '/model/themes/4']],
      ['/model/themes/6', ['/model/themes/5', null]],
    ];
    for (const [path, expected] of cases) assert.deepEqual(await beside(path), expected, path);
  });

  it('prints the part that is asked for, and the levels where none is', async () => {
    const { prompts, levels } = statementsOf(schoolsModel).find(({ id }) => id === '2.1')!;
    const plain = (text: string) => text.replaceAll("'", '&#39;');
    const words = {
      levels: plain(levels[1]!.summary!),
      criteria: `<li>${plain(levels[1]!.criteria[0]!.text)}`,
      questions: plain(prompts[0]!),
    };
    for (const asked of ['levels', 'criteria', 'questions', 'other']) {
      const html = await ok(`/model/print?show=${asked}`);
      for (const [part, text] of Object.entries(words))
        assert.equal(
          html.includes(text),
          part === asked || (asked === 'other' && part === 'levels'),
        );
    }
  });

  it('offers each role what it may do with versions', async () => {
    const setRole = (role: string, isOwner: boolean) =>
      context.superuser.query('UPDATE memberships SET role = $1, is_owner = $2', [role, isOwner]);
    for (const [role, isOwner, mayChoose, mayLoad] of [
      ['careers leader', false, true, true],
      ['contributor', true, true, false],
      ['contributor', false, false, false],
      ['governor', false, false, false],
    ] as const) {
      await setRole(role, isOwner);
      const html = await ok('/model/versions', maya);
      assert.equal(html.includes('Start new reviews with this version'), mayChoose, role);
      assert.equal((await ok('/model', maya)).includes('href="/model/imports"'), mayLoad, role);
      const answer = await maya.post(`/model/versions/${ownId}/choice`, { _key: context.id() });
      assert.equal(answer.status, mayChoose ? 303 : 403, `${role} ${isOwner}`);
      await context.superuser.query('DELETE FROM framework_choices');
    }
    await setRole('careers leader', true);
    const html = await ok('/model/differences', maya);
    const chosen = (name: string) =>
      new RegExp(`name="${name}"[\\s\\S]*?value="([^"]+)" selected`).exec(html)?.[1];
    assert.deepEqual([chosen('from'), chosen('to')], [builtIn.rows[0]!.id, ownId]);
    assert.doesNotMatch(
      await ok(`/model/differences?from=${ownId}&to=x`, maya),
      /with differences|same words/,
    );
  });

  it('says whose words they are, and which benchmarks a theme serves', async () => {
    assert.match(await ok(`/model?version=${ownId}`, maya), /Only your school can see it/);
    assert.match(await ok('/model'), /all of it was written for Waymark/);
    const html = await ok('/model');
    for (const { benchmarks } of schoolsModel.themes) {
      const [last, ...others] = [...benchmarks].reverse();
      const words =
        others.length > 0
          ? `Gatsby Benchmarks ${others.reverse().join(', ')} and ${last}`
          : `Gatsby Benchmark ${last}`;
      assert.equal(html.includes(words), last !== undefined, words);
    }
  });

  it('is searched with what was meant as a link, and says when no statement has all', async () => {
    const html = await ok('/model/search?q=govenance+destinatons');
    assert.match(
      html,
      /Did you mean <a href="\/model\/search\?q=governance%20destinations">governance destinations</,
    );
    const partial = await ok('/model/search?q=governance+zebra');
    assert.match(
      partial,
      /No statement has all of “governance zebra”: \d+ statements? with some of it/,
    );
    assert.match(await ok('/model/search?q=governance'), /\d+ statements? with “governance”/);
  });

  it('is compared with another version word by word, and said to be changed where it is', async () => {
    const path = `/model/differences?from=${builtIn.rows[0]!.id}&to=${ownId}`;
    const html = await ok(path, maya);
    assert.match(html, /<ins>[\s\S]*?Canary of Otterbridge\.[\s\S]*?<\/ins>/);
    assert.match(html, /0 can be copied, 32 to check, 0 are new and 0 are removed\./);
    assert.equal((await anybody.get(path)).status, 404);
    const same = await ok(`/model/differences?from=${ownId}&to=${ownId}`, maya);
    assert.match(same, /Both versions have the same words/);
  });

  it('is compared by what is new, gone and has another code, and says where a level has no words', async () => {
    bareId = await publishOwn(bare, null);
    const path = `/model/differences?from=${builtIn.rows[0]!.id}&to=${bareId}`;
    const html = await ok(path, maya);
    const items = html.split('<li><h3>').slice(1);
    const of = (code: string) => items.find((item) => item.startsWith(`${code} `)) ?? '';
    assert.match(of('6.9'), /Changed; it was 6\.1</);
    assert.match(of('6.9'), /The sixth, changed/);
    assert.match(of('1.1'), /Gone</);
    assert.match(of('1.1'), /<h4[^>]*>Level 1<\/h4>/, 'levels as the version called them');
    assert.match(of('1.99'), /New</);
    assert.match(of('1.99'), /<h4[^>]*>Stage 1<\/h4><p[^>]*>(?!No words)/);
    assert.match(of('1.99'), /<h4[^>]*>Stage 2<\/h4><p[^>]*>No words at Stage 2\.</);
    assert.match(html, /can be copied, 1 to check, 1 is new and 1 is removed\./);
  });

  it('says what no other statement has to do with, asks nothing where there is no question', async () => {
    const html = await ok(`/model/2.4?version=${bareId}`, maya);
    assert.match(html, /2\.4 does not need another statement\./);
    assert.match(html, /No other statement needs 2\.4\./);
    assert.match(html, new RegExp(`<h1 class="q">2\\.4 ${titleOf24}</h1>`));
    assert.doesNotMatch(html, /class="eyebrow"/);
    const BENCHMARKS = /<p class="small quiet">Gatsby Benchmark/;
    assert.match(await ok('/model/themes/2'), BENCHMARKS);
    assert.doesNotMatch(await ok(`/model/themes/2?version=${bareId}`, maya), BENCHMARKS);
    const printed = await ok(`/model/print?show=questions&version=${bareId}`, maya);
    assert.doesNotMatch(printed, /Discussion questions|Useful evidence|Who to involve/);
    assert.match(await ok('/model/print?show=questions'), /Discussion questions/);
  });

  it('says where its words and those of the edition seem not to agree', async () => {
    const html = await ok(`/model/3.1?version=${ownId}`, maya);
    const apart = html.split('class="apart small"').slice(1);
    assert.equal(apart.length, 1);
    assert.match(apart[0] ?? '', /The two wordings may differ here<[\s\S]*says “101”\.</);
    assert.doesNotMatch(await ok('/model/3.1'), /may differ here/);
  });

  it('says where a theme stands, how many points a level has, and which levels lean on each other', async () => {
    assert.match(await ok('/model/themes/2'), />Theme 2 of 6</);
    const from = statementsOf(schoolsModel).find(({ buildsOn }) => buildsOn.length > 0)!;
    const [{ level, needs }] = from.buildsOn as [(typeof from.buildsOn)[number]];
    const html = (await ok(`/model/${from.id}`)).replace(/<!--.*?-->|\s+/g, ' ');
    assert.ok(html.includes(`From level ${level} on, level ${needs.level} of`));
    const other = (await ok(`/model/${needs.statement}`)).replace(/\s+/g, ' ');
    assert.ok(other.includes(`Level ${needs.level} here is needed by level ${level} of`));
    const points = [...html.matchAll(/<summary> ?(\d+ criteri(?:on|a))\b/g)].map(
      ([, words]) => words,
    );
    assert.deepEqual(
      points,
      from.levels
        .map(({ criteria }) => criteria.length)
        .filter((count) => count > 0)
        .map((count) => (count === 1 ? '1 criterion' : `${count} criteria`)),
    );
  });

  it('says on its first page how much there is, and in whose wording', async () => {
    const plain = (await ok('/model')).replace(/\s+/g, ' ');
    assert.match(plain, /<h1[^>]*> ?32 statements in 6 themes ?</);
    assert.match(plain, /Each has 4 levels, split into criteria/);
    const both = await ok(`/model?version=${ownId}`, maya);
    assert.match(both, /Each has 4 levels, in the wording of your own copy and in plain/);
  });

  it('lists where each version came from, and offers a comparison once there are two', async () => {
    const mine = await ok('/model/versions', maya);
    const rows = mine.split('<li class="version-row">').slice(1);
    const row = (id: string) => rows.find((each) => each.includes(`version=${id}`)) ?? '';
    assert.match(row(builtIn.rows[0]!.id), /Comes with Waymark\. Published \d+ \w+ \d{4}\./);
    assert.doesNotMatch(row(builtIn.rows[0]!.id), /For your school only/);
    assert.match(row(ownId), /Loaded from a document\.[\s\S]*For your school only/);
    assert.match(mine, /href="\/model\/differences"/);
    assert.doesNotMatch(
      await ok('/model/versions'),
      /href="\/model\/differences"|Start new reviews/,
    );
  });

  it('is exported as one file to its members alone', async () => {
    for (const format of ['yaml', 'json']) {
      const path = `/model/export?version=${ownId}&format=${format}`;
      const answer = await maya.get(path);
      assert.match(
        answer.headers.get('content-disposition') ?? '',
        /attachment; filename="careers-impact-schools-2024\./,
      );
      assert.match(await answer.text(), /Canary of Otterbridge/);
      assert.equal((await anybody.get(path)).status, 404);
    }
    assert.equal(JSON.parse(await ok('/model/schema.json')).title, 'A framework');
  });

  it('is nowhere for anybody else: pages, search and the list of versions', async () => {
    for (const path of [
      '/model',
      '/model/2.4',
      '/model/themes/2',
      '/model/search?q=canary',
      '/model/print',
      '/model/links',
    ]) {
      const withVersion = `${path}${path.includes('?') ? '&' : '?'}version=${ownId}`;
      assert.equal((await anybody.get(withVersion)).status, 404, path);
      assert.ok(!(await ok(path)).includes('Canary'), path);
    }
    assert.ok(!(await ok('/model/versions')).includes(ownId));
    assert.ok((await ok('/model/versions', maya)).includes(ownId));
  });

  it('sends nobody to another site after a choice', async () => {
    const answer = await anybody.post('/model/wording', { first: 'own', back: '//evil.example' });
    assert.equal(answer.headers.get('location'), '/model');
  });

  it('says of a copy for every school that it was loaded for all', async () => {
    const shared = structuredClone(own);
    shared.version = '2022';
    const id = context.id();
    await context.storage.write({ organisation: null, person: null, isInstallation: true }, (db) =>
      saveVersion(db, {
        ...{ id, framework: shared, origin: 'imported', organisationId: null },
        ...{ publishedAt: new Date(0), publishedBy: null, matchedVersionId: null, matches: {} },
      }),
    );
    const html = await ok(`/model?version=${id}`);
    assert.match(html, /a copy loaded for every school here/);
    assert.doesNotMatch(html, /Only your school/);
  });
});
