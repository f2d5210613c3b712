import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wayBackFrom } from './navigation.js';

const ID = '01a21aea-e519-77b7-9b68-2a7b09ed2e64';

describe('the way back from a refusal', () => {
  const cases: readonly [string, string | null][] = [
    [`/reviews/${ID}/close`, `/reviews/${ID}`],
    [`/reviews/${ID}/statements/2.4/agreement`, `/reviews/${ID}/statements/2.4`],
    [`/reviews/${ID}/statements/2.4`, `/reviews/${ID}`],
    [`/reviews/${ID}`, '/reviews'],
    ['/reviews/new', '/reviews'],
    ['/reviews', null],
    [`/plan/actions/${ID}/edit`, `/plan/actions/${ID}`],
    ['/plan/new', '/plan'],
    [`/evidence/${ID}/citations`, `/evidence/${ID}`],
    ['/model/imports', '/model'],
    ['/reviewsx/close', null],
    ['/', null],
  ];
  for (const [from, to] of cases) {
    it(`leads from ${from.replace(ID, '…')} to ${to?.replace(ID, '…') ?? 'home alone'}`, () => {
      assert.equal(wayBackFrom(from, { isThere: true })?.href ?? null, to);
    });
  }

  it('leads to a whole part of Waymark where nothing was found', () => {
    const back = wayBackFrom(`/reviews/${ID}/close`, { isThere: false });
    assert.deepEqual(back, { href: '/reviews', words: 'Go to the reviews' });
  });
});
