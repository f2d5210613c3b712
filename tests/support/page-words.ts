/** What pages say in words of the product's own: its retired phrases, and how hard its sentences are to read. */
import { larkfield } from '../../src/demo/larkfield.js';
import { otterbridge } from '../../src/demo/otterbridge.js';
import { tarnBank } from '../../src/demo/tarn-bank.js';
import { benchmarkTitle } from '../../src/framework/benchmarks.js';
import type { Framework } from '../../src/framework/framework.js';
import type { Seen } from './crawl.js';
import { gradeOf, sentencesIn } from './reading-age.js';
import { retiredIn } from './retired-phrases.js';
import { blocksOf, partsWithout, textsWithin } from './words.js';

/** Pages with fewer words in sentences are too short to be judged. */
const LEAST_WORDS = 100;

/** What the schools of the sample call their reviews. */
const REVIEW = 'Internal leadership review';

/** Reads pages without what a school or a model says in its own words, such as the schools of the sample. */
export function pageWords(framework: Framework) {
  const benchmarks = [1, 2, 3, 4, 5, 6, 7, 8].map(benchmarkTitle);
  const theirs = textsWithin(otterbridge, larkfield, tarnBank, framework, benchmarks, REVIEW);
  /** Most blocks stand on many pages. */
  const known = new Map<string, string[]>();
  const partsOf = ({ html }: Seen) =>
    blocksOf(html).flatMap((block) => {
      const parts = known.get(block) ?? partsWithout(block, theirs);
      known.set(block, parts);
      return parts;
    });
  return {
    /** "/people: “nobody” in “…”": the retired phrases on the pages whose kind is not excepted. */
    retiredOn: (pages: readonly Seen[]): string[] =>
      pages.flatMap((seen) =>
        partsOf(seen)
          .flatMap(retiredIn)
          .map((fault) => `${seen.kind}: ${fault}`),
      ),
    /** "/people: grade 9.1 of 240 words": the pages above a grade. */
    hardOnes: (pages: readonly Seen[], most: number): string[] =>
      pages.flatMap((seen) => {
        const { grade, words } = gradeOf(partsOf(seen).flatMap(sentencesIn));
        if (words < LEAST_WORDS || grade <= most) return [];
        return [`${seen.kind}: grade ${grade} of ${words} words`];
      }),
  };
}
