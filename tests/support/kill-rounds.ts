/**
 * Kill -9 of the application, of its database, or of both, while people write: what was acknowledged must be
 * there afterwards, whole. Used by the tests with a few rounds, by `npm run bench -- kill` with 200.
 */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { cookiesOf, receive, send } from '../../scripts/bench/wire.js';
import { removeDemo } from '../../src/demo/demo.js';
import { DEMO_PASSWORD, makeDemo } from '../../src/demo/make.js';
import { publishBuiltIn } from '../../src/framework/changes.js';
import { readConfig, rootFolder } from '../../src/platform/config.js';
import { openAppContext } from '../../src/platform/storage/context.js';
import { joinEmbedded } from '../../src/platform/storage/embedded/embedded.js';
import { openDatabase } from '../../src/platform/storage/open.js';
import { type RunningWaymark, startWaymark } from './process.js';

export interface KillResult {
  rounds: number;
  acknowledged: number;
  /** Acknowledged writes that are not there, or not whole. */
  lost: string[];
  /** Milliseconds from the start of the next process, or from the kill where only the database died, to the first good answer. */
  recovery: number[];
}

const STATEMENTS = ['1.1', '1.2', '1.3', '1.4', '2.1', '2.2', '2.3', '2.4'];
const VICTIMS = ['application', 'database', 'both'] as const;

export interface Place {
  folder: string;
  review: string;
  email: string;
}

/** A database with the demo data in it, in a folder of its own. */
export async function preparePlace(
  folder = mkdtempSync(join(tmpdir(), 'waymark-kill-')),
): Promise<Place> {
  const { storage } = await openDatabase(readConfig({ WAYMARK_DATA: folder }));
  const context = openAppContext(readConfig({ WAYMARK_DATA: folder }), storage);
  await publishBuiltIn(context);
  const [school] = await makeDemo(context);
  await storage.close();
  return { folder, review: school?.reviews.at(-1) ?? '', email: school?.people.maya?.email ?? '' };
}

export async function signIn({ address }: RunningWaymark, email: string): Promise<string> {
  return cookiesOf(await send(address, '/sign-in', { email, password: DEMO_PASSWORD }));
}

/** Plays the rounds, each with eight writers, and counts. */
export async function playKillRounds(
  rounds: number,
  tell: (line: string) => void = () => {},
): Promise<KillResult> {
  const place = await preparePlace();
  const result: KillResult = { rounds, acknowledged: 0, lost: [], recovery: [] };
  const acknowledged = new Map<string, string[]>();
  let running = await startWaymark({ WAYMARK_DATA: place.folder });
  for (let round = 0; round < rounds; round += 1) {
    const victim = VICTIMS[round % VICTIMS.length] ?? 'both';
    const cookie = await signIn(running, place.email);
    let isOver = false;
    const writers = STATEMENTS.map((code) =>
      write(running.address, cookie, place, code, round, acknowledged, () => isOver),
    );
    await new Promise((resolve) => setTimeout(resolve, 400 + ((round * 37) % 300)));
    const killed = performance.now();
    if (victim !== 'application') killDatabase(place.folder);
    if (victim !== 'database') await running.kill('SIGKILL');
    isOver = true;
    await Promise.all(writers);
    const from = victim === 'database' ? killed : performance.now();
    if (victim !== 'database') running = await startWaymark({ WAYMARK_DATA: place.folder });
    await answers(running);
    result.recovery.push(performance.now() - from);
    if ((round + 1) % 20 === 0) tell(`  ${round + 1} rounds`);
  }
  result.acknowledged = [...acknowledged.values()].reduce((sum, list) => sum + list.length, 0);
  result.lost = await listLost(place, acknowledged);
  await running.kill('SIGTERM');
  await removeDemo(readConfig({ WAYMARK_DATA: place.folder }));
  return result;
}

/** Waits for the first good answer. */
export async function answers(running: RunningWaymark): Promise<void> {
  const until = Date.now() + 30_000;
  while ((await receive(running.address, '/sign-in').catch(() => null))?.status !== 200) {
    if (Date.now() > until)
      throw new Error(`No good answer: ${JSON.stringify(await running.kill('SIGKILL'))}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Writes to one statement until told to stop, and remembers what was acknowledged. */
async function write(
  address: string,
  cookie: string,
  { review }: Place,
  code: string,
  round: number,
  acknowledged: Map<string, string[]>,
  isOver: () => boolean,
): Promise<void> {
  const path = `/api/reviews/${review}/statements/${code}/agreement`;
  for (let count = 0; !isOver(); count += 1) {
    const reason = `round ${round}, write ${count}: ${'whole '.repeat(40)}end`;
    try {
      const answer = await put(address, path, cookie, { reason });
      if (answer === 200) acknowledged.set(code, [...(acknowledged.get(code) ?? []), reason]);
    } catch {
      return;
    }
  }
}

/**
 * Changes something, as a program does, and gives the status. Each time on a connection of its own: one that waited for
 * some seconds is closed by the server, maybe in the moment in which it is used again.
 */
export async function put(
  address: string,
  path: string,
  cookie: string,
  body: object,
): Promise<number> {
  const answer = await fetch(`${address}${path}`, {
    method: 'PUT',
    headers: {
      cookie,
      origin: address,
      'content-type': 'application/json',
      'if-match': '*',
      connection: 'close',
    },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
  return answer.status;
}

export function killDatabase(folder: string): void {
  const pid = Number(
    readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0],
  );
  process.kill(pid, 'SIGKILL');
}

/** Every acknowledged reason must be in the history, and the row must hold the last of them or a later one. */
async function listLost(
  { folder, review }: Place,
  acknowledged: Map<string, string[]>,
): Promise<string[]> {
  const joined = await joinEmbedded(folder, join(rootFolder(), 'dist/supervisor.js'));
  // Past every policy: whoever has taken no role sees no row.
  const client = new pg.Client({ ...joined.bootstrap, database: joined.owner.database });
  await client.connect();
  const lost: string[] = [];
  for (const [code, reasons] of acknowledged) {
    const history = await client.query<{ reason: string }>(
      `SELECT t.texts->'after'->>'reason' AS reason FROM history h
       JOIN history_texts t ON t.organisation_id = h.organisation_id AND t.entry_id = h.id
       WHERE h.subject_id = $1 ORDER BY h.position`,
      [`${review}/${code}`],
    );
    const written = history.rows.map(({ reason }) => reason);
    lost.push(
      ...reasons
        .filter((reason) => !written.includes(reason))
        .map((reason) => `${code}: ${reason.slice(0, 30)}`),
    );
    const row = await client.query<{ reason: string }>(
      'SELECT reason FROM agreements WHERE review_id = $1 AND statement = $2',
      [review, code],
    );
    const now = row.rows[0]?.reason ?? '';
    if (written.indexOf(now) < written.indexOf(reasons.at(-1) ?? ''))
      lost.push(`${code} is older than acknowledged: ${now.slice(0, 30)}`);
  }
  await client.end();
  await joined.leave();
  return lost;
}
