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
  /^\/reviews\/[^/]+\/reports\/[^/]+\/links$/,
  // A filled in workbook, whose changes are shown: nothing is saved before they are chosen.
  /\/workbook(\?|$)/,
  // Each row carries a version of its own, and what it held.
  /\/enter$/,
  // Something carried out: it is refused, or does nothing, once it was done.
  /^\/(people|administration)\/messages$/,
  /\/(remove|delete|restore|confirm|close|reopen|apply|seen|carry|archive|open|end|leave|again|resend|revoke|answer|publish|choose|take-over|status|milestones|evidence|file|citations|export|run|standard|calendar|reminders|request|erase|data)$/,
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

  /** Two forms for the same thing: a page may have one for each of its rows. */
  const isSame = (one: FormOnPage, other: FormOnPage) =>
    one.action === other.action &&
    ['statement', 'level'].every(
      (name) => !isOfRow(other, name) || one.fields[name]?.[0] === other.fields[name]?.[0],
    );
  const isOfRow = ({ fields, shown }: FormOnPage, name: string) =>
    name in fields && !shown.some((each) => each.name === name);

  /** The form with one field changed, as somebody would who changes nothing else. */
  function differing({ shown }: FormOnPage, name: string): FormOnPage['fields'] {
    const fields = shown.filter((each) => each.name === name);
    const values = fields.map(({ value }) => value).filter((value) => value !== '');
    const choices = fields.flatMap(({ choices = [] }) => choices);
    const other = choices.findLast((choice) => choice !== '' && !values.includes(choice)) ?? '';
    if (name in ANOTHER) return { [name]: [ANOTHER[name] ?? ''], ...WITH[name] };
    if (fields[0]?.kind === 'checkbox')
      return { [name]: other ? [...values, other] : values.slice(1) };
    if (choices.length > 0) return { [name]: [other] };
    return { [name]: [`${values[0] ?? ''} three`.trim()], ...WITH[name] };
  }

  /** What stands in a field then, where a word at its end will not do. */
  const ANOTHER: Readonly<Record<string, string>> = {
    // "Not recorded", the last to choose, is what a statement without a level is already.
    level: '2',
    startOn: '2020-09-07',
    dueOn: '2040-06-30',
    effectiveOn: '2020-09-08',
    validUntil: '2040-07-31',
    days: '3.5',
    headings: 'Three: 3.1',
    text: 'Three: 3.1',
    'evidence-url': 'https://school.example/three',
    urn: '123456',
    ukprn: '10012345',
    laestab: '123/4567',
    left_months: '31',
    invitation_months: '32',
    link_months: '33',
    request_months: '34',
  };
  /** What has to come with a field. */
  const WITH: Readonly<Record<string, FormOnPage['fields']>> = {
    ownerName: { ownerId: [''] },
    'evidence-url': { 'evidence-title': ['Poll'] },
    'evidence-note': { 'evidence-title': ['Poll'] },
  };
  /** What the person who sends the forms here needs as it is. */
  const KEPT = new Set(['/people/:id role']);
  /** What says which thing it is: with another, it is another thing. */
  const NAMES = new Set(['/crosswalk/load title']);
  /** Where a part of a report stands: of those that are not chosen it says nothing. */
  const isPlace = (name: string) => name.startsWith('place-');
  /** What a button of its own takes, and Save leaves where it is. */
  const OWN_BUTTON = new Set(['step-owner', 'step-due']);
  /** Where what is made by a form is edited, by the address that one comes to then. */
  const EDITED_AT: Readonly<Record<string, (made: string) => string>> = {
    '/crosswalk/load': (made) => made.replace('/crosswalk/', '/crosswalk/load?list='),
  };

  /** The forms that show what both wrote, field by field; the others show the form again. */
  const WITH_BOTH = new Set([
    '/reviews/:id/statements/:code',
    '/reviews/:id/people',
    '/crosswalk',
    '/plan/actions/:id/edit',
    '/evidence/:id/edit',
    '/reviews/:id/reports/governor-pack/words',
    '/reviews/:id/reports/peer-brief/words',
    '/reviews/:id/reports/website/words',
  ]);

  const kinds = new Map(editing.map((each) => [each.kind.split('?')[0], each]));
  for (const [kind = '', form] of kinds) {
    let path = form.path;
    const named = form.shown.filter(({ kind }) => kind !== 'file').map(({ name }) => name);
    const names = [...new Set(named)].filter(
      (name) => !NAMES.has(`${kind} ${name}`) && !OWN_BUTTON.has(name) && !isPlace(name),
    );
    const formNow = async () => {
      const now = formsOf(await maya.read(path)).find((each) => isSame(each, form));
      assert.ok(now, `${path} has no form to ${form.action}`);
      return now;
    };
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
      path = EDITED_AT[kind]?.(first.headers.get('location') ?? '') ?? path;
      const second = await send(other);
      assert.equal(second.status, 409);
      const words = Object.values(other)[0] ?? '';
      const html = await second.text();
      assert.ok(html.includes(words), `${words} is lost`);
      const hasBoth = formsOf(html).some(({ fields }) => '_asked' in fields);
      assert.equal(hasBoth, WITH_BOTH.has(kind), 'one chooses between both texts');
    });

    it(`is refused in an older version, whichever field alone differs: ${kind}`, async () => {
      const send = async (fields: FormOnPage['fields'], version: string[] | undefined) => {
        const whole = { ...fields, _key: context.id(), _version: version ?? [] };
        return (await maya.post(form.action, whole)).status;
      };
      const held = ({ fields: { _key, ...fields } }: FormOnPage) => fields;
      const faults: string[] = [];
      for (const name of names) {
        const now = await formNow();
        const changed = { ...now.fields, ...differing(now, name) };
        const stale = await send(changed, form.fields._version);
        if (stale !== 409) faults.push(`${name}: ${stale} for an older version`);
        const after = await formNow();
        assert.deepEqual(held(after), held(now), `${name}: changed by an older version`);
        if (KEPT.has(`${kind} ${name}`)) continue;
        const fresh = await send(changed, now.fields._version);
        if (fresh !== 303) faults.push(`${name}: ${fresh} for the newest version`);
        else if (held(await formNow())._version?.[0] === now.fields._version?.[0])
          faults.push(`${name}: not changed in the newest version`);
      }
      assert.deepEqual(faults, []);
    });

    if (!WITH_BOTH.has(kind)) continue;
    it(`shows again what was chosen and typed between both texts: ${kind}`, async () => {
      const now = await formNow();
      const changed = Object.assign({}, ...names.map((name) => differing(now, name)));
      const bothOf = async (fields: FormOnPage['fields']) => {
        const answer = await maya.post(form.action, fields);
        const html = await answer.text();
        const both = formsOf(html).find((each) => '_asked' in each.fields);
        assert.ok([409, 422].includes(answer.status), html.replace(/<[^>]*>/g, ' '));
        assert.ok(both, `${kind} has no choice between both texts`);
        return both;
      };
      const [, others] = OTHER[kind] ?? [];
      const stale = { ...now.fields, ...changed, ...others, _version: form.fields._version };
      const both = await bothOf({ ...stale, _key: [context.id()] });
      const [undecided, ...decided] = both.fields._asked ?? [];
      const texts = Object.keys(both.fields).filter((name) => name.startsWith('together-'));
      const [first] = texts;
      // A text may be brought together, or emptied, before or without its choice.
      for (const emptied of [undefined, first]) {
        const filled = {
          ...both.fields,
          ...Object.fromEntries(
            decided.map((field, at) => [`choose-${field}`, [at % 2 ? 'mine' : 'theirs']]),
          ),
          ...Object.fromEntries(
            texts.map((name) => [name, [name === emptied ? '' : `Joined in ${name}`]]),
          ),
        };
        const again = await bothOf({ ...filled, _key: [context.id()] });
        const { _key, _version, _replaces, ...held } = again.fields;
        for (const [name, value] of Object.entries(filled))
          if (!/^_(key|version|replaces)$/.test(name)) assert.deepEqual(held[name], value, name);
        assert.equal(held[`choose-${undecided}`], undefined);
      }
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
