/** Links to a report for programs, with the API and from the command line. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newVisitor } from '../../../tests/support/visitor.js';
import { makeApiToken } from '../../account/api-tokens.js';
import type { Scope } from '../../platform/access/scopes.js';
import type { Call } from '../../platform/commands.js';
import { dayAt, daysBetween, daysLater } from '../../platform/days.js';
import { commandsOf } from '../../platform/operations/commands.js';
import { openSchool } from '../../review/testing/school.js';
import { reportLinkOperations } from './operations.js';

const school = await openSchool();
const { context, maya } = school;
const review = await school.review();
const links = `/api/reviews/${review}/reports/governor-pack/links`;

const tokenFor = (scopes: Scope[]) =>
  makeApiToken(
    context,
    maya.person.id,
    { name: scopes.join(), organisation: maya.organisation.id, scopes, days: 30 },
    null,
  );
const changing = await tokenFor(['reviews:change']);

async function ask(method: string, path: string, body?: object, more: Record<string, string> = {}) {
  const answer = await context.app.request(`http://localhost${path}`, {
    method,
    headers: { Host: 'localhost', Authorization: `Bearer ${changing}`, ...more },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, json: text ? JSON.parse(text) : null };
}

const opens = async (path: string) => (await newVisitor(context, { isNew: true }).get(path)).status;

describe('links to a report, for programs', () => {
  it('are made, listed without their address, and revoked', async () => {
    const made = await ask('POST', links, {
      days: 7,
      has_names: true,
      passphrase: 'larch in snow',
    });
    assert.equal(made.status, 201);
    const { id, path } = made.json;
    assert.match(path, /^\/shared\/[\w-]{43}$/);
    assert.equal(await opens(path), 200);
    const { json } = await ask('GET', links);
    const [first] = json.items;
    assert.deepEqual(
      { ...first, created_at: '', until: '' },
      {
        ...{ id, state: 'active', until: '', has_names: true, has_remarks: false },
        ...{ has_passphrase: true, created_by: maya.person.id, created_at: '' },
        ...{ revoked_at: null, views: 0, last_viewed_at: null },
      },
    );
    assert.ok(!JSON.stringify(json).includes(path.split('/').at(-1)), 'the token was told once');
    assert.equal((await ask('DELETE', `${links}/${id}`)).status, 204);
    assert.equal((await ask('DELETE', `${links}/${id}`)).status, 204, 'again has no effect');
    assert.equal(await opens(path), 404);
    assert.equal((await ask('GET', links)).json.items[0].state, 'revoked');
  });

  it('are 30 days long unless said, and take a last day', async () => {
    const last = async (input: object) => {
      const { json } = await ask('POST', links, input);
      const { items } = (await ask('GET', links)).json;
      const { until, created_at } = items.find((each: { id: string }) => each.id === json.id);
      return daysBetween(dayAt(new Date(created_at)), until);
    };
    assert.equal(await last({}), 30);
    const day = daysLater(dayAt(context.clock()), 100);
    assert.equal(await last({ until: day }), 100);
    const refused = await ask('POST', links, { until: 'soon' });
    assert.deepEqual([refused.status, Object.keys(refused.json.fields)], [422, ['until']]);
    assert.equal((await ask('POST', links, { days: 8 })).status, 422);
    assert.equal((await ask('POST', links, { passphrase: 'short' })).status, 422);
  });

  it('are made once for a request that is sent again, which is told no address', async () => {
    const key = { 'Idempotency-Key': crypto.randomUUID() };
    const first = await ask('POST', links, { days: 7, passphrase: 'larch in snow' }, key);
    const second = await ask('POST', links, { days: 7, passphrase: 'larch in snow' }, key);
    assert.notEqual(first.json.path, null);
    assert.deepEqual(second.json, { id: first.json.id, path: null });
  });

  it('are refused for other reports, reviews and tokens', async () => {
    const other = links.replace('governor-pack', 'no-such-report');
    assert.equal((await ask('POST', other, {})).status, 404);
    assert.equal((await ask('GET', other)).status, 404);
    assert.equal((await ask('POST', links.replace(review, context.id()), {})).status, 404);
    const { json } = await ask('POST', links, {});
    const elsewhere = links.replace('governor-pack', 'summary');
    assert.equal((await ask('DELETE', `${elsewhere}/${json.id}`)).status, 404);
    const reading = { Authorization: `Bearer ${await tokenFor(['reviews:read'])}` };
    assert.equal((await ask('POST', links, {}, reading)).status, 403);
    const contributor = await school.colleague('Sam Reid', 'contributor');
    const token = await makeApiToken(
      context,
      contributor.person.id,
      { name: 'Sam', organisation: maya.organisation.id, scopes: ['reviews:change'], days: 30 },
      null,
    );
    const asSam = { Authorization: `Bearer ${token}` };
    assert.equal((await ask('GET', links, undefined, asSam)).status, 403);
    assert.equal((await ask('DELETE', `${links}/${json.id}`, undefined, asSam)).status, 403);
    assert.equal(await opens(json.path), 200);
  });

  it('have their commands', async () => {
    const run = async (name: string, operands: string[], options: Call['options'] = {}) => {
      const printed: { json: unknown }[] = [];
      const command = commandsOf(reportLinkOperations).find((each) => each.name === name);
      await command?.run({
        config: context.config,
        ...{ operands, isJson: true },
        options: { as: 'maya.okafor@otterbridge.example', ...options },
        context: async () => context,
        print: (result) => printed.push(result),
      });
      return printed[0]?.json as { id: string; path: string; items: { id: string }[] };
    };
    const { id, path } = await run('report-link make', [review, 'summary'], { days: '90' });
    assert.equal(await opens(path), 200);
    const { items } = await run('report-link list', [review, 'summary']);
    assert.deepEqual(
      items.map((each) => each.id),
      [id],
    );
    await run('report-link revoke', [review, 'summary', id]);
    assert.equal(await opens(path), 404);
  });
});
