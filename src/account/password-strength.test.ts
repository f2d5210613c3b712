import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { weaknessOf } from './password-strength.js';

const KNOWN = ['Maya Okafor', 'maya.okafor@otterbridge.example', 'Otterbridge School'];

const WEAK: readonly [string, RegExp][] = [
  ['password1234', /words that others can guess/],
  ['12345678901234', /lists that attackers try|close to a password|Runs/],
  ['qwertyuiop1234', /lists that attackers try|close to a password|keyboard/],
  ['aaaaaaaaaaaaaaa', /One character repeated/],
  ['abcabcabcabcabc', /repeat/],
  ['iloveyou12345', /lists that attackers try|close to a password/],
  ['Otterbridge School 2026', /words that others can guess/],
  ['maya okafor 1984', /words that others can guess/],
  ['Waymark-Careers-2026', /words that others can guess/],
  ['careers leader school', /words that others can guess/],
  ['zqxjkvbw', /^This password is easy to guess\. Use three or four unrelated words/],
];
const STRONG = [
  'kestrel over the quarry',
  'correct horse battery staple',
  'nhf84hf83hf8vq',
  '!!%&()=?+*#-_:;<>|^~',
  'сорока летит над рекой',
  '鳥が川の上を飛ぶ静かな朝に歌う',
  `${'x7 fluent marmalade '.repeat(9)}`,
  'all lower case and quite long enough',
];

describe('the strength of a password', () => {
  for (const [password, reason] of WEAK) {
    it(`"${password}" is weak, and the reason is told [S-25]`, async () => {
      assert.match((await weaknessOf(password, KNOWN)) ?? 'strong', reason);
    });
  }

  for (const password of STRONG) {
    it(`"${password.slice(0, 40)}" will do: any characters, no composition rules [S-27]`, async () => {
      assert.equal(await weaknessOf(password, KNOWN), null);
    });
  }

  it('is judged in a moment, however long or hostile the password', async () => {
    await weaknessOf('warm up the word lists', []);
    const from = process.cpuUsage();
    await weaknessOf('4@3$0!1|7+'.repeat(20), KNOWN);
    const { user } = process.cpuUsage(from);
    assert.ok(user < 2_000_000, `${user} microseconds`);
  });
});
