/** What happened, in words. Each feature tells its own verbs, in its history-messages.ts. */
import type { HistoryEntry } from './history.js';
import type { SubjectKind } from './subjects.js';

type RecordedChange = Pick<HistoryEntry, 'verb' | 'subject' | 'before' | 'after'>;

/** The place in a sentence where the thing is named and linked to: a mark that nothing a person types can be. */
export const IT = Symbol('it');

/** What is said, in parts: texts, and the place of the thing. */
export type Saying = readonly (string | typeof IT)[];

/** A sentence with the thing in its place: say`closed ${IT}`. Everything else that is put in is text, whatever it holds. */
export const say = (texts: TemplateStringsArray, ...between: unknown[]): Saying =>
  texts.flatMap((text, at) => {
    if (at === texts.length - 1) return [text];
    const put = between[at];
    return [text, put === IT ? IT : String(put)];
  });

/** A change in words: a sentence after the name of who did it, and what it was before and is now, line by line. */
export interface Sentence {
  words: string | Saying;
  details?: string[];
}

type Words = string | Saying | Sentence;

/** A verb's words after the name of who did it: "invited somebody as governor". */
export type HistoryWords = Readonly<
  Record<string, string | Saying | ((entry: RecordedChange) => Words)>
>;

/** What a part of the history is about, as people look for it. */
export type HistoryArea =
  | 'Reviews and levels'
  | 'Questions and comments'
  | 'Evidence'
  | 'The plan'
  | 'The model'
  | 'People and access'
  | 'Signing in'
  | 'Data protection';

/** What a feature tells of its own verbs and things; src/app.ts lists them all. */
export interface HistoryMessages {
  area: HistoryArea;
  verbs: HistoryWords;
  /** What its verbs are about, by the word that the history keeps: "action", "review". */
  subjects?: Readonly<Record<string, SubjectKind>>;
}

/** The messages of all features. */
export type AllMessages = readonly HistoryMessages[];

/** The areas that have entries, in order: for the filter of the history page. */
export const historyAreas = (messages: AllMessages): HistoryArea[] =>
  [...new Set(messages.map(({ area }) => area))].sort();

/** The verbs of an area; null when there is no such area. */
export function verbsOf(messages: AllMessages, area: string): string[] | null {
  const found = messages.filter((each) => each.area === area);
  return found.length === 0 ? null : found.flatMap(({ verbs }) => Object.keys(verbs));
}

/** "invited somebody as governor". A verb without words is shown by its name. */
export function messageOf(
  messages: AllMessages,
  entry: RecordedChange,
): { words: Saying; details: string[] } {
  const message = messages.find(({ verbs }) => verbs[entry.verb] !== undefined);
  const words = message?.verbs[entry.verb] ?? plainly(entry.verb);
  return partsOf(typeof words === 'function' ? words(entry) : words);
}

function partsOf(words: Words): { words: Saying; details: string[] } {
  if (typeof words === 'string') return { words: [words], details: [] };
  if (!('words' in words)) return { words, details: [] };
  return { words: partsOf(words.words).words, details: words.details ?? [] };
}

/** "agreement.set" without words: "agreement: set". */
const plainly = (verb: string) => verb.replace(/-/g, ' ').replace('.', ': ');

/** "name, urn": what a change touched. */
export const changedFields = (part: Record<string, unknown> | null) =>
  Object.entries(part ?? {})
    .map(
      ([name, value]) =>
        `${name.replace(/_/g, ' ')} is now ${value === null ? 'empty' : `“${String(value)}”`}`,
    )
    .join(', ');
