import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { formsOf } from '../../tests/support/forms.js';
import { addEvidence } from '../evidence/changes.js';
import { send, typedItem } from '../evidence/testing/library.js';
import { contentVersion } from '../platform/web/form.js';
import { agree } from '../review/changes/agree.js';
import { citeEvidence } from '../review/changes/cite.js';
import { closeReview } from '../review/changes/close.js';
import { openSchool } from '../review/testing/school.js';
import { effortInput } from './changes.js';

const school = await openSchool({ now: ORDINARY_MORNING });
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
    const save = async (days: string) => {
      const form = formsOf(await page()).find(
        ({ action, fields }) =>
          action === '/insight/efforts' &&
          fields.statement?.[0] === '1.3' &&
          fields.level?.[0] === '2',
      );
      await browser.post('/insight/efforts', { ...form?.fields, days });
    };
    /** What each move says of its days, and the number that its empty field shows. */
    const guesses = async () =>
      [...(await page()).matchAll(/placeholder="([\d.]+)"[\s\S]*?-hint">([^<]*)</g)].map(
        ([, placeholder, hint]) => [placeholder, hint],
      );
    const before = await guesses();
    assert.ok(before.length > 0);
    for (const [placeholder, hint] of before) assert.equal(hint, `estimate: ${placeholder}`);
    await save('7.5');
    assert.match(await page(), /about 7\.5 days/);
    const after = await guesses();
    const said = after.filter(([, hint]) => hint?.startsWith('set here'));
    assert.equal(said.length, 1, 'the school has said it of one move');
    assert.notEqual(said[0]?.[0], '7.5');
    assert.deepEqual(
      after.map(([placeholder, hint]) => [placeholder, hint?.replace('set here; ', '')]),
      before,
      'a guess stays the guess of Waymark',
    );
    await save('');
    assert.deepEqual(await guesses(), before);
    assert.doesNotMatch(await page(), /7\.5 days/);
  });

  it('tells days that add up: the goal is its rounds, and a round is its moves', async () => {
    const set = { statement: '1.3', level: '2', days: '0.7', _key: key() };
    const seen = String(contentVersion(null));
    const saved = await browser.post('/insight/efforts', { ...set, _version: seen });
    assert.equal(saved.status, 303);
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
        return Number(said ?? /estimate: ([\d.]+)/.exec(move)?.[1]);
      });
      assert.equal(sum(days), message[index], `round ${index + 1}`);
    }
    const away = { ...set, days: '', _version: String(contentVersion(0.7)), _key: key() };
    assert.equal((await browser.post('/insight/efforts', away)).status, 303);
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
      /<a href="\/crosswalk" aria-current="true">Gatsby and other frameworks/,
    );
  });

  it('says what a goal asks each week until its day', async () => {
    const until = (by: string) => browser.read(`/insight/ways?level=3&count=3&by=${by}`);
    assert.match(
      await until('2027-07-19'),
      /Until 19 July 2027 there are 34 weeks, including holidays: about [\d.]+ days?/,
    );
    assert.match(await until('2026-11-30'), /there is 1 week, including holidays/);
    assert.match(await until('2026-12-07'), /there are 2 weeks, including holidays/);
    assert.match(await until('2026-11-01'), /Choose a future date/);
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
    assert.match(now, /aria-current="true">Now/);
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
    const form = formsOf(await browser.read('/crosswalk')).find(
      ({ action }) => action === '/crosswalk/headings',
    );
    await browser.post('/crosswalk/headings', { ...form?.fields, headings: 'Leading well: 1.3' });
    assert.match(await browser.read('/crosswalk/own'), /Leading well/);
    assert.equal((await browser.get('/crosswalk/nothing')).status, 404);
  });

  it('counts towards a list that the school loads, changes and removes', async () => {
    const text = 'Vision: 1.3, 1.2\nJourney: 2.1';
    const load = (fields: Record<string, string>) =>
      browser.post('/crosswalk/load', { ...fields, _key: key() });
    const nameless = await load({ title: '', text });
    assert.equal(nameless.status, 422);
    assert.match(await nameless.text(), /Enter the name of the list/);
    const wrong = await load({ title: 'Trust priorities', text: 'Vision: 1.33\nAll: 9.9' });
    assert.equal(wrong.status, 422);
    const page = await wrong.text();
    assert.match(page, /2 things to correct/);
    assert.match(page, /Line 1:<\/b> There is no 1\.33 in the model\. Did you mean 1\.3\?/);
    assert.match(page, /Vision: 1\.33/);
    const loaded = await load({ title: 'Trust priorities', text });
    assert.equal(loaded.headers.get('location'), '/crosswalk/trust-priorities');
    const list = await browser.read('/crosswalk/trust-priorities');
    assert.match(list, /<h2 id="gaps">2 gaps<\/h2>/);
    assert.match(list, /levels are recorded, but no evidence is linked/);
    assert.match(await browser.read('/crosswalk'), /Trust priorities/);
    const again = await browser.read('/crosswalk/load?list=trust-priorities');
    assert.match(again, /Vision: 1\.3, 1\.2/);
    const unseen = await load({ title: 'Trust priorities', text: 'Vision: 1.1' });
    assert.equal(unseen.status, 409);
    assert.match(await unseen.text(), /just saved a list with this name[\s\S]*Vision: 1\.1/);
    const form = formsOf(again).find(({ action }) => action === '/crosswalk/load');
    await load({
      title: 'Trust priorities',
      text: 'Vision: 1.2',
      _version: form?.fields._version?.[0] ?? '',
    });
    assert.match(await browser.read('/crosswalk/trust-priorities'), /no linked statement/);
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
    const unknown = { name: '../../list.csv', bytes: new Uint8Array(Buffer.from('Learners,9.9')) };
    const bad = await send(context, browser, '/crosswalk/load', fields, unknown);
    assert.match(await bad.text(), /There is no 9\.9 in the model/);
    const bytes = new Uint8Array(csv);
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

  it('lets a list in only while there is room, and keeps what it is and what it names', async () => {
    const load = (title: string, more: object = {}) =>
      browser.post('/crosswalk/load', { title, text: 'A: 1.1', ...more, _key: key() });
    for (const title of ['own', 'Headings', 'load', 'Gatsby benchmarks 2025'])
      assert.match(await (await load(title)).text(), /Enter another title/, title);
    const about = 'What our trust asks of us.';
    await load('Room 0', { about });
    assert.match(await browser.read('/crosswalk/room-0'), new RegExp(about));
    const { rows } = await context.superuser.query<{ count: string }>(
      'SELECT count(*) FROM crosswalks',
    );
    for (let at = Number(rows[0]!.count); at < 20; at += 1)
      assert.equal((await load(`Room ${at}`)).status, 303, `${at}`);
    const more = await load('One too many');
    assert.equal(more.status, 409);
    assert.match(await more.text(), /Your school has 20 lists, which is the limit/);
    const form = formsOf(await browser.read('/crosswalk/load?list=room-0')).find(
      ({ action }) => action === '/crosswalk/load',
    );
    const again = await browser.post('/crosswalk/load', { ...form?.fields, text: 'A: 1.2' });
    assert.equal(again.status, 303, 'one that is there is replaced');
    const page = await browser.read('/crosswalk/room-0');
    assert.match(page, /\/statements\/1\.2"/);
    assert.match(page, new RegExp(about));
    const late = await browser.post('/crosswalk/load', { ...form?.fields, _key: key() });
    assert.equal(late.status, 409, 'somebody saved it meanwhile');
    assert.equal((await browser.get('/crosswalk/load?list=nothing')).status, 404);
    const gone = await browser.post('/crosswalk/nothing/remove', { _key: key() });
    assert.equal(gone.status, 404);
    await context.superuser.query("DELETE FROM crosswalks WHERE id LIKE 'room-%'");
  });

  it('sets days of one move, refuses what is none, and puts nobody’s days over another’s', async () => {
    const efforts = async () =>
      (
        await context.superuser.query<{ move: string }>(
          `SELECT statement || '@' || level || ' ' || days::float AS move FROM efforts ORDER BY 1`,
        )
      ).rows.map(({ move }) => move);
    const set = (fields: object, was: number | null = null) =>
      browser.post('/insight/efforts', {
        ...{ statement: '1.3', level: '2', days: '3', _key: key() },
        ...{ _version: String(contentVersion(was)), ...fields },
      });
    const seen = formsOf(await browser.read('/insight/ways?level=2&count=32')).find(
      ({ fields }) => fields.statement?.[0] === '1.3' && fields.level?.[0] === '2',
    )!;
    await set({});
    await set({ level: '3', days: '4' });
    await set({ statement: '1.4', days: '0.1' });
    const all = ['1.3@2 3', '1.3@3 4', '1.4@2 0.1'];
    assert.deepEqual(await efforts(), all);
    for (const fields of [
      { days: '0.05' },
      { days: '0.75' },
      { days: '401' },
      { days: 'two' },
      { statement: '9.9' },
      { level: '9' },
    ])
      assert.equal((await set(fields)).status, 422, JSON.stringify(fields));
    for (let tenths = 1; tenths <= 4000; tenths += 1)
      assert.equal(
        effortInput.parse({ statement: '1.3', level: 2, days: `${tenths / 10}` }).days,
        tenths / 10,
      );
    const late = await browser.post('/insight/efforts', { ...seen.fields, days: '9' });
    assert.equal(late.status, 409);
    assert.match(await late.text(), /set the days for 1\.3 to level 2 to 3\. You entered 9\./);
    const first = await set({ level: '4', days: '5' }, 2);
    assert.match(await first.text(), /to level 4 to our estimate\. You entered 5\./);
    const none = await set({ days: '' }, 2);
    assert.match(await none.text(), /to level 2 to 3\. You entered our estimate\./);
    assert.deepEqual(await efforts(), all);
    const back = '/insight/ways?level=3&count=4&by=2027-07-19';
    assert.equal((await set({ days: '', back }, 3)).headers.get('location'), back);
    assert.deepEqual(await efforts(), all.slice(1));
    const away = await set({ days: '', back: '//evil.example' });
    assert.equal(away.headers.get('location'), '/insight/ways');
    const told = (await browser.read('/history?area=The+plan')).replace(/<[^>]*>/g, '');
    for (const words of [
      'cleared the days of work for 1.3 to level 2',
      'set 1.3 to level 2 to 3 days of work',
      'set 1.4 to level 2 to 0.1 days of work',
    ])
      assert.ok(told.includes(words), words);
    await context.superuser.query('DELETE FROM efforts');
  });

  it('reads its goal from the address, every statement at the second level where it says none', async () => {
    const cases: [string, RegExp][] = [
      ['', /Every statement at level 2/],
      ['?level=9&count=99', /Every statement at level 2/],
      ['?level=3&count=0', /Every statement at level 3/],
      ['?level=4&count=1', /1 statement at level 4/],
      ['?level=1&count=31', /31 statements at level 1/],
    ];
    for (const [query, words] of cases)
      assert.match(await browser.read(`/insight/ways${query}`), words, query);
    const page = await browser.read('/insight/ways?level=3&count=4&by=2027-07-19');
    for (const field of ['name="count"[^>]*value="4"', 'name="by"[^>]*value="2027-07-19"'])
      assert.match(page, new RegExp(field));
    assert.match(page, /<option value="3" selected/);
    assert.match(
      page,
      /name="back" value="\/insight\/ways\?level=3&amp;count=4&amp;by=2027-07-19"/,
    );
    await school.as(maya, 'viewer');
    const read = await browser.read('/insight/ways?level=2&count=32');
    assert.match(read, /Part of the target/);
    assert.doesNotMatch(read, /Needed by others/, 'every statement is asked for');
    await school.as(maya, 'careers leader');
    assert.doesNotMatch(read, /action="\/insight\/efforts"|href="\/plan\/new/);
    assert.match(read, /about [\d.]+ days?\s*<span class="quiet"> ?\(estimate\)/);
  });

  it('tries any level of a statement, “not yet” too, and nothing that is none', async () => {
    const tried = (query: string) => browser.read(`/insight/what-if?review=${review}&${query}`);
    assert.match(await tried('3.1=not-yet'), /3\.1 not yet at level 1\./);
    assert.match(await tried('3.1=4&2.1=1'), /2\.1 level 1, 3\.1 level 4\./);
    for (const nothing of ['3.1=7', '3.1=x', '9.9=2', '3.1=', '3.1=2'])
      assert.match(await tried(nothing), /Try a level/, nothing);
    const under = (html: string, title: string) =>
      [
        ...(new RegExp(`<h2>${title}</h2>([\\s\\S]*?)</section>`).exec(html)?.[1] ?? '').matchAll(
          /href="\/model\/([\d.]+)"/g,
        ),
      ].map(([, code]) => code);
    const READY = 'Next steps that would be ready to start';
    const WAITING = 'Next steps that would have to wait';
    const higher = await tried('2.1=3');
    assert.ok(under(higher, READY).length > 0);
    assert.deepEqual(under(higher, WAITING), []);
    const apart = await tried('3.1=4');
    assert.match(apart, /New possible inconsistencies[\s\S]*?Because /);
    assert.match(apart, new RegExp(`name="review" value="${review}"`));
    const select = /name="3\.1">[\s\S]*?<\/select>/.exec(apart)?.[0] ?? '';
    assert.match(select, /<option value="4" selected/);
    assert.doesNotMatch(select, /<option value="2"/, 'it is there as it is');
  });

  it('says of both ends of a link what is in place, still ahead or not known', async () => {
    const ends = async (code: string) =>
      /Your levels[\s\S]*?<\/section>/.exec(
        await browser.read(`/insight/links?statement=${code}`),
      )?.[0] ?? '';
    const rows = (await ends('3.1')).split('<li').slice(1);
    const row = (words: string) => rows.find((each) => each.includes(words)) ?? '';
    assert.match(row('needs 2.1 at level 2'), /met/);
    assert.match(
      row('3.1 at level 3 normally needs 2.1 at level 3'),
      /2\.1 is at[\s\S]*not met yet/,
    );
    assert.match(await ends('6.3'), /not known/);
    assert.match(
      await ends('2.1'),
      /3\.1 at level 3 normally needs 2\.1 at level 3[\s\S]*?not met yet/,
    );
    assert.equal(await ends('9.9'), '');
  });

  it('names two reviews of one year by their titles, and says which go on', async () => {
    const more = await school.review(null, 2026);
    const page = (await browser.read('/insight/years')).replace(/\s+/g, ' ');
    const named = /reads from left to right: ([^<]*)\./.exec(page)?.[1] ?? '';
    assert.match(named, /^2025\/26, Internal leadership review.* so far and .* so far$/);
    assert.doesNotMatch(named, /2026\/27,/);
    await context.superuser.query('UPDATE reviews SET deleted_at = now() WHERE id = $1', [more]);
    assert.match(await browser.read('/insight/years'), /2025\/26 and 2026\/27 so far/);
  });

  it('tells what was hard from the record of that review alone', async () => {
    const set = (which: string, statement: string, rating: number) =>
      agree(context, maya, {
        ...{ review: which, statement, version: null, key: null },
        input: { rating },
      });
    const other = await school.review(null, 2024);
    for (const rating of [1, 2, 3]) await set(other, '4.2', rating);
    for (const rating of [1, 4]) await set(review, '4.1', rating);
    const text = async (path: string) => (await browser.read(path)).replace(/\s+/g, ' ');
    const page = await text(`/insight/hard?review=${review}`);
    assert.match(page, /1 statement changed or kept with a reason/);
    assert.match(
      page,
      /Changed once, set by 1 person:.*?#cairn-4-1".*?then.*?#cairn-4-4".*?on \d+ \w+ \d{4}</,
    );
    assert.doesNotMatch(page, /statements\/4\.2"/);
    const theirs = await text(`/insight/hard?review=${other}`);
    assert.match(theirs, /Changed 2 times, set by 1 person:/);
    assert.doesNotMatch(theirs, /statements\/4\.1"/);
    assert.equal((await browser.get(`/insight/hard?review=${context.id()}`)).status, 404);
    await context.superuser.query('UPDATE reviews SET deleted_at = now() WHERE id = $1', [other]);
  });

  it('tells the contradictions that were kept, and that every statement is agreed', async () => {
    const other = await school.review(null, 2034);
    for (const statement of school.codes)
      await agree(context, maya, {
        ...{ review: other, statement, version: null, key: null },
        input: {
          rating: statement === '3.1' ? 3 : 1,
          contradictionReasons:
            statement === '3.1' ? { '3.1@3>2.1@3': 'A scheme began in May' } : {},
        },
      });
    const hard = await browser.read(`/insight/hard?review=${other}`);
    assert.match(hard, /Both levels were kept: A scheme began in May/);
    const soon = await browser.read('/insight/soon');
    assert.match(soon, /Every statement is agreed/);
    assert.doesNotMatch(soon, /would be left/);
    await context.superuser.query('UPDATE reviews SET deleted_at = now() WHERE id = $1', [other]);
  });

  it('says what could be agreed soon in the review that is open, and leads there', async () => {
    const page = (await browser.read('/insight/soon')).replace(/\s+/g, ' ');
    const count = Number(/(\d+) statements? could be agreed in 20 minutes/.exec(page)?.[1]);
    const minutes = [...page.matchAll(/about (\d+) minutes/g)].map(([, each]) => Number(each));
    assert.equal(minutes.length, count);
    assert.ok(minutes.reduce((one, other) => one + other, 0) <= 20 + count);
    assert.doesNotMatch(page, new RegExp(`/reviews/${review}/statements/2\\.1"`), 'it is agreed');
    const open = 32 - 4;
    assert.match(page, new RegExp(`${open - count} open statements would be left`));
    assert.match(page, new RegExp(`href="/reviews/${review}\\?show=to-do"`));
  });

  it('draws what rests on what in one review, without what is deleted or only taken over', async () => {
    const item = (title: string, effectiveOn: string, validUntil = '') =>
      addEvidence(
        context,
        maya,
        { input: typedItem({ title, effectiveOn, validUntil, voice: 'learner' }), upload: null },
        { key: null },
      );
    const cite = (which: string, { id }: { id: string }, code: string) =>
      citeEvidence(
        context,
        maya,
        { review: which, evidence: id, cite: [code], uncite: [], name: [], unname: [] },
        { key: null },
      );
    const [fresh, gone, old] = [
      await item('Fresh log', '2026-09-01', '2027-09-01'),
      await item('Gone log', '2026-09-02'),
      await item('Old log', '2026-08-31'),
    ];
    const closed = (
      await context.superuser.query<{ id: string }>(
        'SELECT id FROM reviews WHERE closed_at IS NOT NULL',
      )
    ).rows[0]!.id;
    await cite(review, fresh, '2.1');
    await cite(review, gone, '2.1');
    await cite(review, old, '3.1');
    await context.superuser.query('UPDATE evidence SET deleted_at = now() WHERE id = $1', [
      gone.id,
    ]);
    const carried = await school.review(closed, 2027);
    const text = async (which: string) =>
      (await browser.read(`/evidence/coverage?review=${which}`)).replace(/\s+/g, ' ');
    const page = await text(review);
    assert.match(page, /2 of 32 statements have evidence/);
    assert.match(
      page,
      /Fresh log<\/a> ?<span class="small quiet">[^<]*1 September 2026, valid until 1 September 2027/,
    );
    assert.match(page, /No evidence gives the view of /);
    assert.doesNotMatch(page, /No evidence gives the view of [^.<]*\bdata\b/i, 'it is no voice');
    assert.doesNotMatch(page, /Gone log/);
    assert.equal((page.match(/class="mark fresh"/g) ?? []).length, 1 + 1, 'with the key');
    assert.equal((page.match(/class="mark last"/g) ?? []).length, 1 + 1);
    assert.match(page, /1\.3<\/a>[^<]*<span class="small quiet standing">Level 1</);
    assert.match(
      page,
      /<section class="section" aria-labelledby="thin">[\s\S]*?Level 1, and no evidence is linked/,
    );
    const before = await text(closed);
    assert.match(before, /0 of 32 statements have evidence/);
    assert.match(before, /2\.1<\/a>[^<]*<span class="small quiet standing">Level 1</);
    const now = await text(carried);
    assert.doesNotMatch(now, /standing">Level/, 'what was taken over is not recorded yet');
    for (const other of [review, closed]) assert.ok(now.includes(`coverage?review=${other}"`));
    assert.ok(!now.includes(`coverage?review=${carried}"`));
    const newest = (await browser.read('/evidence/coverage?review=x')).replace(/\s+/g, ' ');
    assert.ok(
      !newest.includes(`coverage?review=${carried}"`),
      'the newest, when none is asked for',
    );
    const counted = await browser.read(`/crosswalk/gatsby-benchmarks-2025?review=${review}`);
    assert.match(counted, /Evidence: 1 item/);
    assert.doesNotMatch(counted, /Evidence: 2 items/);
    await context.superuser.query('UPDATE reviews SET deleted_at = now() WHERE id = $1', [carried]);
    assert.ok(!(await text(review)).includes(carried));
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
      assert.doesNotMatch(await browser.read('/crosswalk'), /Add a list/);
    } finally {
      await school.as(maya, 'careers leader');
    }
  });
});
