/** The script of a statement's page says of any marks what the server says, and takes keys that are pressed alone. */
/// <reference types="node" />
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statementsOf } from '../../../framework/framework.js';
import { schoolsModel } from '../../../framework/testing/schools-model.js';
import { type Mark, type Marks, markedAt, markOf, withSameMarks } from '../../marks.js';
import { LevelChoices } from '../../pages/level-choices.js';
import { CriteriaPanel } from '../../pages/level-criteria.js';
import { countWords, markWords, suggestionWords } from '../../suggestion-words.js';
import { followMarks } from './follow-marks.js';
import { saveByKey, startKeys, valueFor } from './keys.js';

const MARKS: (Mark | null)[] = ['met', null, 'partly', 'not-yet', 'met'];

/** What the script finds on the page that the server drew, and where it puts its words. */
function openPage(html: string) {
  const put: Record<string, { textContent: string; dataset: Record<string, string> }> = {};
  const place = (name: string, dataset = {}) => (put[name] ??= { textContent: '', dataset });
  const named = (tag: string) =>
    Object.fromEntries(
      [...tag.matchAll(/ data-([a-z]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [
        name,
        value,
      ]),
    );
  const found = (part: string, name: string) =>
    [...part.matchAll(new RegExp(`<[a-z]+[^>]* data-${name}[^>]*>`, 'g'))].map(([tag]) => ({
      dataset: named(tag) as Record<string, string>,
    }));
  const panel = (level: string) =>
    html.split('<details').find((part) => part.includes(` id="criteria-${level}"`)) ?? '';
  const checked = [
    ...html.matchAll(/<input type="radio" name="(mark-[^"]*)" value="([^"]*)" checked/g),
  ].map(([, name = '', value = '']) => ({ name, value }));
  const notice = { hidden: true, querySelector: place };
  const form = {
    querySelectorAll: (selector: string) => {
      const [, level = ''] = /^#criteria-(\d+) \[data-criterion\]$/.exec(selector) ?? [];
      const [, count = ''] = /^\[data-count="(\d+)"\]$/.exec(selector) ?? [];
      if (level) return found(panel(level), 'criterion');
      if (count) return [place(count)];
      if (selector === '.tri input:checked') return checked;
      const [, name = ''] = /^\[data-([a-z]+)\]$/.exec(selector) ?? [];
      const all = found(html, name);
      return name === 'said'
        ? all.map(({ dataset }) => place(`said ${dataset.said}`, dataset))
        : all;
    },
    querySelector: (selector: string) => (selector === '[data-suggestion]' ? notice : null),
    addEventListener: (_: string, act: () => void) => act(),
  };
  return { form: form as unknown as HTMLFormElement, notice, put };
}

describe('the script of a statement', () => {
  Object.defineProperty(globalThis, 'document', {
    value: { documentElement: { lang: schoolsModel.language } },
    configurable: true,
  });

  it('counts criteria and suggests as the server does, optional and repeated ones too', () => {
    let [optional, repeated] = [0, 0];
    for (const statement of statementsOf(schoolsModel))
      for (let turn = 0; turn < MARKS.length; turn += 1) {
        const criteria = statement.levels.flatMap((each) => each.criteria);
        optional += criteria.filter((each) => each.optional).length;
        const some: Marks = Object.fromEntries(
          criteria.flatMap(({ id }, index) => {
            const mark = MARKS[(index + turn) % MARKS.length];
            return mark && (turn > 0 || index % 3 === 0) ? [[id, mark]] : [];
          }),
        );
        const marks = withSameMarks(statement, some);
        const framework = schoolsModel;
        const chosen = { rating: null, isLeftOpen: false };
        const shown = { framework, statement, marks };
        const drawn = [
          LevelChoices({ ...shown, ...chosen }),
          CriteriaPanel({ ...shown, children: null }),
        ];
        const { form, notice, put } = openPage(drawn.join(''));
        followMarks(form);
        for (const descriptor of statement.levels)
          assert.equal(
            put[String(descriptor.level)]?.textContent,
            countWords(descriptor, marks),
            `${statement.id}, level ${descriptor.level}`,
          );
        for (const [id, at] of markedAt(statement)) {
          repeated += 1;
          assert.equal(put[`said ${at.id}`]?.textContent, markWords(markOf(marks, id)), id);
        }
        const words = suggestionWords(framework, statement, marks);
        assert.equal(notice.hidden, words === null);
        assert.deepEqual(
          [put['[data-level-words]']?.textContent, put['[data-why]']?.textContent],
          [words?.level ?? '', words?.why ?? ''],
          statement.id,
        );
      }
    assert.ok(optional > 0 && repeated > 0, 'The model has optional and repeated criteria.');
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

  it('saves by Ctrl+Enter and Command+Enter with the main button, and by no other key', () => {
    let press = (_: object) => {};
    let [prevented, sent] = [0, [] as unknown[]];
    const form = {
      addEventListener: (_: string, act: typeof press) => (press = act),
      querySelector: (selector: string) => selector,
      requestSubmit: (by: unknown) => sent.push(by),
    };
    saveByKey(form as unknown as HTMLFormElement);
    const event = { key: 'Enter', preventDefault: () => (prevented += 1) };
    for (const held of [{}, { ctrlKey: true, isComposing: true }, { shiftKey: true }])
      press({ ...event, ...held });
    press({ ...event, key: 's', ctrlKey: true });
    assert.deepEqual([prevented, sent], [0, []]);
    press({ ...event, ctrlKey: true });
    press({ ...event, metaKey: true });
    assert.equal(prevented, 2);
    assert.deepEqual(sent, Array(2).fill('[name=go][value=next]'));
  });
});
