import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeText, looksLikeText, withoutInvisible } from './text.js';

describe('bytes as text', () => {
  const wide = Buffer.from('\ufeffZoë', 'utf16le');
  const CASES: [string, Buffer, string][] = [
    ['utf-8', Buffer.from('Zoë'), 'Zoë'],
    ['utf-8', Buffer.from('\ufeffZoë'), 'Zoë'],
    ['utf-16le', wide, 'Zoë'],
    ['utf-16be', Buffer.from(wide).swap16(), 'Zoë'],
    ['windows-1252', Buffer.from([0x5a, 0x6f, 0xeb, 0x20, 0x80, 0x35]), 'Zoë €5'],
    ['utf-16le', Buffer.from('Name;Zoë', 'utf16le'), 'Name;Zoë'],
    ['utf-16be', Buffer.from('Name;Zoë', 'utf16le').swap16(), 'Name;Zoë'],
    [
      'windows-1252',
      Buffer.from('Si\xe2n O\x92Neill \x96 \x93caf\xe9\x94', 'latin1'),
      'Siân O’Neill – “café”',
    ],
    [
      'macintosh',
      Buffer.from('Si\x89n O\xd5Neill \xd0 \xd2caf\x8e\xd3', 'latin1'),
      'Siân O’Neill – “café”',
    ],
    // A sign that a word ends with is no letter of a Macintosh.
    [
      'windows-1252',
      Buffer.from('Unifrog\x99, note\x87, Ale\x9a', 'latin1'),
      'Unifrog™, note‡, Aleš',
    ],
    ['macintosh', Buffer.from('each student\xd5s plan', 'latin1'), 'each student’s plan'],
  ];
  for (const [encoding, bytes, text] of CASES)
    it(`are read as ${encoding}: ${bytes.toString('hex')}`, () =>
      assert.deepEqual(decodeText(bytes), { text, encoding }));

  it('may be cut within a letter where they are only a beginning', () => {
    const cut = Buffer.from('Zoë').subarray(0, 3);
    assert.equal(decodeText(cut, { isBeginning: true }).text, 'Zo');
    assert.equal(decodeText(cut).encoding, 'windows-1252');
  });

  it('lose the marks that nobody sees', () => {
    assert.equal(withoutInvisible('\ufeffann\u200b@x\u00a0y\u00ad\u202d'), 'ann@x y');
    assert.equal(
      withoutInvisible('\u200dmi\u200cravam 👩\u200d🏫\u200c'),
      'mi\u200cravam 👩\u200d🏫',
    );
  });

  it('do not look like text with noughts, half letters or many control characters in them', () => {
    const looks = (bytes: Buffer) => looksLikeText(decodeText(bytes).text);
    assert.ok(looks(Buffer.from('Minutes\r\n\tof the meeting')));
    assert.ok(!looks(Buffer.from('a\0b')));
    assert.ok(!looks(Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x31, 0x00])));
    assert.ok(!looks(Buffer.from([1, 2, 3, 4])));
  });
});
