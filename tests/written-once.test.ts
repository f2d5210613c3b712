/**
 * A rule that stands in two places differs in one of them one day, and no test of the other notices. What many places
 * need is one function or one part of a query, and here is the part of it that nobody writes a second time.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { rootFolder } from '../src/platform/config.js';
import { readSources } from './support/source-tree.js';

/** The rule, how it looks, and the one file that has it; null: it is written in no file in this way. */
const RULES: [rule: string, looks: RegExp, home: string | null][] = [
  // `reviewName` in src/review/review.ts: not every title is without its year.
  ['a review with its year', /\b[tT]itle\}?,? (?:\$?\{)?academicYear\(/, null],
  ['whether a title says its year', /\btitle\.includes\(/, 'src/review/review.ts'],
  ['an action is open', /status\W+in\W+planned\W+under way/i, 'src/plan/store.ts'],
  ['an action goes on in another', /\bg\.carried_from\b/, 'src/plan/store.ts'],
  ['the tag of a language', /getCanonicalLocales/, 'src/framework/check.ts'],
  ['a form that may bring a file', /\^multipart\\\/\//, 'src/platform/web/multipart.ts'],
  ['the address of a mail to write', /mailto:/, 'src/platform/mail/mailto.ts'],
  // `planCsv` writes it with the mark of UTF-8 and the line ends that Excel wants.
  ['a CSV file to keep', /text\/csv; charset/, 'src/plan/pages/exports.tsx'],
  ['what two reviews have in common', /\['moved-up'\] \+/, 'src/review/comparison.ts'],
];

/** What the product counts. */
const THINGS =
  'statement|theme|level|point|action|review|link|entrie|item|piece|file|day|week|month|year|hour|minute|member|session|device|code|replie|question|comment|remark|fault|gap|doubt|repair|line|row|move|round|step|judgement|pair|answer|form|account|school|invitation|request|attempt|byte|place|draft|list|milestone|aim|citation|contradiction|token|name|other|time|record';
/** `${n} statements`, and {n} statements in a page: not where a choice between one and many stands before it. */
const PLURAL = new RegExp(
  `\\{[^{};\`]+\\}(?:\\{' '\\})?(?:</\\w+>)?\\s+(?!of |in |and )(?:[a-z-]+ )?(?:${THINGS})s\\b(?![=}:?(-])`,
  'g',
);
/** `${countWords(n, 'statement')} cite it`: one cites it. */
const VERB =
  /\b(?:there are \$?\{(?:counted|countWords)\b|(?:counted|countWords)\([^()]*(?:\([^()]*\)[^()]*)?\)\}\s+(?:are|have|were|cite|lean|need|hold|say|stand|go|come|wait)\b)/g;
/** Plurals of what is never one, with why. */
const NEVER_ONE = [
  // What one can choose, and the most that one may write.
  ...['api-tokens.tsx: {days} days', 'personal-links.tsx: {days} days', '{input.days} days'],
  'edit-changes.ts: {most} lines',
  // A single piece has other words; a quick decision takes two minutes and more; a list of pupils has several names.
  ...['freshness.ts: {cited.length} items', 'team.tsx: {Math.ceil(minutes)} minutes'],
  ...['{births} names', '{groups} names'],
];

describe('a rule is written once', () => {
  const texts = readSources()
    .map(({ path }) => path)
    .filter((path) => !/\.test\.|\/(testing|demo)\//.test(path))
    .map((path) => [path, readFileSync(join(rootFolder(), path), 'utf8')] as const);

  for (const [rule, looks, home] of RULES)
    it(rule, () => {
      const found = texts.filter(([, text]) => looks.test(text)).map(([path]) => path);
      assert.deepEqual(found, home === null ? [] : [home]);
    });

  it('a number with its noun, which is `countWords`: one of a thing is no plural, and has its own verb', () => {
    const found = texts.flatMap(([path, text]) =>
      [...text.matchAll(PLURAL), ...text.matchAll(VERB)]
        .filter(({ 0: words, index }) => {
          const around = text.slice(Math.max(0, index - 160), index + words.length);
          return !/=== 1\b|\{[A-Z_]+\}/.test(around);
        })
        .map(({ 0: words }) => `${path}: ${words.replace(/\s+/g, ' ')}`),
    );
    assert.deepEqual(
      found.filter((each) => !NEVER_ONE.some((known) => each.includes(known))),
      [],
    );
  });
});
