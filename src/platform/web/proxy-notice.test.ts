/** A proxy that nobody told Waymark of makes all visitors one: that is said, where somebody can do something about it. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openTestSchool, type TestApp } from '../../../tests/support/app.js';
import { welcome } from '../../serve.js';
import { proxyNotice } from './proxy-notice.js';

const logged: string[] = [];
const { error } = console;
beforeEach(() => {
  logged.length = 0;
  console.error = (line: string) => logged.push(line);
});
afterEach(() => {
  console.error = error;
});

const ask = (context: TestApp, headers: Record<string, string>, from = '127.0.0.1') =>
  context.app.request(
    'http://localhost/sign-in',
    { headers },
    { incoming: { socket: { remoteAddress: from } } },
  );
const told = () => logged.filter((line) => line.includes('WAYMARK_TRUSTED_PROXIES'));

describe('a proxy in front that is not trusted', () => {
  for (const [name, value] of [
    ['X-Forwarded-For', '192.0.2.1'],
    ['Forwarded', 'for=192.0.2.1;proto=https'],
  ] as const) {
    it(`is said once in the log, and on the administrator’s pages, when ${name} comes`, async () => {
      const { context, maya } = await openTestSchool();
      assert.equal(proxyNotice(context.config), null);
      assert.doesNotMatch(await maya.read('/account'), /WAYMARK_TRUSTED_PROXIES/);
      for (let each = 0; each < 3; each += 1) await ask(context, { [name]: value }, '10.0.0.5');
      assert.equal(told().length, 1);
      assert.match(told()[0] ?? '', /10\.0\.0\.5/);
      assert.doesNotMatch(told()[0] ?? '', /192\.0\.2\.1/, 'addresses of visitors stay out');
      for (const page of ['/account', '/administration/jobs'])
        assert.match(
          await maya.read(page),
          /set WAYMARK_TRUSTED_PROXIES to the number of proxies/,
          page,
        );
      await context.superuser.query('UPDATE persons SET is_administrator = false');
      assert.doesNotMatch(await maya.read('/account'), /WAYMARK_TRUSTED_PROXIES/);
    });
  }

  it('is said when fewer proxies were there than were told', async () => {
    const { context } = await openTestSchool({ env: { WAYMARK_TRUSTED_PROXIES: '2' } });
    await ask(context, { 'X-Forwarded-For': '192.0.2.1' });
    assert.match(told()[0] ?? '', /WAYMARK_TRUSTED_PROXIES is 2/);
  });

  it('is said at the start when WAYMARK_URL is one that Waymark itself does not serve', async () => {
    const start = async (env: Record<string, string>) => {
      const { context } = await openTestSchool({ env });
      return welcome({ context, address: 'x', close: async () => {} }, false);
    };
    const URL = { WAYMARK_URL: 'https://waymark.example' };
    assert.match(await start(URL), /set WAYMARK_TRUSTED_PROXIES/);
    assert.doesNotMatch(await start({ ...URL, WAYMARK_TRUSTED_PROXIES: '1' }), /PROXIES/);
    assert.doesNotMatch(await start({}), /PROXIES/);
  });
});

describe('a start with a mail server', () => {
  it('says that no link is mailed until WAYMARK_URL is set', async () => {
    const start = async (env: Record<string, string>) => {
      const { context } = await openTestSchool({ env });
      return welcome({ context, address: 'http://localhost:3000', close: async () => {} }, false);
    };
    const SMTP_URL = 'smtp://localhost:2525';
    assert.equal(
      await start({ SMTP_URL }),
      'Waymark is at http://localhost:3000\nWAYMARK_URL is not set, so links are not emailed. They are shown for you to send.',
    );
    for (const env of [{ SMTP_URL, WAYMARK_URL: 'http://waymark.example' }, {}])
      assert.equal(await start(env), 'Waymark is at http://localhost:3000');
  });
});

describe('where visitors are told apart', () => {
  it('nothing is said', async () => {
    const { context, maya } = await openTestSchool({ env: { WAYMARK_TRUSTED_PROXIES: '1' } });
    await ask(context, { 'X-Forwarded-For': '192.0.2.1' });
    await ask(context, { 'X-Forwarded-For': '198.51.100.9, 192.0.2.1' });
    await ask(context, {});
    assert.deepEqual(told(), []);
    assert.doesNotMatch(await maya.read('/account'), /WAYMARK_TRUSTED_PROXIES/);
  });
});
