/** What a framework needs before it is published: a name of its own, and no faults. */
import { z } from 'zod';
import { checkFramework, isLanguage } from '../framework/check.js';
import type { Framework } from '../framework/framework.js';
import { presentFramework } from '../framework/present.js';
import { type Fault, parseSource } from '../framework/source.js';
import { invalid } from '../platform/problems.js';
import { optionalText, requiredText } from '../platform/web/form.js';

const words = (what: string) => requiredText(`Enter ${what}`, 200);

/** What a person says of a version when it is published. */
export const publishInput = z.object({
  title: words('the title of the model'),
  edition: optionalText(120),
  version: z
    .string()
    .trim()
    .regex(/^\d+(\.\d+)*(-[a-z0-9.]+)?$/, 'Enter a version like 1.0 or 2026')
    .max(20, 'Enter a version of at most 20 characters'),
  language: z
    .string()
    .trim()
    .refine(isLanguage, 'Enter a language tag, like en-GB or cy')
    .default('en-GB'),
  publisher: optionalText(200),
  work: optionalText(200),
  /** Begin new reviews with it. */
  isChosen: z.boolean().default(false),
  /** For every school on this installation; for administrators alone. */
  isForAll: z.boolean().default(false),
  /** "I have compared it, and what is in doubt may stand." */
  isCompared: z.boolean().default(false),
  continues: z
    .union([z.literal(''), z.uuid()])
    .optional()
    .meta({
      description:
        'Of one that was read from a document: the version that it is the next one of, or empty for a model of its own. Left out: the one that it looks like.',
    }),
});
export type PublishInput = z.infer<typeof publishInput>;

/** "Careers model, 2026" becomes "careers-model-2026"; "model" when no letter is left. */
export function frameworkIdOf(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const id = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return id.slice(0, 60).replace(/-$/, '') || 'model';
}

/** The version to propose after those that are there: "1.0", then "2.0"; after a year the next one. */
export function nextVersion(taken: readonly string[]): string {
  const firsts = taken.map((version) => Number(/^\d+/.exec(version)?.[0] ?? 0));
  if (firsts.length === 0) return '1.0';
  const next = Math.max(...firsts) + 1;
  return taken.every((version) => /^\d+$/.test(version)) ? String(next) : `${next}.0`;
}

/** Everything that is wrong with a framework in memory, as `framework check` says it of a file. */
export function faultsOf(framework: Framework): Fault[] {
  const main = parseSource('framework', JSON.stringify(presentFramework(framework), null, 1));
  const themes = framework.themes.map((_, at) => ({ file: main, path: ['themes', at] }));
  return checkFramework({ main, themes, faults: [] }).faults;
}

/**
 * Throws Invalid `framework.invalid` with the first fault and the number of the others. `maySkip` for a model from a
 * document, which keeps its codes when a statement between them was taken out.
 */
export function assertSound(framework: Framework, { maySkip = false } = {}): void {
  const faults = faultsOf(framework).filter(({ code }) => !maySkip || code !== 'statement.skipped');
  const [first] = faults;
  if (!first) return;
  const others = faults.length - 1;
  const rest = others === 0 ? '' : ` There ${others === 1 ? 'is 1 more' : `are ${others} more`}.`;
  throw invalid('framework.invalid', `It cannot be published yet. ${first.message}${rest}`);
}
