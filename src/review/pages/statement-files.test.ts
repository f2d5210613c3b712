/** Files attached on the page of a statement: kept in the library, cited at once, and nothing typed is lost by them. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { pdf, png } from '../../evidence/testing/files.js';
import { prepareToSend, send } from '../../evidence/testing/library.js';
import { agree } from '../changes/agree.js';
import { closeReview } from '../changes/close.js';
import { openSchool } from '../testing/school.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, browser } = school;

const bytesOf = (bytes: Buffer) => new Uint8Array(bytes);
const destinations = { name: 'Destinations_2026.pdf', bytes: bytesOf(pdf('destinations')) };
const wall = { name: 'The wall.png', bytes: bytesOf(png()) };
const pathOf = (review: string) => `/reviews/${review}/statements/2.4`;
const attach = (review: string, fields: Record<string, string>, files = [destinations, wall]) =>
  send(context, browser, `${pathOf(review)}/agreement`, { _version: '0', ...fields }, files);
const cited = async (review: string) =>
  (await school.evidence(review)).map(({ title }) => title).sort();
const agreementOf = async (review: string) => (await school.read(review)).agreements.get('2.4');
const incoming = () => readdirSync(join(context.config.dataFolder, 'files/incoming'));

describe('files on the page of a statement', () => {
  it('are attached several at once, with what is typed, and are opened by their titles', async () => {
    const review = await school.review();
    const answer = await attach(review, { go: 'files', level: '3', reason: 'Typed' });
    assert.equal(answer.status, 303, await answer.text());
    assert.equal(answer.headers.get('location'), `${pathOf(review)}#evidence`);
    assert.deepEqual(await cited(review), ['Destinations 2026', 'The wall']);
    const saved = await agreementOf(review);
    assert.deepEqual([saved?.rating, saved?.reason], [3, 'Typed']);
    const html = await browser.read(pathOf(review));
    const [, file = ''] = /href="([^"]*)"[^>]*>\s*Destinations 2026/.exec(html) ?? [];
    assert.match(file, /\/files\/1\/view$/);
    assert.equal((await browser.get(file)).headers.get('content-type'), 'application/pdf');
    assert.deepEqual(incoming(), []);
  });

  it('are sent by every button, and once however often the form arrives', async () => {
    const review = await school.review();
    const fields = { _version: '0', _key: context.id(), go: 'next', reason: 'Twice' };
    const path = `${pathOf(review)}/agreement`;
    const again = await prepareToSend(context, browser, path, fields, [destinations]);
    for (const answer of [await again(), await again()]) assert.equal(answer.status, 303);
    assert.deepEqual(await cited(review), ['Destinations 2026']);
  });

  it('stay in the library, ready to be saved, where the words are refused', async () => {
    const review = await school.review();
    const answer = await attach(review, { go: 'next', level: '9', reason: 'Kept' }, [wall]);
    assert.equal(answer.status, 422);
    const html = await answer.text();
    assert.match(html, />Kept</);
    const [, id = ''] = /name="cited" value="([^"]*)" checked/.exec(html) ?? [];
    assert.deepEqual(await cited(review), []);
    const path = `${pathOf(review)}/agreement`;
    await browser.post(path, { _version: '0', level: '3', reason: 'Kept', cited: id, go: 'stay' });
    assert.deepEqual(await cited(review), ['The wall']);
  });

  it('that are not taken are named, and everything else is kept', async () => {
    const review = await school.review();
    const program = { name: 'run.exe', bytes: bytesOf(Buffer.from('MZ program')) };
    const answer = await attach(review, { go: 'files', reason: 'Kept' }, [program, destinations]);
    assert.equal(answer.status, 422);
    const html = await answer.text();
    assert.match(html, /<a href="#file">[^<]*Choose the file again/);
    assert.match(html, />Kept</);
    assert.match(html, /name="cited" value="[^"]*" checked[^>]*>\s*<span>Destinations 2026/);
    assert.deepEqual(incoming(), []);
  });

  it('are asked for again where a browser sent their names alone', async () => {
    const review = await school.review();
    const path = `${pathOf(review)}/agreement`;
    const fields = { _version: '0', reason: 'Saved', file: 'plan.pdf', go: 'next' };
    const answer = await browser.post(path, fields);
    assert.equal(answer.headers.get('location'), `${pathOf(review)}#evidence`);
    assert.equal((await agreementOf(review))?.reason, 'Saved');
    assert.match(await browser.read(pathOf(review)), /choose it again and press Attach files/);
  });

  it('are asked for again of somebody who adds evidence alone, too', async () => {
    const review = await school.review();
    await school.as(school.maya, 'contributor');
    const answer = await browser.post(`${pathOf(review)}/agreement`, {
      ...{ _key: context.id(), file: 'plan.pdf', go: 'cited' },
    });
    assert.match(await browser.read(answer.headers.get('location') ?? ''), /The file was not sent/);
    await school.as(school.maya, 'careers leader');
  });

  it('are ten at most, and the page says so', async () => {
    const review = await school.review();
    const many = Array.from({ length: 11 }, (_, at) => ({ ...wall, name: `Wall ${at}.png` }));
    const answer = await attach(review, { go: 'files', reason: 'Kept' }, many);
    assert.equal(answer.status, 422);
    const html = await answer.text();
    assert.match(html, /Attach at most 10 files at once/);
    assert.equal(html.match(/name="cited" value="[^"]*" checked/g)?.length, 10);
    assert.deepEqual(incoming(), []);
  });

  it('do not come into the library where the review was closed meanwhile', async () => {
    const review = await school.review();
    await closeReview(
      context,
      school.maya,
      review,
      { signedOffAs: 'Jo', gapsReason: 'A start' },
      { key: null },
    );
    const count = async () =>
      (await context.superuser.query('SELECT count(*)::int AS count FROM evidence')).rows[0].count;
    const before = await count();
    const answer = await attach(review, { go: 'files' }, [wall]);
    assert.equal(answer.status, 409);
    assert.equal(await count(), before);
    assert.deepEqual(incoming(), []);
  });

  it('come with both texts where somebody else saved meanwhile', async () => {
    const review = await school.review();
    const input = { reason: 'Theirs' };
    const sam = await school.colleague('Sam Reid', 'careers leader');
    await agree(context, sam, { review, statement: '2.4', input, version: null, key: null });
    const answer = await attach(review, { go: 'next', reason: 'Mine' }, [wall]);
    assert.equal(answer.status, 409);
    assert.match(await answer.text(), /name="cited" value="[^"]+"/);
  });
});
