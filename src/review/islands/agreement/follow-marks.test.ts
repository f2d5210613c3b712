/** The script of a statement's page says of any marks what the server says, and takes keys that are pressed alone. */
/// <reference types="node" />
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statementsOf } from '../../../framework/framework.js';
import { schoolsModel } from '../../../framework/testing/schools-model.js';
import type { Mark, Marks } from '../../marks.js';
import { LevelChoices } from '../../pages/level-choices.js';
import type { Rating } from '../../rating.js';
import { countWords, suggestionWords } from '../../suggestion-words.js';
import { followMarks } from './follow-marks.js';
import { startKeys, valueFor } from './keys.js';

const MARKS: (Mark | null)[] = ['met', null, 'partly', 'not-yet', 'met'];

/** What the script finds on the page that the server drew, and where it puts its words. */
function openPage(html: string) {
  const put: Record<string, { textContent: string }> = {};
  const place = (name: string) => (put[name] ??= { textContent: '' });
  const attributes = (tag: string) =>
    Object.fromEntries(
      [...tag.matchAll(/ data-([a-z]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [
        name,
        value,
      ]),
    );
  const cards = html.split('<div class="choice" ').slice(1);
  const levels = cards.filter((card) => card.startsWith('data-level'));
  const inputs = (part: string) =>
    [...part.matchAll(/<input type="radio" name="([^"]*)"[^>]*? value="([^"]*)"( checked)?/g)].map(
      ([, name = '', value = '', checked]) => ({ name, value, checked: checked !== undefined }),
    );
  const notice = { hidden: true, querySelector: place };
  const form = {
    querySelectorAll: (selector: string) =>
      selector === '[data-level]'
        ? levels.map((card) => ({
            dataset: attributes(` ${card.slice(0, card.indexOf('>'))}`),
            querySelectorAll: () =>
              card
                .split('<fieldset class="point"')
                .slice(1)
                .map((point) => ({
                  dataset: attributes(point.slice(0, point.indexOf('>'))),
                  querySelector: () => inputs(point)[0],
                })),
          }))
        : inputs(html).filter(({ name, checked }) => name !== 'level' && checked),
    querySelector: (selector: string) => {
      if (selector === '[data-suggestion]') return notice;
      if (selector.startsWith('[data-count')) return place(/\d/.exec(selector)?.[0] ?? '');
      return inputs(html).find(({ name, checked }) => name === 'level' && checked) ?? null;
    },
    addEventListener: (_: string, act: () => void) => act(),
  };
  return { form: form as unknown as HTMLFormElement, notice, put };
}

describe('the script of a statement', () => {
  Object.defineProperty(globalThis, 'document', {
    value: { documentElement: { lang: schoolsModel.language } },
    configurable: true,
  });

  it('counts points and suggests as the server does, optional points too', () => {
    let optional = 0;
    for (const [at, statement] of statementsOf(schoolsModel).entries())
      for (let turn = 0; turn < MARKS.length; turn += 1) {
        const criteria = statement.levels.flatMap((each) => each.criteria);
        optional += criteria.filter((each) => each.optional).length;
        const marks: Marks = Object.fromEntries(
          criteria.flatMap(({ id }, index) => {
            const mark = MARKS[(index + turn) % MARKS.length];
            return mark && (turn > 0 || index % 3 === 0) ? [[id, mark]] : [];
          }),
        );
        const rating = ([null, 'not-yet', 1, 2, 3, 4] as Rating[])[(at + turn) % 6] ?? null;
        const framework = schoolsModel;
        const drawn = LevelChoices({ framework, statement, rating, marks });
        const { form, notice, put } = openPage(String(drawn));
        followMarks(form);
        for (const descriptor of statement.levels)
          assert.equal(
            put[String(descriptor.level)]?.textContent,
            countWords(descriptor, marks),
            `${statement.id}, level ${descriptor.level}`,
          );
        const words = suggestionWords(framework, statement, rating, marks);
        assert.equal(notice.hidden, words === null);
        assert.deepEqual(
          [
            put.h2?.textContent,
            put['[data-why]']?.textContent,
            put['[data-you-decide]']?.textContent,
          ],
          [words?.heading ?? '', words?.why ?? '', words?.youDecide ?? ''],
          statement.id,
        );
      }
    assert.ok(optional > 0, 'The model has optional points.');
  });

  it('takes keys for levels, none of them with a modifier', () => {
    const alone = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false };
    const levels = ['1', '2', '3', '4'];
    for (const [key, value] of [
      ...levels.map((each) => [each, each] as const),
      ['0', 'not-yet'],
    ] as const) {
      assert.equal(valueFor({ ...alone, key }, levels), value);
      for (const held of ['ctrlKey', 'metaKey', 'altKey', 'isComposing'])
        assert.equal(valueFor({ ...alone, key, [held]: true }, levels), null, `${held} ${key}`);
    }
    for (const key of ['5', 'a', '10', '']) assert.equal(valueFor({ ...alone, key }, levels), null);
  });

  it('chooses by a key as a hand does: autosave hears `input`, what follows the choice hears `change`', () => {
    const heard: string[] = [];
    const radio = {
      checked: false,
      focus: () => {},
      dispatchEvent: ({ type, bubbles }: Event) => heard.push(`${type} ${bubbles}`),
    };
    const hint = { hidden: true, querySelector: () => ({ addEventListener: () => {} }) };
    const form = {
      querySelectorAll: () => [{ dataset: { level: '1' } }],
      querySelector: (selector: string) => (selector === '[data-keys]' ? hint : radio),
    };
    let press = (_: object) => {};
    const put = (name: string, value: unknown) =>
      Object.defineProperty(globalThis, name, { value, configurable: true });
    put('localStorage', { getItem: () => null });
    put('Element', class {});
    put('document', { addEventListener: (_: string, act: typeof press) => (press = act) });
    startKeys(form as unknown as HTMLFormElement);
    press({ key: '1', target: null, preventDefault: () => {} });
    assert.deepEqual([radio.checked, heard], [true, ['input true', 'change true']]);
  });
});
