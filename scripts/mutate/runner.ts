/**
 * How Stryker runs our tests: the bundle of rules and tests (compile.ts) is loaded afresh in the same process for each
 * fault, and only the tests that come to the fault run, until one fails. A process for each would take a second or so.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Collection } from './node-test.js';

interface Namespace {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: unknown;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}
interface MutantRun {
  activeMutant: { id: string };
  testFilter?: string[];
  hitLimit?: number;
}
interface Told {
  id: string;
  name: string;
  /** 0: passed, 1: failed. */
  status: 0 | 1;
  timeSpentMs: number;
  failureMessage?: string;
}

const TIMES = 'compiled/times.json';

const shared = globalThis as { __stryker__?: Namespace; collectedTests?: Collection };
let loaded = 0;

/** Loads the bundle afresh and runs the tests of the filter, until one fails. */
async function runBundle(filter: readonly string[] | undefined): Promise<Told[]> {
  shared.collectedTests = { tests: [], before: [], after: [] };
  loaded += 1;
  await import(`${pathToFileURL('compiled/tests.mjs').href}?${loaded}`);
  const { tests, before, after } = shared.collectedTests;
  const told: Told[] = [];
  const quickest = quickestFirst();
  tests.sort((a, b) => (quickest[a.name] ?? 0) - (quickest[b.name] ?? 0));
  for (const work of before) await work({});
  for (const { name, work } of tests) {
    if (filter && !filter.includes(name)) continue;
    const began = performance.now();
    Object.assign(namespace(), { currentTestId: name });
    const failure = await failureOf(work);
    namespace().currentTestId = undefined;
    const timeSpentMs = performance.now() - began;
    if (failure === null) told.push({ id: name, name, status: 0, timeSpentMs });
    else {
      told.push({ id: name, name, status: 1, timeSpentMs, failureMessage: failure });
      break;
    }
  }
  for (const work of after) await work({});
  return told;
}

/** How long each test took in the first run, in milliseconds; nothing before that run. */
function quickestFirst(): Record<string, number> {
  return existsSync(TIMES) ? JSON.parse(readFileSync(TIMES, 'utf8')) : {};
}

async function failureOf(work: (context: unknown) => unknown): Promise<string | null> {
  try {
    await work({});
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function namespace(): Namespace {
  shared.__stryker__ ??= {};
  return shared.__stryker__;
}

class CompiledTests {
  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    Object.assign(namespace(), { mutantCoverage: { static: {}, perTest: {} } });
    const tests = await runBundle(undefined);
    const times = tests.map(({ name, timeSpentMs }) => [name, timeSpentMs]);
    writeFileSync(TIMES, JSON.stringify(Object.fromEntries(times)));
    return { status: 'complete', tests, mutantCoverage: namespace().mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRun) {
    Object.assign(namespace(), {
      activeMutant: activeMutant.id,
      hitCount: hitLimit && 0,
      hitLimit,
    });
    // A bundle that does not load with the fault in it has found it.
    const tests = await runBundle(testFilter).catch((error: unknown): Told[] => [
      { id: '', name: '', status: 1, timeSpentMs: 0, failureMessage: String(error) },
    ]);
    const { hitCount = 0 } = namespace();
    namespace().activeMutant = undefined;
    if (hitLimit !== undefined && hitCount > hitLimit) return { status: 'timeout' };
    const failed = tests.find(({ status }) => status === 1);
    if (!failed) return { status: 'survived', nrOfTests: tests.length };
    return {
      status: 'killed',
      killedBy: failed.id ? [failed.id] : [],
      failureMessage: failed.failureMessage ?? '',
      nrOfTests: tests.length,
    };
  }
}

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'compiled', injectableClass: CompiledTests },
];
