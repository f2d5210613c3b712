/** The choice between two texts, as it stands again after it was refused, and what becomes of it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { invalid } from '../problems.js';
import { conflictField, EditConflict, withChoices } from './edit-conflict.js';
import type { Typed } from './form.js';
import type { RequestContext } from './request-context.js';

const request = {
  person: { id: 'me' },
  context: { id: () => 'a-key' },
} as unknown as RequestContext;
const why = conflictField('why', 'Why', true);
const cost = conflictField('cost', 'Cost');
const saved = { version: 3, at: null, by: { id: 'ann', name: 'Ann' } };

function shown(typed: Typed, by: { id: string; name: string } | null = saved.by): string {
  const parts = [
    { ...why, mine: 'Mine', theirs: 'Theirs' },
    { ...cost, mine: '£5', theirs: '£10' },
  ];
  const problem = invalid('conflict.undecided', 'Choose.', { 'choose-cost': 'Choose which: cost' });
  return String(
    <EditConflict
      {...{ request, parts, problem, eyebrow: 'A', action: '/there', back: '/back' }}
      saved={{ ...saved, by }}
      typed={{ why: ['Mine'], cost: ['£5'], ...typed }}
    />,
  );
}
const chosen = (html: string) =>
  [...html.matchAll(/<input type="radio"[^>]*>/g)]
    .filter(([radio]) => / checked/.test(radio))
    .map(([radio]) => /name="([^"]*)" value="([^"]*)"/.exec(radio)?.slice(1).join('='));
const joined = (html: string) => /<textarea[^>]*>([^<]*)<\/textarea>/.exec(html)?.[1]?.trim();

describe('the choice between two texts', () => {
  it('keeps each that was made', () => {
    assert.deepEqual(chosen(shown({})), []);
    for (const choice of ['theirs', 'mine', 'together'])
      assert.deepEqual(chosen(shown({ 'choose-why': [choice] })), [`choose-why=${choice}`]);
  });

  it('offers both one after the other, until something else was typed there, or nothing', () => {
    assert.equal(joined(shown({})), 'Theirs\n\nMine');
    assert.equal(joined(shown({ 'together-why': ['Both'] })), 'Both');
    assert.equal(joined(shown({ 'together-why': [''] })), '');
  });

  it('names what is missing at its place, and who wrote the other text', () => {
    const html = shown({});
    assert.match(html, /id="choose-cost" aria-describedby="choose-cost-error"/);
    assert.match(html, /id="choose-cost-error"[\s\S]*Choose which: cost/);
    assert.doesNotMatch(html, /choose-why-error/);
    assert.match(html, /Ann changed this[^<]*/);
    assert.match(html, /Keep the saved version \(Ann\)/);
    assert.match(shown({}, { id: 'me', name: 'Maya' }), /Keep the saved version</);
    assert.match(shown({}, null), /Someone else changed this/);
  });
});

describe('what was chosen', () => {
  const asked = { _asked: ['why', 'cost'], why: ['Mine'], cost: ['£5'] };
  const decide = (typed: Typed) => withChoices({ ...asked, ...typed }, [why, cost]);

  it('stands in the form: mine, nothing of theirs, or the text of both, emptied too', () => {
    const theirs = decide({ 'choose-why': ['mine'], 'choose-cost': ['theirs'] });
    assert.deepEqual([theirs.why, theirs.cost], [['Mine'], undefined]);
    for (const text of ['Both', '']) {
      const both = decide({
        ...{ 'choose-why': ['together'], 'together-why': [text] },
        'choose-cost': ['mine'],
      });
      assert.deepEqual([both.why, both.cost], [[text], ['£5']]);
    }
  });

  it('is asked for by name where it is missing', () => {
    assert.throws(() => decide({ 'choose-why': ['mine'] }), {
      code: 'conflict.undecided',
      fields: { 'choose-cost': 'Choose which to keep: cost' },
    });
  });
});
