/** What happened, in words. Each room tells its own verbs: a table in its words, registered by the application. */
import type { HistoryEntry } from '../storage/history.js';

type Told = Pick<HistoryEntry, 'verb' | 'subject' | 'before' | 'after'>;

/** A verb's words after the name of who did it: "invited somebody as governor". */
export type HistoryWords = Readonly<Record<string, string | ((entry: Told) => string)>>;

const tables: HistoryWords[] = [];

/** Adds a room's words. Called once, where the room's routes are made. */
export function tellHistory(words: HistoryWords): void {
  tables.push(words);
}

/** Every verb that has words, in order: for the filter of the history page. */
export const knownVerbs = (): string[] =>
  [...new Set(tables.flatMap((words) => Object.keys(words)))].sort();

/** "invited somebody as governor". A verb without words is told by its name. */
export function toldOf(entry: Told): string {
  const words = tables.map((table) => table[entry.verb]).find((each) => each !== undefined);
  if (words === undefined) return plainly(entry.verb);
  return typeof words === 'string' ? words : words(entry);
}

/** "judgement.set" without words: "judgement: set". */
const plainly = (verb: string) => verb.replace(/-/g, ' ').replace('.', ': ');

/** A verb as a choice: "Membership: changed". */
export const verbName = (verb: string): string => {
  const plain = plainly(verb);
  return plain.charAt(0).toUpperCase() + plain.slice(1);
};

const roleOf = (part: Record<string, unknown> | null) => String(part?.role ?? 'member');

tellHistory({
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
    `invited somebody as ${roleOf(after)}${after?.is_owner ? ' and owner' : ''}`,
  'invitation.revoked': 'took an invitation back',
  'invitation.accepted': ({ after }) => `joined as ${roleOf(after)}`,
  'link.made': 'made a personal link to a review',
  'link.renewed': 'made a personal link anew',
  'link.revoked': 'took a personal link back',
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
  if (after && 'is_owner' in after) said.push(after.is_owner ? 'to owner' : 'from owner to member');
  if (after && 'title' in after) said.push('in their title');
  return `changed what somebody may do, ${said.join(' and ')}`;
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
