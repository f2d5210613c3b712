/** What the history speaks of: how each kind of thing is called, and where it is shown. Each feature tells its own. */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../storage/transaction.js';
import type { HistoryEntry } from './history.js';
import type { AllMessages } from './messages.js';

/** One kind of subject, by the word that the history keeps: "action", "review". */
export interface SubjectKind {
  /** In place of a name, when the thing is gone or its name is not known: "an action". */
  word: string;
  /** SELECT id, name (both text) of those of `ids` that are still there. Left out when the id says it all. */
  names?(organisation: string, ids: readonly string[]): RawBuilder<unknown>;
  /** The name that the id itself tells: "2025/26". */
  nameOf?(id: string): string;
  /** The page of the thing. */
  path(id: string): string;
}

/** A thing as it is linked to from the history. */
export interface Subject {
  name: string;
  path: string;
}

/** The things of a page of history, by kind and id as `subjectKey` joins them. */
export type Subjects = ReadonlyMap<string, Subject>;

export const subjectKey = ({ kind, id }: HistoryEntry['subject']): string => `${kind} ${id}`;

/** "an action": what stands for a thing without a name. */
export const subjectWord = (messages: AllMessages, kind: string): string =>
  kindsOf(messages).get(kind)?.word ?? 'something';

const kindsOf = (messages: AllMessages): ReadonlyMap<string, SubjectKind> =>
  new Map(messages.flatMap(({ subjects = {} }) => Object.entries(subjects)));

/** The names and pages of everything that these entries speak of and that is still there. One query at most. */
export async function findSubjects(
  db: Db,
  messages: AllMessages,
  organisation: string,
  entries: readonly Pick<HistoryEntry, 'subject'>[],
): Promise<Subjects> {
  const kinds = kindsOf(messages);
  const found = new Map<string, Subject>();
  const asked: RawBuilder<unknown>[] = [];
  for (const [kind, about] of kinds) {
    const ids = [
      ...new Set(entries.filter((each) => each.subject.kind === kind).map((e) => e.subject.id)),
    ];
    if (ids.length === 0) continue;
    const { nameOf, path } = about;
    if (nameOf)
      for (const id of ids)
        found.set(subjectKey({ kind, id }), { name: nameOf(id), path: path(id) });
    else if (about.names)
      asked.push(
        sql`SELECT ${kind} AS kind, n.id, n.name FROM (${about.names(organisation, ids)}) n`,
      );
  }
  if (asked.length === 0) return found;
  const { rows } = await sql<{ kind: string; id: string; name: string }>`${sql.join(
    asked,
    sql` UNION ALL `,
  )}`.execute(db);
  for (const { kind, id, name } of rows) {
    const path = kinds.get(kind)?.path(id);
    if (path) found.set(subjectKey({ kind, id }), { name, path });
  }
  return found;
}
