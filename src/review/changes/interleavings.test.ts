import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../tests/support/runs.js';
import type { Member } from '../../platform/access/member.js';
import { scopeOf } from '../../platform/access/member.js';
import { Problem } from '../../platform/problems.js';
import { findAgreement } from '../agreement-store.js';
import { listReviewHistory } from '../history-rows.js';
import { openSchool } from '../testing/school.js';
import { agree } from './agree.js';

const RUNS = runs(50, 10_000);

const school = await openSchool();
const { context, maya } = school;
const editors: Member[] = [
  maya,
  await school.colleague('Sam Reid', 'careers leader'),
  await school.colleague('Anita Shah', 'careers leader'),
];

/** An editor opens the page, or sends what they wrote on the page they opened last. */
interface Step {
  editor: number;
  does: 'opens' | 'sends';
  /** Sent without waiting for the answer to the step before. */
  isHasty: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  editor: fc.nat({ max: editors.length - 1 }),
  does: fc.constantFrom('opens', 'sends', 'sends'),
  isHasty: fc.boolean(),
});

describe('two or three people at one statement', () => {
  it(`never overwrite what they have not seen, in ${RUNS} random interleavings`, async () => {
    const { codes } = school;
    let run = 0;
    let review = '';
    let conflicts = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        if (run % codes.length === 0) review = await school.review();
        const statement = codes[run % codes.length] ?? '';
        run += 1;
        conflicts += await play(review, statement, steps);
        await assertUnbroken(review, statement);
      }),
      { numRuns: RUNS },
    );
    assert.ok(conflicts > 0, 'no two editors ever met, so nothing was tested');
  });
});

/** Plays the steps; gives how many were refused. */
async function play(review: string, statement: string, steps: Step[]): Promise<number> {
  const seen = new Map<number, number>();
  let written = 0;
  let conflicts = 0;
  let pending: Promise<void>[] = [];
  const settle = async () => {
    await Promise.all(pending);
    pending = [];
  };
  for (const { editor, does, isHasty } of steps) {
    if (!isHasty) await settle();
    const by = editors[editor]!;
    if (does === 'opens') {
      await settle();
      const now = await read(review, statement);
      seen.set(editor, now?.version ?? 0);
      continue;
    }
    written += 1;
    const input = { reason: `${by.person.name} ${written}` };
    const version = seen.get(editor) ?? 0;
    const sending = agree(context, by, { review, statement, input, version, key: null }).then(
      ({ version: next }) => {
        seen.set(editor, next);
      },
      (error: unknown) => {
        assert.ok(error instanceof Problem && error.code === 'agreement.conflict', String(error));
        conflicts += 1;
      },
    );
    pending.push(sending);
  }
  await settle();
  return conflicts;
}

const read = (review: string, statement: string) =>
  context.storage.read(scopeOf(maya), (db) =>
    findAgreement(db, maya.organisation.id, review, statement),
  );

/** Every saving began from exactly what the one before had left, and the last is what stands there now. */
async function assertUnbroken(review: string, statement: string): Promise<void> {
  const entries = await context.storage.read(scopeOf(maya), (db) =>
    listReviewHistory(db, maya.organisation.id, { review, statement, most: 100 }),
  );
  let stands = '';
  for (const { before, after } of entries.reverse()) {
    assert.equal(before?.reason, stands);
    stands = String(after?.reason);
  }
  const now = await read(review, statement);
  assert.equal(now?.reason ?? '', stands);
  assert.equal(now?.version ?? 0, entries.length);
}
