/// <reference types="node" />
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { actFor } from './act-for.js';

const alone = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false };
const KEYS = { a: 'accept', n: 'unreadable', w: 'words', j: 'next', k: 'before' };

it('keys walk through what was read, and are left alone in a text and with a modifier', () => {
  for (const [key, act] of Object.entries({ ...KEYS, Escape: 'leave' })) {
    assert.equal(actFor({ ...alone, key }, false), act);
    assert.equal(actFor({ ...alone, key }, true), key === 'Escape' ? act : null, `typing ${key}`);
    for (const held of ['ctrlKey', 'metaKey', 'altKey', 'isComposing'])
      for (const isTyping of [false, true])
        assert.equal(actFor({ ...alone, key, [held]: true }, isTyping), null, `${held} ${key}`);
  }
  for (const key of ['A', 'b', 'Enter', ' ', 'toString'])
    assert.equal(actFor({ ...alone, key }, false), null, key);
});
