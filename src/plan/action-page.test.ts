/** The page of an action and its form: what comes first, what is folded, and what is left for the level beside it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formsOf } from '../../tests/support/forms.js';
import { scopeOf } from '../platform/access/member.js';
import { agree } from '../review/changes/agree.js';
import { openSchool } from '../review/testing/school.js';
import { actionInput } from './action-input.js';
import { addAction } from './changes/add.js';
import { findAction } from './store.js';

const school = await openSchool();
const { context, maya, browser } = school;
const review = await school.review();
const key = () => context.id();

const add = async (fields: Record<string, string>) =>
  (
    await addAction(
      context,
      maya,
      actionInput.parse({ title: 'Print the journey', academicYear: '2026', ...fields }),
      { key: null },
    )
  ).id;
const find = (id: string) =>
  context.storage.read(scopeOf(maya), (db) => findAction(db, maya.organisation.id, id));

/** Each fold of a page: its title, what it says is inside, and whether it is open. */
const foldsOf = (html: string) =>
  [
    ...html.matchAll(/<details( open="")?><summary><h2>([^<]*)<\/h2> <span[^>]*>([^<]*)<\/span>/g),
  ].map(([, open, title, says]) => [title, says, open !== undefined]);

const FILLED = {
  ...{ priority: 'Curriculum', measure: 'Four of five', resources: 'Printing', cost: '£60' },
  ...{ milestones: 'Half way\nAll of it', startOn: '9 November 2026', dueOn: '4 December 2026' },
  ...{ aim: '2.1@3', expectedEvidence: 'The page' },
};

describe('the form of an action', () => {
  it('asks first what is done, by whom, by when, how far it is and for which level of which statement', async () => {
    const html = await browser.read('/plan/new');
    const labels = [...html.matchAll(/<label class="govuk-label" for="(\w+)">/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual(labels.slice(0, 6), [
      ...['title', 'ownerId', 'dueOn', 'status', 'statement', 'level'],
    ]);
    assert.match(html, /<option value="" selected="">\s*Not linked to a statement/);
  });

  it('folds the rest, and says what is inside', async () => {
    const html = await browser.read(`/plan/actions/${await add(FILLED)}/edit`);
    assert.deepEqual(foldsOf(html), [
      ['Owner not in Waymark', 'No one', false],
      ['Why and how we will know', 'Priority and success measure', false],
      ['Steps and dates', 'Plan 2026/27, 2 milestones, starts 9 November 2026', false],
      ['Resources and cost', 'Printing, £60', false],
      ['Evidence expected', 'The page', false],
    ]);
  });

  it('opens the fold in which something is wrong, with the summary before the heading', async () => {
    const id = await add(FILLED);
    const answer = await browser.post(`/plan/actions/${id}`, {
      ...{ title: 'Print it', academicYear: '2026', statement: '2.1', level: '' },
      ...{ milestones: '99 December 2026: half way', _version: '1', _key: key() },
    });
    assert.equal(answer.status, 422);
    const html = await answer.text();
    assert.ok(html.indexOf('govuk-error-summary') < html.indexOf('<h1'));
    for (const name of ['milestones', 'level']) {
      assert.ok(html.includes(`href="#${name}"`), name);
      assert.ok(html.includes(` id="${name}"`), name);
    }
    assert.deepEqual(
      foldsOf(html)
        .filter(([, , isOpen]) => isOpen)
        .map(([title]) => title),
      ['Steps and dates'],
    );
    assert.match(html, /<option value="2\.1" selected="">/);
  });

  it('takes statement and level, or neither', async () => {
    const id = await add({});
    const save = async (fields: Record<string, string>) => {
      const { version } = await find(id);
      const sent = { title: 'Print it', academicYear: '2026', ...fields, _key: key() };
      await browser.post(`/plan/actions/${id}`, { ...sent, _version: String(version) });
      return (await find(id)).aim;
    };
    assert.deepEqual(await save({ statement: '2.4', level: '2' }), { statement: '2.4', level: 2 });
    assert.equal(await save({ statement: '', level: '2' }), null);
  });

  it('begins with the statement that the address names', async () => {
    const [form] = formsOf(await browser.read('/plan/new?statement=2.4')).filter(
      ({ action }) => action === '/plan/actions',
    );
    assert.deepEqual([form?.fields.statement, form?.fields.level], [['2.4'], ['']]);
  });
});

describe('the page of an action', () => {
  it('says first who does it, by when, how far it is and what it aims for; the rest is folded', async () => {
    const html = await browser.read(`/plan/actions/${await add(FILLED)}`);
    const facts = [...html.matchAll(/<dt>([^<]*)<\/dt><dd>(.*?)<\/dd>/gs)].map(
      ([, name, words]) => [name, words?.replace(/<[^>]+>/g, '')],
    );
    assert.deepEqual(
      facts.slice(0, 3).map(([name]) => name),
      ['Owner', 'Due date', 'Status'],
    );
    assert.deepEqual(facts[0], ['Owner', 'No owner']);
    assert.equal(facts[2]?.[1], 'Not started');
    assert.match(html, new RegExp(`href="/reviews/${review}/statements/2.1">`));
    assert.deepEqual(
      foldsOf(html).map(([title]) => title),
      ['Why and how we will know', 'Steps and dates', 'Resources and cost', 'Evidence'],
    );
    const bare = await browser.read(`/plan/actions/${await add({})}`);
    assert.match(bare, /<dt>Statement<\/dt><dd>Not linked to a statement</);
    assert.doesNotMatch(bare, /act-aside/);
  });

  it('shows beside it what is left for the level, by what was said last of its criteria', async () => {
    const path = `/plan/actions/${await add(FILLED)}`;
    const left = (html: string) => [
      ...html.matchAll(/<li>[^<]*<span class="small quiet">\s*(Partly met|Not yet met)/g),
    ];
    const before = left(await browser.read(path));
    assert.ok(before.length > 1);
    await agree(context, maya, {
      ...{ review, statement: '2.1', version: null, key: null },
      input: { rating: 2, marks: { '2.1.3a': 'met', '2.1.3b': 'partly' } },
    });
    for (const page of [path, `${path}/edit`]) {
      const html = await browser.read(page);
      assert.match(html, /Criteria left for level 3 in 2\.1/);
      assert.equal(left(html).length, before.length - 1);
      assert.deepEqual(left(html).map(([, words]) => words)[0], 'Partly met');
      assert.match(html, /<span class="vh">Level <\/span>2/);
    }
  });
});

describe('the views of the plan', () => {
  it('have titles of their own', async () => {
    await add({});
    const heading = async (path: string) =>
      /<h1[^>]*>([^<]*)</.exec(await browser.read(path))?.[1]?.trim();
    const views = ['', '&view=timeline', '&view=board', '&view=heatmap'];
    const paths = [...views.map((view) => `/plan?year=2026${view}`), '/plan/print?year=2026'];
    const headings = await Promise.all(paths.map(heading));
    assert.equal(new Set(headings).size, 5, headings.join(' | '));
  });
});
