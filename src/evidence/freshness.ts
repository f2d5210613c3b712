/**
 * Where evidence is thin: what a person would ask who reads an agreement and then what it rests on. Pure. The rules are
 * Waymark's own, not the model's (docs/evidence.md says why each); they prompt and never block.
 */
import { dayWords, monthsBetween } from '../platform/days.js';
import { type CitedEvidence, type Evidence, VOICES, type Voice } from './evidence.js';

/** What a prompt is about. */
export type PromptCode =
  | 'nothing-cited'
  | 'past-its-date'
  | 'old'
  | 'undated'
  | 'voice-missing'
  | 'one-voice';

export interface Prompt {
  code: PromptCode;
  /** "Level 4, and the only evidence is from 2 years ago." */
  sentence: string;
}

/** What of an item the rules look at. */
export type Showing = Pick<Evidence, 'effectiveOn' | 'validUntil' | 'voice'>;

export interface Agreed {
  /** The level, "not-yet" or null when nothing is recorded. */
  rating: number | 'not-yet' | null;
  /** "Level 4" as the framework calls it. */
  ratingWords: string;
  /** Whose view is worth hearing, as the framework's statement says: "Learner", "Careers Leader". */
  voices: readonly string[];
}

/** Months after which evidence counts as old: a high level speaks of how it is now. */
export const OLD_AFTER_MONTHS = { high: 13, low: 25 } as const;
/** From this level on an agreement claims that something works, and not only that it is there. */
export const HIGH_LEVEL = 3;

/**
 * The prompts for one statement, most pressing first. A statement without a level gets none.
 * `today` is a day: "2026-11-23".
 */
export function promptsFor(agreed: Agreed, cited: readonly Showing[], today: string): Prompt[] {
  const { rating, ratingWords } = agreed;
  if (typeof rating !== 'number' || rating < 1) return [];
  if (cited.length === 0)
    return [{ code: 'nothing-cited', sentence: `${ratingWords}, and no evidence is linked yet.` }];
  const isHigh = rating >= HIGH_LEVEL;
  const holding = cited.filter((each) => !isPastItsDate(each, today));
  return [
    ...pastItsDate(cited, holding, ratingWords),
    ...old(holding, ratingWords, isHigh, today),
    ...undated(holding, ratingWords),
    ...(isHigh ? missingVoices(agreed, cited) : []),
  ];
}

/** True once the last day on which it holds is over. */
export function isPastItsDate({ validUntil }: Pick<Showing, 'validUntil'>, today: string): boolean {
  return validUntil !== null && validUntil < today;
}

function pastItsDate(
  cited: readonly Showing[],
  holding: readonly Showing[],
  words: string,
): Prompt[] {
  if (holding.length > 0) return [];
  const last =
    cited
      .map(({ validUntil }) => validUntil ?? '')
      .sort()
      .at(-1) ?? '';
  const what = cited.length === 1 ? 'the only evidence' : `all ${cited.length} items of evidence`;
  return [
    {
      code: 'past-its-date',
      sentence: `${words}, and ${what} ${cited.length === 1 ? 'was' : 'were'} only valid until ${dayWords(last)}.`,
    },
  ];
}

function old(holding: readonly Showing[], words: string, isHigh: boolean, today: string): Prompt[] {
  const dated = holding.flatMap(({ effectiveOn }) => effectiveOn ?? []).sort();
  const newest = dated.at(-1);
  if (newest === undefined) return [];
  const months = monthsBetween(newest, today);
  if (months < (isHigh ? OLD_AFTER_MONTHS.high : OLD_AFTER_MONTHS.low)) return [];
  const what =
    holding.length === 1
      ? 'the only evidence is from'
      : dated.length === holding.length
        ? 'the newest evidence is from'
        : 'the newest evidence with a date is from';
  return [{ code: 'old', sentence: `${words}, and ${what} ${ageWords(months)} ago.` }];
}

function undated(holding: readonly Showing[], words: string): Prompt[] {
  if (holding.length === 0 || holding.some(({ effectiveOn }) => effectiveOn !== null)) return [];
  const what = holding.length === 1 ? 'the only evidence does not say' : 'no evidence says';
  return [{ code: 'undated', sentence: `${words}, and ${what} when it is from.` }];
}

function missingVoices({ ratingWords, voices }: Agreed, cited: readonly Showing[]): Prompt[] {
  const heard = new Set(cited.flatMap(({ voice }) => voice ?? []));
  const wanted = voicesWorthHearing(voices).filter((voice) => !heard.has(voice));
  if (wanted.length > 0)
    return [
      {
        code: 'voice-missing',
        sentence: `${ratingWords}, and no evidence gives the view of ${listed(wanted.map(pluralOf))}.`,
      },
    ];
  const [only] = heard;
  if (cited.length < 2 || heard.size !== 1 || only === undefined) return [];
  if (cited.some(({ voice }) => voice === null)) return [];
  return [
    {
      code: 'one-voice',
      sentence: `${ratingWords}, and all ${cited.length} items of evidence come from ${pluralOf(only)}.`,
    },
  ];
}

const pluralOf = (voice: Voice) => VOICES.find((each) => each.voice === voice)?.plural ?? voice;

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** The voices from outside the staff that a statement's list of views asks for. */
export function voicesWorthHearing(views: readonly string[]): Voice[] {
  const asks = (pattern: RegExp) => views.some((view) => pattern.test(view));
  const found: Voice[] = [];
  if (asks(/learner|student/i)) found.push('learner');
  if (asks(/parent|carer\b/i)) found.push('parent and carer');
  if (asks(/employer|enterprise adviser/i)) found.push('employer');
  if (asks(/governor/i)) found.push('governor');
  return found;
}

/** What is worth saying about one item by itself, wherever it is cited. */
export function promptsForItem(item: Showing & { citations: number }, today: string): Prompt[] {
  const prompts: Prompt[] = [];
  if (item.validUntil !== null && isPastItsDate(item, today))
    prompts.push({
      code: 'past-its-date',
      sentence: `It was valid until ${dayWords(item.validUntil)}.`,
    });
  const months = item.effectiveOn ? monthsBetween(item.effectiveOn, today) : 0;
  if (months >= OLD_AFTER_MONTHS.low)
    prompts.push({ code: 'old', sentence: `It is from ${ageWords(months)} ago.` });
  if (!item.effectiveOn) prompts.push({ code: 'undated', sentence: 'It has no date.' });
  if (!item.voice)
    prompts.push({ code: 'voice-missing', sentence: 'It does not say whose view it is.' });
  if (item.citations === 0)
    prompts.push({ code: 'nothing-cited', sentence: 'It is not linked to a statement yet.' });
  return prompts;
}

/** Evidence by the statement that cites it, for `promptsFor`. */
export function byStatement(cited: readonly CitedEvidence[]): Map<string, CitedEvidence[]> {
  const map = new Map<string, CitedEvidence[]>();
  for (const each of cited) map.set(each.statement, [...(map.get(each.statement) ?? []), each]);
  return map;
}

/** "a year", "2 years": how long ago, for what is more than a year old. */
function ageWords(months: number): string {
  const years = Math.floor(months / 12);
  return years === 1 ? 'a year' : `${years} years`;
}
