import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NO_LEARNERS } from '../../platform/access/learner-data.js';
import { openSchool } from '../testing/school.js';

const school = await openSchool();
const { browser } = school;

const LIST = 'Reid, Sam 10A 04/05/2012\nShaw, Ana 10B 06/11/2011\nKhan, Ali 10A 09/01/2012';

const send = (review: string, fields: Record<string, string>) =>
  browser.post(`/reviews/${review}/statements/3.1/agreement`, {
    level: '3',
    go: 'stay',
    ...fields,
  });

const agreementOf = async (review: string) => (await school.read(review)).agreements.get('3.1');

describe('the texts of a judgement', () => {
  for (const field of ['reason', 'strength', 'next-step']) {
    it(`question a list of pupils in the ${field}, save nothing, and keep what was typed`, async () => {
      const review = await school.review();
      const answer = await send(review, { [field]: LIST });
      assert.equal(answer.status, 422);
      const html = await answer.text();
      assert.match(html, /Is it about learners\?/);
      assert.match(html, /Shaw, Ana 10B/);
      assert.equal(await agreementOf(review), undefined);
    });
  }

  it('go through once somebody says that no learner is named', async () => {
    const review = await school.review();
    const answer = await send(review, { reason: LIST, [NO_LEARNERS]: 'yes' });
    assert.equal(answer.status, 303);
    assert.match((await agreementOf(review))?.reason ?? '', /Shaw, Ana/);
  });

  it('are not questioned for speaking of a year group', async () => {
    const review = await school.review();
    const answer = await send(review, { reason: 'Year 10 compare two sectors, and staff see it.' });
    assert.equal(answer.status, 303);
  });
});
