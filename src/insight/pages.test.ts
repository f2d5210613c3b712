import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { send } from '../evidence/testing/library.js';
import { agree } from '../review/changes/agree.js';
import { closeReview } from '../review/changes/close.js';
import { openSchool } from '../review/testing/school.js';

const school = await openSchool();
const { context, maya, browser } = school;
const review = await school.review();
for (const [statement, rating] of [
  ['2.1', 2],
  ['1.3', 1],
  ['3.1', 2],
] as const) {
  await agree(context, maya, {
    ...{ review, statement, version: null, key: null },
    input: { rating },
  });
}
const key = () => context.id();

describe('insight', () => {
  it('tries a level by its address, and changes nothing', async () => {
    const page = await browser.read(`/insight/what-if?review=${review}&2.1=3`);
    assert.match(page, /2\.1 level 3/);
    const again = await browser.read(`/insight/what-if?review=${review}`);
    assert.match(again, /Try a level/);
  });

  it('takes the school’s own effort in place of the guess', async () => {
    const page = () => browser.read('/insight/ways?level=2&count=32');
    await browser.post('/insight/efforts', {
      statement: '1.3',
      level: '2',
      days: '7.5',
      _key: key(),
    });
    assert.match(await page(), /about 7\.5 days/);
    await browser.post('/insight/efforts', { statement: '1.3', level: '2', days: '', _key: key() });
    assert.doesNotMatch(await page(), /7\.5 days/);
  });

  it('tells days that add up: the goal is its rounds, and a round is its moves', async () => {
    const set = { statement: '1.3', level: '2', days: '0.75', _key: key() };
    await browser.post('/insight/efforts', set);
    const page = await browser.read('/insight/ways?level=3&count=4');
    const all = (text: string, days: RegExp) =>
      [...text.matchAll(days)].map(([, number]) => Number(number));
    const sum = (numbers: number[]) => numbers.reduce((one, other) => one + other, 0);
    const [whole] = all(page, /: about ([\d.]+) days? of work/g);
    const rounds = page.split('<li class="section">').slice(1);
    assert.ok(rounds.length > 1);
    const message = rounds.map((round) => all(round, /about ([\d.]+) days? together/g)[0] ?? 0);
    assert.equal(sum(message), whole);
    for (const [index, round] of rounds.entries()) {
      const moves = round.split('<li class="way">').slice(1);
      const days = moves.map((move) => {
        const said = /name="days"[^>]* value="([\d.]+)"/.exec(move)?.[1];
        return Number(said ?? /guess: ([\d.]+)/.exec(move)?.[1]);
      });
      assert.equal(sum(days), message[index], `round ${index + 1}`);
    }
    await browser.post('/insight/efforts', { ...set, days: '', _key: key() });
  });

  it('leads from every page of it back to all of it, and says where one is', async () => {
    for (const path of ['what-if', 'ways', 'links', 'years', 'soon', 'hard']) {
      const page = await browser.read(`/insight/${path}`);
      assert.match(page, /<a href="\/insight">Insight<\/a>/);
      assert.match(page, new RegExp(`<a href="/insight/${path}" aria-current="page">`));
    }
    assert.match(await browser.read('/insight'), /<a href="\/insight" aria-current="page">/);
    assert.match(
      await browser.read('/crosswalk/gatsby-benchmarks-2025'),
      /<a href="\/crosswalk" aria-current="true">Gatsby and other lists/,
    );
  });

  it('says what a goal asks each week until its day', async () => {
    const until = (by: string) => browser.read(`/insight/ways?level=3&count=3&by=${by}`);
    assert.match(
      await until('2027-07-19'),
      /Until 19 July 2027 there are 34 weeks, holidays included: about [\d.]+ days?/,
    );
    assert.match(await until('2026-11-01'), /Choose a day to come/);
    assert.doesNotMatch(await until('soon'), /there are \d+ weeks/);
  });

  it('begins from where the school stands now, and from another review when asked', async () => {
    const closed = await school.review(null, 2025);
    for (const statement of ['2.1', '4.1'])
      await agree(context, maya, {
        ...{ review: closed, statement, version: null, key: null },
        input: { rating: 1 },
      });
    const signing = { signedOffAs: 'Maya Okafor', gapsReason: 'Only two were looked at.' };
    await closeReview(context, maya, closed, signing, { key: null });
    const now = await browser.read('/insight/what-if');
    assert.match(now, /aria-current="true">As it stands now/);
    const chip = (page: string, code: string) =>
      new RegExp(`<b>${code}</b>[\\s\\S]*?#cairn-4-(\\d)`).exec(page)?.[1];
    assert.deepEqual(
      ['2.1', '4.1'].map((code) => chip(now, code)),
      ['2', '1'],
    );
    const then = await browser.read(`/insight/what-if?review=${closed}`);
    assert.equal(chip(then, '2.1'), '1');
    assert.match(await browser.read('/insight/ways'), /updated with what .* has agreed so far/);
  });

  it('names every year of the slopes before the first of them', async () => {
    const page = await browser.read('/insight/years');
    const named = page.indexOf('reads from left to right: 2025/26');
    assert.ok(named > 0 && named < page.indexOf('class="slopes"'));
  });

  it('counts towards the headings that the school has entered', async () => {
    const bad = await browser.post('/crosswalk/headings', {
      headings: 'Curriculum: 9.9',
      _key: key(),
    });
    assert.equal(bad.status, 422);
    assert.match(await bad.text(), /There is no 9\.9/);
    await browser.post('/crosswalk/headings', { headings: 'Leading well: 1.3', _key: key() });
    assert.match(await browser.read('/crosswalk/own'), /Leading well/);
    assert.equal((await browser.get('/crosswalk/nothing')).status, 404);
  });

  it('counts towards a list that the school loads, changes and removes', async () => {
    const text = 'Vision: 1.3, 1.2\nJourney: 2.1';
    const load = (fields: Record<string, string>) =>
      browser.post('/crosswalk/load', { ...fields, _key: key() });
    const nameless = await load({ title: '', text });
    assert.equal(nameless.status, 422);
    assert.match(await nameless.text(), /Enter what the list is called/);
    const wrong = await load({ title: 'Trust priorities', text: 'Vision: 1.33\nAll: 9.9' });
    assert.equal(wrong.status, 422);
    const page = await wrong.text();
    assert.match(page, /2 things to put right/);
    assert.match(page, /Line 1:<\/b> There is no 1\.33 in the model\. Did you mean 1\.3\?/);
    assert.match(page, /Vision: 1\.33/);
    const loaded = await load({ title: 'Trust priorities', text });
    assert.equal(loaded.headers.get('location'), '/crosswalk/trust-priorities');
    const list = await browser.read('/crosswalk/trust-priorities');
    assert.match(list, /<h2 id="gaps">2 gaps<\/h2>/);
    assert.match(list, /levels are recorded, and no evidence is cited/);
    assert.match(await browser.read('/crosswalk'), /Trust priorities/);
    const again = await browser.read('/crosswalk/load?list=trust-priorities');
    assert.match(again, /Vision: 1\.3, 1\.2/);
    await load({ title: 'Trust priorities', text: 'Vision: 1.2' });
    assert.match(await browser.read('/crosswalk/trust-priorities'), /no statement that speaks/);
    assert.equal((await load({ title: 'Provider access', text })).status, 422);
    await browser.post('/crosswalk/trust-priorities/remove', { _key: key() });
    assert.equal((await browser.get('/crosswalk/trust-priorities')).status, 404);
    const { rows } = await context.superuser.query(
      "SELECT verb FROM history WHERE subject_kind = 'list' ORDER BY position",
    );
    const verbs = rows.map(({ verb }) => verb);
    assert.deepEqual(verbs, ['list.loaded', 'list.replaced', 'list.removed']);
    assert.match(await browser.read('/history'), /removed the list “Trust priorities”/);
  });

  it('takes a list from a file, and refuses what is none', async () => {
    const fields = { title: 'Quality standard', about: '', text: '', _key: key() };
    const csv = Buffer.from(
      '\ufeffEntry,Statements\r\n"Learners, all",2.2\r\nCaf\u00e9,"5.1, 5.2"\r\n',
    );
    const file = { name: '../../list.csv', bytes: new Uint8Array(csv) };
    const bad = await send(context, browser, '/crosswalk/load', fields, file);
    assert.match(await bad.text(), /There is no Statements in the model/);
    const bytes = new Uint8Array(csv.subarray(csv.indexOf('"')));
    const good = await send(
      context,
      browser,
      '/crosswalk/load',
      { ...fields, _key: key() },
      { name: 'list.csv', bytes },
    );
    assert.equal(good.headers.get('location'), '/crosswalk/quality-standard');
    assert.match(await browser.read('/crosswalk/quality-standard'), /Learners, all/);
    for (const hostile of [
      Buffer.from('PK\x03\x04\0\0\0\0'),
      Buffer.alloc(500_000, 'a: 1.1\n'),
      Buffer.from(`entries: ${'['.repeat(20_000)}`),
      Buffer.from('entries: &a [*a, *a]'),
    ]) {
      const answer = await send(
        context,
        browser,
        '/crosswalk/load',
        { ...fields, title: 'Hostile', _key: key() },
        { name: 'x.yaml', bytes: new Uint8Array(hostile) },
      );
      assert.ok([413, 422].includes(answer.status), `${answer.status}`);
    }
  });

  it('lets nobody but a careers leader load a list', async () => {
    await school.as(maya, 'contributor');
    try {
      assert.equal((await browser.get('/crosswalk/load')).status, 403);
      const answer = await browser.post('/crosswalk/load', {
        title: 'A',
        text: 'A: 1.1',
        _key: key(),
      });
      assert.equal(answer.status, 403);
      assert.doesNotMatch(await browser.read('/crosswalk'), /Load a list/);
    } finally {
      await school.as(maya, 'careers leader');
    }
  });
});
