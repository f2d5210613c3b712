/** The tests that docs/security.md counts on have an id in their titles: "[S-12]". Whether they are there, and pass. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../src/platform/config.js';

const root = rootFolder();

/** The lines of these test files with an id in a title, by id. An id has two digits at least. */
export function linesWithIds(files: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of files) {
    for (const line of readFileSync(join(root, file), 'utf8').split('\n'))
      for (const [, id = ''] of line.matchAll(/ \[(S-\d{2,})\]/g))
        found.set(id, [...(found.get(id) ?? []), line]);
  }
  return found;
}

/** After a run of these files: each test in them with an id must have passed, save where a program is missing. */
export function faultsOfRun(files: readonly string[], tap: string): string[] {
  return idsThatDidNotPass([...linesWithIds(files).keys()], tap).map(
    (id) => `The test [${id}], which docs/security.md counts on, did not pass in this run.`,
  );
}

export function idsThatDidNotPass(ids: readonly string[], tap: string): string[] {
  const lines = tap.split('\n');
  return ids.filter((id) => {
    const message = lines.filter(
      (line) => /^\s*(not )?ok \d/.test(line) && line.includes(`[${id}]`),
    );
    const good = (line: string) =>
      /^\s*ok /.test(line) && !/# (SKIP|TODO)(?!.* cannot be installed)/.test(line);
    return message.length === 0 || !message.every(good);
  });
}
