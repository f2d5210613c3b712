/** Uploads through the door, friendly and hostile, and what comes back. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../../tests/support/app.js';
import { mostHeld } from '../../../tests/support/memory.js';
import { office, pdf, png } from '../testing/files.js';
import { prepareToSend, send } from '../testing/library.js';

const { context, maya } = await openTestSchool();
const bytesOf = (bytes: Uint8Array | string) => new Uint8Array(Buffer.from(bytes as string));
const fields = { kind: 'file', title: '', note: 'What leavers do', voice: 'data' };
const post = (name: string, bytes: Uint8Array | string, more = {}) =>
  send(context, maya, '/evidence/new', { ...fields, ...more }, { name, bytes: bytesOf(bytes) });
const incoming = () => readdirSync(join(context.config.dataFolder, 'files/incoming'));
const titles = async () =>
  (await context.superuser.query('SELECT title FROM evidence ORDER BY id')).rows.map(
    ({ title }) => title,
  );

describe('an upload', () => {
  it('takes its title from the name of the file, and its bytes come back as they were', async () => {
    const bytes = pdf('the plan');
    const answer = await post('../../Careers_plan (2).pdf', bytes);
    assert.equal(answer.status, 303, await answer.text());
    const page = answer.headers.get('location') ?? '';
    assert.match(await maya.read(page), /<h1>Careers plan \(2\)<\/h1>/);
    const file = await maya.get(`${page}/files/1`);
    assert.deepEqual(Buffer.from(await file.arrayBuffer()), bytes);
    const header = (name: string) => file.headers.get(name) ?? '';
    assert.equal(header('content-type'), 'application/pdf');
    assert.match(header('content-disposition'), /^attachment; filename="Careers_plan \(2\)\.pdf"/);
    assert.match(header('content-security-policy'), /default-src 'none'; sandbox/);
    assert.equal(header('x-content-type-options'), 'nosniff');
  });

  it('shows a picture on the page, from a sandbox', async () => {
    const answer = await post('wall.png', png(40, 30));
    const page = answer.headers.get('location') ?? '';
    assert.match(
      await maya.read(page),
      /<img class="preview" src="[^"]+\/files\/1\/view" width="40" height="30"/,
    );
    const view = await maya.get(`${page}/files/1/view`);
    assert.match(view.headers.get('content-disposition') ?? '', /^inline/);
    assert.match(view.headers.get('content-security-policy') ?? '', /sandbox/);
    assert.equal((await maya.get(`${page}/files/2`)).status, 404);
    assert.match(await maya.read(page), /alt="Picture: What leavers do"/);
    const silent = await post('wall.png', png(40, 30), { note: '', title: 'The wall' });
    assert.match(
      await maya.read(silent.headers.get('location') ?? ''),
      /alt="Picture: The wall"/,
      'by its title where nothing says what it shows',
    );
  });

  it('of a PDF is looked at in the viewer of the browser, which no sandbox lets run', async () => {
    const answer = await post('plan.pdf', pdf('to look at'));
    const view = await maya.get(`${answer.headers.get('location')}/files/1/view`);
    assert.match(view.headers.get('content-disposition') ?? '', /^inline; filename="plan\.pdf"/);
    const policy = view.headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; .*frame-ancestors 'none'$/);
    assert.doesNotMatch(policy, /sandbox|script-src|connect-src/);
  });

  it('is let go where the form does not say what it is, or the newer file is none', async () => {
    const before = await titles();
    const kindless = await post('plan.pdf', pdf('kindless'), { kind: 'x' });
    assert.equal(kindless.headers.get('location'), '/evidence/new');
    assert.deepEqual(await titles(), before);
    const page = (await post('plan.pdf', pdf('first'))).headers.get('location') ?? '';
    const replace = (name: string, bytes: Uint8Array | string) =>
      send(context, maya, `${page}/file`, {}, { name, bytes: bytesOf(bytes) });
    const refused = await replace('plan.pdf', Buffer.from([0, 1, 2, 3, 255]));
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /<a href="#file">/);
    assert.equal((await maya.get(`${page}/files/2`)).status, 404);
    assert.equal((await replace('plan.pdf', pdf('second'))).status, 303);
    assert.equal((await maya.get(`${page}/files/2`)).status, 200);
    assert.deepEqual(incoming(), []);
  });

  it('of text is never shown as a page', async () => {
    const answer = await post('notes.html', 'plain words <script>alert(1)</script>');
    const view = await maya.get(`${answer.headers.get('location')}/files/1/view`);
    assert.match(
      view.headers.get('content-disposition') ?? '',
      /^attachment; filename="notes\.txt"/,
    );
    assert.equal(view.headers.get('content-type'), 'text/plain');
  });

  const bomb = office('xlsx', { 'a.xml': [new Uint8Array(180_000_000), { level: 9 }] });
  const hostile: [string, string, Uint8Array | string, number, RegExp][] = [
    ['a page with script', 'a.pdf', '<!doctype html><script>1</script>', 422, /Choose a PDF/],
    ['a PDF cut short', 'a.pdf', pdf().subarray(0, 150), 422, /damaged or was cut off/],
    ['a picture cut short', 'a.png', png().subarray(0, 50), 422, /damaged or was cut off/],
    ['a workbook with macros', 'a.xlsx', office('xlsm'), 422, /without macros/],
    ['a zip bomb', 'a.xlsx', bomb, 422, /unpacks to far more/],
    ['an empty file', 'a.txt', '', 422, /is not empty/],
    ['21 MB', 'a.txt', Buffer.alloc(21 * 1024 * 1024, 'a'), 413, /at most 20 MB/],
    ['a name with a NUL and a half character', '\0\ud800.exe', 'MZ', 422, /Choose a PDF/],
  ];
  for (const [what, name, bytes, status, words] of hostile) {
    it(`is refused with a sentence, its words kept, for ${what}`, async () => {
      const before = await titles();
      const sent = bytesOf(bytes as string);
      const delay = monitorEventLoopDelay({ resolution: 5 });
      const cpu = process.cpuUsage();
      delay.enable();
      const answer = await send(context, maya, '/evidence/new', fields, { name, bytes: sent });
      const html = await answer.text();
      delay.disable();
      const used = process.cpuUsage(cpu);
      assert.equal(answer.status, status, html.slice(0, 500));
      assert.match(html, words);
      const [, field = ''] = /id="file-error"[^>]*>(.*?)<\/p>/s.exec(html) ?? [];
      assert.match(field, words, 'beside the field too');
      assert.match(html, /What leavers do<\/textarea>/);
      assert.deepEqual(await titles(), before);
      assert.deepEqual(incoming(), []);
      assert.ok(
        (used.user + used.system) / 1e6 < 2,
        `${(used.user + used.system) / 1000} ms of processor`,
      );
      // What is small, and is no archive of much, cannot hold more.
      if (sent.length < 100_000) return;
      const again = await prepareToSend(context, maya, '/evidence/new', fields, {
        name,
        bytes: sent,
      });
      const held = await mostHeld(async () => (await again()).text());
      assert.ok(held < 64e6, `${held / 1e6} MB held`);
      assert.deepEqual(incoming(), []);
    });
  }

  it('with a note of ten megabytes is refused before it is kept', async () => {
    const before = await titles();
    const long = await send(
      context,
      maya,
      '/evidence/new',
      { ...fields, note: 'n'.repeat(10_000_000) },
      null,
    );
    assert.equal(long.status, 413);
    const urlencoded = await maya.post('/evidence/new', {
      kind: 'note',
      title: 'a',
      note: 'n'.repeat(10_000_000),
    });
    assert.ok([413, 422].includes(urlencoded.status));
    assert.deepEqual(await titles(), before);
  });

  it('without a file, or of somebody who is not signed in, adds nothing', async () => {
    const before = await titles();
    const none = await send(context, maya, '/evidence/new', fields, null);
    assert.equal(none.status, 422);
    assert.match(await none.text(), /href="#file">Choose a file/);
    const nobody = { ...maya, cookies: new Map<string, string>() };
    const answer = await send(context, nobody, '/evidence/new', fields, {
      name: 'a.pdf',
      bytes: bytesOf(pdf()),
    });
    assert.match(await answer.text(), /Sign in/);
    assert.deepEqual(await titles(), before);
  });

  it('that looks like a list of learners in its words is questioned first', async () => {
    const list = ['Reid, Sam 12/03/2012', 'Bell, Tom 04/09/2011', 'Shah, Anita 21/07/2012'].join(
      '\n',
    );
    const asked = await maya.post('/evidence/new', { kind: 'note', title: 'Who came', note: list });
    assert.equal(asked.status, 422);
    assert.match(await asked.text(), /looks like a list of pupils/);
    const pasted = await maya.post('/evidence/paste', { rows: list, go: 'add' });
    assert.equal(pasted.status, 422);
  });
});
