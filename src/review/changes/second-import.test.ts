/** A school loads its model, works with it, and loads the corrected document. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findVersion } from '../../framework/store.js';
import { openSchool } from '../testing/school.js';
import { agree } from './agree.js';

const school = await openSchool();
const { context, browser } = school;
const organisation = school.maya.organisation.id;
const scope = { organisation, person: school.maya.person.id };

const NAMES = ['Walls', 'Gates', 'Paths', 'Wells', 'Roofs', 'Fields'];
const document = (edit: (lines: string[]) => string[] = (lines) => lines) =>
  [
    'Code\tTitle\tLevel 1\tLevel 2',
    ...edit(
      NAMES.map((name, at) => `1.${at + 1}\t${name} of it\t${name} are poor.\t${name} are good.`),
    ),
  ].join('\n');

/** 1.1 has other words, 1.2 another title, 1.3 is gone, what was 1.4 to 1.6 moved up, and one is new. */
const corrected = document((lines) => [
  lines[0]!.replace('Walls are good.', 'Walls are good and dry.'),
  lines[1]!.replace('Gates of it', 'Gates of it all'),
  ...lines.slice(3).map((line, at) => line.replace(/^1\.\d/, `1.${at + 3}`)),
  '1.6\tBarns and stables\tBarns are poor.\tBarns are good.',
]);

const post = (path: string, fields: Record<string, string>) =>
  browser.post(path, { _key: context.id(), ...fields });

async function load(words: string): Promise<string> {
  const body = new FormData();
  body.set('_key', context.id());
  body.set('text', words);
  const cookies = [...browser.cookies].map(([name, value]) => `${name}=${value}`);
  const headers = {
    ...{ Cookie: cookies.join('; '), Host: 'localhost', 'Sec-Fetch-Site': 'same-origin' },
  };
  const request = { method: 'POST', body, headers };
  const sent = await context.app.request('http://localhost/model/imports', request);
  assert.equal(sent.status, 303);
  return sent.headers.get('location') ?? '';
}

const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const field = (html: string, name: string) =>
  new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1];

/** Publishes a draft as its page proposes it, but for what is named. */
async function publish(path: string, fields: Record<string, string> = {}): Promise<string> {
  const html = await browser.read(`${path}/publication`);
  const names = ['title', 'edition', 'version', 'publisher', 'work', 'language'];
  const proposed = Object.fromEntries(names.map((name) => [name, field(html, name) ?? '']));
  const model = field(html, 'continues');
  const sent = await post(`${path}/publication`, {
    ...{ ...proposed, ...(model === undefined ? {} : { continues: model }) },
    ...{ also: 'chosen', isCompared: 'yes', ...fields },
  });
  assert.equal(sent.status, 303);
  return /version=([0-9a-f-]+)/.exec(sent.headers.get('location') ?? '')?.[1] ?? '';
}

const versionOf = (id: string) =>
  context.storage.read(scope, (db) => findVersion(db, id, organisation));

async function startReview(title: string, answersFrom: string): Promise<string> {
  const fields = { academicYear: '2026', title, answersFrom, go: 'start' };
  const sent = await post('/reviews', fields);
  assert.equal(sent.status, 303);
  return sent.headers.get('location') ?? '';
}
const idIn = (path: string) => /[0-9a-f-]{36}/.exec(path)?.[0] ?? '';

describe('a corrected document of a model that the school has loaded before', () => {
  it('is the next version of it, shows what changed, and carries over what has the same words', async () => {
    const first = await load(document());
    assert.doesNotMatch(await browser.read(first), /This looks like/);
    assert.doesNotMatch(await browser.read(`${first}/publication`), /Which model is it/);
    const one = await publish(first, { title: 'Our farm', edition: 'Farm', publisher: 'Us' });
    const review = idIn(await startReview('First', 'blank'));
    for (const code of ['1.1', '1.2', '1.3', '1.4'])
      await agree(context, school.maya, {
        ...{ review, statement: code, input: { rating: 2 }, version: null, key: null },
      });

    const second = await load(corrected);
    for (const page of [second, `${second}/publication`]) {
      const html = await browser.read(page);
      const words = text(html);
      assert.match(words, /This looks like Our farm, version 1\.0/);
      assert.match(words, /7 statements with differences\./);
      assert.match(words, /4 can be copied, 1 to check, 1 is new and 1 is removed\./);
      assert.match(
        words,
        /1\.1 Walls of it Changed Level 2 Walls are \[removed: good\. \] \[added: good and dry\. \]/,
      );
      assert.match(words, /1\.2 Gates of it \[added: all \] Renamed/);
      assert.match(words, /1\.3 Wells of it Same words ?; it was 1\.4/);
      assert.match(words, /1\.6 \[added: Barns and stables \] New/);
      assert.match(words, /1\.3 \[removed: Paths of it \] Gone/);
      assert.doesNotMatch(words, /Roofs of it Changed/);
    }
    const page = await browser.read(`${second}/publication`);
    assert.match(text(page), /The next version of Our farm, after 1\.0/);
    assert.deepEqual(
      ['title', 'edition', 'version', 'publisher'].map((name) => field(page, name)),
      ['Our farm', 'Farm', '2.0', 'Us'],
    );
    const two = await publish(second);
    const [before, after] = [await versionOf(one), await versionOf(two)];
    assert.equal(after.frameworkId, before.frameworkId);
    assert.equal(after.version, '2.0');

    const next = await startReview('Second', review);
    const said = text(await browser.read(next));
    assert.match(
      said,
      /4 statements with the same wording are copied; look again at 1, whose levels stay open/,
    );
    const { agreements } = await school.read(idIn(next));
    assert.deepEqual(
      ['1.1', '1.2', '1.3'].map((code) => {
        const found = agreements.get(code);
        return [found?.rating ?? null, found?.isCarried ?? false];
      }),
      [
        [null, false],
        [2, true],
        [2, true],
      ],
    );
    const chosen = { review: idIn(next), statement: '1.1', input: { rating: 1 } };
    await agree(context, school.maya, { ...chosen, version: null, key: null });
    const changed = await browser.read(`/reviews/${idIn(next)}/statements/1.1`);
    assert.match(text(changed), /First 2026\/27: Level 2 .*The wording has changed since/);
  });

  it('is a model of its own where a person says so, under an id that no other has', async () => {
    const draft = await load(document());
    const own = await versionOf(await publish(draft, { continues: '', version: '1.0' }));
    assert.equal(own.frameworkId, 'our-farm-2');
    const wrong = await load(document());
    const refused = await post(`${wrong}/publication`, {
      ...{ title: 'A', edition: '', version: '9', publisher: '', work: '', language: 'en-GB' },
      ...{ isCompared: 'yes', continues: context.id() },
    });
    assert.equal(refused.status, 404);
  });

  it('is no next version of a model that shares less than half of its statements', async () => {
    const other = document((lines) => [
      ...lines.slice(0, 2),
      ...[3, 4, 5].map((at) => `1.${at}\tZebra ${'xyz'[at - 3]}\tNone.\tMany zebras ${at}.`),
    ]);
    const html = await browser.read(await load(other));
    assert.doesNotMatch(html, /This looks like/);
  });
});
