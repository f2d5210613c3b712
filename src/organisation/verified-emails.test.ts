/** Whose an address is: an account that nobody's proof stands behind stays in the school that made it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool, type TestApp } from '../../tests/support/app.js';
import { runCommand } from '../../tests/support/command.js';
import { A_PASSWORD, inviteFor, linksIn } from '../../tests/support/demo.js';
import { MAYAS_PASSWORD, newVisitor, type Visitor } from '../../tests/support/visitor.js';

const MAIL = { SMTP_URL: 'smtp://localhost:2525', WAYMARK_URL: 'https://waymark.example' };
const NIA = 'nia.rees@larkfield.example';
const FRESH = 'eleven herons by the weir';

/** The path in the newest mail to an address. */
async function mailedPath(context: TestApp, address: string): Promise<string> {
  const { rows } = await context.superuser.query(
    'SELECT words FROM mails WHERE recipient = $1 ORDER BY id DESC LIMIT 1',
    [address],
  );
  return /https:\/\/waymark\.example(\/\S+)/.exec(rows[0]?.words ?? '')?.[1] ?? '';
}

async function isVerified(context: TestApp, email: string): Promise<boolean> {
  const { rows } = await context.superuser.query(
    'SELECT email_verified_at FROM persons WHERE email = $1',
    [email],
  );
  return rows[0].email_verified_at !== null;
}

/** Accepts an invitation with a new account, and gives its browser. */
async function accept(context: TestApp, link: string, from = '192.0.2.20'): Promise<Visitor> {
  const visitor = newVisitor(context, { from });
  const answer = await visitor.post(link, { as: 'new', name: 'Nia Rees', password: A_PASSWORD });
  assert.equal(answer.status, 303, await answer.text());
  return visitor;
}

/** Another school, and the link that invites an address to lead it, handed over or mailed. */
async function inviteElsewhere(context: TestApp, maya: Visitor, email: string): Promise<string> {
  const answer = await maya.post('/schools', {
    ...{ organisation: 'Larkfield School', kind: 'school', urn: '', leader: email },
    _key: context.id(),
  });
  return linksIn(await answer.text())[0] ?? (await mailedPath(context, email));
}

const schoolsOf = async (context: TestApp, email: string): Promise<number> =>
  (
    await context.superuser.query(
      'SELECT 1 FROM memberships m JOIN persons p ON p.id = m.person_id WHERE p.email = $1',
      [email],
    )
  ).rowCount ?? 0;

describe('an address is proved', () => {
  it('by an invitation that left by mail, and not by one that was handed over', async () => {
    const mailing = await openTestSchool({ env: MAIL });
    await inviteFor(mailing.maya, { email: NIA, role: 'contributor' });
    await accept(mailing.context, await mailedPath(mailing.context, NIA));
    assert.equal(await isVerified(mailing.context, NIA), true);

    const mailless = await openTestSchool();
    const [link = ''] = await inviteFor(mailless.maya, { email: NIA, role: 'contributor' });
    await accept(mailless.context, link);
    assert.equal(await isVerified(mailless.context, NIA), false);
    assert.equal(await isVerified(mailless.context, 'maya.okafor@otterbridge.example'), false);
  });

  it('not by an invitation to another address that somebody took', async () => {
    const { context, maya } = await openTestSchool({ env: MAIL });
    await inviteFor(maya, { email: NIA, role: 'contributor' });
    const own = await mailedPath(context, NIA);
    await context.superuser.query('UPDATE invitations SET is_mailed = false');
    const nia = await accept(context, own);
    await context.superuser.query('DELETE FROM memberships WHERE role = $1', ['contributor']);
    await inviteFor(maya, { email: 'other@larkfield.example', role: 'viewer' });
    await nia.post(await mailedPath(context, 'other@larkfield.example'), { as: 'self' });
    assert.equal(await isVerified(context, NIA), false);
  });

  it('by a link for a new password, mailed or made by whoever runs the installation', async () => {
    const mailing = await openTestSchool({ env: MAIL });
    const email = 'maya.okafor@otterbridge.example';
    const visitor = newVisitor(mailing.context);
    await visitor.post('/lost-password', { email });
    await visitor.post(await mailedPath(mailing.context, email), { fresh: FRESH });
    assert.equal(await isVerified(mailing.context, email), true);

    const { context } = await openTestSchool();
    const printed = await runCommand(context, ['person reset-link', email]);
    const path = /(\/new-password\/\S+)/.exec(printed)?.[1] ?? '';
    await newVisitor(context).post(path, { fresh: FRESH });
    assert.equal(await isVerified(context, email), true);
  });

  it('by the link that confirms a new address, and no longer once another was put in its place', async () => {
    const { context, maya } = await openTestSchool({ env: MAIL });
    await maya.post('/account/email', { email: NIA, password: MAYAS_PASSWORD });
    const link = await mailedPath(context, NIA);
    assert.match(link, /^\/account\/email\//);
    await maya.post(link, {});
    assert.equal(await isVerified(context, NIA), true);
    await runCommand(context, ['person change-email', NIA, 'm.okafor@otterbridge.example']);
    assert.equal(await isVerified(context, 'm.okafor@otterbridge.example'), false);
  });
});

describe('an account whose address nobody has proved', () => {
  for (const [how, env] of [
    ['by hand', {}],
    ['by mail', MAIL],
  ] as const)
    it(`opens no second school when invited ${how}, and does once its address is proved`, async () => {
      const { context, maya } = await openTestSchool({ env });
      const [handed = ''] = await inviteFor(maya, { email: NIA, role: 'contributor' });
      const nia = await accept(context, handed || (await mailedPath(context, NIA)));
      await context.superuser.query('UPDATE persons SET email_verified_at = NULL');
      const link = await inviteElsewhere(context, maya, NIA);

      const page = await nia.read(link);
      assert.match(
        page,
        /Waymark has not confirmed that nia\.rees@larkfield\.example is your address/,
      );
      assert.doesNotMatch(page, /Join as Nia Rees/);
      assert.match(page, how === 'by mail' ? /Email me a link/ : /Ask your Waymark administrator/);
      const refused = await nia.post(link, { as: 'self' });
      assert.equal(refused.status, 409);
      assert.equal(await schoolsOf(context, NIA), 1);

      const printed = await runCommand(context, ['person reset-link', NIA]);
      await newVisitor(context).post(/(\/new-password\/\S+)/.exec(printed)?.[1] ?? '', {
        fresh: FRESH,
      });
      const back = newVisitor(context, { from: '192.0.2.21' });
      await back.post('/sign-in', { email: NIA, password: FRESH });
      assert.match(await back.read(link), /Join as Nia Rees/);
      assert.equal((await back.post(link, { as: 'self' })).status, 303);
      assert.equal(await schoolsOf(context, NIA), 2);
    });

  it('comes back to the school that it belongs to', async () => {
    const { context, maya } = await openTestSchool();
    const [first = ''] = await inviteFor(maya, { email: NIA, role: 'contributor' });
    const nia = await accept(context, first);
    await context.superuser.query(
      "UPDATE memberships SET ended_at = now() WHERE role = 'contributor'",
    );
    const [again = ''] = await inviteFor(maya, { email: NIA, role: 'viewer' });
    assert.equal((await nia.post(again, { as: 'self' })).status, 303);
  });

  it('does not join a second school by two invitations at the same moment either', async () => {
    const { context, maya } = await openTestSchool();
    const [first = ''] = await inviteFor(maya, { email: NIA, role: 'contributor' });
    const nia = await accept(context, first);
    await context.superuser.query("DELETE FROM memberships WHERE role = 'contributor'");
    const links = [
      await inviteElsewhere(context, maya, NIA),
      await inviteElsewhere(context, maya, NIA),
    ];
    await Promise.all(links.map((link) => nia.post(link, { as: 'self' })));
    assert.equal(await schoolsOf(context, NIA), 1);
  });

  it('that somebody else made for an address cannot be kept when its person comes', async () => {
    const { context, maya } = await openTestSchool();
    const [link = ''] = await inviteFor(maya, { email: NIA, role: 'contributor' });
    const impostor = await accept(context, link, '192.0.2.30');
    await context.superuser.query(
      `INSERT INTO passkeys (id, person_id, name, public_key, counter, is_backed_up, added_at)
       SELECT 'theirs', id, 'Impostor’s phone', '\\x00', 0, false, now() FROM persons WHERE email = $1`,
      [NIA],
    );
    // Mail comes to the installation, and another school invites Nia herself.
    const printed = await runCommand(context, ['person reset-link', NIA]);
    const path = /(\/new-password\/\S+)/.exec(printed)?.[1] ?? '';
    const nia = newVisitor(context, { from: '192.0.2.31' });
    assert.match(await nia.read(path), /Impostor’s phone/);
    assert.equal((await nia.post(path, { fresh: FRESH })).status, 303);
    await nia.post('/sign-in', { email: NIA, password: FRESH });
    const there = await inviteElsewhere(context, maya, NIA);
    assert.equal((await nia.post(there, { as: 'self' })).status, 303);
    assert.equal((await impostor.get('/account')).status, 303, 'their session has ended');
    const { rowCount } = await context.superuser.query('SELECT 1 FROM passkeys');
    assert.equal(rowCount, 0);
    const again = await newVisitor(context).post('/sign-in', { email: NIA, password: A_PASSWORD });
    assert.equal(again.status, 422);
  });
});

describe('joining a second school', () => {
  it('names what opens the account, so that nothing strange comes along', async () => {
    const { context, maya } = await openTestSchool();
    const [first = ''] = await inviteFor(maya, { email: NIA, role: 'contributor' });
    const nia = await accept(context, first);
    await context.superuser.query('UPDATE persons SET email_verified_at = now()');
    await context.superuser.query(
      `INSERT INTO passkeys (id, person_id, name, public_key, counter, is_backed_up, added_at)
       SELECT 'p', id, 'School laptop', '\\x00', 0, false, now() FROM persons WHERE email = $1`,
      [NIA],
    );
    const page = await nia.read(await inviteElsewhere(context, maya, NIA));
    assert.match(page, /School laptop/);
    assert.match(page, /href="\/account"/);
  });
});
