/** pgbouncer in transaction mode, from Debian's package: each transaction may run on another server connection. */
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { install, programPath } from '../../scripts/tools.js';
import { freePort } from './ports.js';

const NOBODY = 65534;

/** The program, or null: none is here, and none may be installed. */
export const pooler =
  programPath('pgbouncer') ?? (install(['pgbouncer']) ? programPath('pgbouncer') : null);

/** Starts a pooler in front of a PostgreSQL, with few server connections, and gives its address. */
export async function startPooler(
  program: string,
  url: string,
  connections: number,
): Promise<string> {
  const server = new URL(url);
  const folder = mkdtempSync(join(tmpdir(), 'waymark-pooler-'));
  const port = await freePort();
  writeFileSync(join(folder, 'users'), `"${server.username}" ""\n`);
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=${server.hostname} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${join(folder, 'users')}
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 200
`,
  );
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  chmodSync(folder, 0o755);
  const child = spawn(program, [join(folder, 'pgbouncer.ini')], {
    stdio: 'ignore',
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  process.once('exit', () => child.kill('SIGKILL'));
  after(async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  });
  for (let attempts = 0; !(await answers(port)); attempts += 1) {
    if (attempts > 100) throw new Error('pgbouncer does not answer.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return `postgresql://${server.username}@127.0.0.1:${port}${server.pathname}`;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
