/** Where the links in mail lead: to the address that the installation was told, whatever a request claims. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool, type TestApp } from '../../tests/support/app.js';
import { openPostbox } from '../../tests/support/postbox.js';
import type { Visitor } from '../../tests/support/visitor.js';
import { mailServer, sendDue } from '../platform/mail/sender.js';

const FORGED = 'waymark.evil.example';
const postbox = await openPostbox();
const SAM = 'sam.reid@otterbridge.example';

/** An app context with a school and an open review, and its careers leader. */
async function openSchool(env: Record<string, string>) {
  const { context, maya } = await openTestSchool({ env: { SMTP_URL: postbox.url, ...env } });
  const begun = await maya.post('/reviews', {
    ...{ academicYear: '2026', title: 'Internal leadership review', answersFrom: 'blank' },
    ...{ go: 'start', _key: context.id() },
  });
  const review = /\/reviews\/([0-9a-f-]{36})/.exec(begun.headers.get('location') ?? '')?.[1] ?? '';
  return { context, maya, review };
}

/** Every change that mails a link, sent with a forged Host. Gives what the pages said and what was mailed. */
async function askWithForgedHost(context: TestApp, maya: Visitor, review: string) {
  const post = async (path: string, fields: Record<string, string>) => {
    const answer = await context.app.request(
      `http://localhost${path}`,
      {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: {
          ...{ Host: FORGED, 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-Host': FORGED },
          // Over plain HTTP, and not from the machine itself, the cookie goes without its prefix.
          Cookie: [...maya.cookies]
            .flatMap(([name, value]) => [`${name}=${value}`, `${name.slice(7)}=${value}`])
            .join('; '),
        },
      },
      { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
    );
    assert.ok(answer.status < 400, `${path} answered ${answer.status}`);
    return answer.text();
  };
  const { length } = postbox.letters;
  const said = [
    await post('/people/invitations', { people: SAM, role: 'governor' }),
    await post(`/people/invitations/${await invitationOf(context)}/resend`, {}),
    await post('/people/links', { review, name: 'Tom Bell', email: 'tom@x.example', days: '14' }),
    await post('/people/links', { review, name: 'Una Reed', email: '', days: '14' }),
    await post('/schools', { organisation: 'Alder', kind: 'school', leader: 'nia@x.example' }),
    await post('/lost-password', { email: 'maya.okafor@otterbridge.example' }),
  ];
  const deliver = mailServer(context.config);
  assert.ok(deliver);
  await sendDue(context, deliver);
  const sent = postbox.letters.slice(length);
  return { said, sent, letters: sent.map(({ raw, text }) => `${raw}${text}`) };
}

const invitationOf = async (context: TestApp) =>
  (
    await context.superuser.query(
      'SELECT id FROM invitations WHERE email = $1 AND revoked_at IS NULL',
      [SAM],
    )
  ).rows[0]?.id as string;

const addressed = await openSchool({ WAYMARK_URL: 'https://waymark.example' });
const unaddressed = await openSchool({});

describe('links in mail', () => {
  it('lead to WAYMARK_URL, whatever the Host of the request says', async () => {
    const { context, maya, review } = addressed;
    const { letters } = await askWithForgedHost(context, maya, review);
    assert.equal(letters.length, 5);
    for (const letter of letters) {
      assert.match(letter, /https:\/\/waymark\.example\/(invitations|join|new-password)\//);
      assert.ok(!letter.includes(FORGED), letter);
    }
  });

  it('go to whom they are for, each to one address, and say from whom and to what', async () => {
    const { context, maya, review } = addressed;
    await context.superuser.query('DELETE FROM attempts');
    const { sent } = await askWithForgedHost(context, maya, review);
    const FROM_MAYA = /Maya Okafor/;
    const wanted: [string, RegExp[]][] = [
      [SAM, [FROM_MAYA, /Otterbridge School/, /as governor\./, /expires in 14 days/]],
      [SAM, [FROM_MAYA, /Otterbridge School/, /as governor\./, /expires in 14 days/]],
      [
        'tom@x.example',
        [FROM_MAYA, /Dear Tom Bell/, /Internal leadership review/, /expires in 14 days/],
      ],
      ['nia@x.example', [FROM_MAYA, /Alder/, /as careers leader and account owner\./]],
      ['maya.okafor@otterbridge.example', [/Hello Maya Okafor/, /expires in an hour/]],
    ];
    const byAddress = (a: [string, unknown], b: [string, unknown]) => (a[0] < b[0] ? -1 : 1);
    const found = sent.map(({ to, text }): [string, string] => [to.join(), text]).sort(byAddress);
    for (const [at, [address, words]] of wanted.sort(byAddress).entries()) {
      assert.equal(found[at]?.[0], address);
      for (const each of words) assert.match(found[at]?.[1] ?? '', each);
    }
    assert.equal(found.length, wanted.length);
  });

  it('are none without WAYMARK_URL: nothing is mailed, and the link is shown to whoever asked', async () => {
    const { context, maya, review } = unaddressed;
    const { said, letters } = await askWithForgedHost(context, maya, review);
    assert.deepEqual(letters, []);
    const { rowCount } = await context.superuser.query('SELECT 1 FROM mails');
    assert.equal(rowCount, 0, 'nothing waits to be mailed either');
    assert.match(said[0] ?? '', /does not email links until its administrator sets WAYMARK_URL/);
    for (const page of said.slice(0, 5)) assert.match(page, /\/(invitations|join)\/[\w-]{20}/);
    assert.match(said[5] ?? '', /Ask a careers leader at your school/);
  });

  it('made by a program are told to it where they are not mailed, and to nobody else', async () => {
    for (const { context, maya, review, isMailed } of [
      { ...addressed, isMailed: true },
      { ...unaddressed, isMailed: false },
    ]) {
      const { rows } = await context.superuser.query('SELECT id FROM organisations ORDER BY id');
      const page = await maya.post('/account/tokens', {
        ...{ _key: context.id(), name: 'Links', organisation: rows[0].id },
        ...{ 'scope-people': 'change', days: '30' },
      });
      const token = /waymark_[\w-]{43}/.exec(await page.text())?.[0] ?? '';
      const headers = {
        ...{ Host: 'localhost', Authorization: `Bearer ${token}` },
        ...{ 'Content-Type': 'application/json', 'Idempotency-Key': context.id() },
      };
      interface Link extends Record<string, unknown> {
        items: Link[];
      }
      const ask = async (init: RequestInit) => {
        const url = 'http://localhost/api/people/links';
        return (await context.app.request(url, { ...init, headers })).json() as Promise<Link>;
      };
      const input = { review, name: 'Vi Marsh', email: 'vi@x.example', days: 14 };
      const make = () => ask({ method: 'POST', body: JSON.stringify(input) });
      const made = await make();
      assert.equal(made.is_mailed, isMailed);
      assert.match(String(made.path), isMailed ? /^null$/ : /^\/join\/[\w-]{20}/);
      assert.deepEqual(await make(), { ...made, path: null }, 'a second time without the path');
      const link = async () =>
        (await ask({})).items.find(({ id }) => id === made.id) ?? ({} as Link);
      assert.equal((await link()).opened_at, null);
      await context.superuser.query("UPDATE personal_links SET opened_at = '2026-11-23T09:30:00Z'");
      const { opened_at: openedAt, revoked_at: revokedAt, name } = await link();
      assert.deepEqual([openedAt, revokedAt, name], ['2026-11-23T09:30:00.000Z', null, 'Vi Marsh']);
    }
  });
});
