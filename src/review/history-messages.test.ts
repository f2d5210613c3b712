import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { harbour } from '../framework/testing/harbour.js';
import { type Entry, historySentences } from './history-messages.js';

let position = 100;
function entry(minute: number, change: Partial<Entry>): Entry {
  position -= 1;
  return {
    position,
    at: new Date(Date.UTC(2026, 10, 23, 10, minute)),
    personId: 'maya',
    personName: 'Maya Okafor',
    channel: 'page',
    verb: 'agreement.set',
    statement: '1.1',
    before: {},
    after: {},
    ...change,
  };
}

describe('the history as it is told', () => {
  it('tells savings of one person within ten minutes as one, from the first to the last', () => {
    const message = historySentences(harbour, [
      entry(16, { before: { reason: 'We k' }, after: { reason: 'We know' } }),
      entry(9, { before: { rating: null, reason: '' }, after: { rating: 1, reason: 'We k' } }),
    ]);
    assert.equal(message.length, 1);
    assert.equal(message[0]?.savings, 2);
    assert.deepEqual(message[0]?.sentences.slice(1), ['Reason: “We know”']);
    assert.match(message[0]?.sentences[0] ?? '', / was agreed\.$/);
  });

  it('keeps apart other people, other statements, other doors and a longer pause', () => {
    const alone = { before: { reason: '' }, after: { reason: 'x' } };
    const message = historySentences(harbour, [
      entry(40, alone),
      entry(20, alone),
      entry(19, { ...alone, personId: 'sam' }),
      entry(18, { ...alone, personId: 'sam', statement: '1.2' }),
      entry(17, { ...alone, personId: 'sam', statement: '1.2', channel: 'command' }),
    ]);
    assert.equal(message.length, 5);
  });

  it('says when something was changed and changed back', () => {
    const [message] = historySentences(harbour, [
      entry(5, { before: { reason: 'b' }, after: { reason: 'a' } }),
      entry(4, { before: { reason: 'a' }, after: { reason: 'b' } }),
    ]);
    assert.deepEqual(message?.sentences, ['Changed, and changed back.']);
  });

  it('tells levels that were agreed, changed and taken back', () => {
    const cases: [unknown, unknown, RegExp][] = [
      [null, 1, / was agreed\.$/],
      [1, 2, / became /],
      ['not-yet', 1, /^Not yet at .* became /],
      [1, null, / was cleared: not recorded\.$/],
    ];
    for (const [was, is, expected] of cases) {
      const change = { before: { rating: was }, after: { rating: is } };
      assert.match(historySentences(harbour, [entry(1, change)])[0]?.sentences[0] ?? '', expected);
    }
  });

  it('tells texts, points, evidence, notes and confirmations', () => {
    const cases: [Partial<Entry>, string[]][] = [
      [{ before: { strength: 'Old' }, after: { strength: '' } }, ['Strength removed.']],
      [
        { before: { nextStep: '' }, after: { nextStep: 'Ask leavers' } },
        ['Next step: “Ask leavers”'],
      ],
      [
        {
          before: { marks: { a: 'met', b: 'met' } },
          after: { marks: { a: 'met', b: 'partly', c: 'met' } },
        },
        ['2 criteria marked.'],
      ],
      [
        { before: { evidence: ['1', '2'] }, after: { evidence: ['2', '3', '4'] } },
        ['2 items of evidence linked, 1 link removed.'],
      ],
      [
        { before: { evidence: ['1', '2'] }, after: { evidence: ['2', '1'] } },
        ['Order of evidence changed.'],
      ],
      [
        { before: { contradictionReasons: {} }, after: { contradictionReasons: { x: 'why' } } },
        ['A reason for keeping both levels was added.'],
      ],
      [
        { before: { isCarried: true }, after: { isCarried: false } },
        ['Confirmed for this review.'],
      ],
    ];
    for (const [change, sentences] of cases) {
      assert.deepEqual(historySentences(harbour, [entry(1, change)])[0]?.sentences, sentences);
    }
  });

  it('tells what happened to the review itself', () => {
    const cases: [string, Partial<Entry>, RegExp][] = [
      ['review.started', { after: { answersFrom: null } }, /^Started as a blank review/],
      ['review.started', { after: { answersFrom: 'x' } }, /copy of an earlier review/],
      ['review.changed', { after: { title: 'Spring', academicYear: 2026 } }, /“Spring”/],
      ['participant.added', { after: { role: 'SENCo' } }, /added: SENCo/],
      ['participant.removed', {}, /was removed/],
      ['level-setter.added', {}, /^Another person can set agreed levels\.$/],
      ['level-setter.removed', {}, /^A person can no longer set agreed levels\.$/],
      [
        'review.closed',
        { after: { gapsReason: 'A short year' } },
        /^Closed and signed off\..*“A short year”/,
      ],
      ['review.reopened', { after: { reason: 'New data' } }, /“New data”/],
      ['review.closed', { after: { gapsReason: null } }, /^Closed and signed off\.$/],
      ['review.deleted', {}, /^Deleted/],
      ['review.restored', {}, /^Restored/],
    ];
    for (const [verb, change, expected] of cases) {
      const [message] = historySentences(harbour, [entry(1, { ...change, verb, statement: null })]);
      assert.match(message?.sentences.join(' ') ?? '', expected, verb);
    }
  });

  it('does not name somebody whose name was erased', () => {
    const [message] = historySentences(harbour, [entry(1, { personName: null })]);
    assert.equal(message?.who, 'Someone whose name was erased');
  });
});
