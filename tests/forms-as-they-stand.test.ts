/** Every form of every page, sent as it stands on the page: none fails, and none loses what it held. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEMO_PASSWORD } from '../src/demo/make.js';
import { openTestDemo } from './support/app.js';
import { crawl, kindOf } from './support/crawl.js';
import { type FormOnPage, formsOf } from './support/forms.js';
import { newVisitor } from './support/visitor.js';

const {
  context,
  schools: [otterbridge],
} = await openTestDemo();
const maya = newVisitor(context);
const signIn = () =>
  maya.post('/sign-in', { email: otterbridge!.people.maya!.email, password: DEMO_PASSWORD });
await signIn();

/** Which form of a page it is: the address and the names of its fields and main button. */
const nameOf = ({ action, shown, buttons: [main] }: FormOnPage) =>
  [action, main?.name, main?.value, ...new Set(shown.map(({ name }) => name))].join(' ');

/** What a form holds that somebody would miss. Passwords and files are never given back. */
const heldBy = ({ shown }: FormOnPage) =>
  shown
    .filter(({ kind, value }) => value !== '' && !['password', 'file'].includes(kind))
    .map(({ name, value }) => `${name}=${value.trim()}`);

/** Closing, deleting and signing out come last, as what they end can then no longer be sent. */
const ENDS = /delete|sign-out|end-|leave|close|erase|withdraw|archive|remove|sessions|revoke/;

const pages = (await crawl(maya)).filter(({ html }) => html !== '');
const asked = new Map<string, { path: string; form: FormOnPage }>();
for (const { path, html } of pages)
  for (const form of formsOf(html))
    if (form.method === 'post') {
      const action = form.action || path;
      const kind = `${kindOf(action)} ${nameOf({ ...form, action: '' })}`;
      if (!asked.has(kind)) asked.set(kind, { path, form });
    }
const inOrder = [...asked.values()].sort(
  (a, b) => Number(ENDS.test(a.form.action)) - Number(ENDS.test(b.form.action)),
);

async function sendForm({ action, fields, isUpload, buttons: [main] }: FormOnPage, path: string) {
  const sent = { ...fields, ...(main?.name ? { [main.name]: [main.value] } : {}) };
  if (!isUpload) return maya.post(action || path, sent);
  const body = new FormData();
  for (const [name, values] of Object.entries(sent))
    for (const value of values) body.append(name, value);
  body.append('file', new Blob([]), '');
  const whole = new Request('http://localhost', { method: 'POST', body });
  const cookie = [...maya.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return context.app.request(`http://localhost${action || path}`, {
    method: 'POST',
    body: await whole.arrayBuffer(),
    headers: {
      ...{ cookie, host: 'localhost', 'sec-fetch-site': 'same-origin' },
      'content-type': whole.headers.get('content-type') ?? '',
    },
  });
}

describe('every form, sent as it stands', () => {
  it('is answered, and holds afterwards what it held', async () => {
    const faults: string[] = [];
    let sent = 0;
    for (const { path, form } of inOrder) {
      // As it is now: what was sent before may have changed the page.
      const now = formsOf(await maya.read(path)).find((each) => nameOf(each) === nameOf(form));
      if (!now) continue;
      sent += 1;
      const answer = await sendForm(now, path);
      const where = `${kindOf(now.action || path)} on ${kindOf(path)}`;
      if (answer.status >= 500) faults.push(`${where}: answered ${answer.status}`);
      const isPage = (answer.headers.get('content-type') ?? '').startsWith('text/html');
      const next = new URL(answer.headers.get('location') ?? path, 'http://localhost');
      const isBack = next.pathname === path.split('?')[0];
      // What makes something new, and leads there, may offer another beginning for the next.
      const isEdit = Object.keys(now.fields).some((name) => /version/.test(name));
      if (answer.status < 400 && !isBack && !isEdit) continue;
      const html = answer.status >= 400 && isPage ? await answer.text() : await maya.read(path);
      const after = formsOf(html).find((each) => nameOf(each) === nameOf(form));
      if (answer.status === 422 && !after && heldBy(now).length > 0)
        faults.push(`${where}: refused without the form`);
      const held = new Set(after ? heldBy(after) : heldBy(now));
      const lost = heldBy(now).filter((each) => !held.has(each));
      if (lost.length > 0) faults.push(`${where} (${answer.status}): lost ${lost.join(', ')}`);
      if (/sign-out|sessions|password/.test(now.action)) await signIn();
    }
    assert.deepEqual(faults, [], faults.join('\n'));
    assert.ok(sent > 30, `only ${sent} forms were sent`);
  });
});
