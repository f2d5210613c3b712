import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { newVisitor } from '../../../tests/support/visitor.js';
import { signInAs } from '../../organisation/set-up-changes.js';
import { openSchool } from '../../review/testing/school.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, browser } = school;
const review = await school.review();
const pathOf = (kind: string) => `/reviews/${review}/reports/${kind}`;
const key = () => context.id();
const versionIn = (html: string) => /name="_version" value="(\d+)"/.exec(html)?.[1] ?? '';
const headingsIn = (html: string) =>
  [...html.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, words = '']) => words);

describe('the school’s own words for a report', () => {
  it('stand in the report once they are written, in every later one too, and in the history', async () => {
    const path = pathOf('governor-pack');
    assert.match(await browser.read(path), /Write what is missing in your own words/);
    const _version = versionIn(await browser.read(`${path}/words`));
    const decisions = 'Agree the plan.\nName a Careers Link Governor.';
    const saved = await browser.post(`${path}/words`, { decisions, _version, _key: key() });
    assert.equal(saved.headers.get('location'), path);
    const html = await browser.read(path);
    assert.match(html, /<h2>Decisions we ask for<\/h2>/);
    assert.match(html, /Agree the plan\.\nName a Careers Link Governor\./);
    assert.match(html, /Change your own words/);
    assert.match(await browser.read('/history'), /Decisions you ask governors for/);
  });

  it('of two people who wrote at once are shown side by side', async () => {
    const path = pathOf('peer-brief');
    const _version = versionIn(await browser.read(`${path}/words`));
    const first = { context: 'A school of 900.', focus: '', _version, _key: key() };
    assert.equal((await browser.post(`${path}/words`, first)).status, 303);
    const second = {
      context: 'A school by the sea.',
      focus: 'Destinations',
      _version,
      _key: key(),
    };
    const refused = await browser.post(`${path}/words`, second);
    assert.equal(refused.status, 409);
    const html = await refused.text();
    assert.match(html, /A school of 900\./);
    assert.match(html, /A school by the sea\./);
    const chosen = {
      ...second,
      ...{ _version: versionIn(html), _asked: 'context', 'choose-context': 'together' },
      ...{ 'together-context': 'A school of 900 by the sea.', _key: key() },
    };
    assert.equal((await browser.post(`${path}/words`, chosen)).status, 303);
    const report = await browser.read(path);
    assert.match(report, /A school of 900 by the sea\./);
    assert.match(report, /Destinations/);
  });

  it('are questioned where they look like a list of pupils, and kept as typed', async () => {
    const path = pathOf('website');
    const _version = versionIn(await browser.read(`${path}/words`));
    const words =
      'A123456789012, Sam Reid, 9A\nUPN, Name, Date of birth\nReid, Sam, 01/02/2011\nMarsh, Ann, 03/04/2011\nOsei, Jo, 05/06/2011';
    const typed = { 'website-programme': words, _version, _key: key() };
    const refused = await browser.post(`${path}/words`, typed);
    assert.equal(refused.status, 422);
    const html = await refused.text();
    assert.match(html, /looks like a list of pupils/);
    assert.match(html, /Marsh, Ann/);
    assert.doesNotMatch(await browser.read(path), /Marsh, Ann/);
  });

  it('are for careers leaders', async () => {
    const { person } = await school.colleague('Vera Blythe', 'viewer');
    const viewer = newVisitor(context);
    viewer.cookies.set('__Host-waymark', await signInAs(context, person.id, 'Test'));
    const path = pathOf('governor-pack');
    const html = await viewer.read(path);
    assert.match(html, /Agree the plan/);
    assert.doesNotMatch(html, /own words|Choose the parts|Share by link/);
    for (const page of ['words', 'parts'])
      assert.equal((await viewer.get(`${path}/${page}`)).status, 403, page);
  });
});

describe('the parts of a report', () => {
  it('are those that the school chose, in its order and under its name, until it goes back', async () => {
    const path = pathOf('summary');
    const standard = headingsIn(await browser.read(path));
    assert.ok(standard.length > 2);
    const typed = {
      _version: versionIn(await browser.read(`${path}/parts`)),
      ...{ name: 'Note for the headteacher', 'place-risks': '1', 'place-change': '2' },
      ...{ parts: ['change', 'risks'], _key: key() },
    };
    const saved = await browser.post(`${path}/parts`, typed);
    assert.equal(saved.status, 303);
    const html = await browser.read(path);
    assert.match(html, /Note for the headteacher/);
    assert.deepEqual(
      headingsIn(html).filter((each) => !/^Menu/.test(each)),
      ['Risks', 'What changed'],
    );
    const back = await browser.post(`${path}/parts/standard`, { _key: key() });
    assert.equal(back.status, 303);
    assert.deepEqual(headingsIn(await browser.read(path)), standard);
  });

  it('that this version does not know are left out and named', async () => {
    await context.superuser.query(
      `INSERT INTO report_layouts (organisation_id, kind, name, parts, updated_at)
       VALUES ($1, 'answers', 'Answer sheet', '{answers,of-a-later-version}', now())`,
      [school.maya.organisation.id],
    );
    const html = await browser.read(pathOf('answers'));
    assert.match(html, /does not know 1 part of this report \(of-a-later-version\)/);
    assert.match(html, /Theme 1\./);
    const path = `${pathOf('answers')}/parts`;
    const _version = versionIn(await browser.read(path));
    const typed = { name: 'Answers', parts: ['answers', 'about'], _version, _key: key() };
    assert.equal((await browser.post(path, typed)).status, 303);
    assert.match(await browser.read(pathOf('answers')), /of-a-later-version/, 'and kept');
  });

  it('are refused when none is chosen', async () => {
    const path = `${pathOf('summary')}/parts`;
    const _version = versionIn(await browser.read(path));
    const answer = await browser.post(path, { name: 'X', _version, _key: key() });
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /Choose at least one part/);
    const wrong = { name: 'X', parts: ['risks'], 'place-risks': 'first', _version, _key: key() };
    const refused = await browser.post(path, wrong);
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /Enter each place as a number[\s\S]*value="first"/);
  });
});
