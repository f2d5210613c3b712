/** Evidence and answers as pages and reports name them: each fact in its own place, signs and counts as they are said. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { addEvidence, setDeleted } from '../evidence/changes.js';
import { typedItem } from '../evidence/testing/library.js';
import { scopeOf } from '../platform/access/member.js';
import { agree } from '../review/changes/agree.js';
import { citeEvidence } from '../review/changes/cite.js';
import { openSchool } from '../review/testing/school.js';
import { findBeside } from './beside-store.js';

const school = await openSchool();
const { context, maya, browser } = school;
const review = await school.review();
const how = { key: null };

async function cited(fields: Parameters<typeof typedItem>[0], statement: string): Promise<string> {
  const item = { input: typedItem(fields), upload: null };
  const { id: evidence } = await addEvidence(context, maya, item, how);
  const none = { uncite: [], name: [], unname: [] };
  await citeEvidence(context, maya, { review, evidence, cite: [statement], ...none }, how);
  return evidence;
}

const link = await cited(
  { kind: 'link', title: 'own title', url: 'https://x.example/own', note: 'own note' },
  '2.4',
);
const note = await cited(
  { kind: 'note', title: 'Heads & “tutors” <b>', note: 'Salt & pepper’s <i>' },
  '2.1',
);
const gone = await cited({ kind: 'note', title: 'gone', note: 'gone' }, '2.2');
await setDeleted(context, maya, { id: gone, isDeleted: true }, how);

it('a report has the title, address and note of what is cited, and nothing of what was deleted', async () => {
  const of = { review, planOf: null, withRemarks: false, now: context.clock() };
  const { evidence, remarks } = await context.storage.read(scopeOf(maya), (db) =>
    findBeside(db, maya.organisation.id, of),
  );
  const others = { title: 'Heads & “tutors” <b>', url: null, note: 'Salt & pepper’s <i>' };
  assert.deepEqual(evidence, [
    { statement: '2.4', title: 'own title', url: 'https://x.example/own', note: 'own note' },
    { statement: '2.1', ...others },
  ]);
  assert.equal(remarks, null);
});

it('signs in a title and a note are escaped once on the page of the evidence', async () => {
  const html = await browser.read(`/evidence/${note}`);
  assert.match(html, />Heads &amp; “tutors” &lt;b&gt;</);
  assert.match(html, />Salt &amp; pepper’s &lt;i&gt;</);
  assert.doesNotMatch(html, /&amp;(amp|lt|gt|quot|#)/);
  assert.match(
    await browser.read(`/evidence/${link}`),
    />own note<.*href="https:\/\/x.example\/own"/s,
  );
});

it('one statement that is agreed is one statement, in the list of reviews', async () => {
  const said = async () => /(\d+ statements? agreed)/.exec(await browser.read('/reviews'))?.[1];
  const set = (statement: string) =>
    agree(context, maya, {
      ...{ review, statement, input: { rating: 2, reason: 'Seen' }, version: null, ...how },
    });
  assert.equal(await said(), '0 statements agreed');
  await set('2.1');
  assert.equal(await said(), '1 statement agreed');
  await set('2.4');
  assert.equal(await said(), '2 statements agreed');
});
