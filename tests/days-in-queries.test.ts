/**
 * A day is a day in London (src/platform/days.ts). A database may be in any time zone, so that no query asks it what day
 * it is, or what day a moment lies in: days go in as text, and moments as moments.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { rootFolder } from '../src/platform/config.js';

/** What has another answer in another time zone. */
const ASKS_THE_DATABASE =
  /::(date|time|timestamp)\b(?!tz)|\b(current_date|current_time|localtime|localtimestamp|date_trunc|date_part|to_char|make_interval)\b|\bat time zone\b|\bextract\s*\(\s*\w+ from\b|\bcast\s*\([^)]* as (date|timestamp)\b/gi;

/** A day that goes in as text is one wherever the database is. */
const KNOWN = ['src/plan/reminders.ts: ::date'];

it('no query asks the database for the day', () => {
  const files = readdirSync(join(rootFolder(), 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(tsx?|sql)$/.test(path) && !/\.test\.|\/testing\//.test(path))
    .map((path) => join('src', path));
  assert.ok(files.length > 300);
  const found = files.flatMap((path) =>
    [...readFileSync(join(rootFolder(), path), 'utf8').matchAll(ASKS_THE_DATABASE)].map(
      ([words]) => `${path}: ${words}`,
    ),
  );
  assert.deepEqual(found.sort(), KNOWN);
});
