import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { A_PASSWORD, inviteFor, joinAs, linksIn, personId } from '../../tests/support/demo.js';
import { openPostbox } from '../../tests/support/postbox.js';
import { newVisitor } from '../../tests/support/visitor.js';
import { mailServer, sendDue } from '../platform/mail/sender.js';

const { context, maya } = await openTestSchool({ now: ORDINARY_MORNING });
const SAM = 'sam.reid@otterbridge.example';

const history = async () =>
  (
    await context.superuser.query(
      'SELECT verb, body, texts FROM history LEFT JOIN history_texts ON entry_id = id ORDER BY at, id',
    )
  ).rows as { verb: string; body: string; texts: { before: object; after: object } | null }[];

describe('inviting', () => {
  it('shows what was read, line by line, before anything is sent', async () => {
    const answer = await maya.post('/people/invite', {
      people: 'Sam Reid <sam.reid@otterbridge.example>\nnobody\nsam.reid@otterbridge.example',
      role: 'contributor',
    });
    const html = await answer.text();
    assert.match(html, /1 person can be invited\. 2 lines have errors\./);
    assert.match(html, /Left out\. There is no email address on this line\./);
    assert.match(html, /Left out\. The same address is on line 1\./);
    const { rowCount } = await context.superuser.query('SELECT 1 FROM invitations');
    assert.equal(rowCount, 0);
  });

  const sendFile = async (bytes: Uint8Array<ArrayBuffer>) => {
    const body = new FormData();
    body.set('role', 'viewer');
    body.set('people', '');
    body.set('file', new File([bytes], 'staff.csv'));
    const answer = await context.app.request('http://localhost/people/invite', {
      method: 'POST',
      body,
      headers: {
        Cookie: [...maya.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        Host: 'localhost',
        'Sec-Fetch-Site': 'same-origin',
      },
    });
    return answer.text();
  };

  it('takes a CSV file as well as pasted lines, in the encodings of Excel too', async () => {
    const csv = 'name,email,role\nAnn Leë,ann@x.sch.uk,governor\n';
    const files = [
      Buffer.from(csv),
      Buffer.from(csv, 'latin1'),
      Buffer.from(`\ufeff${csv.replaceAll(',', '\t')}`, 'utf16le'),
    ];
    for (const file of files) {
      const html = await sendFile(new Uint8Array(file));
      assert.match(html, /Ann Leë, ann@x\.sch\.uk[\s\S]*Invited as governor/);
    }
    assert.match(await sendFile(new Uint8Array([0, 1, 2, 3])), /Choose a CSV or text file/);
  });

  it('says what is too much at once, pasted or in a file, and reads what is just not', async () => {
    const filled = (length: number) => 'ann@x.sch.uk'.padEnd(length, '\n');
    const pasted = await maya.post('/people/invite', { people: filled(100_001), role: 'viewer' });
    assert.equal(pasted.status, 422);
    assert.match(await pasted.text(), /Enter at most 200 addresses/);
    const much = await maya.post('/people/invite', { people: filled(100_000), role: 'viewer' });
    assert.match(await much.text(), /1 person can be invited\./);
    assert.match(await sendFile(Buffer.from(filled(100_001))), /Choose a file of at most 100 kB/);
    assert.match(await sendFile(Buffer.from(filled(100_000))), /1 person can be invited\./);
  });

  it('questions a list of pupils, and keeps what was typed [S-17]', async () => {
    const people = 'Ann Lee 12/03/2011\nBen Ode 04/05/2011\nCy Park 30/01/2012';
    const answer = await maya.post('/people/invite', { people, role: 'contributor' });
    const html = await answer.text();
    assert.equal(answer.status, 422);
    assert.match(html, /This looks like a list of pupils \(3 names with dates of birth\)/);
    assert.match(html, /Ben Ode 04\/05\/2011/);
    assert.match(html, /No, it names no individual learners/);
  });

  it('without a mail server shows the link once; with it somebody new joins in the role that was chosen', async () => {
    const [link = ''] = await inviteFor(maya, { email: SAM, role: 'contributor' });
    const sam = newVisitor(context);
    const page = await sam.read(link);
    assert.match(page, /Join Otterbridge School/);
    assert.match(page, /Maya Okafor invites you to take part/);
    const weak = await sam.post(link, { as: 'new', name: 'Sam Reid', password: 'short' });
    assert.equal(weak.status, 422);
    const joined = await sam.post(link, { as: 'new', name: 'Sam Reid', password: A_PASSWORD });
    assert.equal(joined.status, 303);
    assert.match(await sam.read('/people'), /Sam Reid[\s\S]*Contributor/);
    assert.equal((await newVisitor(context).get(link)).status, 404, 'a link works once');
    const { rows } = await context.superuser.query(
      'SELECT m.role, m.is_owner FROM memberships m JOIN persons p ON p.id = m.person_id WHERE p.email = $1',
      [SAM],
    );
    assert.deepEqual(rows, [{ role: 'contributor', is_owner: false }]);
  });

  it('is not for a contributor, who sees no addresses either [S-49]', async () => {
    const sam = newVisitor(context);
    await sam.post('/sign-in', { email: SAM, password: A_PASSWORD });
    assert.equal((await sam.get('/people/invite')).status, 403);
    const refused = await sam.post('/people/invitations', {
      people: 'x@y.example',
      role: 'viewer',
    });
    assert.equal(refused.status, 403);
    const html = await sam.read('/people');
    assert.match(html, /Maya Okafor/);
    assert.ok(!html.includes('maya.okafor@'), 'no address');
  });

  it('sent twice with one key has one effect', async () => {
    const fields = {
      _key: context.id(),
      people: 'twice@otterbridge.example',
      role: 'viewer',
    };
    const first = linksIn(await (await maya.post('/people/invitations', fields)).text());
    const second = linksIn(await (await maya.post('/people/invitations', fields)).text());
    assert.equal(first.length, 1);
    assert.equal(second.length, 0);
    const { rowCount } = await context.superuser.query(
      "SELECT 1 FROM invitations WHERE email = 'twice@otterbridge.example'",
    );
    assert.equal(rowCount, 1);
    assert.equal((await newVisitor(context).get(first[0] ?? '')).status, 200);
    const { rows } = await context.superuser.query('SELECT answer::text FROM idempotency_keys');
    const token = (first[0] ?? '').split('/').at(-1) ?? 'none';
    assert.ok(!JSON.stringify(rows).includes(token), 'a receipt holds no token');
  });

  it('can be sent again and taken back; a link that was replaced, taken back or is too old opens nothing', async () => {
    const email = 'lee@otterbridge.example';
    const [first = ''] = await inviteFor(maya, { email, role: 'viewer' });
    const id = async () =>
      (
        await context.superuser.query(
          'SELECT id FROM invitations WHERE email = $1 AND revoked_at IS NULL',
          [email],
        )
      ).rows[0]?.id as string;
    const again = await maya.post(`/people/invitations/${await id()}/resend`, {});
    const [second = ''] = linksIn(await again.text());
    assert.equal((await newVisitor(context).get(first)).status, 404);
    assert.equal((await newVisitor(context).get(second)).status, 200);
    await maya.post(`/people/invitations/${await id()}/revoke`, {});
    const closed = await newVisitor(context).get(second);
    assert.equal(closed.status, 404);
    assert.match(await closed.text(), /Ask the person who sent it for a new one/);
    const [third = ''] = await inviteFor(maya, { email, role: 'viewer' });
    context.setClock('2026-12-08T09:00:01Z');
    assert.equal((await newVisitor(context).get(third)).status, 404, 'after a fortnight');
    context.setClock('2026-11-23T09:00:00Z');
    assert.equal((await newVisitor(context).get(third)).status, 200);
  });

  it('goes out by mail where there is a mail server', async () => {
    const postbox = await openPostbox();
    const { context: mailing, maya: leader } = await openTestSchool({
      now: ORDINARY_MORNING,
      env: { SMTP_URL: postbox.url, WAYMARK_URL: 'http://localhost' },
    });
    const answer = await leader.post('/people/invitations', {
      people: 'Sam Reid <sam.reid@otterbridge.example>',
      role: 'governor',
    });
    assert.equal(answer.status, 303);
    const deliver = mailServer(mailing.config);
    assert.ok(deliver);
    await sendDue(mailing, deliver);
    const [letter] = postbox.letters;
    assert.match(letter?.text ?? '', /Dear Sam Reid,[\s\S]*as governor/);
    const [link = ''] = linksIn(letter?.text ?? '');
    const sam = newVisitor(mailing);
    const joined = await sam.post(link, { as: 'new', name: 'Sam Reid', password: A_PASSWORD });
    assert.equal(joined.status, 303);

    const said = async (people: string) => {
      await leader.post('/people/invitations', { people, role: 'viewer' });
      return /(\d+ invitations? [^<]*)</.exec(await leader.read('/people'))?.[1];
    };
    const [SELF, ANN] = ['maya.okafor@otterbridge.example', 'ann@otterbridge.example'];
    assert.equal(await said(ANN), '1 invitation sent.');
    assert.equal(await said(`${ANN}\nben@otterbridge.example`), '2 invitations sent.');
    assert.equal(await said(`${ANN}\n${SAM}`), '1 invitation sent. 1 already has access.');
    assert.equal(await said(`${SAM}\n${SELF}`), '0 invitations sent. 2 already have access.');
    assert.match(await leader.read('/people/messages'), /Waymark now sends these by email\./);
    await leader.post('/reviews', {
      ...{ academicYear: '2026', title: 'Review', answersFrom: 'blank', go: 'start' },
      _key: mailing.id(),
    });
    assert.match(
      await leader.read('/people/links/new'),
      /We send the link to this address\. Leave it empty to send the link yourself\./,
    );
  });
});

describe('roles and owners', () => {
  it('change by a careers leader, and what was and is stands in the history', async () => {
    const sam = await personId(context, SAM);
    const page = await maya.read(`/people/${sam}`);
    const version = /name="_version" value="(\d+)"/.exec(page)?.[1] ?? '';
    const answer = await maya.post(`/people/${sam}/role`, {
      _version: version,
      role: 'governor',
      title: 'Careers Link Governor',
    });
    assert.equal(answer.status, 303);
    const last = (await history()).at(-1);
    assert.equal(last?.verb, 'membership.changed');
    const { before, after } = JSON.parse(last?.body ?? '{}');
    assert.deepEqual({ ...before, ...last?.texts?.before }, { role: 'contributor', title: null });
    assert.deepEqual(
      { ...after, ...last?.texts?.after },
      { role: 'governor', title: 'Careers Link Governor' },
    );
    assert.match(await maya.read(`/people/${sam}`), /from contributor to governor/);
    const stale = await maya.post(`/people/${sam}/role`, { _version: version, role: 'viewer' });
    assert.equal(stale.status, 409);
  });

  it('never leave a school without an owner', async () => {
    const me = await personId(context, 'maya.okafor@otterbridge.example');
    assert.match(await maya.read('/people'), /Add a second careers leader/);
    const left = await maya.post(`/people/${me}/remove`, {});
    assert.equal(left.status, 409);
    assert.match(await left.text(), /Make someone else an account owner first/);
    const demoted = await maya.post(`/people/${me}/role`, {
      _version: '1',
      role: 'careers leader',
    });
    assert.equal(demoted.status, 409);
  });

  it('let two owners not leave at the same moment [S-14]', async () => {
    const { context: other, maya: first } = await openTestSchool({ now: ORDINARY_MORNING });
    const head = 'head@otterbridge.example';
    const second = await joinAs(other, first, {
      name: 'Ada Head',
      email: head,
      role: 'contributor',
      isOwner: true,
    });
    const [a, b] = [
      await personId(other, 'maya.okafor@otterbridge.example'),
      await personId(other, head),
    ];
    const answers = await Promise.all([
      first.post(`/people/${a}/remove`, {}),
      second.post(`/people/${b}/remove`, {}),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409]);
    const { rows } = await other.superuser.query(
      'SELECT count(*)::int AS owners FROM memberships WHERE is_owner AND ended_at IS NULL',
    );
    assert.equal(rows[0].owners, 1);
  });

  it('let an owner take over when the careers leader has gone [S-41]', async () => {
    const head = await joinAs(context, maya, {
      name: 'Ada Head',
      email: 'head@otterbridge.example',
      role: 'contributor',
      isOwner: true,
    });
    assert.doesNotMatch(await maya.read('/people'), /Add a second careers leader/);
    const me = await personId(context, 'maya.okafor@otterbridge.example');
    const left = await maya.post(`/people/${me}/remove`, {});
    assert.equal(left.headers.get('location'), '/switch');
    assert.match(await maya.read('/switch'), /You have left Otterbridge School\./);
    assert.equal((await maya.get('/people')).status, 403, 'at once');
    const gone = await head.read(`/people/${me}`);
    assert.match(gone, /This person no longer has access\./);
    assert.match(gone, />Restore access</);
    assert.doesNotMatch(gone, /Save changes|Remove Maya Okafor|of Otterbridge School\./);
    await context.superuser.query('UPDATE persons SET email = NULL WHERE id = $1', [me]);
    assert.doesNotMatch(
      await head.read(`/people/${me}`),
      /Restore access/,
      'with no address to sign in by',
    );
    await context.superuser.query(
      "UPDATE persons SET email = 'maya.okafor@otterbridge.example' WHERE id = $1",
      [me],
    );
    assert.equal((await head.post('/people/take-over', {})).status, 303);
    assert.match(await head.read('/people'), /Ada Head \(you\)[\s\S]*Careers leader/);
    assert.equal((await head.post(`/people/${me}/restore`, {})).status, 303);
    assert.equal((await maya.get('/people')).status, 200, 'and back in');
    assert.match(await maya.read('/people'), /Maya Okafor/);
  });

  it('keep a careers leader who is no owner from changing owners', async () => {
    const kit = await joinAs(context, maya, {
      name: 'Kit Lead',
      email: 'kit@otterbridge.example',
      role: 'careers leader',
    });
    const head = await personId(context, 'head@otterbridge.example');
    assert.equal((await kit.post(`/people/${head}/remove`, {})).status, 403);
    assert.equal(
      (await kit.post(`/people/${head}/role`, { _version: '2', role: 'viewer', owner: 'yes' }))
        .status,
      403,
    );
    const me = await personId(context, 'kit@otterbridge.example');
    const raised = await kit.post(`/people/${me}/role`, {
      _version: '1',
      role: 'careers leader',
      owner: 'yes',
    });
    assert.equal(raised.status, 403);
    const invited = await kit.post('/people/invitations', {
      people: 'z@otterbridge.example',
      role: 'viewer',
      owner: 'yes',
    });
    assert.equal(invited.status, 403);
  });
});

describe('asking for an owner', () => {
  it('is ready to be sent by an owner, and is not offered to anybody else', async () => {
    const kit = newVisitor(context);
    await kit.post('/sign-in', { email: 'kit@otterbridge.example', password: A_PASSWORD });
    const head = newVisitor(context);
    await head.post('/sign-in', { email: 'head@otterbridge.example', password: A_PASSWORD });
    const checked = async (visitor: typeof kit, path: string) =>
      [...(await visitor.read(path)).matchAll(/name="(role|owner)"[^>]* value="([^"]*)" checked/g)]
        .map(([, name, value]) => `${name} ${value}`)
        .join();
    const owner = '/people/invite?owner=yes';
    assert.equal(await checked(head, owner), 'role careers leader,owner yes');
    assert.equal(await checked(head, '/people/invite'), 'role contributor');
    assert.equal(await checked(head, '/people/invite?owner=no'), 'role contributor');
    assert.equal(await checked(kit, owner), 'role contributor');
    assert.doesNotMatch(await kit.read(owner), /name="owner"/);
    assert.match(await head.read(owner), /name="owner"/);
  });
});

describe('the people, for programs', () => {
  it('are changed as on the pages, with a token of an owner', async () => {
    const head = newVisitor(context);
    await head.post('/sign-in', { email: 'head@otterbridge.example', password: A_PASSWORD });
    const { rows } = await context.superuser.query('SELECT id FROM organisations ORDER BY id');
    const made = await head.post('/account/tokens', {
      ...{ _key: context.id(), name: 'Staff list', organisation: rows[0].id },
      ...{ 'scope-people': 'change', days: '30' },
    });
    const token = /waymark_[\w-]{43}/.exec(await made.text())?.[0] ?? '';
    const api = async (method: string, path: string, body?: object) => {
      const answer = await context.app.request(`http://localhost/api/people/${path}`, {
        method,
        headers: {
          ...{ Host: 'localhost', Authorization: `Bearer ${token}` },
          ...{ 'Content-Type': 'application/json' },
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await answer.text();
      return { status: answer.status, json: text ? JSON.parse(text) : null };
    };
    const kit = await personId(context, 'kit@otterbridge.example');
    assert.equal((await api('DELETE', kit)).status, 204);
    const back = await api('POST', `${kit}/restore`);
    assert.equal(back.status, 200);
    assert.deepEqual(
      [back.json.name, back.json.role, back.json.is_owner],
      ['Kit Lead', 'careers leader', false],
    );
    assert.equal((await api('POST', `${kit}/restore`)).status, 409, 'who is here already');
    const over = await api('POST', 'take-over');
    assert.equal(over.status, 200);
    assert.deepEqual(
      [over.json.name, over.json.role, over.json.is_owner],
      ['Ada Head', 'careers leader', true],
    );
  });
});

describe('the list of people to invite', () => {
  it('says before anything is sent who is in the school already', async () => {
    const preview = async (people: string) =>
      (await maya.post('/people/invite', { people, role: 'viewer' })).text();
    const html = await preview('MAYA.okafor@otterbridge.example\nnew.person@otterbridge.example');
    assert.match(html, /1 person can be invited\. 1 already has access\./);
    assert.match(html, /maya\.okafor@otterbridge\.example<\/td><td[^>]*>Already has access\./);
    assert.match(html, /Invite this person/);
    const nobody = await preview('maya.okafor@otterbridge.example');
    assert.match(nobody, /0 people can be invited\. 1 already has access\./);
    assert.doesNotMatch(nobody, /action="\/people\/invitations"/);
    const several = await preview(`maya.okafor@otterbridge.example\n${SAM}\nnobody`);
    assert.match(
      several,
      /0 people can be invited\. 2 already have access\. 1 line has an error\./,
    );
  });

  it('says as what, with the title that the list gives', async () => {
    const people = 'email,role,job title\nann@x.sch.uk,governor,Link Governor\nben@x.sch.uk,,';
    const html = await (await maya.post('/people/invite', { people, role: 'viewer' })).text();
    assert.match(html, /ann@x\.sch\.uk<\/td><td[^>]*>Invited as governor, Link Governor</);
    assert.match(html, /ben@x\.sch\.uk<\/td><td[^>]*>Invited as viewer</);
    assert.match(html, /Invite these 2 people/);
  });
});

describe('several schools', () => {
  it('are added by the administrator, and a person switches between theirs', async () => {
    const kit = newVisitor(context);
    await kit.post('/sign-in', { email: 'kit@otterbridge.example', password: A_PASSWORD });
    await context.superuser.query('UPDATE persons SET email_verified_at = now()');
    assert.equal((await kit.get('/schools/new')).status, 403);
    const added = await maya.post('/schools', {
      organisation: 'Heron Special School',
      kind: 'special school',
      urn: '',
      leader: 'kit@otterbridge.example',
      _key: context.id(),
    });
    const [link = ''] = linksIn(await added.text());
    const { rows } = await context.superuser.query('SELECT answer::text FROM idempotency_keys');
    const token = link.split('/').at(-1) ?? 'none';
    assert.ok(rows.length > 0 && !JSON.stringify(rows).includes(token), 'a receipt holds no token');
    assert.match(await kit.read(link), /You are signed in as Kit Lead/);
    assert.equal((await kit.post(link, { as: 'self' })).status, 303);
    const there = await kit.read('/people');
    assert.match(there, /People of Heron Special School/);
    assert.doesNotMatch(there, /Maya Okafor|Sam Reid/);
    assert.match(there, /href="\/switch"/);
    const list = await kit.read('/switch');
    const [, school = ''] = /name="school" value="([^"]+)"/.exec(list) ?? [];
    assert.equal((await kit.post('/switch', { school })).status, 303);
    assert.match(await kit.read('/people'), /People of Otterbridge School/);
    assert.equal((await maya.post('/switch', { school: context.id() })).status, 404);
  });

  it('have a page of their own, with numbers as text, and a second editor loses nothing [S-08]', async () => {
    const version = /name="_version" value="(\d+)"/.exec(await maya.read('/school'))?.[1] ?? '';
    const fields = {
      _version: version,
      organisation: 'Otterbridge School',
      kind: 'school',
      urn: '012345',
      ukprn: '10012345',
      laestab: '123/4567',
      type: 'Academy converter',
      phase: 'Secondary',
      local_authority: 'Otterbridge',
      region: 'South West',
    };
    assert.equal((await maya.post('/school', fields)).status, 303);
    const html = await maya.read('/school');
    for (const words of ['value="012345"', 'value="123/4567"', 'Academy converter']) {
      assert.ok(html.includes(words), words);
    }
    const second = await maya.post('/school', { ...fields, type: 'Community school' });
    const both = await second.text();
    assert.equal(second.status, 409);
    assert.match(both, /value="Community school"/);
    assert.match(both, /What is saved now[\s\S]*Academy converter/);
    const wrong = await maya.post('/school', { ...fields, _version: '2', urn: '12', phase: 'X' });
    const faults = await wrong.text();
    assert.match(faults, /Enter the URN as 6 digits/);
    assert.match(faults, /Choose a phase from the list/);
    const emptied = { ...fields, _version: '2', type: ' ', phase: '', region: '', ukprn: '' };
    assert.equal((await maya.post('/school', emptied)).status, 303);
    const { rows } = await context.superuser.query(
      "SELECT type, phase, region, ukprn, urn FROM organisations WHERE name = 'Otterbridge School'",
    );
    const nothing = { type: null, phase: null, region: null, ukprn: null };
    assert.deepEqual(rows, [{ ...nothing, urn: '012345' }]);
  });
});
