/**
 * A document that was read and waits for a person: what there is to look at, what was answered, and what it is once
 * the answers are taken in. Words that were read are never changed without somebody saying so.
 */
import type { Doubt, Draft, Missing, Repair } from './reading/draft.js';

export type AnswerKind = 'accepted' | 'corrected' | 'unreadable';

/** What a person said of one cell or title. */
export interface Answer {
  place: string;
  kind: AnswerKind;
  /** The words typed in place of those that were read; null unless corrected. */
  words: string | null;
  /** The words as they were read when the answer was given. */
  read: string | null;
  answeredBy: string | null;
  answeredAt: Date;
  version: number;
}

/** What an item is by nature, and so where it stands in the walk: what is missing comes first. */
type Nature = 'missing' | 'doubtful' | 'repaired' | 'clear';
const ORDER: readonly Nature[] = ['missing', 'doubtful', 'repaired', 'clear'];

/** A cell, a title or the heading of a theme. */
export interface Item {
  /** "2.4@3", "2.4" or "theme-2": its place in the draft and in its address. */
  place: string;
  theme: number;
  statement: string | null;
  level: number | null;
  /** As it was read; null when there are no words that can be read. */
  words: string | null;
  lines: number[];
  doubts: Doubt[];
  repairs: Repair[];
  missing: Missing | null;
  nature: Nature;
  /** Null when nobody has answered, or the words have been read otherwise since. */
  answer: Answer | null;
}

/** The place of a theme's heading, a statement's title or a level. */
export function placeOf(theme: number, statement: string | null, level: number | null): string {
  if (statement === null) return `theme-${theme}`;
  return level === null ? statement : `${statement}@${level}`;
}

/** "3.2 level 1", "the title of 3.2", "the heading of theme 3" */
export function placeWords(item: Pick<Item, 'theme' | 'statement' | 'level'>): string {
  if (item.statement === null) return `the heading of theme ${item.theme}`;
  if (item.level === null) return `the title of ${item.statement}`;
  return `${item.statement} level ${item.level}`;
}

/** Everything that was read, in the order of the document. */
export function itemsOf(draft: Draft, answers: readonly Answer[]): Item[] {
  const byPlace = new Map(answers.map((answer) => [answer.place, answer]));
  const doubts = grouped(draft.doubts);
  const repairs = grouped(draft.repairs);
  const missing = grouped(draft.missing);
  const item = (
    at: Pick<Item, 'theme' | 'statement' | 'level'>,
    words: string | null,
    lines: number[],
  ): Item => {
    const place = placeOf(at.theme, at.statement, at.level);
    const about = { doubts: doubts.get(place) ?? [], repairs: repairs.get(place) ?? [] };
    const gap = missing.get(place)?.[0] ?? null;
    const answer = byPlace.get(place);
    return {
      ...at,
      place,
      words,
      lines: lines.length > 0 ? lines : (gap?.lines ?? []),
      ...about,
      missing: gap,
      nature: natureOf(words, about.doubts, about.repairs),
      answer: answer && answer.read === words ? answer : null,
    };
  };
  return draft.themes.flatMap((theme) => [
    item({ theme: theme.id, statement: null, level: null }, theme.title || null, theme.lines),
    ...theme.statements.flatMap((statement) => {
      const at = { theme: theme.id, statement: statement.id };
      return [
        item({ ...at, level: null }, statement.title || null, statement.lines),
        ...statement.levels.map(({ level, text, lines }) => item({ ...at, level }, text, lines)),
      ];
    }),
  ]);
}

function natureOf(words: string | null, doubts: Doubt[], repairs: Repair[]): Nature {
  if (words === null) return 'missing';
  if (doubts.length > 0) return 'doubtful';
  return repairs.length > 0 ? 'repaired' : 'clear';
}

function grouped<T extends Pick<Doubt, 'theme' | 'statement' | 'level'>>(list: T[]) {
  const groups = new Map<string, T[]>();
  for (const each of list) {
    if (each.theme === null) continue;
    const place = placeOf(each.theme, each.statement, each.level);
    groups.set(place, [...(groups.get(place) ?? []), each]);
  }
  return groups;
}

/** The order in which a person walks: missing, doubtful, repaired, then the rest as it stands in the document. */
export function walkOf(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => ORDER.indexOf(a.nature) - ORDER.indexOf(b.nature));
}

/** The next item of the walk after this place that wants an answer, from the beginning again at the end; or null. */
export function nextOpen(items: readonly Item[], place: string | null): Item | null {
  const walk = walkOf(items);
  const from = walk.findIndex((item) => item.place === place) + 1;
  const turned = [...walk.slice(from), ...walk.slice(0, from)];
  return turned.find((item) => isOpen(item) && item.place !== place) ?? null;
}

/** True for what is missing or doubtful and was not answered. */
export const isOpen = (item: Item): boolean =>
  item.answer === null && (item.nature === 'missing' || item.nature === 'doubtful');

/** What keeps a draft from being published: cells and titles without words that nobody has marked. */
export const unmarked = (items: readonly Item[]): Item[] =>
  items.filter(({ nature, answer }) => nature === 'missing' && answer === null);

/** A title or the heading of a theme cannot be left out: there is a name to find it by. */
export const mayBeUnreadable = (item: Item): boolean => item.level !== null;

/** The words of an item as they stand now; null when it is missing or was marked as not readable. */
export function wordsNow({ words, answer }: Pick<Item, 'words' | 'answer'>): string | null {
  if (answer?.kind === 'unreadable') return null;
  return answer?.kind === 'corrected' ? answer.words : words;
}

/** A place as part of an address: codes may have a slash in them. */
export const inPath = (place: string): string => encodeURIComponent(place).replaceAll('%40', '@');

/** The draft with every answer taken in. */
export function confirmed(draft: Draft, answers: readonly Answer[]): Draft {
  const items = new Map(itemsOf(draft, answers).map((item) => [item.place, item]));
  const now = (place: string) => {
    const item = items.get(place);
    return item ? wordsNow(item) : null;
  };
  const marked = [...items.values()].filter(
    ({ answer, missing }) => answer?.kind === 'unreadable' && !missing,
  );
  return {
    ...draft,
    themes: draft.themes.map((theme) => ({
      ...theme,
      title: now(placeOf(theme.id, null, null)) ?? theme.title,
      statements: theme.statements.map((statement) => ({
        ...statement,
        title: now(placeOf(theme.id, statement.id, null)) ?? statement.title,
        levels: statement.levels.map((each) => ({
          ...each,
          text: now(placeOf(theme.id, statement.id, each.level)),
        })),
      })),
    })),
    missing: [...draft.missing, ...marked.map(asMissing)],
  };
}

const asMissing = ({ theme, statement, level, words, lines }: Item): Missing => ({
  theme,
  statement,
  level,
  reason: 'unreadable',
  found: words ?? '',
  lines,
});
