/** Every form of every page that links lead to: what Enter does, and what keeps two people from overwriting each other. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEMO_PASSWORD } from '../src/demo/make.js';
import { openTestDemo } from './support/app.js';
import { crawl } from './support/crawl.js';
import { type FormOnPage, formsOf } from './support/forms.js';
import { newVisitor } from './support/visitor.js';

const {
  context,
  schools: [otterbridge],
} = await openTestDemo();
const maya = newVisitor(context);
await maya.post('/sign-in', { email: otterbridge!.people.maya!.email, password: DEMO_PASSWORD });

const pages = [...(await crawl(maya)), ...(await crawl(newVisitor(context)))];
const forms = pages.flatMap(({ kind, path, html }) =>
  formsOf(html).map((form) => ({ ...form, kind, path })),
);

const isMain = ({ kind }: FormOnPage['buttons'][number]) =>
  /\bgovuk-button\b/.test(kind) && !/--secondary/.test(kind);

describe('every form', () => {
  it('does on Enter what its main button does', () => {
    assert.ok(forms.length > 100, `${forms.length} forms`);
    const wrong = forms.flatMap(({ kind, action, buttons }) => {
      const [first] = buttons;
      const main = buttons.find((each) => isMain(each) && each.words !== '');
      const isSame = !main || (first?.name === main.name && first.value === main.value);
      return isSame ? [] : [`${kind}: ${action} begins with “${first?.words}”`];
    });
    assert.deepEqual([...new Set(wrong)], []);
  });

  it('of more than one button has one that is its main one', () => {
    const wrong = forms
      .filter(
        ({ method, buttons }) => method === 'post' && buttons.length > 1 && !buttons.some(isMain),
      )
      .map(
        ({ kind, action, buttons }) => `${kind}: ${action} ${buttons.map(({ words }) => words)}`,
      );
    assert.deepEqual([...new Set(wrong)], []);
  });
});

/**
 * Forms that change nothing which is there already, by where they are sent: they add something, carry something out, or
 * set what is one's own or as large as one switch. Every other form edits, and carries the version of what it edits.
 */
const NO_EDITS: readonly RegExp[] = [
  // Signing in and one's own ways in.
  /^\/(sign-in|sign-out|set-up|new-password|lost-password|prove|switch|leave|demo|join|invitations)\b/,
  /^\/account\/(?!name)/,
  // Something new.
  /^\/(reviews|plan\/actions|plan\/actions\/from-move|evidence\/new|evidence\/paste|requests|schools)$/,
  /^\/people\/(invite|invitations|links)\b/,
  /^\/model\/(imports|drafts)$/,
  /\/(remarks|notes)$/,
  /\/remarks\/[^/]+\/[a-z-]+$/,
  /^\/reviews\/[^/]+\/(people|level-setters)$/,
  // Something carried out: it is refused, or does nothing, once it was done.
  /^\/(people|administration)\/messages$/,
  /\/(remove|delete|restore|close|reopen|apply|seen|carry|archive|open|end|leave|again|resend|revoke|answer|publish|choose|take-over|status|milestones|evidence|file|citations|export|run|calendar|reminders|request|erase|data)$/,
];

describe('a form that edits', () => {
  const editing = forms.filter(
    ({ method, action }) => method === 'post' && !NO_EDITS.some((each) => each.test(action)),
  );

  it('carries the version of what it edits', () => {
    const without = editing
      .filter(({ fields }) => !('_version' in fields))
      .map(({ kind, action }) => `${kind}: ${action}`);
    assert.deepEqual([...new Set(without)], []);
    assert.ok(new Set(editing.map(({ kind }) => kind)).size >= 8);
  });

  /** What each of two people changes, where a text at its end will not do. */
  const OTHER: Readonly<Record<string, [Record<string, string>, Record<string, string>]>> = {
    '/retention': [{ left_months: '25' }, { left_months: '26' }],
    '/insight/ways': [{ days: '1.5' }, { days: '2.5' }],
    '/crosswalk': [{ headings: 'One: 1.2' }, { headings: 'Two: 2.1' }],
    '/crosswalk/load': [
      { text: 'One: 1.2', title: 'Ours' },
      { text: 'Two: 2.1', title: 'Ours' },
    ],
    '/school': [{ type: 'Academy one' }, { type: 'Academy two' }],
  };

  const kinds = new Map(editing.map((each) => [each.kind.split('?')[0], each]));
  for (const [kind = '', form] of kinds) {
    it(`lets the second of two people overwrite nothing unseen: ${kind}`, async () => {
      const isText = (each: { kind: string }) => ['text', 'textarea'].includes(each.kind);
      const text = form.shown.find(isText)?.name ?? '';
      const value = form.fields[text]?.[0] ?? '';
      const [one, other] = OTHER[kind] ?? [
        { [text]: `${value} one`.trim() },
        { [text]: `${value} two`.trim() },
      ];
      const send = (change: Record<string, string>) =>
        maya.post(form.action, { ...form.fields, ...change, _key: context.id() });
      const first = await send(one);
      assert.equal(first.status, 303, (await first.text()).replace(/<[^>]*>/g, ' '));
      const second = await send(other);
      assert.equal(second.status, 409);
      const words = Object.values(other)[0] ?? '';
      assert.ok((await second.text()).includes(words), `${words} is lost`);
    });
  }
});

describe('a form with the key of one that was sent', () => {
  it('has one effect with the same words, and loses none with others', async () => {
    const [form] = forms.filter(({ action }) => action === '/plan/actions');
    const send = (title: string) => maya.post('/plan/actions', { ...form?.fields, title });
    const [first, same, other] = [await send('Ask'), await send('Ask'), await send('Ask two')];
    assert.equal(same.headers.get('location'), first.headers.get('location'));
    assert.notEqual(other.headers.get('location'), first.headers.get('location'));
    assert.match(await maya.read(other.headers.get('location') ?? ''), /Ask two/);
  });

  it('shows both texts where others were saved under it', async () => {
    const path = `/reviews/${otterbridge!.reviews.at(-1)}/statements/3.2`;
    const form = formsOf(await maya.read(path)).find(({ action }) => action.endsWith('/agreement'));
    const send = (reason: string) => maya.post(form?.action ?? '', { ...form?.fields, reason });
    assert.equal((await send('First words')).status, 303);
    assert.equal((await send('First words')).status, 303);
    const other = await send('Other words');
    assert.equal(other.status, 409);
    assert.match(await other.text(), /First words[\s\S]*Other words/);
  });
});
