/** What happened, in words. Each feature tells its own verbs: a table in its words, registered by the application. */

import { roleWords } from '../access/member.js';
import type { HistoryEntry } from './history.js';

type FlashMessage = Pick<HistoryEntry, 'verb' | 'subject' | 'before' | 'after'>;

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
export interface Telling {
  words: string | Saying;
  details?: string[];
}

type Words = string | Saying | Telling;

/** A verb's words after the name of who did it: "invited somebody as governor". */
export type HistoryWords = Readonly<
  Record<string, string | Saying | ((entry: FlashMessage) => Words)>
>;

/** What a part of the history is about, as people look for it. */
export type HistoryArea =
  | 'Reviews and judgements'
  | 'Questions and comments'
  | 'Evidence'
  | 'The plan'
  | 'The model'
  | 'People and access'
  | 'Signing in'
  | 'Data protection';

const areas = new Map<HistoryArea, HistoryWords[]>();

/** Adds a feature's words. Called once, where the feature's routes are made. */
export function tellHistory(area: HistoryArea, words: HistoryWords): void {
  areas.set(area, [...(areas.get(area) ?? []), words]);
}

/** The areas that something is told of, in order: for the filter of the history page. */
export const historyAreas = (): HistoryArea[] => [...areas.keys()].sort();

/** The verbs of an area; null when there is no such area. */
export function verbsOf(area: string): string[] | null {
  const tables = areas.get(area as HistoryArea);
  return tables ? tables.flatMap((words) => Object.keys(words)) : null;
}

/** "invited somebody as governor". A verb without words is told by its name. */
export function messageOf(entry: FlashMessage): { words: Saying; details: string[] } {
  const message = [...areas.values()].flat().find((table) => table[entry.verb] !== undefined);
  const words = message?.[entry.verb] ?? plainly(entry.verb);
  return partsOf(typeof words === 'function' ? words(entry) : words);
}

function partsOf(words: Words): { words: Saying; details: string[] } {
  if (typeof words === 'string') return { words: [words], details: [] };
  if (!('words' in words)) return { words, details: [] };
  return { words: partsOf(words.words).words, details: words.details ?? [] };
}

/** "judgement.set" without words: "judgement: set". */
const plainly = (verb: string) => verb.replace(/-/g, ' ').replace('.', ': ');

const roleOf = (part: Record<string, unknown> | null) => String(part?.role ?? 'member');

tellHistory('People and access', {
  'installation.set-up': 'set Waymark up',
  'school.added': 'added the school',
  'school.changed': ({ after }) => `changed the school’s page: ${fields(after)}`,
  'membership.changed': ({ before, after }) => changed(before, after),
  'membership.ended': ({ before }) => `removed somebody who was ${roleOf(before)}`,
  'membership.left': 'left the school',
  'membership.restored': ({ after }) => `let somebody back in as ${roleOf(after)}`,
  'membership.taken-over': 'took over as careers leader',
  'membership.granted': ({ after }) => `restored access to the school, as ${roleOf(after)}`,
  'invitation.sent': ({ after }) =>
    `invited somebody as ${roleWords({ role: roleOf(after), isOwner: after?.is_owner === true })}`,
  'invitation.revoked': 'took an invitation back',
  'invitation.accepted': ({ after }) => `joined as ${roleOf(after)}`,
  'link.made': 'made a personal link to a review',
  'link.renewed': 'made a personal link anew',
  'link.revoked': 'took a personal link back',
});

tellHistory('Data protection', {
  'history.exported': 'exported the history',
  'history.key-made': 'made a new key that signs the history',
  'request.recorded': ({ after }) => `wrote down a ${String(after?.kind ?? 'request')}`,
  'request.answered': 'answered a data request or complaint',
  'retention.changed': 'changed how long things are kept',
  'retention.applied': ({ after }) =>
    `deleted what was older than the school keeps: ${fields(after)}`,
  'person.exported': 'took a copy of their own data',
  'person.erased': 'had a person’s data erased',
});

function changed(
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): string {
  const said: string[] = [];
  if (after && 'role' in after) said.push(`from ${roleOf(before)} to ${roleOf(after)}`);
  if (after && 'is_owner' in after)
    said.push(after.is_owner ? 'now an owner' : 'no longer an owner');
  if (after && 'title' in after) said.push('with another title');
  return `changed what somebody may do: ${said.join(', ')}`;
}

/** "name, urn": what a change touched. */
const fields = (part: Record<string, unknown> | null) =>
  Object.entries(part ?? {})
    .map(([name, value]) =>
      typeof value === 'number'
        ? `${value} ${name.replace(/_/g, ' ')}`
        : `${name.replace(/_/g, ' ')} is now ${value === null ? 'empty' : `“${String(value)}”`}`,
    )
    .join(', ');
