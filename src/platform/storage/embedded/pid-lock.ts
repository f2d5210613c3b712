/** A claim on a folder: a file that holds the pid of the one process in charge, worth nothing once that is dead. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAlive } from './cluster.js';

/** Takes the claim. False while a living process holds it; true when it is ours. */
export function takePidLock(path: string): boolean {
  if (create(path)) return true;
  const held = read(path);
  if (held === null) return create(path);
  const pid = Number(held.split(' ')[0]);
  if (pid === process.pid) return true;
  if (isAlive(pid)) return false;
  return steal(path, held) && create(path);
}

/** Gives the claim up, if it is ours. */
export function releasePidLock(path: string): void {
  if (Number(read(path)?.split(' ')[0]) === process.pid) rmSync(path, { force: true });
}

/** Makes the file whole or not at all: written beside its place, then linked into it, which fails when it is taken. */
function create(path: string): boolean {
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, `${process.pid} ${Date.now()}`);
  try {
    linkSync(beside, path);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Moves a dead claim away. If another was faster and we moved the new one, it is put back. */
function steal(path: string, dead: string): boolean {
  const away = `${path}.dead.${process.pid}`;
  try {
    renameSync(path, away);
  } catch {
    return true;
  }
  const isDead = read(away) === dead;
  if (!isDead) restore(away, path);
  rmSync(away, { force: true });
  return isDead;
}

function restore(away: string, path: string): void {
  try {
    linkSync(away, path);
  } catch {
    // Somebody claimed it in between: PostgreSQL's own lock decides.
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
