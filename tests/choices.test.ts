/** A list of choices holds what is chosen now, offered or not: saving a form changes only what somebody changed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withPresent } from '../src/platform/web/fields.js';
import { openSchool } from '../src/review/testing/school.js';
import { ORDINARY_MORNING } from './support/clocks.js';
import { formsOf } from './support/forms.js';
import { readSources } from './support/source-tree.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, maya, browser } = school;

const leave = (person: string) =>
  context.superuser.query('UPDATE memberships SET ended_at = now() WHERE person_id = $1', [person]);

/** The form on this page that goes to this address. */
async function formAt(path: string, action: string) {
  const form = formsOf(await browser.read(path)).find((each) => each.action === action);
  assert.ok(form, `${path} has no form to ${action}`);
  return form;
}

/** Makes an action and gives its path. */
async function newAction(fields: Record<string, string>): Promise<string> {
  const given = { title: 'Invite employers', academicYear: '2026', status: 'planned', ...fields };
  const answer = await browser.post('/plan/actions', { ...given, _key: context.id() });
  assert.equal(answer.status, 303);
  return answer.headers.get('location') ?? '';
}

describe('a list of choices', () => {
  it('keeps what is chosen and offered no more, once, and marks it', () => {
    const choices = [
      { value: '', label: 'Nobody' },
      { value: 'a', label: 'Ann' },
    ];
    assert.deepEqual(withPresent(choices, ['']), choices);
    assert.deepEqual(withPresent(choices, ['a']), choices);
    assert.deepEqual(withPresent(choices, ['b'], 'Ben (has left)').slice(2), [
      { value: 'b', label: 'Ben (has left)' },
    ]);
  });

  it('is made by the fields of every form, or says here how it holds what is chosen', () => {
    // Each of these puts what is chosen among its options by itself, or offers whole numbers of the model.
    const ownSelects = [
      'src/insight/pages/goal-form.tsx',
      'src/insight/pages/what-if.tsx',
      'src/plan/pages/aim-fields.tsx',
      'src/platform/web/fields.tsx',
      'src/review/pages/participant-rows.tsx',
    ];
    const found = readSources()
      .filter(({ tree }) => /<select[\s>]/.test(tree.text))
      .map(({ path }) => path);
    assert.deepEqual(found.sort(), ownSelects);
  });

  it('keeps the owner of an action who has left', async () => {
    const jo = await school.colleague('Jo Smith', 'contributor');
    const path = await newAction({ ownerId: jo.person.id });
    await leave(jo.person.id);
    assert.match(await browser.read(`${path}/edit`), />Jo Smith \(has left\)<\/option>/);
    const { fields } = await formAt(`${path}/edit`, path);
    const sent = { ...fields, title: 'Invite five employers' };
    assert.equal((await browser.post(path, sent)).status, 303);
    const html = await browser.read(path);
    assert.match(html, /Invite five employers/);
    assert.match(html, /Jo Smith/);
  });

  it('keeps the aim of an action that the model has no more', async () => {
    const path = await newAction({ statement: '2.1', level: '3' });
    const id = path.split('/').at(-1);
    await context.superuser.query("UPDATE actions SET statement = '9.9' WHERE id = $1", [id]);
    const { fields } = await formAt(`${path}/edit`, path);
    assert.deepEqual([fields.statement, fields.level], [['9.9'], ['3']]);
    assert.equal((await browser.post(path, { ...fields, title: 'Another title' })).status, 303);
    const { rows } = await context.superuser.query('SELECT statement FROM actions WHERE id = $1', [
      id,
    ]);
    assert.equal(rows[0].statement, '9.9');
  });

  it('keeps who looks after an item of evidence and has left', async () => {
    const kit = await school.colleague('Kit Lane', 'contributor');
    const given = { kind: 'note', title: 'Survey', note: 'Said so', owner: kit.person.id };
    const answer = await browser.post('/evidence/new', { ...given, _key: context.id() });
    const path = answer.headers.get('location') ?? '';
    await leave(kit.person.id);
    assert.match(await browser.read(`${path}/edit`), />Kit Lane \(has left\)<\/option>/);
    const { fields } = await formAt(`${path}/edit`, `${path}/edit`);
    assert.equal((await browser.post(`${path}/edit`, { ...fields, title: 'Poll' })).status, 303);
    assert.match(await browser.read(path), /Kit Lane/);
  });
});

describe('open actions of people who have left', () => {
  it('are shown to careers leaders on the plan and the first page, to be given to others', async () => {
    const lee = await school.colleague('Lee Moss', 'contributor');
    const path = await newAction({
      title: 'Book a hall',
      ownerId: lee.person.id,
      dueOn: '2026-12-04',
    });
    await school.review();
    assert.doesNotMatch(
      await browser.read('/plan'),
      /Book a hall<\/a>[^<]*<span[^>]*>\s*Lee Moss \(has left\)/,
    );
    await leave(lee.person.id);
    assert.match(
      await browser.read('/plan'),
      /of people who have left[\s\S]*Book a hall<\/a>[^<]*<span[^>]*>\s*Lee Moss \(has left\), due/,
    );
    assert.match(await browser.read('/'), /open actions?<\/a> <span[^>]*>of people who have left/);
    await school.as(maya, 'contributor');
    assert.doesNotMatch(await browser.read('/plan'), /of people who have left/);
    assert.doesNotMatch(await browser.read('/'), /of people who have left/);
    await school.as(maya, 'careers leader');
    const { fields } = await formAt(`${path}/edit`, path);
    await browser.post(path, { ...fields, ownerId: maya.person.id });
    assert.doesNotMatch(await browser.read('/plan'), /Book a hall<\/a>[^<]*<span[^>]*>\s*Lee Moss/);
  });
});
