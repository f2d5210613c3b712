/**
 * A claim on a folder: a file that names the one process in charge by its pid, by when it began and by the folder. It is
 * worth nothing once that process is dead, though another has its number now, and nothing in a copy of the folder.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { folderMark, processMark, processWords } from './cluster.js';

/** Takes the claim. False while a living process holds it; true when it is ours. */
export function takePidLock(path: string): boolean {
  if (create(path)) return true;
  const held = read(path);
  if (held === null) return create(path);
  if (held === claimOf(path)) return true;
  if (isHeld(path, held)) return false;
  return steal(path, held) && create(path);
}

/** Gives the claim up, if it is ours. */
export function releasePidLock(path: string): void {
  if (read(path) === claimOf(path)) rmSync(path, { force: true });
}

/** The process that holds the claim, in words for people; null when nobody does. */
export function holderOf(path: string): string | null {
  const held = read(path);
  return held !== null && isHeld(path, held) ? processWords(Number(held.split(' ')[0])) : null;
}

const claimOf = (path: string, pid = process.pid): string =>
  `${pid} ${processMark(pid)} ${folderMark(dirname(path))}`;

function isHeld(path: string, held: string): boolean {
  const pid = Number(held.split(' ')[0]);
  return processMark(pid) !== null && held === claimOf(path, pid);
}

/** Makes the file whole or not at all: written beside its place, then linked into it, which fails when it is taken. */
function create(path: string): boolean {
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, claimOf(path));
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
