import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { newVisitor } from '../../../tests/support/visitor.js';
import { signInAs } from '../../organisation/set-up-changes.js';
import { agree } from '../changes/agree.js';
import { openSchool } from '../testing/school.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, browser } = school;

/** The fields of the form as the page has them. */
async function opened(path: string): Promise<Record<string, string>> {
  const html = await browser.read(path);
  const form = /<form[^>]*\/enter"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const texts = [...form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>\s*([^<]*?)\s*<\/textarea>/g)];
  const chosen = [
    ...form.matchAll(/<select[^>]*name="([^"]+)"[\s\S]*?<option value="([^"]*)" selected/g),
  ];
  return Object.fromEntries(
    [...hidden, ...texts, ...chosen].map(([, name = '', value = '']) => [name, value]),
  );
}
const stateOf = async (review: string, statement: string) => {
  const { rows } = await context.superuser.query(
    'SELECT level, reason, version FROM agreements WHERE review_id = $1 AND statement = $2',
    [review, statement],
  );
  return rows[0] ?? null;
};

describe('typing in levels from paper', () => {
  it('saves what was typed, statement by statement, each in the history, and leaves the rest', async () => {
    const review = await school.review();
    const path = `/reviews/${review}/enter`;
    const form = await opened(path);
    assert.equal(Object.keys(form).filter((name) => name.startsWith('level-')).length, 32);
    const typed = {
      ...form,
      'level-1.1': '3',
      'reason-1.1': 'Agreed on paper.',
      'level-2.4': 'not-yet',
    };
    const answer = await browser.post(path, typed);
    assert.equal(answer.status, 303);
    assert.match(await browser.read(`/reviews/${review}`), /2 statements saved\./);
    assert.deepEqual(await stateOf(review, '1.1'), {
      level: 3,
      reason: 'Agreed on paper.',
      version: 1,
    });
    const { rows } = await context.superuser.query(
      `SELECT subject_id FROM history WHERE verb = 'agreement.set' AND subject_id LIKE $1 ORDER BY subject_id`,
      [`${review}/%`],
    );
    assert.deepEqual(
      rows.map(({ subject_id }) => subject_id),
      [`${review}/1.1`, `${review}/2.4`],
    );
  });

  it('writes over nothing that someone else saved meanwhile, until Save is pressed again', async () => {
    const review = await school.review();
    const path = `/reviews/${review}/enter`;
    const form = await opened(path);
    const sam = await school.colleague('Sam Reid', 'careers leader');
    const input = { rating: 2, reason: 'From Sam' } as const;
    for (const statement of ['1.1', '1.3'])
      await agree(context, sam, { review, statement, input, version: 0, key: null });
    const typed = { ...form, 'level-1.1': '4', 'level-1.2': '3' };
    const refused = await browser.post(path, typed);
    assert.equal(refused.status, 409);
    const html = await refused.text();
    assert.match(html, /1\.1: Sam Reid changed statement 1\.1/);
    assert.match(html, /1 statement saved\. 1 statement not saved yet\./);
    assert.equal((await stateOf(review, '1.1')).reason, 'From Sam');
    assert.equal((await stateOf(review, '1.2')).level, 3, 'the others are saved');
    assert.equal((await stateOf(review, '1.3')).level, 2, 'a row that nobody touched stays');
    const version = /name="version-1\.1" value="(\d+)"/.exec(html)?.[1] ?? '';
    const again = {
      ...typed,
      'was-level-1.1': '2',
      'was-reason-1.1': 'From Sam',
      'version-1.1': version,
    };
    assert.equal((await browser.post(path, { ...again, 'was-level-1.2': '3' })).status, 303);
    assert.equal((await stateOf(review, '1.1')).level, 4);
  });

  it('keeps what it refuses on the page, and is for who may set levels in an open review', async () => {
    const review = await school.review();
    const path = `/reviews/${review}/enter`;
    const form = await opened(path);
    const refused = await browser.post(path, {
      ...form,
      'reason-1.1': 'x'.repeat(8001),
      'level-1.2': '9',
    });
    assert.equal(refused.status, 422);
    const html = await refused.text();
    assert.match(html, /1\.1: /);
    assert.match(html, /1\.2: /);
    assert.ok(html.includes('x'.repeat(8001)));
    const { person } = await school.colleague('Vera Blythe', 'viewer');
    const viewer = newVisitor(context);
    viewer.cookies.set('__Host-waymark', await signInAs(context, person.id, 'Test'));
    assert.equal((await viewer.get(path)).status, 403);
  });
});
