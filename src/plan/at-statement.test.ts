import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { agree } from '../review/changes/agree.js';
import { openSchool } from '../review/testing/school.js';
import { actionInput } from './action-input.js';
import { addAction } from './changes/add.js';
import { carryOver } from './changes/years.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, maya, browser } = school;
const how = { key: null };
const review = await school.review();
const pathOf = (code: string) => `/reviews/${review}/statements/${code}`;

const add = async (title: string, aim: string, academicYear = '2026') =>
  (await addAction(context, maya, actionInput.parse({ title, aim, academicYear }), how)).id;
const headingOf = (html: string) =>
  /<h2 id="actions">\s*(.*?)<\/h2>/s.exec(html)?.[1]?.replace(/<[^>]*>/g, '');

describe('the actions on the page of a statement', () => {
  it('are counted whole where only the first are shown, without those that go on next year', async () => {
    for (const title of ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'])
      await add(title, '2.4@3');
    const html = await browser.read(pathOf('2.4'));
    assert.equal(headingOf(html), 'Actions for 2.4 (7)');
    assert.equal(html.match(/href="\/plan\/actions\/[^"]+"/g)?.length, 6);
    const carried = await add('Goes on', '2.5@3', '2025');
    const actions = [carried];
    await carryOver(context, maya, { from: 2025, actions }, how);
    assert.equal(headingOf(await browser.read(pathOf('2.5'))), 'Actions for 2.5 (1)');
  });

  it('refuse an owner who is nobody, and add nothing twice when the step is refused', async () => {
    const fields = { _version: '0', level: '2', go: 'plan', 'evidence-title': 'Minutes of May' };
    const answer = await browser.post(`${pathOf('3.1')}/agreement`, {
      ...{ ...fields, _key: context.id(), 'step-owner': 'nobody' },
    });
    assert.equal(answer.status, 422);
    const html = await answer.text();
    assert.match(html, /href="#step-owner"/);
    assert.doesNotMatch(html, /value="Minutes of May"/);
    assert.deepEqual(
      (await school.evidence(review)).map(({ title }) => title),
      ['Minutes of May'],
    );
  });

  it('leave out of the report what was carried to the next year', async () => {
    await agree(context, maya, {
      ...{ review, statement: '1.1', version: null, key: null },
      input: { rating: 1 },
    });
    const carried = await add('Ends this year', '1.1@2');
    await add('Stays in this year', '1.1@2');
    const page = () => browser.read(`/reviews/${review}/results/questions`);
    assert.match(await page(), /Ends this year/);
    await carryOver(context, maya, { from: 2026, actions: [carried] }, how);
    assert.match(await page(), /Stays in this year/);
    assert.doesNotMatch(await page(), /Ends this year/);
  });
});
