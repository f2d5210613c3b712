import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import pg from 'pg';
import { openTestApp, openTestSchool } from '../../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { newVisitor } from '../../../tests/support/visitor.js';
import { allJobs } from '../../app.js';
import { listHistory } from '../history/store.js';
import { Problem } from '../problems.js';
import type { AppContext } from '../storage/context.js';
import { installation, nobody, openStorage } from '../storage/transaction.js';
import { jobCommands } from './cli.js';
import { backoffMs, errorCode, type JobDefinition } from './jobs.js';
import { everyWords } from './present.js';
import { startDue, startJobs } from './runner.js';
import { listJobs } from './store.js';

const { context, maya } = await openTestSchool({ now: ORDINARY_MORNING });
const MINUTE = 60_000;

/** Moves the clock on from where it stands. */
const pass = (ms: number) =>
  context.setClock(new Date(context.clock().getTime() + ms).toISOString());

let made = 0;
/** A job of this test alone, already scheduled and due, with how often it ran. */
async function dueJob(given: Partial<JobDefinition> = {}) {
  made += 1;
  const counted = { runs: 0 };
  const run = given.run ?? (async () => {});
  const job: JobDefinition = {
    name: `test-${made}`,
    title: `Test ${made}`,
    everyMs: MINUTE,
    ...given,
    run: (...args) => {
      counted.runs += 1;
      return run(...args);
    },
  };
  await startDue(context, [job]);
  pass(job.everyMs);
  return { job, counted };
}

/** Looks once, and waits for what was started. */
const runDue = async (jobs: readonly JobDefinition[], as: AppContext = context) =>
  Promise.all(await startDue(as, jobs));

const rowOf = async ({ name }: JobDefinition) => {
  const found = (await listJobs(context)).find((each) => each.name === name);
  assert.ok(found);
  return found;
};

const inMs = (moment: Date) => moment.getTime() - context.clock().getTime();

/** Catches what is told on stderr. */
function listen(t: TestContext): { job: string; error: string }[] {
  const message: { job: string; error: string }[] = [];
  t.mock.method(console, 'error', (line: string) => message.push(JSON.parse(line)));
  return message;
}

describe('a job', () => {
  it('first runs when its time has passed, and again each time after that', async () => {
    const { job, counted } = await dueJob();
    pass(-1);
    await runDue([job]);
    assert.equal(counted.runs, 0, 'not before its time');
    pass(1);
    for (const runs of [1, 2, 3]) {
      await runDue([job]);
      await runDue([job]);
      assert.equal(counted.runs, runs);
      const row = await rowOf(job);
      assert.deepEqual([row.attempts, row.last_error, row.leased_until], [0, null, null]);
      assert.equal(inMs(row.due_at), MINUTE);
      pass(MINUTE);
    }
  });

  it('is run by one of several runners', async (t) => {
    // As another process has it: connections of its own.
    const other = { ...context, storage: openStorage(new pg.Pool(context.application)) };
    t.after(() => other.storage.close());
    const { job, counted } = await dueJob();
    for (const runs of [1, 2, 3]) {
      const runners = Array.from({ length: 6 }, () => [runDue([job]), runDue([job], other)]);
      await Promise.all(runners.flat());
      assert.equal(counted.runs, runs);
      await Promise.all([runDue([job]), runDue([job], other)]);
      assert.equal(counted.runs, runs, 'and not again before it is due');
      pass(MINUTE);
    }
  });

  it('is taken by another runner when the one that had it was killed, once its lease has ended', async () => {
    let end = () => {};
    const { job } = await dueJob({
      run: (_, progress) =>
        progress(1, 3).then(
          () =>
            new Promise<void>((resolve) => {
              end = resolve;
            }),
        ),
    });
    const { job: other, counted } = { job: { ...job, run: async () => {} }, counted: { runs: 0 } };
    other.run = async () => {
      counted.runs += 1;
    };
    const lost = await startDue(context, [job]);
    while ((await rowOf(job)).done === null) await new Promise((resolve) => setTimeout(resolve, 5));
    pass(MINUTE);
    await runDue([other]);
    assert.equal(counted.runs, 0, 'the lease holds');
    pass(MINUTE);
    await runDue([other]);
    assert.equal(counted.runs, 1);
    const after = await rowOf(job);
    assert.equal(after.attempts, 0);
    // The first one was only slow, and ends now: the row says what the second one wrote.
    pass(5000);
    end();
    await Promise.all(lost);
    assert.deepEqual(await rowOf(job), after);
  });

  it('that runs for long keeps its lease', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    let end = () => {};
    const { job, counted } = await dueJob({
      run: () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    });
    const runs = await startDue(context, [job]);
    for (let minute = 0; minute < 5; minute += 1) {
      pass(MINUTE);
      t.mock.timers.tick(20_000);
      while (inMs((await rowOf(job)).leased_until ?? context.clock()) < 2 * MINUTE)
        await new Promise((resolve) => setTimeout(resolve, 5));
      await runDue([job]);
    }
    assert.equal(counted.runs, 1);
    end();
    await Promise.all(runs);
  });

  it('that fails is tried again after longer and longer, keeps a code of the error, and stops no other', async (t) => {
    const message = listen(t);
    let error: unknown = Object.assign(new Error('Key (email)=(sam.reid@otterbridge.example)'), {
      code: '23505',
    });
    const { job } = await dueJob({
      run: async () => {
        if (error) throw error;
      },
    });
    const { job: other, counted } = await dueJob();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      await runDue([job, other]);
      const row = await rowOf(job);
      assert.deepEqual([row.attempts, row.last_error], [attempt, '23505']);
      waits.push(inMs(row.due_at) / 1000);
      pass(inMs(row.due_at));
    }
    assert.deepEqual(waits, [10, 20, 40, 80, 160, 320, 640, 900, 900]);
    assert.ok(counted.runs > 5);
    assert.equal(message.length, 9);
    assert.deepEqual([message[0]?.job, message[0]?.error], [job.name, String(error)]);
    error = null;
    await runDue([job]);
    const row = await rowOf(job);
    assert.deepEqual([row.attempts, row.last_error, inMs(row.due_at)], [0, null, MINUTE]);
  });

  it('that has nothing to do waits without writing, and runs as soon as it has', async () => {
    let isNeeded = false;
    const { job, counted } = await dueJob({ isNeeded: () => isNeeded });
    const before = await rowOf(job);
    await runDue([job]);
    assert.deepEqual(await rowOf(job), before);
    isNeeded = true;
    await runDue([job]);
    assert.equal(counted.runs, 1);
  });
});

describe('the runner', () => {
  it('waits at its end for the job that is running', async () => {
    let isDone = false;
    const { job, counted } = await dueJob({
      run: async () => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        isDone = true;
      },
    });
    const stop = startJobs(context, [job]);
    while (counted.runs === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await stop();
    assert.equal(isDone, true);
    assert.equal((await rowOf(job)).leased_until, null);
  });

  it('lives on when the database is away or the disk is full, and tells it', async (t) => {
    const message = listen(t);
    const { job, counted } = await dueJob();
    const away = new Problem(503, 'storage.away', 'The database did not answer.');
    const full = new Problem(503, 'storage.full', 'The disk is full.');
    const refuse = (error: Error) => () => Promise.reject(error);
    const unread = { ...context, storage: { ...context.storage, read: refuse(away) } };
    const stop = startJobs(unread, [job]);
    await stop();
    assert.deepEqual(
      await startDue({ ...context, storage: { ...context.storage, write: refuse(full) } }, [job]),
      [],
    );
    assert.deepEqual(
      message.map((each) => [each.job, each.error]),
      [
        ['all', String(away)],
        [job.name, String(full)],
      ],
    );
    assert.equal(counted.runs, 0);
    await runDue([job]);
    assert.equal(counted.runs, 1);
  });

  it('runs a job again whose end could not be written, when the lease has ended', async (t) => {
    const message = listen(t);
    const { job, counted } = await dueJob();
    let writes = 0;
    const storage = {
      ...context.storage,
      write: ((scope, work) => {
        writes += 1;
        return writes === 1
          ? context.storage.write(scope, work)
          : Promise.reject(new Error('full'));
      }) as AppContext['storage']['write'],
    };
    await runDue([job], { ...context, storage });
    assert.equal(message.length, 2);
    await runDue([job]);
    assert.equal(counted.runs, 1);
    pass(2 * MINUTE);
    await runDue([job]);
    assert.equal(counted.runs, 2);
    assert.equal((await rowOf(job)).attempts, 0);
  });
});

describe('the jobs of Waymark', () => {
  it('have names and titles of their own, run once, and say when they run next', async () => {
    for (const of of ['name', 'title'] as const)
      assert.equal(new Set(allJobs.map((job) => job[of])).size, allJobs.length);
    const fresh = await openTestApp({ now: ORDINARY_MORNING });
    await runDue(allJobs, fresh);
    fresh.setClock('2026-11-24T09:00:00Z');
    await runDue(allJobs, fresh);
    const rows = await listJobs(fresh);
    assert.equal(rows.length, allJobs.length);
    for (const row of rows) assert.deepEqual([row.name, row.last_error], [row.name, null]);
    // Without a mail server there is nothing to send: reminders wait to be handed over.
    const unused = rows.filter(({ finished_at }) => finished_at === null).map(({ name }) => name);
    assert.deepEqual(unused, ['send-mail']);
  });

  it('are shown to the installation alone', async () => {
    await startDue(context, allJobs);
    const seen = (person: string | null) =>
      context.storage.read({ ...nobody, person }, (db) =>
        db.selectFrom('jobs').selectAll().execute(),
      );
    assert.deepEqual(await seen(null), []);
    assert.deepEqual(await seen(context.id()), []);
  });
});

describe('how an administrator sees them', () => {
  const call = async ([name = '', ...operands]: string[]) => {
    const command = jobCommands(allJobs).find((each) => each.name === name);
    assert.ok(command);
    let printed: { json: unknown; text: string } = { json: null, text: '' };
    await command.run({
      ...{ config: context.config, operands, options: {}, isJson: false },
      context: async () => context,
      print: (result) => {
        printed = result;
      },
    });
    return printed;
  };
  /** Lets a job of Waymark fail as if it had been run. */
  const fail = (name: string) =>
    context.superuser.query(
      `UPDATE jobs SET attempts = 3, last_error = 'storage.full', started_at = $2, due_at = $3 WHERE name = $1`,
      [name, context.clock(), new Date(context.clock().getTime() + 10 * MINUTE)],
    );

  it('on a page: what runs, when, how often it was tried, and what went wrong', async () => {
    await context.superuser.query('DELETE FROM jobs');
    assert.match(await maya.read('/administration/jobs'), /No jobs have been scheduled yet\./);
    assert.equal(
      (await call(['jobs list'])).text,
      'No jobs yet. They are listed once the server has started.',
    );
    assert.match(await maya.read('/account'), /href="\/administration\/jobs"/);
    assert.match(await maya.read('/switch'), /href="\/administration\/jobs"/);
    context.setClock('2026-11-23T15:00:00Z');
    await startDue(context, allJobs);
    await fail('sign-history');
    const html = await maya.read('/administration/jobs');
    for (const { title } of allJobs) assert.ok(html.includes(title), title);
    assert.match(html, /Not run yet\. Next run: 24 November 2026 at 15:00\./);
    assert.match(html, /<b>Failed after 3 attempts\.<\/b> The disk is full\./);
    assert.match(
      html,
      /Last run: 23 November 2026 at 15:00\. Next run: 23 November 2026 at 15:10\./,
    );
    assert.equal(html.match(/Run again/g)?.length, 1, 'one button, for what failed');
    await context.superuser.query(
      `UPDATE jobs SET leased_until = $1, done = 2, total = 12 WHERE name = 'delete-evidence'`,
      [new Date(context.clock().getTime() + MINUTE)],
    );
    assert.match(await maya.read('/administration/jobs'), /Running now: 2 of 12 done\./);
    context.setClock('2026-11-23T15:00:02Z');
    assert.match(
      await maya.read('/administration/jobs'),
      /Next run: when there is something to do\./,
    );
  });

  it('and by a command, in words and as JSON', async () => {
    const { text, json } = await call(['jobs list']);
    assert.match(
      text,
      /sign-history +failed +last 2026-11-23T15:00:00.000Z .* attempts 3: The disk is full\./,
    );
    const { jobs } = json as { jobs: { id: string; state: string; progress: unknown }[] };
    const found = jobs.find(({ id }) => id === 'delete-evidence');
    assert.deepEqual([found?.state, found?.progress], ['running', { done: 2, total: 12 }]);
  });

  /** What the history of the installation says of retries, newest first. */
  const retried = () =>
    context.storage.read(installation, (db) => listHistory(db, null, { verbs: ['job.retried'] }));

  for (const [way, channel, retry] of [
    ['the page', 'page', (name: string) => maya.post(`/administration/jobs/${name}/retry`, {})],
    ['the command', 'command', (name: string) => call(['jobs retry', name])],
  ] as const) {
    it(`and by ${way} one that failed is run again without waiting, as the history says`, async () => {
      await fail('sign-history');
      const entriesBefore = (await retried()).length;
      await runDue(allJobs);
      assert.equal((await rowOf({ ...allJobs[0]!, name: 'sign-history' })).attempts, 3, 'not due');
      await retry('sign-history');
      await retry('sign-history');
      const [entry, ...before] = await retried();
      assert.deepEqual(
        [entry?.channel, entry?.after, entry?.personId !== null],
        [channel, { job: 'sign-history' }, way === 'the page'],
      );
      assert.equal(before.length, entriesBefore, 'once, as it was due already the second time');
      await runDue(allJobs);
      const row = await rowOf({ ...allJobs[0]!, name: 'sign-history' });
      assert.deepEqual([row.attempts, row.last_error], [0, null]);
      assert.equal(inMs(row.due_at), MINUTE);
    });
  }

  it('and neither runs again what is running or unknown', async () => {
    const refused = async (name: string) =>
      (await maya.post(`/administration/jobs/${name}/retry`, {})).status;
    assert.equal(await refused('delete-evidence'), 409);
    assert.equal(await refused('nothing'), 404);
    await assert.rejects(call(['jobs retry', 'delete-evidence']), { code: 'job.running' });
    await assert.rejects(call(['jobs retry', 'nothing']), { code: 'job.unknown' });
    await assert.rejects(call(['jobs retry']), { code: 'command.operands' });
    assert.match(
      await (await newVisitor(context).get('/administration/jobs')).headers.get('location')!,
      /sign-in/,
    );
  });
});

describe('what is kept of an error', () => {
  it('is a code, and never a message', () => {
    const named = (name: string) => Object.assign(new Error('about Sam Reid'), { name });
    assert.equal(errorCode(new Problem(503, 'storage.full', 'Sam Reid')), 'storage.full');
    assert.equal(errorCode(new TypeError('Sam Reid')), 'TypeError');
    assert.equal(errorCode(Object.assign(new Error('x'), { code: 'sam@x.example y' })), 'Error');
    assert.equal(errorCode(named('Sam Reid')), 'unknown');
    for (const thrown of [null, undefined, 'Sam Reid', 7])
      assert.equal(errorCode(thrown), 'unknown');
  });
});

it('how often and how long are told in whole units', () => {
  assert.deepEqual([2000, MINUTE, 15 * MINUTE, 24 * 60 * MINUTE].map(everyWords), [
    'Every 2 seconds',
    'Every minute',
    'Every 15 minutes',
    'Every day',
  ]);
  assert.deepEqual([1, 2, 100].map(backoffMs), [10_000, 20_000, 900_000]);
});
