/**
 * Stands in for `node:test` where the same tests run thousands of times in one process: collects what a test file
 * declares, for `runTests` to run. Knows what our tests use of it.
 */
type Work = (context: unknown) => unknown;
interface Options {
  skip?: boolean | string;
}

/** A test that was declared. */
export interface Declared {
  /** Its sentence, after those of the groups that it is in. Told apart by a number where two are alike. */
  name: string;
  work: Work;
}

/** What the test files loaded last have declared. */
export interface Collection {
  tests: Declared[];
  before: Work[];
  after: Work[];
}

const shared = globalThis as { collectedTests?: Collection };
const groups: string[] = [];

const collected = (): Collection => {
  shared.collectedTests ??= { tests: [], before: [], after: [] };
  return shared.collectedTests;
};

const partsOf = (rest: (Options | Work)[]) => ({
  work: rest.find((each): each is Work => typeof each === 'function') ?? (() => {}),
  isSkipped: Boolean(rest.find((each): each is Options => typeof each === 'object')?.skip),
});

export function it(says: string, ...rest: (Options | Work)[]): void {
  const { work, isSkipped } = partsOf(rest);
  if (isSkipped) return;
  const { tests } = collected();
  const name = [...groups, says].join(' > ');
  const same = tests.filter((test) => test.name.replace(/ \(\d+\)$/, '') === name).length;
  tests.push({ name: same ? `${name} (${same + 1})` : name, work });
}

export function describe(says: string, ...rest: (Options | Work)[]): void {
  const { work, isSkipped } = partsOf(rest);
  if (isSkipped) return;
  groups.push(says);
  work({});
  groups.pop();
}

export const test = (says: string, ...rest: (Options | Work)[]) => it(says, ...rest);
export const before = (work: Work) => void collected().before.push(work);
export const after = (work: Work) => void collected().after.push(work);
