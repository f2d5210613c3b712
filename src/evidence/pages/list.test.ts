/** The list of the library: what it says of itself, and its form as it was asked. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setDeleted } from '../changes.js';
import { openChanging } from '../testing/changing.js';
import { fillLibrary } from '../testing/library.js';

const { add, context, how, maya, school } = await openChanging();
const read = async (query = '') => (await school.browser.read(`/evidence${query}`)).trim();
const headingOf = (html: string) => /<h2 id="items">([^<]*)</.exec(html)?.[1];

describe('the list of the library', () => {
  it('says how many items there are, and which they are', async () => {
    const id = await add(maya, { title: 'Herons' });
    assert.equal(headingOf(await read()), '1 item, newest first');
    await add(maya, { title: 'Weir' });
    assert.equal(headingOf(await read()), '2 items, newest first');
    assert.equal(headingOf(await read('?q=nowhere')), 'No results');
    await setDeleted(context, maya, { id, isDeleted: true }, how);
    const deleted = await read('?deleted=yes');
    assert.equal(headingOf(deleted), '1 item, deleted in the last 30 days');
    assert.match(deleted, /<p class="small">Deleted<\/p>/);
    await setDeleted(context, maya, { id, isDeleted: false }, how);
    assert.equal(headingOf(await read('?deleted=yes')), 'No results');
  });

  it('leads back to the newest from its later pages alone', async () => {
    await fillLibrary(context, maya, 30);
    const first = await read('?kind=note');
    assert.equal(headingOf(first), 'Items, newest first');
    assert.doesNotMatch(first, /Back to the newest/);
    const [, next = ''] = /href="([^"]+)" rel="next"/.exec(first) ?? [];
    const second = await school.browser.read(next.replaceAll('&amp;', '&'));
    assert.equal(headingOf(second), 'More items, newest first');
    assert.match(second, /href="\/evidence\?kind=note">Back to the newest</);
    assert.doesNotMatch(second, /rel="next"/);
  });

  it('holds in its form what it was asked for, and opens the form for it', async () => {
    const asked: Record<string, string> = {
      ...{ kind: 'link', voice: 'not said', age: 'past its date', owner: maya.person.id },
      ...{ statement: '2.4', deleted: 'yes' },
    };
    const isOpen = (html: string) => /<details[^>]*\sopen/.test(html);
    assert.equal(isOpen(await read()), false);
    assert.equal(isOpen(await read('?q=heron')), false);
    for (const [name, value] of Object.entries(asked)) {
      const html = await read(`?${new URLSearchParams({ [name]: value })}`);
      assert.ok(isOpen(html), name);
      const [, field = ''] = new RegExp(`name="${name}"(.*?)</div>`, 's').exec(html) ?? [];
      const held = name === 'statement' ? `value="${value}"` : `<option value="${value}" selected`;
      assert.ok(field.includes(held), name);
    }
    assert.match(await read('?q=%3Cheron%3E'), /name="q"[^>]* value="&lt;heron&gt;"/);
  });

  it('offers those who look after evidence in the order of their names', async () => {
    for (const name of ['Zoe Frost', 'Abel Moss']) await school.colleague(name, 'contributor');
    const [, owners = ''] = /name="owner"(.*?)<\/select>/s.exec(await read()) ?? [];
    assert.deepEqual(
      [...owners.matchAll(/>([^<]+)<\/option>/g)].map(([, name]) => name),
      ['Anyone', 'Abel Moss', 'Maya Okafor', 'Sam Reid', 'Zoe Frost'],
    );
  });
});
