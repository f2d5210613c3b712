import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../tests/support/app.js';
import {
  MAYAS_PASSWORD,
  newVisitor,
  SCHOOL_TO_SET_UP,
  setUpSchool,
} from '../../tests/support/visitor.js';
import { LIMITS } from '../account/attempt-limits.js';
import { openAppContext } from '../platform/storage/context.js';
import { setUp } from './set-up-changes.js';
import { isSetUpCode, setUpCode } from './set-up-code.js';

const context = await openTestApp();
const open = await openTestApp({ env: { WAYMARK_SET_UP_CODE: 'off' } });

describe('the code of the set-up', () => {
  const code = () => setUpCode(context);

  it('is asked for wherever the request comes from, the machine itself and a proxy on it too', async () => {
    const ways = [
      { from: '127.0.0.1' },
      { from: '::1' },
      { from: '192.0.2.7' },
      // nginx with nothing but proxy_pass; a page of another site whose name was bound to this machine.
      { from: '127.0.0.1', host: '127.0.0.1:3000' },
      { from: '127.0.0.1', host: 'rebound.example:3000' },
    ];
    for (const { from, host = 'localhost' } of ways) {
      const page = await context.app.request(
        'http://localhost/set-up',
        { headers: { Host: host } },
        { incoming: { socket: { remoteAddress: from } } },
      );
      assert.match(await page.text(), /Set-up code/, `${from} ${host}`);
      const answer = await context.app.request(
        'http://localhost/set-up',
        {
          method: 'POST',
          headers: { Host: host, 'Sec-Fetch-Site': 'same-origin' },
          body: new URLSearchParams(SCHOOL_TO_SET_UP),
        },
        { incoming: { socket: { remoteAddress: from } } },
      );
      assert.equal(answer.status, 422, `${from} ${host}`);
      assert.match(await answer.text(), /Enter the set-up code that Waymark printed/);
    }
  });

  it('comes with the printed link, and leaves the address of the page at once', async () => {
    const visitor = newVisitor(context, { from: '192.0.2.8' });
    const opened = await visitor.get(`/set-up?code=${await code()}`);
    assert.equal(opened.status, 303);
    assert.equal(opened.headers.get('location'), '/set-up');
    const html = await visitor.read('/set-up');
    assert.doesNotMatch(html, /Set-up code/);
    assert.ok(!html.includes(await code()), 'no page shows the code');
    const refused = await visitor.post('/set-up', { ...SCHOOL_TO_SET_UP, name: '' });
    assert.doesNotMatch(await refused.text(), /set-up code/i);
  });

  it('that is wrong in a link is said to be wrong, and asked for', async () => {
    const visitor = newVisitor(context, { from: '192.0.2.9' });
    const answer = await visitor.get('/set-up?code=abcde-fghij');
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /The set-up code is not right\. Waymark printed it/);
    assert.equal(visitor.cookies.size, 0);
  });

  it('is taken in capitals and with spaces, and is never held up by wrong ones before it', async () => {
    const visitor = newVisitor(context, { from: '192.0.2.10' });
    const wrong = { ...SCHOOL_TO_SET_UP, code: 'wrong' };
    const statuses = [];
    for (let each = 0; each <= LIMITS.setUp.free; each += 1)
      statuses.push((await visitor.post('/set-up', wrong)).status);
    assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429]);
    const right = {
      ...SCHOOL_TO_SET_UP,
      name: '',
      code: ` ${(await code()).toUpperCase().replace('-', ' ')} `,
    };
    assert.match(await (await visitor.post('/set-up', right)).text(), /Enter your name/);
  });

  it('is another one in each installation, too long to guess', async () => {
    assert.match(await code(), /^[a-z2-9]{5}-[a-z2-9]{5}$/);
    assert.notEqual(await code(), await setUpCode(open));
  });

  it('is the same for every process of an installation: what any of them printed works', async () => {
    const fresh = await openTestApp();
    const another = { ...openAppContext({ ...fresh.config }, fresh.storage), clock: fresh.clock };
    const printed = await Promise.all([setUpCode(fresh), setUpCode(another), setUpCode(fresh)]);
    assert.equal(new Set(printed).size, 1);
    for (const [at, printedByOne] of printed.entries()) {
      const visitor = newVisitor(fresh, { from: `192.0.2.${20 + at}` });
      assert.equal((await visitor.get(`/set-up?code=${printedByOne}`)).status, 303);
    }
    await setUpSchool(fresh);
    const { rows } = await fresh.superuser.query(
      "SELECT value FROM settings WHERE name = 'set-up-code'",
    );
    assert.deepEqual(rows, [{ value: {} }], 'nothing is left of it after the set-up');
  });

  it('is left out only where the start was told so', async () => {
    const visitor = newVisitor(open, { from: '192.0.2.7' });
    assert.doesNotMatch(await visitor.read('/set-up'), /Set-up code/);
    assert.equal((await visitor.post('/set-up', SCHOOL_TO_SET_UP)).status, 303);
  });
});

describe('setting up', () => {
  it('sends the first visitor to the set-up, names every fault at once and keeps what was typed [S-09]', async () => {
    const visitor = newVisitor(context);
    assert.equal((await visitor.get('/sign-in')).headers.get('location'), '/set-up');
    const refused = await visitor.post('/set-up', {
      code: await setUpCode(context),
      organisation: 'Otterbridge',
      name: '',
      email: 'maya',
      password: 'short',
    });
    assert.equal(refused.status, 422);
    const html = await refused.text();
    for (const words of [
      'Enter your name',
      'Enter an email address like',
      'at least 12 characters',
      'value="Otterbridge"',
    ]) {
      assert.ok(html.includes(words), words);
    }
    assert.ok(!html.includes('short'), 'a password is never sent back');
  });

  for (const weak of ['Otterbridge School 2026', 'Maya Okafor 1990', 'maya.okafor.otterbridge'])
    it(`takes no password that anybody could guess: ${weak}`, async () => {
      const sent = { ...SCHOOL_TO_SET_UP, password: weak, code: await setUpCode(context) };
      const answer = await newVisitor(context).post('/set-up', sent);
      assert.equal(answer.status, 422);
      assert.match(await answer.text(), /words that others can guess/);
    });

  it('makes the school and signs its careers leader in; a second set-up is refused [S-18]', async () => {
    const maya = await setUpSchool(context);
    assert.ok(maya.cookies.has('__Host-waymark'));
    const again = await newVisitor(context).get('/set-up');
    assert.equal(again.status, 409);
  });

  it('makes one school, once, of which whoever did it is careers leader, owner and administrator', async () => {
    for (const each of [context, open]) {
      const stranger = newVisitor(each);
      const sent = { ...SCHOOL_TO_SET_UP, email: 'stranger@x.example' };
      for (const code of [await setUpCode(each), '', 'wrong'])
        assert.equal((await stranger.post('/set-up', { ...sent, code })).status, 409, code);
      assert.equal(stranger.cookies.has('__Host-waymark'), false);
      const { rows } = await each.superuser.query(
        `SELECT p.name, email, is_administrator, email_verified_at, role, is_owner, o.name AS school, kind, urn
         FROM persons p JOIN memberships ON person_id = p.id JOIN organisations o ON o.id = organisation_id`,
      );
      assert.deepEqual(rows, [
        {
          ...{ name: 'Maya Okafor', email: SCHOOL_TO_SET_UP.email, is_administrator: true },
          ...{ email_verified_at: null, role: 'careers leader', is_owner: true },
          ...{ school: 'Otterbridge School', kind: 'school', urn: null },
        },
      ]);
    }
  });

  it('is done once, also by whoever had the page open before, and no code is good from then on', async () => {
    const { organisation, name, email, password } = SCHOOL_TO_SET_UP;
    const input = { organisation, name, email, password, kind: 'school', urn: null } as const;
    await assert.rejects(setUp(context, { ...input, device: 'Test' }), {
      status: 409,
      code: 'set-up.done',
    });
    for (const typed of ['abcde-fghjk', '']) assert.equal(await isSetUpCode(context, typed), false);
  });

  it('answers an unknown address and a wrong password alike', async () => {
    const visitor = newVisitor(context);
    const wrong = await visitor.post('/sign-in', {
      email: 'maya.okafor@otterbridge.example',
      password: 'not the password',
    });
    const unknown = await visitor.post('/sign-in', {
      email: 'nobody@otterbridge.example',
      password: 'not the password',
    });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.clone().text(), /The email address or password is not right/);
    const plain = (html: string) => html.replace(/value="[^"]*"/g, '');
    assert.equal(plain(await wrong.text()), plain(await unknown.text()));
  });

  it('signs in with the right password and out again [S-43]', async () => {
    const maya = newVisitor(context);
    const answer = await maya.post('/sign-in', {
      email: ' MAYA.okafor@otterbridge.example',
      password: MAYAS_PASSWORD,
    });
    assert.equal(answer.status, 303);
    assert.ok(maya.cookies.has('__Host-waymark'));
    await maya.post('/sign-out', {});
    assert.ok(!maya.cookies.has('__Host-waymark'));
  });

  it('refuses a form that another site sends [S-19]', async () => {
    const answer = await context.app.request('http://localhost/sign-in', {
      method: 'POST',
      headers: { Origin: 'https://evil.example', Host: 'localhost' },
      body: new URLSearchParams({ email: 'a@b.example', password: 'x' }),
    });
    assert.equal(answer.status, 403);
  });
});
