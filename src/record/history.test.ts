import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { A_PASSWORD, joinAs, personId } from '../../tests/support/demo.js';
import { newVisitor, type Visitor } from '../../tests/support/visitor.js';
import { peopleEvents } from '../organisation/events.js';
import { grantAccess } from '../organisation/organisation-cli.js';
import { record } from '../platform/history/history.js';
import { HISTORY_PAGE } from '../platform/history/store.js';

const { context, maya } = await openTestSchool({ now: ORDINARY_MORNING });
const SAM = 'sam.reid@otterbridge.example';
let sam: Visitor;

before(async () => {
  sam = await joinAs(context, maya, { name: 'Sam Reid', email: SAM, role: 'careers leader' });
});

describe('the history of a school', () => {
  it('is told in sentences, newest first [S-62]', async () => {
    const html = await maya.read('/history');
    assert.match(html, /<b>Sam Reid<\/b> joined as careers leader/);
    assert.match(html, /<b>Maya Okafor<\/b> invited someone as careers leader/);
    assert.ok(html.indexOf('joined as') < html.indexOf('invited someone as'));
  });

  it('is filtered by person, by what it is about and by day [S-01]', async () => {
    const id = await personId(context, SAM);
    const byPerson = await maya.read(`/history?person=${id}`);
    assert.match(byPerson, /joined as/);
    assert.doesNotMatch(byPerson, /invited someone/);
    const byArea = await maya.read('/history?area=People+and+access');
    assert.match(byArea, /invited someone/);
    assert.match(await maya.read('/history?area=The+plan'), /Nothing in the history matches/);
    assert.match(byArea, /<option value="Data protection">/);
    assert.match(await maya.read('/history?until=2026-11-22'), /Nothing in the history matches/);
    assert.match(await maya.read('/history?from=2026-11-23&until=2026-11-23'), /joined as/);
    assert.match(await maya.read("/history?person=x'&area=%3Cscript%3E&from=x"), /joined as/);
  });

  it('takes the days of its filter from midnight to midnight in London, both included', async () => {
    const { rows } = await context.superuser.query('SELECT id FROM organisations');
    const organisation = rows[0].id as string;
    // An hour of each of three days in summer, by their edges, and the edges of one in winter.
    const moments = {
      '1': '2026-06-29T23:00:00Z',
      '2': '2026-06-30T22:59:59Z',
      '3': '2026-06-30T23:00:00Z',
      '4': '2026-07-01T22:59:59Z',
      '5': '2026-07-01T23:00:00Z',
      '6': '2026-11-05T23:59:59Z',
      '7': '2026-11-06T00:00:00Z',
    };
    for (const [day, at] of Object.entries(moments)) {
      context.setClock(at);
      await context.storage.write({ organisation, person: null }, (db) =>
        record(db, context, peopleEvents, {
          ...{ organisation, person: null, verb: 'request.recorded' },
          subject: { kind: 'request', id: context.id() },
          after: { kind: 'access', received: `1999-12-0${day}` },
        }),
      );
    }
    context.setClock(ORDINARY_MORNING);
    const shown = async (query: string) =>
      [
        ...(await maya.read(`/history?area=Data+protection&${query}`)).matchAll(
          /datetime="([^"]+)"/gi,
        ),
      ]
        .map(([, at = '']) => new Date(at).toISOString().replace('.000Z', 'Z'))
        .reverse();
    const all = Object.values(moments);
    const cases: [string, string[]][] = [
      ['from=2026-06-30&until=2026-06-30', all.slice(0, 2)],
      ['from=2026-07-01&until=2026-07-01', all.slice(2, 4)],
      ['from=2026-07-01', all.slice(2)],
      ['until=2026-07-01', all.slice(0, 4)],
      ['from=2026-07-02&until=2026-11-05', all.slice(4, 6)],
      ['from=2026-11-06', all.slice(6)],
      ['from=2026-11-07', []],
      ['until=2026-06-29', []],
      ['from=2026-02-30', all],
    ];
    for (const [query, moment] of cases) assert.deepEqual(await shown(query), moment, query);
  });

  it('is read page by page, each entry once', async () => {
    for (let each = 0; each < HISTORY_PAGE + 5; each += 1) {
      await maya.post('/people/invitations', {
        people: `p${each}@otterbridge.example`,
        role: 'viewer',
      });
    }
    const first = await maya.read('/history');
    const [, next = ''] = /href="(\/history\?[^"]*before=\d+)"/.exec(first) ?? [];
    const second = await maya.read(next.replaceAll('&amp;', '&'));
    const count = (html: string) => (html.match(/<time/g) ?? []).length;
    assert.equal(count(first), HISTORY_PAGE);
    assert.equal(count(first) + count(second), HISTORY_PAGE + 5 + 2 + 7);
    assert.doesNotMatch(second, /before=/);
  });

  it('shows its filter as it was asked, and keeps it from page to page', async () => {
    const id = await personId(context, 'maya.okafor@otterbridge.example');
    const query = `person=${id}&area=People+and+access&from=2026-11-23&until=2026-11-23`;
    const first = await maya.read(`/history?${query}`);
    assert.match(first, new RegExp(`value="${id}" selected`));
    assert.match(first, /value="People and access" selected/);
    assert.equal(first.match(/type="date"[^>]*value="2026-11-23"|value="2026-11-23"/g)?.length, 2);
    const [, next = ''] = /href="\/history\?([^"]*)"[^>]*>Show earlier/.exec(first) ?? [];
    const asked = new URLSearchParams(next.replaceAll('&amp;', '&'));
    for (const [name, value] of new URLSearchParams(query)) assert.equal(asked.get(name), value);
    const second = await maya.read(`/history?${asked}`);
    assert.doesNotMatch(second, /joined as/, 'what Sam did is on no page of what Maya did');
    assert.match(second, /<h1[^>]*>\s*History of the school/);
  });

  it('costs three queries a page at most', async () => {
    await maya.read('/history');
    const start = context.storage.queries();
    await maya.read('/history');
    assert.ok(context.storage.queries() - start <= 3);
  });

  it('is not for a governor, and tells of the administrator who let somebody back in', async () => {
    const lee = await joinAs(context, maya, {
      name: 'Lee Gov',
      email: 'lee@otterbridge.example',
      role: 'governor',
    });
    assert.equal((await lee.get('/history')).status, 403);
    const { rows } = await context.superuser.query('SELECT id FROM organisations');
    const id = await personId(context, SAM);
    await maya.post(`/people/${id}/remove`, {});
    assert.equal((await sam.get('/people')).status, 403);
    const name = await grantAccess(context, {
      email: SAM,
      school: rows[0].id,
      role: 'careers leader',
      isOwner: true,
    });
    assert.equal(name, 'Sam Reid');
    const back = newVisitor(context);
    await back.post('/sign-in', { email: SAM, password: A_PASSWORD });
    assert.match(
      await back.read('/history'),
      /<b>The administrator<\/b> restored access to the school, as careers leader/,
    );
    await assert.rejects(
      grantAccess(context, {
        email: 'nobody@x.example',
        school: rows[0].id,
        role: 'viewer',
        isOwner: false,
      }),
      /No one here has the address/,
    );
  });

  it('holds no names and no addresses in the text that cannot be changed [S-63]', async () => {
    const { rows } = await context.superuser.query(
      "SELECT string_agg(body, ' ') AS all FROM history",
    );
    for (const words of ['Sam', 'Maya', 'Lee', '@']) {
      assert.ok(!rows[0].all.includes(words), words);
    }
  });
});
