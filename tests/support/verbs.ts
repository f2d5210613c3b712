/** What the tests of a run have recorded in the history: which verbs, and whether each tells what changed. */
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In the folder of the run's databases: a verb on each line, as often as it was found. */
const RECORDED = 'verbs-recorded';
/** Beside it: every verb that there is. */
const ALL = 'verbs-of-the-history';

/** Writes down every verb that there is: scripts/test.ts, which asks for them, does not load the product. */
export const writeVerbs = (folder: string, verbs: readonly string[]): void =>
  writeFileSync(join(folder, ALL), verbs.join('\n'));

/** Writes down which verbs the history holds: scripts/test.ts asks that each is recorded by some test of the run. */
export function noteVerbs(folder: string, rows: readonly { verb: string }[]): void {
  const verbs = [...new Set(rows.map(({ verb }) => verb))];
  appendFileSync(join(folder, RECORDED), verbs.map((verb) => `${verb}\n`).join(''));
}

/** The verbs, of all that there are, that no test has recorded. @throws Error when no test has made a database. */
export function verbsNotRecorded(folder: string): string[] {
  const file = join(folder, RECORDED);
  const recorded = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  const all = readFileSync(join(folder, ALL), 'utf8').split('\n');
  return all.filter((verb) => !recorded.has(verb));
}

interface Row {
  verb: string;
  body: string;
  texts: { before: object | null; after: object | null } | null;
  salt: string | null;
}

/** Verbs by which somebody may say again what is so already. */
const SAID_AGAIN = /^(retention\.changed|list\.replaced|membership\.granted|framework-draft\..+)$/;

/** Every entry that says what was before says something else of what is after, in one field at least. */
export function assertTellsWhatChanged(rows: readonly Row[]): void {
  for (const { verb, body, texts, salt } of rows) {
    if (!body.includes('"before":{') || SAID_AGAIN.test(verb)) continue;
    const said = JSON.parse(body) as { before: object; after: object | null; texts?: string };
    // What was typed has been erased since.
    if (said.texts && !salt) continue;
    const before: Record<string, unknown> = { ...said.before, ...texts?.before };
    const after: Record<string, unknown> = { ...said.after, ...texts?.after };
    const both = Object.keys(before).filter((field) => field in after);
    const isSame = (field: string) =>
      JSON.stringify(before[field]) === JSON.stringify(after[field]);
    assert.ok(both.length === 0 || !both.every(isSame), `${verb} says of ${both} what is, twice`);
  }
}
