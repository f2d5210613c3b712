/** Codes that a document has and a model of ours cannot: it is published all the same. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statementsOf } from '../framework/framework.js';
import { findFrameworkVersion } from '../framework/store.js';
import { openSchool } from '../review/testing/school.js';
import { startImport } from './import-changes.js';
import { publishImport } from './publish-changes.js';
import { publishInput } from './publishing.js';

const school = await openSchool();
const { context, maya, browser } = school;
const scope = { organisation: maya.organisation.id, person: maya.person.id };
const how = () => ({ key: context.id() });

/** A table with these codes, loaded as a draft. */
async function draftWith(codes: readonly string[]): Promise<string> {
  const rows = codes.map((code) => `${code},Thing ${code},Thing ${code} is poor.,It is good.`);
  const text = ['Code,Title,Level 1,Level 2', ...rows].join('\n');
  const document = { name: 'things.csv', bytes: new TextEncoder().encode(text) };
  return (await startImport(context, maya, document, how())).id;
}

async function publishedCodes(draft: string): Promise<string[]> {
  const input = publishInput.parse({
    ...{ title: `Things ${draft.slice(-6)}`, version: '1', language: 'en-GB' },
    isCompared: true,
    continues: '',
  });
  const publisher = { member: maya, isAdministrator: false };
  const { id } = await publishImport(context, publisher, draft, input, how());
  const framework = await context.storage.read(scope, (db) =>
    findFrameworkVersion(db, id, maya.organisation.id),
  );
  return statementsOf(framework).map((statement) => `${statement.id} ${statement.title}`);
}

describe('the codes of a document', () => {
  for (const [codes, published] of [
    [
      ['A1', 'A2', 'B1'],
      ['1.1 Thing A1', '1.2 Thing A2', '2.1 Thing B1'],
    ],
    [
      ['1a', '1b', '2a'],
      ['1.1 Thing 1a', '1.2 Thing 1b', '2.1 Thing 2a'],
    ],
  ] as const) {
    it(`count by theme where they are ${codes[0]}, which the page says`, async () => {
      const draft = await draftWith(codes);
      const page = await browser.read(`/model/imports/${draft}/publication`);
      assert.match(page, new RegExp(`numbered by theme: ${codes[0]} becomes 1\\.1`));
      assert.deepEqual(await publishedCodes(draft), published);
    });
  }

  it('are kept where one between them is missing', async () => {
    const draft = await draftWith(['1.1', '1.3', '2.1']);
    const page = await browser.read(`/model/imports/${draft}/publication`);
    assert.doesNotMatch(page, /numbered by theme/);
    assert.deepEqual(await publishedCodes(draft), [
      '1.1 Thing 1.1',
      '1.3 Thing 1.3',
      '2.1 Thing 2.1',
    ]);
  });

  it('lead to their places with a slash in them too', async () => {
    const draft = await draftWith(['1/1', '1/2', '2/1']);
    const page = await browser.read(`/model/imports/${draft}`);
    const [, place = ''] = /href="(\/model\/imports\/[^"]*items\/[^"]*%2F[^"]*)"/.exec(page) ?? [];
    assert.match(await browser.read(place), /Thing 1\/1/);
  });
});
