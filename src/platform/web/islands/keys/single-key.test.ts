/// <reference types="node" />
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isSingleKey } from './single-key.js';

it('a key alone is none of a shortcut and none of a word that is composed', () => {
  const alone = { key: 'a', ctrlKey: false, metaKey: false, altKey: false, isComposing: false };
  assert.ok(isSingleKey(alone));
  for (const held of ['ctrlKey', 'metaKey', 'altKey', 'isComposing'])
    assert.ok(!isSingleKey({ ...alone, [held]: true }), held);
});
