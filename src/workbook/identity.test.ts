import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../tests/support/runs.js';
import { statementsOf } from '../framework/framework.js';
import { anyAction } from '../plan/testing/actions.js';
import { MOST_REASON } from '../review/agreement.js';
import { anyReview } from '../review/testing/arbitraries.js';
import { cleaned } from './fields.js';
import { comparedWith, fileOf, planWith, reviewWith, textsIn } from './testing/workbooks.js';

const NOTHING = { differences: [], added: [], unread: [], missing: [], gone: [] };

/** Texts of every kind that people leave behind. */
const anyText = fc.oneof(
  fc.constant(''),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    ...['=1+1', '+44 20', '-5', '@maya', "'quoted'", '_x0041_', '_x005F_x0041_', 'x_x0001_y'],
    ...['a\n\n\nb', 'tab\tand\ttab', '  around  ', ' \n lines \n ', 'no\u00a0break', '\u202f'],
    ...['👩🏽‍🏫 and 𝒜', 'half \ud83d', '\udc00 half', 'bell\u0007, \u0000, \u001f', '\ufffe\uffff'],
    ...[
      'a\r\nb\rc',
      'para\u2028graph\u2029',
      '<b>&amp;</b>',
      '#REF!',
      'TRUE',
      '12.50',
      '4/12/2026',
    ],
    ...['Not recorded', '1e5', '0012', '2.10', '\ufeffmark', 'مرحبا', '日本語'.repeat(40)],
  ),
);
const atMost = (most: number) =>
  fc.oneof(
    { weight: 8, arbitrary: anyText },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('é', '=', '_x0041_')
        .map((each) => each.repeat(most).slice(0, most)),
    },
  );

describe('a workbook that is loaded as it was downloaded', () => {
  it('says nothing otherwise, whatever stands in the review', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyReview(6),
        fc.array(
          fc.record({ reason: atMost(MOST_REASON), strength: anyText, nextStep: atMost(4000) }),
          { minLength: 6, maxLength: 6 },
        ),
        async ({ framework, ratings }, texts) => {
          const agreed = Object.fromEntries(
            statementsOf(framework).map(({ id }, at) => [
              id,
              { rating: ratings[id] ?? null, ...texts[at] },
            ]),
          );
          const content = reviewWith(agreed, framework);
          const file = await fileOf(content);
          assert.deepEqual(await comparedWith(content, file), NOTHING);
          const said = (await textsIn(content, file, 'reason')).slice(0, texts.length);
          const wanted = Object.values(agreed).map(({ reason = '' }) => cleaned(reason));
          assert.deepEqual(said, wanted);
        },
      ),
      { numRuns: runs(12, 80) },
    );
  });

  it('says nothing otherwise, whatever stands in the plan', async () => {
    const anyFullAction = fc
      .record({
        action: anyAction,
        texts: fc.array(atMost(2000), { minLength: 7, maxLength: 7 }),
        cost: fc.oneof(
          anyText,
          fc.constantFrom('£1,200', '250', '£12.5', '£ 3', '1,2', '£20 a term', '-4', '1e3'),
        ),
        status: fc.constantFrom(
          'planned' as const,
          'under way' as const,
          'done' as const,
          'stopped' as const,
        ),
      })
      .map(
        ({
          action,
          texts: [a = '', b = '', c = '', d = '', e = '', f = '', g = ''],
          cost,
          status,
        }) => ({
          ...action,
          ...{ priority: a, objective: b, resources: c, measure: d, expectedChange: e },
          ...{ changed: f, result: g, cost, status },
        }),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(anyFullAction, { maxLength: 6 }), async (actions) => {
        const content = planWith(actions.map((action, at) => ({ ...action, id: `action-${at}` })));
        assert.deepEqual(await comparedWith(content, await fileOf(content)), NOTHING);
      }),
      { numRuns: runs(12, 80) },
    );
  });
});
