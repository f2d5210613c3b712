import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../../tests/support/app.js';
import { openPostbox } from '../../../tests/support/postbox.js';
import { installation } from '../storage/transaction.js';
import { nextTry, queueMail } from './outbox.js';
import { mailServer, sendDue } from './sender.js';

const postbox = await openPostbox();
const context = await openTestApp({ env: { SMTP_URL: postbox.url } });
const silent = await openTestApp();
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
