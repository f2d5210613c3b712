import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { base32, codeAt, matchingStep, secretAddress, secretInWords, stepAt } from './totp.js';

/** RFC 6238, appendix B, the rows of SHA-1: seconds since 1970 and the code of eight figures. */
const VECTORS = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
] as const;
const SECRET = Buffer.from('12345678901234567890');

describe('time-based codes', () => {
  for (const [seconds, code] of VECTORS) {
    it(`at second ${seconds} the code is ${code}, as the standard says`, () => {
      assert.equal(codeAt(SECRET, stepAt(new Date(seconds * 1000)), 8), code);
    });
  }

  it('take the step before and the step after, and no other', () => {
    const now = new Date(1_234_567_890_000);
    const step = stepAt(now);
    for (const apart of [-1, 0, 1]) {
      assert.equal(matchingStep(SECRET, codeAt(SECRET, step + apart), now), step + apart);
    }
    for (const apart of [-3, -2, 2, 3]) {
      assert.equal(matchingStep(SECRET, codeAt(SECRET, step + apart), now), null);
    }
  });

  it('may be typed with a space, and take nothing else for a code', () => {
    const now = new Date(1_234_567_890_000);
    const code = codeAt(SECRET, stepAt(now));
    assert.ok(matchingStep(SECRET, `${code.slice(0, 3)} ${code.slice(3)}`, now));
    for (const wrong of ['', '0', '1234567', 'abcdef', `${code}0`]) {
      assert.equal(matchingStep(SECRET, wrong, now), null);
    }
  });

  it('write the secret as RFC 4648 does, in fours', () => {
    assert.equal(base32(Buffer.from('foobar')), 'MZXW6YTBOI');
    assert.equal(secretInWords(SECRET), 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ');
    assert.equal(
      secretAddress(SECRET, 'maya@otterbridge.example'),
      'otpauth://totp/Waymark:maya%40otterbridge.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Waymark&algorithm=SHA1&digits=6&period=30',
    );
  });
});
