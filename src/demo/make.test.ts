/** The sample: played in the order of its days, so that its history is one that a school could have. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openTestApp } from '../../tests/support/app.js';
import { runCommand } from '../../tests/support/command.js';
import { newVisitor, SCHOOL_TO_SET_UP } from '../../tests/support/visitor.js';
import { createApp } from '../app.js';
import { publishBuiltIn } from '../framework/changes.js';
import { setUpCode } from '../organisation/set-up-code.js';
import { peopleRoutes } from '../organisation/set-up-routes.js';
import { exportHistory, verifyExport } from '../platform/history/export.js';
import { openHistoryKey } from '../platform/history/signing-key.js';
import { larkfield } from './larkfield.js';
import { makeDemo } from './make.js';
import { otterbridge } from './otterbridge.js';
import { demoRoutes } from './routes.js';
import { tarnBank } from './tarn-bank.js';

const context = await openTestApp();
await publishBuiltIn(context);
const schools = await makeDemo(context);

interface Entry {
  position: number;
  at: Date;
  verb: string;
}
const historyOf = async (organisation: string): Promise<Entry[]> =>
  (
    await context.superuser.query(
      'SELECT position::integer AS position, at, verb FROM history WHERE organisation_id = $1 ORDER BY position',
      [organisation],
    )
  ).rows;

describe('the history of the sample', () => {
  for (const { organisation } of schools) {
    it(`of ${organisation.name} is in the order of its days, and its chain holds`, async () => {
      const entries = await historyOf(organisation.id);
      assert.ok(entries.length > 3);
      const early = entries.filter(({ at }, index) => at < (entries[index - 1]?.at ?? at));
      assert.deepEqual(early, []);
      assert.ok(entries.every(({ at }) => at <= context.clock()));
      const { faults } = await verifyExport(await exportHistory(context, organisation.id));
      assert.deepEqual(faults, []);
    });
  }

  it('of the full school tells of remarks among reviews and actions', async () => {
    const verbs = (await historyOf(schools[0]?.organisation.id ?? '')).map(({ verb }) => verb);
    const first = (verb: string) => verbs.indexOf(verb);
    assert.ok(first('review.closed') < first('action.added'));
    assert.ok(first('remark.written') < verbs.lastIndexOf('review.started'));
  });
});

describe('the evidence of the sample', () => {
  for (const [index, demo] of [otterbridge, larkfield, tarnBank].entries()) {
    it(`of ${demo.organisation.name} is all shown somewhere, and nothing before the year that it speaks of`, () => {
      assert.deepEqual(
        Object.keys(schools[index]?.evidence ?? {}).sort(),
        Object.keys(demo.evidence).sort(),
      );
      for (const { answers, startedOn } of demo.reviews) {
        for (const { evidence = [] } of Object.values(answers)) {
          for (const key of evidence)
            assert.ok((demo.evidence[key]?.from ?? '') <= startedOn, `${key} in ${startedOn}`);
        }
      }
    });
  }
});

const somebody = (school = 0) => {
  const found = Object.values(schools[school]?.people ?? {})[0];
  assert.ok(found);
  return found.person;
};

describe('what is there for the sample or the set-up alone', () => {
  const counted = async () =>
    (
      await context.superuser.query(
        `SELECT (SELECT count(*)::int FROM persons) AS people, (SELECT count(*)::int FROM sessions) AS sessions,
           (SELECT count(*)::int FROM organisations) AS schools`,
      )
    ).rows[0];
  const only = [...demoRoutes, ...peopleRoutes.filter(({ path }) => path === '/set-up')];

  it('has a page and a form each', () =>
    assert.deepEqual(only.map(({ method, path }) => `${method} ${path}`).sort(), [
      ...['GET /demo', 'GET /set-up', 'POST /demo', 'POST /set-up'],
    ]));

  for (const { method, path } of only)
    it(`is refused on a real installation: ${method} ${path}`, async () => {
      const sent = {
        ...SCHOOL_TO_SET_UP,
        ...{ email: 'stranger@x.example', person: somebody().id, code: await setUpCode(context) },
      };
      const before = await counted();
      const stranger = newVisitor(context);
      const answer = await (method === 'GET' ? stranger.get(path) : stranger.post(path, sent));
      assert.equal(answer.status, path === '/demo' ? 404 : 409);
      assert.deepEqual([...stranger.cookies.keys()], [], 'nobody is signed in');
      assert.deepEqual(await counted(), before);
    });

  it('leads nowhere on a real installation', async () => {
    for (const path of ['/', '/sign-in'])
      assert.doesNotMatch(await newVisitor(context).read(path), /\/demo|This is a sample/, path);
  });
});

describe('choosing who to be in the sample', () => {
  const sample = { ...context, app: createApp(context, { isDemo: true }) };
  const choose = async (person: string) => {
    const visitor = newVisitor(sample);
    return { visitor, answer: await visitor.post('/demo', { person }) };
  };

  it('offers everybody at work, school by school, with what each does', async () => {
    const html = await newVisitor(sample).read('/demo');
    assert.match(html, /This is a sample/);
    for (const { organisation, people } of schools) {
      const card = html.split(`<h2>${organisation.name}</h2>`)[1]?.split('</section>')[0] ?? '';
      const offered = [...card.matchAll(/name="person" value="([^"]+)"/g)].map(([, id]) => id);
      const { rows } = await context.superuser.query(
        'SELECT person_id AS id FROM memberships WHERE organisation_id = $1 AND ended_at IS NULL',
        [organisation.id],
      );
      assert.deepEqual(offered.sort(), rows.map(({ id }) => id).sort(), organisation.name);
      for (const { person } of Object.values(people))
        assert.ok(!offered.includes(person.id) || card.includes(`<b>${person.name}</b>`));
    }
    assert.match(
      html,
      /Deena Hart<\/b><span[^>]*>Careers Leader\. Runs the review, invites people/,
    );
  });

  it('is what the first page leads to, in place of signing in', async () => {
    const html = await newVisitor(sample).read('/');
    assert.match(html, /class="govuk-button" href="\/demo"[^>]*>\s*Look around the sample\s*</);
  });

  it('signs in as that person in their school', async () => {
    for (const school of schools.keys()) {
      const { id, name } = somebody(school);
      const { visitor, answer } = await choose(id);
      assert.equal(answer.headers.get('location'), '/');
      const where = schools[school]?.organisation.name ?? '';
      const people = await visitor.read('/people');
      assert.ok(people.includes(`You are viewing as ${name}.`));
      assert.ok(people.includes(`People of ${where}`) && people.includes(`${name} (you)`));
    }
  });

  it('knows nobody who has left, and nobody who never was', async () => {
    const { id } = somebody(1);
    const end = (at: string) =>
      context.superuser.query(`UPDATE memberships SET ended_at = ${at} WHERE person_id = $1`, [id]);
    await end('now()');
    for (const person of [id, context.id(), '']) {
      const { visitor, answer } = await choose(person);
      assert.equal(answer.status, 404, person);
      assert.equal(visitor.cookies.has('__Host-waymark'), false);
    }
    await end('NULL');
  });
});

describe('a history as a file, by commands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-history-'));
  after(() => rmSync(folder, { recursive: true }));
  const at = (name: string) => join(folder, name);
  const names = schools.map(({ organisation }) => organisation.name);
  const headOf = (file: string) => JSON.parse(readFileSync(file, 'utf8').split('\n')[0] ?? '{}');
  const exported = async (file: string, options: Record<string, string | boolean>) => {
    const said = await runCommand(context, ['history export', at(file)], options);
    return { said, head: headOf(at(file)) };
  };
  const verify = (file: string, options = {}) =>
    runCommand(context, ['history verify', at(file)], options);

  it('is that of the school that is named, or of the installation', async () => {
    for (const [index, { organisation }] of schools.entries()) {
      const { said, head } = await exported(`${index}.jsonl`, { school: organisation.name });
      assert.deepEqual([head.organisation, head.name], [organisation.id, organisation.name]);
      assert.match(said, new RegExp(`^\\d+ entries of ${organisation.name} are in `));
    }
    const { said, head } = await exported('own.jsonl', { installation: true });
    assert.equal(head.name, 'This installation');
    assert.match(said, /of the installation are in/);
    assert.equal(statSync(at('own.jsonl')).mode & 0o777, 0o600);
  });

  it('is of no school that is not named, and takes the place of no file', async () => {
    await assert.rejects(exported('none.jsonl', {}), (error: Error) => {
      for (const name of names) assert.ok(error.message.includes(name), name);
      return /More than one school fits/.test(error.message);
    });
    await assert.rejects(exported('none.jsonl', { school: 'Nowhere' }), /no school "Nowhere"/);
    writeFileSync(at('there.jsonl'), 'mine');
    const school = names[0] ?? '';
    await assert.rejects(exported('there.jsonl', { school }), { code: 'file.exists' });
    assert.equal(readFileSync(at('there.jsonl'), 'utf8'), 'mine');
  });

  it('is verified against the key and the earlier file that are named', async () => {
    const { publicKey } = openHistoryKey(context.config);
    const { publicKey: strange } = openHistoryKey({ ...context.config, dataFolder: folder });
    for (const [name, key] of [
      ['key.pem', publicKey],
      ['strange.pem', strange],
    ] as const)
      writeFileSync(at(name), key);
    const broken = { code: 'history.broken' };
    assert.match(await verify('1.jsonl'), /nothing changed, missing or out of order/);
    await verify('1.jsonl', { key: at('key.pem') });
    await assert.rejects(verify('1.jsonl', { key: at('strange.pem') }), broken);
    await verify('1.jsonl', { earlier: at('1.jsonl') });
    await assert.rejects(verify('1.jsonl', { earlier: at('2.jsonl') }), broken);
    await assert.rejects(verify('gone.jsonl'), { code: 'file.missing' });
    writeFileSync(
      at('cut.jsonl'),
      readFileSync(at('1.jsonl'), 'utf8').replace(/\n[^\n]*"position":2,[^\n]*/, ''),
    );
    await assert.rejects(verify('cut.jsonl'), /Larkfield School: Entry 2 is missing/);
  });

  it('is verified here for every school and the installation, columns too', async () => {
    const here = () => runCommand(context, ['history verify']);
    const said = await here();
    for (const name of [...names, 'This installation'])
      assert.match(said, new RegExp(`^${name}: \\d+ entries, nothing changed`, 'm'));
    const forge = (verb: string) =>
      context.superuser.query(`BEGIN; SET LOCAL session_replication_role = replica;
        UPDATE history SET verb = '${verb}' WHERE position = 2
          AND organisation_id = '${schools[2]?.organisation.id}'; COMMIT`);
    const { rows } = await context.superuser.query(
      'SELECT verb FROM history WHERE position = 2 AND organisation_id = $1',
      [schools[2]?.organisation.id],
    );
    await forge('plan.forged');
    await assert.rejects(here(), new RegExp(`${names[2]}: Entry 2: its columns differ from`));
    await forge(rows[0].verb);
  });

  it('is signed by the key that is printed', async () => {
    const { id, publicKey } = openHistoryKey(context.config);
    assert.equal(await runCommand(context, ['history key']), `${publicKey}${id}`);
    assert.match(await verify('1.jsonl'), new RegExp(`signed by ${id}`));
  });
});
