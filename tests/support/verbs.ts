/** What the tests of a run have recorded in the history: which verbs, and whether each tells what changed. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In the folder of the run's databases: a verb on each line, as often as it was found. */
export const VERBS_FILE = 'verbs-recorded';

/** The verbs, of all that there are, that no test has recorded. */
export function verbsNotRecorded(folder: string, verbs: readonly string[]): string[] {
  const file = join(folder, VERBS_FILE);
  const recorded = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  return verbs.filter((verb) => !recorded.has(verb));
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
