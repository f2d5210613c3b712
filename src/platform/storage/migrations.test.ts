/** The baseline says each thing once: who reads how a function is made reads the one that is in force. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'node:test';

const FOLDER = new URL('./migrations/', import.meta.url);

it('each function is made by one migration, and no number is left out', () => {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const made = files.flatMap((name) =>
    [
      ...readFileSync(new URL(name, FOLDER), 'utf8').matchAll(
        /^CREATE (?:OR REPLACE )?FUNCTION (\w+)/gm,
      ),
    ].map(([, called]) => called ?? ''),
  );
  assert.ok(made.length > 10);
  assert.deepEqual(made.toSorted(), [...new Set(made)].sort());
  assert.deepEqual(
    files.map((name) => Number(name.slice(0, 4))),
    files.map((_, at) => at + 1),
  );
});
