/** Links to a report, as the people who make them and those who open them see them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestDemo } from '../../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { wordsOf } from '../../../tests/support/matrix.js';
import { newVisitor, type Visitor } from '../../../tests/support/visitor.js';
import { signInAs } from '../../organisation/set-up-changes.js';
import { REPORT_KINDS } from '../kinds.js';
import { NAME_LEFT_OUT } from './shared-document.js';

const {
  context,
  schools: [school, elsewhere],
} = await openTestDemo({ now: ORDINARY_MORNING });
assert.ok(school && elsewhere);
const { superuser } = context;

async function signedIn(person: string): Promise<Visitor> {
  const visitor = newVisitor(context);
  visitor.cookies.set('__Host-waymark', await signInAs(context, person, 'Test'));
  return visitor;
}

const personOf = (of: typeof school, role: string): string =>
  Object.values(of.people).find((each) => each.role === role)?.person.id ?? '';
const maya = await signedIn(personOf(school, 'careers leader'));
/** Agreed, with a plan and with questions. */
const { rows: closed } = await superuser.query(
  `SELECT id FROM reviews WHERE organisation_id = $1 AND closed_at IS NOT NULL ORDER BY academic_year DESC`,
  [school.organisation.id],
);
const review: string = closed[0].id;

const linksOf = (kind = 'governor-pack', of = review) => `/reviews/${of}/reports/${kind}/links`;
const pathIn = (html: string) => /http:\/\/localhost(\/shared\/[\w-]+)/.exec(html)?.[1] ?? '';

interface Wanted {
  kind?: string;
  of?: string;
  days?: string;
  until?: string;
  show?: string[];
  passphrase?: string;
}

/** Makes a link as Maya. Gives its path, and its id. */
async function make({ kind, of, ...fields }: Wanted = {}): Promise<{ path: string; id: string }> {
  const answer = await maya.post(linksOf(kind, of), { days: '30', ...fields });
  const html = await answer.text();
  assert.equal(answer.status, 200, html);
  const { rows } = await superuser.query('SELECT id FROM report_links ORDER BY id DESC LIMIT 1');
  return { path: pathIn(html), id: rows[0].id };
}

/** Does something at another time. */
async function at(time: string, work: () => Promise<void>): Promise<void> {
  context.setClock(time);
  try {
    await work();
  } finally {
    context.setClock(ORDINARY_MORNING);
  }
}

const guest = (from = '192.0.2.1') => newVisitor(context, { from, isNew: true });
const revoke = (id: string) => maya.post(`${linksOf()}/${id}/revoke`, {});
const viewsOf = async (id: string) =>
  (await superuser.query('SELECT views, last_viewed_at FROM report_links WHERE id = $1', [id]))
    .rows[0];
/** A page without what differs each time: the ids of forms. */
const stable = async (answer: Response) => ({
  status: answer.status,
  html: (await answer.text()).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ''),
  headers: [...answer.headers].filter(([name]) => name !== 'content-length'),
});

describe('a link to a report', () => {
  it('opens that report to somebody without an account, with its files, and nothing else', async () => {
    const { path } = await make();
    const visitor = guest();
    const answer = await visitor.get(path);
    assert.equal(answer.status, 200);
    const html = await answer.text();
    assert.match(html, /<h1>Governor pack \d{4}\/\d\d<\/h1>/);
    assert.ok(html.includes(school.organisation.name));
    assert.match(html, /until 23 December 2026/);
    assert.doesNotMatch(html, /id="menu"|data-owner|Sign in</, 'a plain frame');
    for (const [format, type] of [
      ['pdf', /^application\/pdf$/],
      ['docx', /wordprocessingml/],
    ] as const) {
      const file = await visitor.get(`${path}/report.${format}`);
      assert.match(file.headers.get('content-type') ?? '', type);
      assert.match(file.headers.get('content-disposition') ?? '', /^attachment/);
      assert.ok((await wordsOf(file)).includes('Risks'), format);
    }
    assert.equal(visitor.cookies.size, 0, 'nobody is signed in by it');
    for (const other of [`/reviews/${review}`, `/reviews/${review}/results`, linksOf(), '/plan'])
      assert.equal((await visitor.get(other)).status, 303, other);
    assert.equal((await visitor.get(`${path}/report.xlsx`)).status, 404);
  });

  it('opens every report, of an open review too', async () => {
    const { rows } = await superuser.query(
      'SELECT id FROM reviews WHERE organisation_id = $1 AND closed_at IS NULL',
      [school.organisation.id],
    );
    for (const { id: kind, name } of REPORT_KINDS) {
      const { path } = await make({ kind, of: rows[0].id });
      assert.ok((await guest().read(path)).includes(`<h1>${name}`), kind);
    }
  });

  it('looks the same whoever is signed in', async () => {
    const { path } = await make();
    assert.deepEqual(await stable(await maya.get(path)), await stable(await guest().get(path)));
  });

  it('is kept by nobody, listed by no search engine, and tells no other site its address', async () => {
    const { path } = await make();
    const locked = await make({ passphrase: 'larch under snow' });
    const pages = [
      path,
      `${path}/report.pdf`,
      `${path}/report.docx`,
      '/shared/no-such',
      locked.path,
    ];
    for (const each of pages) {
      const { headers } = await guest().get(each);
      assert.equal(headers.get('x-robots-tag'), 'noindex, nofollow', each);
      assert.equal(headers.get('cache-control'), 'private, no-store', each);
    }
    for (const each of pages.slice(0, 3))
      assert.equal((await guest().get(each)).headers.get('referrer-policy'), 'no-referrer', each);
    const robots = '<meta name="robots" content="noindex, nofollow"';
    for (const each of [path, locked.path, '/shared/no-such'])
      assert.ok((await guest().read(each)).includes(robots), each);
  });

  it('answers alike where it is unknown, expired, revoked, or its review is deleted', async () => {
    const [expired, revoked, deleted] = [
      await make({ days: '7' }),
      await make(),
      await make({ of: school.reviews[0] ?? '' }),
    ];
    await revoke(revoked.id);
    await superuser.query('UPDATE reviews SET deleted_at = now() WHERE id = $1', [
      school.reviews[0],
    ]);
    await at('2026-12-01T00:00:00Z', async () => {
      const unknown = await stable(await guest().get(`/shared/${'x'.repeat(43)}`));
      assert.equal(unknown.status, 404);
      assert.match(unknown.html, /Ask the person who sent it/);
      assert.ok(!unknown.html.includes(school.organisation.name));
      for (const { path } of [expired, revoked, deleted])
        for (const end of ['', '/report.pdf', '/report.docx'])
          assert.deepEqual(await stable(await guest().get(path + end)), unknown, path + end);
      const sent = await guest().post(expired.path, { passphrase: 'larch under snow' });
      assert.deepEqual(await stable(sent), unknown, 'a form');
    });
    await superuser.query('UPDATE reviews SET deleted_at = NULL WHERE id = $1', [
      school.reviews[0],
    ]);
    assert.equal((await guest().get(deleted.path)).status, 200, 'again, once it is restored');
  });

  it('opens until the end of its last day in England', async () => {
    const { path } = await make({ days: 'date', until: '31 July 2027' });
    assert.match(await guest().read(path), /until 31 July 2027/);
    await at('2027-07-31T22:59:59Z', async () => {
      assert.equal((await guest().get(path)).status, 200);
    });
    await at('2027-07-31T23:00:00Z', async () => {
      assert.equal((await guest().get(path)).status, 404);
    });
  });

  it('counts each opening of the page once: no file, no look by a program, no passphrase form', async () => {
    const { path, id } = await make();
    assert.deepEqual(await viewsOf(id), { views: 0, last_viewed_at: null });
    await guest().get(path);
    await guest().get(`${path}/report.docx`);
    const looked = await context.app.request(`http://localhost${path}`, {
      method: 'HEAD',
      headers: { Host: 'localhost' },
    });
    assert.equal(looked.status, 200);
    assert.equal((await viewsOf(id)).views, 1);
    await guest().get(path);
    assert.equal((await viewsOf(id)).views, 2);
    assert.deepEqual((await viewsOf(id)).last_viewed_at, context.clock());
    assert.match(await maya.read(linksOf()), /Opened 2 times, last on 23 November 2026 at 09:00/);
    const locked = await make({ passphrase: 'larch under snow' });
    await guest().get(locked.path);
    assert.equal((await viewsOf(locked.id)).views, 0);
  });

  it('shows a report of its own school alone', async () => {
    const leader = await signedIn(personOf(elsewhere, 'careers leader'));
    const { id, path } = await make();
    for (const address of [linksOf(), `${linksOf()}/${id}/revoke`]) {
      const sent = await leader.post(address, { days: '30' });
      assert.equal(sent.status, 404, address);
    }
    assert.equal((await leader.get(linksOf())).status, 404);
    const own = linksOf('governor-pack', elsewhere.reviews[0] ?? '');
    assert.equal((await leader.post(`${own}/${id}/revoke`, {})).status, 404);
    assert.equal((await guest().get(path)).status, 200);
    const theirs = pathIn(await (await leader.post(own, { days: '7' })).text());
    const words = await guest().read(theirs);
    assert.ok(words.includes(elsewhere.organisation.name));
    assert.ok(!words.includes(school.organisation.name));
  });
});

describe('a report by link', () => {
  const names = async () => {
    const { rows } = await superuser.query<{ name: string }>(
      `SELECT name FROM persons UNION SELECT name FROM participants
       UNION SELECT owner_name FROM actions WHERE owner_name <> ''
       UNION SELECT signed_off_as FROM reviews WHERE signed_off_as IS NOT NULL`,
    );
    return rows.map(({ name }) => name).filter((name) => /\s/.test(name));
  };

  it('has nobody’s name on its page, in its PDF and in its Word file, unless they were chosen', async () => {
    const typed = Object.values(school.people)[1]?.person.name ?? '';
    // What people type names people too, and writes their names in its own way.
    await superuser.query(
      `UPDATE agreements SET reason = $2, next_step = $3 WHERE organisation_id = $1`,
      [
        school.organisation.id,
        `Ask ${typed.toUpperCase()} first.`,
        `With ${typed.replace(' ', '\u00a0')}`,
      ],
    );
    await superuser.query('UPDATE actions SET title = $2 WHERE organisation_id = $1', [
      school.organisation.id,
      `Plan the fair with ${typed}`,
    ]);
    await superuser.query(
      `INSERT INTO report_texts (organisation_id, id, words, updated_at)
       VALUES ($1, 'website-contact', $2, now()), ($1, 'decisions', $2, now())`,
      [school.organisation.id, `Contact ${typed}.`],
    );
    await superuser.query(
      `INSERT INTO report_layouts (organisation_id, kind, name, parts, updated_at)
       VALUES ($1, 'answers', $2, ARRAY['answers'], now())`,
      [school.organisation.id, `Answers for ${typed}`],
    );
    const all = await names();
    assert.ok(all.length > 10, String(all));
    let shown = 0;
    for (const { id: kind } of REPORT_KINDS) {
      const without = await make({ kind, show: ['remarks'] });
      const whole = await make({ kind, show: ['names', 'remarks'] });
      for (const end of ['', '/report.pdf', '/report.docx']) {
        const said = async ({ path }: { path: string }) => {
          const words = (await wordsOf(await guest().get(path + end))).replace(/[\s\u00a0]+/g, ' ');
          return all.filter((name) => words.toLowerCase().includes(name.toLowerCase()));
        };
        assert.deepEqual(await said(without), [], kind + end);
        shown += (await said(whole)).length;
      }
    }
    assert.ok(shown > 20, 'and would be found');
    const record = await make({ kind: 'full-record' });
    assert.ok((await guest().read(record.path)).includes(NAME_LEFT_OUT));
  });

  it('has questions and comments only where they were chosen', async () => {
    const { rows } = await superuser.query(
      `SELECT words FROM remarks WHERE organisation_id = $1 AND review_id = $2 AND kind = 'question'
       AND replies_to IS NULL AND withdrawn_at IS NULL`,
      [school.organisation.id, review],
    );
    assert.ok(rows.length > 0);
    const start = rows[0].words.slice(0, 20).replaceAll("'", '&#39;');
    const kind = 'full-record';
    const without = await guest().read((await make({ kind })).path);
    const whole = await guest().read((await make({ kind, show: ['remarks'] })).path);
    assert.deepEqual([without.includes(start), whole.includes(start)], [false, true]);
  });
});

describe('a passphrase', () => {
  const passphrase = 'larch under snow';
  const open = (visitor: Visitor, path: string, words = passphrase) =>
    visitor.post(path, { passphrase: words });

  it('is asked for before anything is shown, and asked again after a day', async () => {
    const { path } = await make({ passphrase });
    const visitor = guest('192.0.2.10');
    const asked = await visitor.read(path);
    assert.match(asked, /<label[^>]*for="passphrase"/);
    assert.doesNotMatch(asked, /Governor pack/);
    for (const format of ['pdf', 'docx']) {
      const file = await visitor.get(`${path}/report.${format}`);
      assert.equal(file.headers.get('location'), path);
    }
    assert.equal((await open(visitor, path, '')).status, 422);
    const wrong = await open(visitor, path, 'another phrase');
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /The passphrase is not right/);
    const right = await open(visitor, path, `  ${passphrase} `);
    assert.equal(right.headers.get('location'), path);
    assert.match(await visitor.read(path), /<h1>Governor pack/);
    assert.equal((await visitor.get(`${path}/report.docx`)).status, 200);
    await at('2026-11-24T09:00:01Z', async () => {
      assert.doesNotMatch(await visitor.read(path), /Governor pack/);
    });
  });

  it('is shown by a cookie for this address, this host and no script, which opens no other link', async () => {
    const [one, other] = [await make({ passphrase }), await make({ passphrase })];
    const visitor = guest('192.0.2.11');
    const [line = ''] = (await open(visitor, one.path)).headers.getSetCookie();
    for (const part of [
      /^__Secure-waymark-shared=/,
      new RegExp(`; Path=${one.path}(;|$)`),
      /; HttpOnly/,
      /; Secure/,
      /; SameSite=Lax/,
      /; Max-Age=86400/,
    ])
      assert.match(line, part);
    assert.doesNotMatch(line, /Domain/);
    assert.match(await visitor.read(one.path), /Governor pack/);
    assert.doesNotMatch(await visitor.read(other.path), /Governor pack/);
    const [name = '', value = ''] = [...visitor.cookies][0] ?? [];
    const later = Number(value.split('.')[0]) + 1_000_000_000;
    visitor.cookies.set(name, `${later}.${value.split('.')[1]}`);
    assert.doesNotMatch(
      await visitor.read(one.path),
      /Governor pack/,
      'nobody makes it last longer',
    );
  });

  it('cannot be tried without end, and holds up nobody elsewhere', async () => {
    const { path } = await make({ passphrase });
    const visitor = guest('192.0.2.12');
    const statuses: number[] = [];
    for (let each = 0; each < 6; each += 1)
      statuses.push((await open(visitor, path, `wrong ${each} phrase`)).status);
    assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429]);
    const held = await open(visitor, path);
    assert.equal(held.status, 429, 'the right one has to wait too');
    assert.match(await held.text(), /Try again in a minute/);
    assert.equal((await open(guest('192.0.2.13'), path)).status, 303);
    await at('2026-11-23T09:01:01Z', async () => {
      assert.equal((await open(visitor, path)).status, 303);
    });
  });

  it('of a link that is revoked lets nobody in any more', async () => {
    const { path, id } = await make({ passphrase });
    const visitor = guest('192.0.2.14');
    await open(visitor, path);
    await revoke(id);
    assert.equal((await visitor.get(path)).status, 404);
    assert.equal((await visitor.get(`${path}/report.pdf`)).status, 404);
  });

  it('is taken from a form of this site alone', async () => {
    const { path } = await make({ passphrase });
    const foreign = await context.app.request(`http://localhost${path}`, {
      method: 'POST',
      headers: { Host: 'localhost', 'Sec-Fetch-Site': 'cross-site' },
      body: new URLSearchParams({ passphrase }),
    });
    assert.equal(foreign.status, 403);
  });
});

describe('the page of links to a report', () => {
  it('says what there is to do while there are none, and what has become of each', async () => {
    const of = school.reviews[0] ?? '';
    assert.match(
      await maya.read(linksOf('summary', of)),
      /There are no links yet\. Create one below/,
    );
    const { id } = await make({
      kind: 'summary',
      of,
      show: ['names'],
      passphrase: 'larch under snow',
    });
    const html = await maya.read(linksOf('summary', of));
    assert.match(html, /Works until 23 December 2026/);
    assert.match(html, /With people’s names, without questions and comments, with a passphrase/);
    assert.match(html, /Created by Maya Okafor on 23 November 2026\. Not opened yet/);
    const answer = await maya.post(`${linksOf('summary', of)}/${id}/revoke`, {});
    assert.equal(answer.headers.get('location'), linksOf('summary', of));
    const after = await maya.read(linksOf('summary', of));
    assert.match(after, /Turned off on 23 November 2026/);
    assert.doesNotMatch(after, /\/revoke"/, 'it cannot be turned on again');
  });

  it('chooses 30 days, no names and no remarks', async () => {
    const html = await maya.read(linksOf());
    const checked = [...html.matchAll(/<input[^>]* value="(\w+)"[^>]* checked/g)].map(
      ([, value]) => value,
    );
    assert.deepEqual(checked, ['30']);
    const { id } = await make();
    const { rows } = await superuser.query('SELECT * FROM report_links WHERE id = $1', [id]);
    assert.deepEqual([rows[0].has_names, rows[0].has_remarks], [false, false]);
    assert.equal(rows[0].passphrase_hash, null);
  });

  it('says what is wrong, and keeps what was typed', async () => {
    const cases: [Record<string, string>, RegExp][] = [
      [{ days: '31' }, /Choose how long the link works/],
      [{ days: 'date', until: '' }, /Enter the last day, for example 31 March 2027/],
      [{ days: 'date', until: 'soon' }, /Enter the last day, for example 31 March 2027/],
      [{ days: 'date', until: '22 November 2026' }, /Enter a day that is not in the past/],
      [{ days: 'date', until: '25 November 2027' }, /Enter a day at most a year away/],
      [{ days: '30', passphrase: 'short' }, /Enter a passphrase of at least 8 characters/],
    ];
    for (const [fields, sentence] of cases) {
      const answer = await maya.post(linksOf(), { ...fields, show: 'names' });
      const html = await answer.text();
      assert.equal(answer.status, 422);
      assert.match(html, sentence);
      assert.match(html, /value="names"[^>]* checked/);
      if (fields.until) assert.ok(html.includes(`value="${fields.until}"`));
    }
  });

  it('makes one link of a form that is sent twice', async () => {
    const kind = 'peer-brief';
    const form = { days: '30', passphrase: 'larch under snow', _key: context.id() };
    const first = await maya.post(linksOf(kind, school.reviews[0]), form);
    assert.notEqual(pathIn(await first.text()), '');
    const second = await maya.post(linksOf(kind, school.reviews[0]), form);
    assert.equal(second.headers.get('location'), linksOf(kind, school.reviews[0]));
    const html = await maya.read(linksOf(kind, school.reviews[0]));
    assert.match(html, /You have already created this link/);
    assert.equal(html.split('Works until').length, 2);
  });

  it('is for careers leaders', async () => {
    for (const role of ['contributor', 'governor', 'adviser', 'viewer']) {
      const id = personOf(school, role);
      if (!id) continue;
      const visitor = await signedIn(id);
      assert.equal((await visitor.get(linksOf())).status, 403, role);
      assert.equal((await visitor.post(linksOf(), { days: '30' })).status, 403, role);
    }
    const { id, path } = await make();
    const governor = await signedIn(personOf(school, 'governor'));
    assert.equal((await governor.post(`${linksOf()}/${id}/revoke`, {})).status, 403);
    assert.equal((await guest().get(path)).status, 200);
    assert.equal((await maya.get(linksOf('no-such-report'))).status, 404);
  });

  it('makes none for a deleted review', async () => {
    const [of = ''] = school.reviews;
    await superuser.query('UPDATE reviews SET deleted_at = now() WHERE id = $1', [of]);
    assert.match(await maya.read(linksOf('summary', of)), /This review has been deleted/);
    assert.equal((await maya.post(linksOf('summary', of), { days: '30' })).status, 409);
    await superuser.query('UPDATE reviews SET deleted_at = NULL WHERE id = $1', [of]);
  });
});

describe('what is kept of a link', () => {
  it('is neither its token nor its passphrase, and the history names nobody', async () => {
    const passphrase = 'quarry lantern kestrel';
    const logged: string[] = [];
    const { error } = console;
    console.error = (line: string) => logged.push(line);
    const { path, id } = await make({ passphrase });
    await guest('192.0.2.20').post(path, { passphrase: 'a wrong phrase' });
    await guest('192.0.2.20').get(path);
    console.error = error;
    await revoke(id);
    const token = path.split('/').at(-1) ?? '';
    const { rows: tables } = await superuser.query(
      "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
    );
    for (const { name } of tables) {
      const { rows } = await superuser.query(`SELECT t::text AS row FROM ${name} t`);
      for (const { row } of rows)
        for (const secret of [token, passphrase]) assert.ok(!row.includes(secret), name);
    }
    assert.deepEqual(logged, []);
    const { rows: told } = await superuser.query(
      "SELECT verb, person_id, body FROM history WHERE verb LIKE 'report-link.%' AND body::text LIKE $1 ORDER BY position",
      [`%${id}%`],
    );
    assert.deepEqual(
      told.map(({ verb }) => verb),
      ['report-link.made', 'report-link.revoked'],
    );
    assert.match(
      await maya.read('/history?area=Reviews+and+levels'),
      /shared Governor pack of .*? by link until 23 December 2026, without people’s names, with a passphrase/,
    );
  });
});
