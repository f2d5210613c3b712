/**
 * Documents of the corpus, damaged: each ends in a draft that accounts for all of its lines, or in a refusal that says
 * what to do. `npm test` tries a few of them, the deep tier all, in the forms of an office suite too.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from '../bin/build.js';
import type { Draft } from '../src/authoring/reading/draft.js';
import { readDocument } from '../src/authoring/reading/read.js';
import { readInWorker } from '../src/authoring/reading/read-in-worker.js';
import { hasOffice, NO_OFFICE } from '../src/authoring/reading/testing/office.js';
import { rootFolder } from '../src/platform/config.js';
import { LIMITS } from '../src/platform/documents/limits.js';
import { Problem } from '../src/platform/problems.js';
import { corpus } from './support/corpus.js';
import { damagedFrom, nestedFrom, PRINTED, repeatedFrom, type Variant } from './support/damaged.js';
import { OFFICE_FORMS, officeForms } from './support/office-forms.js';
import { hasAllRuns, runs } from './support/runs.js';

/** What is wrong with how one document ended, or null. */
async function faultOf(reading: () => Promise<Draft>): Promise<string | null> {
  const started = performance.now();
  try {
    const draft = await reading();
    if (performance.now() - started > LIMITS.milliseconds) return 'it took longer than the limit';
    return draft.refusal
      ? faultOfRefusal(draft.refusal.code, draft.refusal.says)
      : faultOfAccount(draft);
  } catch (error) {
    if (error instanceof Problem) return faultOfRefusal(error.code, error.message);
    return error instanceof Error ? `${error.stack}` : `${error}`;
  }
}

const faultOfRefusal = (code: string, says: string): string | null =>
  code.startsWith('reading.') && /^[A-Z].*\.$/su.test(says) ? null : `${code}: ${says}`;

/** Every line stands once in the account, and none that has letters is said to hold no words. */
function faultOfAccount({ lines }: Draft): string | null {
  if (new Set(lines.map(({ line }) => line)).size < lines.length) return 'a line stands twice';
  const lost = lines.find(
    ({ text, uses }) =>
      uses.length === 0 ||
      (/\p{L}/u.test(text) && uses.some(({ because }) => because === 'It holds no words.')),
  );
  return lost ? `line ${lost.line} is lost: ${lost.text.slice(0, 80)}` : null;
}

async function faultsOf(
  name: string,
  variants: readonly Variant[],
  read: (bytes: Uint8Array) => Promise<Draft>,
): Promise<string[]> {
  const faults: string[] = [];
  for (const { what, bytes } of variants) {
    const fault = await faultOf(() => read(bytes));
    if (fault !== null) faults.push(`${name}, ${what}: ${fault}`);
  }
  return faults;
}

describe('a damaged document', async () => {
  await ensureBuild();
  const workerUrl = pathToFileURL(join(rootFolder(), 'dist/reading-worker.js'));
  const sources = corpus();
  const here = (name: string) => (bytes: Uint8Array) =>
    readDocument(bytes, name, {}, { asksForHelp: true });
  const apart = (name: string) => (bytes: Uint8Array) =>
    readInWorker(bytes, name, {}, { workerUrl, asksForHelp: true });
  /** Some of the sources, others for each form. */
  const some = (least: number, all: number, from: number) => {
    const step = Math.max(1, Math.floor(sources.length / runs(least, all)));
    return sources.filter((_, at) => at % step === from % step);
  };

  for (const [turn, [form, print]] of Object.entries(PRINTED).entries()) {
    it(`is read with all its lines or refused with a reason: ${form}`, async () => {
      for (const [at, source] of some(3, sources.length, turn).entries()) {
        const name = `${source.name}.${form}`;
        const variants = damagedFrom(print(source), turn * 1000 + at);
        assert.deepEqual(await faultsOf(name, variants, here(name)), []);
      }
    });

    it(`is stopped where it was made to be far too large: ${form}`, async () => {
      for (const source of some(1, 4, turn)) {
        const name = `${source.name}.${form}`;
        const repeated = repeatedFrom(source).slice(0, runs(1, 2));
        const large = repeated.map(([what, each]) => ({ what, bytes: print(each) }));
        const nested = nestedFrom(print(source), form).slice(0, runs(1, 2));
        const variants = [...large, ...nested];
        assert.deepEqual(await faultsOf(name, variants, apart(name)), []);
      }
    });
  }

  for (const [turn, form] of OFFICE_FORMS.entries())
    it(`is read with all its lines or refused with a reason: ${form} of an office suite`, {
      skip: !hasAllRuns ? 'only in the deep tier' : hasOffice() ? false : NO_OFFICE,
    }, async () => {
      for (const [at, [source, bytes]] of [...officeForms(sources, form)].entries()) {
        const name = `${source}.${form}`;
        const variants = [
          ...damagedFrom(bytes, turn * 1000 + at + 500),
          ...nestedFrom(bytes, form),
        ];
        assert.deepEqual(await faultsOf(name, variants, here(name)), []);
      }
    });
});
