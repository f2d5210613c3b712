/** A school whose people write very much, in very long words: every text that a person typed, at its worst. */
import type pg from 'pg';
import { tablesOfOrganisations } from './canaries.js';

/** What people type: the columns, whichever table they are in. Everything else is a word of ours or a key. */
const TYPED = [
  ...['title', 'name', 'note', 'about', 'reason', 'strength', 'next_step', 'gaps_reason', 'words'],
  ...['signed_off_as', 'priority', 'objective', 'owner_name', 'resources', 'cost', 'result'],
  ...['expected_change', 'measure', 'expected_evidence', 'changed', 'unit', 'who', 'answer'],
];

/** One word that no line takes, and a paragraph after it. */
const LONG_WORD = 'Auseinandersetzung'.repeat(8);
const PARAGRAPH = ' and so it goes on, sentence after sentence,'.repeat(12);

/** Names stay within what a form takes; texts do not. */
const ofOneLine = /^(title|name|unit|cost|owner_name|signed_off_as|priority|who)$/;

/** Makes every typed text of a school very long, where it is not empty. Gives how many columns took it. */
export async function lengthenTexts(superuser: pg.Client, organisation: string): Promise<number> {
  let taken = 0;
  await superuser.query('BEGIN; SET LOCAL session_replication_role = replica');
  for (const table of await tablesOfOrganisations(superuser)) {
    const { rows } = await superuser.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = $1 AND data_type = 'text'
         AND is_generated = 'NEVER' AND column_name = ANY ($2)`,
      [table, TYPED],
    );
    for (const { name } of rows) {
      const more = ofOneLine.test(name) ? LONG_WORD : LONG_WORD + PARAGRAPH;
      await superuser.query('SAVEPOINT lengthen');
      try {
        await superuser.query(
          `UPDATE ${table} SET ${name} = left(${name} || ' ' || $2, 2000)
           WHERE organisation_id = $1 AND ${name} <> ''`,
          [organisation, more],
        );
        taken += 1;
      } catch {
        // A pattern or a limit of the database: nothing longer can be stored there.
        await superuser.query('ROLLBACK TO lengthen');
      }
    }
  }
  await superuser.query(
    `UPDATE organisations SET name = left(name || ' ' || $2, 120) WHERE id = $1`,
    [organisation, LONG_WORD],
  );
  await superuser.query('COMMIT');
  return taken;
}
