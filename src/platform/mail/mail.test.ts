import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { openPostbox } from '../../../tests/support/postbox.js';
import { installation } from '../storage/transaction.js';
import {
  addNotice,
  hushNotices,
  listNotices,
  listOwnNotices,
  markHandedOver,
  markOwnSeen,
} from './notices.js';
import { eraseMails, nextTry, queueMail } from './outbox.js';
import { type Deliver, emptyOutbox, hasDue, mailServer, sendDue } from './sender.js';

const postbox = await openPostbox();
const context = await openTestApp({ now: ORDINARY_MORNING, env: { SMTP_URL: postbox.url } });
const silent = await openTestApp({ now: ORDINARY_MORNING });
const deliver = mailServer(context.config);
assert.ok(deliver);

const mail = {
  to: 'sam.reid@otterbridge.example',
  subject: 'Come and judge',
  text: 'Dear Sam,\n\nCafé at 10: https://waymark.example/invitations/abc\n',
};

const queue = (subject = mail.subject) =>
  context.storage.write(installation, (db) => queueMail(db, context, { ...mail, subject }));
const outbox = async () =>
  (await context.superuser.query('SELECT * FROM mails ORDER BY queued_at, id')).rows;

describe('mail', () => {
  it('is queued with the change and sent afterwards; the address and the words are then gone', async () => {
    assert.equal(await queue(), true);
    assert.equal(postbox.letters.length, 0, 'the change did not wait for the mail server');
    assert.deepEqual(await sendDue(context, deliver), { sent: 1, refused: 0 });
    const [letter] = postbox.letters;
    assert.deepEqual(letter?.to, [mail.to]);
    assert.match(letter?.raw ?? '', /^Subject: Come and judge\r$/m);
    assert.match(letter?.raw ?? '', /^From: Waymark <waymark@localhost>\r$/m);
    assert.match(letter?.text ?? '', /Café at 10: https:\/\/waymark\.example\/invitations\/abc/);
    const [row] = await outbox();
    assert.equal(row.recipient, '');
    assert.equal(row.words, '');
    assert.ok(row.sent_at);
    assert.deepEqual(await sendDue(context, deliver), { sent: 0, refused: 0 });
  });

  it('goes when the change goes: a change that is rolled back sends nothing [S-13]', async () => {
    const gone = context.storage.write(installation, async (db) => {
      await queueMail(db, context, mail);
      throw new Error('the rest of the change failed');
    });
    await assert.rejects(gone, /the rest of the change failed/);
    assert.deepEqual(await sendDue(context, deliver), { sent: 0, refused: 0 });
  });

  it('is tried again later when the mail server refuses, and reaches it once [S-67]', async () => {
    const before = postbox.letters.length;
    await queue('Try again');
    postbox.refuses = 'The box is full';
    assert.deepEqual(await sendDue(context, deliver), { sent: 0, refused: 1 });
    const [row] = (await outbox()).filter(({ subject }) => subject === 'Try again');
    assert.match(row.refusal, /The box is full/);
    postbox.refuses = null;
    assert.deepEqual(
      await sendDue(context, deliver),
      { sent: 0, refused: 0 },
      'not before its time',
    );
    context.setClock('2026-11-23T09:01:01Z');
    assert.deepEqual(await sendDue(context, deliver), { sent: 1, refused: 0 });
    assert.equal(postbox.letters.length, before + 1);
  });

  it('is given up after two and a half days, with its address and words forgotten', async () => {
    await queue('Never');
    postbox.refuses = 'No such person';
    for (let hour = 0; hour < 24 * 5; hour += 1) {
      context.setClock(new Date(Date.UTC(2026, 10, 24, hour)).toISOString());
      await sendDue(context, deliver);
    }
    postbox.refuses = null;
    const [row] = (await outbox()).filter(({ subject }) => subject === 'Never');
    assert.equal(row.next_try_at, null);
    assert.equal(row.sent_at, null);
    assert.equal(row.recipient, '');
    assert.match(row.refusal, /No such person/);
  });

  it('waits longer after each refusal and then no more', () => {
    const now = new Date('2026-11-23T09:00:00Z');
    const waits = Array.from({ length: 9 }, (_, index) => nextTry(index + 1, now)?.getTime() ?? 0);
    assert.deepEqual(
      [...waits].sort((a, b) => a - b),
      waits,
    );
    assert.equal(nextTry(10, now), null);
  });

  it('is sent once when several processes look at the same moment', async () => {
    const before = postbox.letters.length;
    for (let each = 0; each < 12; each += 1) await queue(`Letter ${each}`);
    const counts = await Promise.all(Array.from({ length: 4 }, () => sendDue(context, deliver)));
    assert.equal(
      counts.reduce((sum, { sent }) => sum + sent, 0),
      12,
    );
    const subjects = postbox.letters
      .slice(before)
      .map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)?.[1]);
    assert.equal(new Set(subjects).size, 12);
    assert.equal(subjects.length, 12);
  });

  it('cannot smuggle a header in through a subject [S-04]', async () => {
    await queue('Hello\r\nBcc: everybody@otterbridge.example');
    await sendDue(context, deliver);
    const letter = postbox.letters.at(-1);
    assert.deepEqual(letter?.to, [mail.to]);
    assert.doesNotMatch(letter?.raw ?? '', /^Bcc:/m);
  });

  it('has a subject of at most 200 signs', async () => {
    await context.superuser.query('DELETE FROM mails');
    await queue(`Take part: ${'a long title '.repeat(30)}`);
    const [row] = await outbox();
    assert.equal(row.subject.length, 200);
    assert.match(row.subject, /^Take part: a long title a long/);
    await sendDue(context, deliver);
  });

  it('that has waited longest is sent first', async () => {
    await context.superuser.query('DELETE FROM mails');
    const from = context.clock().getTime();
    for (const [minutes, subject] of [
      [2, 'Third'],
      [0, 'First'],
      [1, 'Second'],
    ] as const) {
      context.setClock(new Date(from + minutes * 60_000).toISOString());
      await queue(subject);
    }
    context.setClock(new Date(from + 3 * 60_000).toISOString());
    const sent: string[] = [];
    await sendDue(context, async ({ subject }) => {
      sent.push(subject);
    });
    assert.deepEqual(sent, ['First', 'Second', 'Third']);
  });

  it('that a process took and never reported on is taken again, by the same id, after five minutes', async () => {
    await context.superuser.query('DELETE FROM mails');
    context.setClock('2026-12-01T09:00:00Z');
    await queue('First');
    context.setClock('2026-12-01T09:00:01Z');
    await queue('Second');
    const seen: string[] = [];
    const note: Deliver = async ({ id, to, subject, text }) => {
      assert.deepEqual([to, text], [mail.to, mail.text]);
      seen.push(`${subject} ${id}`);
    };
    // Taken, and never heard of again.
    void sendDue(context, (given) => note(given).then(() => new Promise(() => {})));
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(await sendDue(context, note), { sent: 1, refused: 0 });
    assert.equal(await hasDue(context), false);
    context.setClock('2026-12-01T09:05:00Z');
    assert.deepEqual(await sendDue(context, note), { sent: 0, refused: 0 });
    context.setClock('2026-12-01T09:05:01Z');
    assert.equal(await hasDue(context), true);
    assert.deepEqual(await sendDue(context, note), { sent: 1, refused: 0 });
    assert.deepEqual(
      seen.map((each) => each.split(' ')[0]),
      ['First', 'Second', 'First'],
    );
    assert.equal(seen[0], seen[2]);
  });

  it('is remembered for 30 days, without its address and its words', async () => {
    await context.superuser.query('DELETE FROM mails');
    const at = async (time: string, subject: string) => {
      context.setClock(time);
      await queue(subject);
      await emptyOutbox(context);
      return (await outbox()).map((row) => row.subject);
    };
    assert.deepEqual(await at('2027-01-01T09:00:00Z', 'One'), ['One']);
    assert.deepEqual(await at('2027-01-31T09:00:00Z', 'Two'), ['One', 'Two']);
    assert.deepEqual(await at('2027-01-31T09:00:01Z', 'Three'), ['Two', 'Three']);
  });

  it('is not queued where there is no mail server, and says so', async () => {
    const queued = await silent.storage.write(installation, (db) => queueMail(db, silent, mail));
    assert.equal(queued, false);
    assert.equal(mailServer(silent.config), null);
    const { rowCount } = await silent.superuser.query('SELECT 1 FROM mails');
    assert.equal(rowCount, 0);
  });

  it('in the outbox cannot be read back by the school in whose name it goes', async () => {
    await queue('Secret link');
    const scope = { organisation: context.id(), person: context.id() };
    const seen = await context.storage.read(scope, (db) =>
      db.selectFrom('mails').selectAll().execute(),
    );
    assert.deepEqual(seen, []);
  });
});

describe('what waits to be handed over', () => {
  const { id: newId, storage, superuser } = silent;
  const [ours, theirs] = [newId(), newId()];
  const as = (organisation: string | null) => ({ ...installation, organisation });
  const add = (
    organisation: string | null,
    { text = '', about = [] as string[], subject = 'Due soon', to = mail.to } = {},
  ) => storage.write(as(organisation), (db) => addNotice(db, silent, { to, subject, text, about }));
  const shown = (organisation: string | null) =>
    storage.read(as(organisation), (db) => listNotices(db, organisation));
  const hush = (organisation: string, id: string) =>
    storage.write(as(organisation), (db) => hushNotices(db, organisation, id));
  const wordsShown = async () => (await shown(ours)).map(({ words }) => words);

  it('belongs to schools that are there', async () => {
    for (const [id, name] of [
      [ours, 'Ours'],
      [theirs, 'Theirs'],
    ])
      await superuser.query(
        "INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, $2, 'school', now())",
        [id, name],
      );
    assert.deepEqual([await shown(ours), await shown(theirs)], [[], []]);
  });

  it('tells no more of one deleted thing: of it alone, whatever signs its title has', async () => {
    const [first, second, third] = [newId(), newId(), newId()];
    const lines = [
      '- Careers week: the plan: due on 4 December 2026',
      '- Visits - all: due on 7 December 2026',
      '- Careers week: the plan: due on 9 December 2026',
    ];
    const words = (list: string[]) =>
      `Hello,\n\nNote: three are due.\n${list.join('\n')}\n\nBye: now\n`;
    await add(ours, { text: words(lines), about: [first, second, third] });
    const cases: [string, string[]][] = [
      [third, [lines[0], lines[1], '- Deleted since: due on 9 December 2026'] as string[]],
      [first, ['- Deleted since: due on 4 December 2026', lines[1]] as string[]],
    ];
    for (const [gone, left] of cases) {
      await hush(ours, gone);
      const list = [
        ...left,
        ...(left.length < 3 ? ['- Deleted since: due on 9 December 2026'] : []),
      ];
      assert.deepEqual(await wordsShown(), [words(list)]);
    }
    await hush(ours, newId());
    await hush(ours, second);
    assert.doesNotMatch((await wordsShown()).join(), /Careers week|Visits/);
  });

  it('goes where it was about that alone, and stays in another school and once handed over', async () => {
    const gone = newId();
    const alone = { about: [gone], text: 'Hello, about it.' };
    await superuser.query('DELETE FROM notices');
    await add(theirs, alone);
    await add(ours, alone);
    const [given] = await shown(ours);
    const hand = (organisation: string | null, id = given?.id ?? '') =>
      storage.write(as(organisation), (db) => markHandedOver(db, organisation, id, silent.clock()));
    assert.deepEqual([await hand(theirs), await hand(null)], [false, false]);
    assert.equal((await shown(ours)).length, 1, 'another school hands nothing of ours over');
    assert.deepEqual([await hand(ours), await hand(ours)], [true, false]);
    await add(ours, alone);
    await add(ours, { text: 'About nothing.' });
    await hush(ours, gone);
    assert.deepEqual(await wordsShown(), ['About nothing.']);
    assert.equal((await shown(theirs)).length, 1);
    const { rowCount } = await superuser.query('SELECT 1 FROM notices WHERE organisation_id = $1', [
      ours,
    ]);
    assert.equal(rowCount, 2, 'and what was handed over is still remembered');
  });

  it('is shown newest first, for 90 days, and erased with its address', async () => {
    await superuser.query('DELETE FROM notices');
    const at = (day: string) => silent.setClock(`${day}T09:00:00Z`);
    at('2026-08-25');
    await add(ours, { subject: 'Old' });
    await add(theirs, { subject: 'Old, and theirs' });
    at('2026-11-22');
    await add(ours, { subject: 'Newer', to: 'gone@x.example' });
    at('2026-11-23');
    await add(ours, { subject: 'Newest' });
    const subjects = async () => (await shown(ours)).map(({ subject }) => subject);
    assert.deepEqual(await subjects(), ['Newest', 'Newer', 'Old'], '90 days to the moment');
    silent.setClock('2026-11-23T09:00:01Z');
    await add(ours, { subject: 'Next' });
    assert.deepEqual(await subjects(), ['Next', 'Newest', 'Newer']);
    await storage.write(as(ours), (db) => eraseMails(db, 'gone@x.example'));
    assert.deepEqual(await subjects(), ['Next', 'Newest']);
    silent.setClock(ORDINARY_MORNING);
  });

  it('about an account is shown to whoever it is about, until they have seen it', async () => {
    await superuser.query('DELETE FROM notices');
    await add(null, { subject: 'Mine' });
    await add(null, { subject: 'Another’s', to: 'other@x.example' });
    await add(ours, { subject: 'Of the school' });
    const own = async (email: string | null) =>
      (await storage.read(installation, (db) => listOwnNotices(db, email))).map(
        ({ subject }) => subject,
      );
    assert.deepEqual([await own(mail.to), await own(null)], [['Mine'], []]);
    await storage.write(installation, (db) => markOwnSeen(db, mail.to, silent.clock()));
    assert.deepEqual([await own(mail.to), await own('other@x.example')], [[], ['Another’s']]);
    const seen = (await shown(null)).map(({ subject }) => subject).sort();
    assert.deepEqual(seen, ['Another’s', 'Mine'], 'seen is not handed over');
    assert.equal((await shown(ours)).length, 1);
  });
});
