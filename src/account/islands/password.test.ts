/** The button beside a password: its words say what it would do, in each state. */
/// <reference types="node" />
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { PasswordField } from '../pages/password-field.js';

class Field {
  type = 'password';
  sent = () => {};
  form = {
    addEventListener: (_: 'submit', then: () => void) => Object.assign(this, { sent: then }),
  };
}
const field = new Field();
const said = { textContent: '' };
const attributes = new Map([['aria-controls', 'password']]);
let click = () => {};
const button = {
  textContent: 'Show',
  hidden: true,
  parentElement: { parentElement: { querySelector: () => said } },
  getAttribute: (name: string) => attributes.get(name) ?? null,
  setAttribute: (name: string, value: string) => attributes.set(name, value),
  addEventListener: (_: 'click', then: () => void) => {
    click = then;
  },
};
const { document, HTMLInputElement } = globalThis;
Object.assign(globalThis, {
  HTMLInputElement: Field,
  document: { querySelectorAll: () => [button], getElementById: () => field },
});
after(() => Object.assign(globalThis, { document, HTMLInputElement }));

/** Holds the words seen, the name that is read out and what is said against what the field shows. */
function assertWords(isShown: boolean) {
  const verb = isShown ? 'Hide' : 'Show';
  assert.equal(field.type, isShown ? 'text' : 'password');
  assert.equal(button.textContent, verb);
  assert.equal(attributes.get('aria-label'), `${verb} password`);
}

it('the button beside a password says what it would do, as it comes and after each press', async () => {
  const markup = String(PasswordField({ kind: 'current', label: 'Password' }));
  const [, name = '', words = ''] =
    /<button[^>]*aria-label="([^"]*)"[^>]*>\s*(\w+)\s*<\/button>/.exec(markup) ?? [];
  assert.match(markup, /<input[^>]*type="password"/);
  button.textContent = words;
  attributes.set('aria-label', name);
  assertWords(false);
  await import('./password.js');
  assert.equal(button.hidden, false);
  assertWords(false);
  for (const isShown of [true, false, true]) {
    click();
    assertWords(isShown);
    assert.equal(said.textContent, `Your password is ${isShown ? 'visible' : 'hidden'}`);
  }
  field.sent();
  assert.equal(field.type, 'password', 'it is hidden before the form is sent');
});
