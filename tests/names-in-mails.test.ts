/** Names that turn the direction of writing turn nothing of a mail but themselves, and nothing of its headers. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { remind } from '../src/plan/reminders.js';
import { openTestSchool } from './support/app.js';
import { ORDINARY_MORNING } from './support/clocks.js';
import { runCommand } from './support/command.js';
import { inviteFor, joinAs } from './support/demo.js';

const TURN = '\u202e';
const ISOLATE = '\u2068';
const END = '\u2069';
const { context, maya } = await openTestSchool({ now: ORDINARY_MORNING });
const { superuser } = context;
const sam = await joinAs(context, maya, {
  name: 'Sam Reid',
  email: 'sam.reid@otterbridge.example',
  role: 'governor',
});
// From here on mail is queued, and what is queued can be looked at.
Object.assign(context.config, {
  smtpUrl: 'smtp://localhost:9',
  publicUrl: 'https://waymark.example',
});

/** True when every sign that turns a line stands in an isolate that ends on that line. */
function isIsolated(line: string): boolean {
  let open = 0;
  for (const letter of line) {
    if (letter === ISOLATE) open += 1;
    if (letter === END) open -= 1;
    if (open < 0 || (letter === TURN && open === 0)) return false;
  }
  return open === 0;
}

describe('names in mails', () => {
  it('are isolated where they stand in a sentence, and headers are without marks', async () => {
    await superuser.query(`UPDATE persons SET name = name || $1`, [`${TURN}x`]);
    await superuser.query(`UPDATE organisations SET name = name || $1`, [`${TURN}y`]);
    const { rows: persons } = await superuser.query(
      "SELECT id FROM persons WHERE email = 'maya.okafor@otterbridge.example'",
    );
    await maya.post('/plan/actions', {
      ...{ title: `Map${TURN}z`, academicYear: '2026', _key: context.id(), dueOn: '2026-11-30' },
      ownerId: persons[0].id,
    });
    await remind(context);
    const { rows: actions } = await superuser.query('SELECT id FROM actions');
    await sam.post(`/plan/actions/${actions[0].id}/remarks`, {
      ...{ remark: 'Who pays for it?', kind: 'question', _key: context.id() },
    });
    await inviteFor(maya, { email: 'ada@otterbridge.example', role: 'viewer' }).catch(() => []);
    await runCommand(context, ['person reset-link', 'maya.okafor@otterbridge.example']);
    const { rows: mails } = await superuser.query<{ subject: string; words: string }>(
      'SELECT subject, words FROM mails ORDER BY id',
    );
    const subjects = mails.map(({ subject }) => subject).join('\n');
    for (const what of [/invites you/, /asks about/, /Careers plan of/, /A link to reset/])
      assert.match(subjects, what);
    for (const { subject, words } of mails) {
      assert.doesNotMatch(subject, /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u);
      assert.match(words, new RegExp(TURN), 'the name is there as it is');
      for (const line of words.split('\n')) assert.ok(isIsolated(line), JSON.stringify(line));
    }
  });
});
