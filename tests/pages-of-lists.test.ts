/** Every list of the API in pages: each item comes once, in the order of the whole, however long the pages are. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allOperations } from '../src/app.js';
import { publishFile } from '../src/framework/changes.js';
import { schoolsModel } from '../src/framework/testing/schools-model.js';
import { openSchool } from '../src/review/testing/school.js';
import { newProgram } from './support/program.js';

const school = await openSchool();
const { context, maya } = school;
const program = await newProgram(context, maya);
const review = await school.review();

async function post(path: string, body: unknown): Promise<void> {
  const { status, json } = await program.post(path, body);
  assert.ok(status < 300, `${path} ${status} ${JSON.stringify(json)}`);
}

// Three of everything that is listed. The clock stands still, so that time alone tells nothing apart.
for (const [at, each] of ['one', 'two', 'three'].entries()) {
  const colleague = await school.colleague(`Colleague ${each}`, 'contributor');
  await post('/reviews', {
    title: each,
    academic_year: 2026,
    participants: [],
    answers_from: null,
  });
  await post(`/reviews/${review}/participants`, { name: each, role: 'SENCo' });
  await post(`/reviews/${review}/reports/governor-pack/links`, { days: 7 });
  await post(`/reviews/${review}/level-setters`, { person: colleague.person.id });
  await post(`/reviews/${review}/remarks`, { kind: 'comment', words: each, statement: '2.4' });
  await post('/people/invitations', { people: [{ email: `${each}@x.example`, role: 'viewer' }] });
  await post('/people/links', { review, name: each, days: 14 });
  await post('/plan/actions', { title: each, academic_year: 2026 });
  await post('/evidence', { kind: 'note', title: each, note: each });
  await post('/drafts', { title: each });
  await publishFile(context, { ...schoolsModel, version: `9${at}.0` }, null);
}

interface Page {
  items: { id: string }[];
  next_cursor: string | null;
}

const lists = allOperations.filter(
  ({ output }) => output && 'next_cursor' in ((output as { shape?: object }).shape ?? {}),
);

async function pageAt(path: string, query: string): Promise<Page> {
  const { status, json } = await program.get(`${path}?${query}`);
  assert.equal(status, 200, `${path}?${query} ${JSON.stringify(json)}`);
  return json as unknown as Page;
}

describe('a list in pages', () => {
  for (const { name, http } of lists) {
    const path = http.path.replace(':review', review).replace(':kind', 'governor-pack');
    const year = name === 'action.list' ? '&year=2026' : '';

    it(`gives each item once, in order: ${name}`, async () => {
      const whole = await pageAt(path, `limit=25${year}`);
      const ids = whole.items.map(({ id }) => id);
      assert.ok(ids.length >= 3);
      assert.equal(new Set(ids).size, ids.length);
      assert.equal(whole.next_cursor, null);
      for (const limit of [1, 2, ids.length - 1, ids.length]) {
        const found: string[] = [];
        const sizes: number[] = [];
        let cursor: string | null = null;
        do {
          const after: string = cursor === null ? '' : `&cursor=${cursor}`;
          const page: Page = await pageAt(path, `limit=${limit}${year}${after}`);
          found.push(...page.items.map(({ id }) => id));
          sizes.push(page.items.length);
          cursor = page.next_cursor;
        } while (cursor !== null && sizes.length < 20);
        assert.deepEqual(found, ids, `limit ${limit}`);
        assert.deepEqual(
          sizes,
          Array.from({ length: Math.ceil(ids.length / limit) }, (_, at) =>
            Math.min(limit, ids.length - at * limit),
          ),
        );
      }
    });

    it(`refuses a cursor that leads nowhere: ${name}`, async () => {
      const { status } = await program.get(`${path}?cursor=nowhere${year}`);
      assert.equal(status, 422);
    });
  }

  it('is every list that there is', () => {
    const named = allOperations.filter(({ name }) => name.endsWith('.list'));
    assert.deepEqual(new Set(lists), new Set(named));
  });
});
