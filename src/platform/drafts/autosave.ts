/** What an autosave sends beside the fields of the form, and what it is answered. */
import { z } from 'zod';
import { type Member, scopeOf } from '../access/member.js';
import { timeWords } from '../days.js';
import { forbidden, invalid } from '../problems.js';
import type { AppContext } from '../storage/context.js';
import { all, KEY_FIELD, one, type Typed, VERSION_FIELD } from '../web/form.js';
import { ownerOf } from './owner.js';
import { type DraftField, type DraftStep, dropDrafts, saveDraft } from './store.js';

export interface Autosave extends DraftStep {
  form: string;
  openedAs: string;
  fields: DraftField[];
  /** Drafts whose words this one has taken over. */
  takes: DraftStep[];
  /** True when the words are to be saved as well: somebody leaves, or has left them unsaved for ten minutes. */
  isToSave: boolean;
}

const stepInput = z.coerce.number().int().positive();

/** "0199…/1764417722000": a draft at one step. */
function readStep(text: string): DraftStep[] {
  const [key = '', step = ''] = text.split('/');
  const read = z.object({ key: z.uuid(), step: stepInput }).safeParse({ key, step });
  return read.success ? [read.data] : [];
}

/**
 * Reads what an autosave sent. Null for one that only lets go of other drafts.
 * @throws Problem 403 `draft.other-person` when somebody else has signed in since the page was opened, 422
 */
export function readAutosave(member: Member, typed: Typed): Autosave | null {
  assertOwner(member, one(typed, '_owner'));
  assertWithinLink(member, one(typed, '_form'));
  const [at] = readStep(`${one(typed, KEY_FIELD)}/${one(typed, '_step')}`);
  const takes = takesOf(typed);
  if (!at) return null;
  const form = one(typed, '_form');
  const openedAs = one(typed, '_opened');
  if (!form || form.length > 1000 || openedAs.length > 40)
    throw invalid('draft.unreadable', 'Reload the page and continue from there.');
  const isToSave = one(typed, '_save') === 'yes';
  return { ...at, form, openedAs, fields: fieldsOf(typed), takes, isToSave };
}

/** The fields that people fill in, and those that say what they were typed after. */
function fieldsOf(typed: Typed): DraftField[] {
  return Object.entries(typed)
    .filter(([name]) => !name.startsWith('_') || name === VERSION_FIELD || name === '_after')
    .flatMap(([name, values]) => values.map((value): DraftField => [name, value]));
}

export const takesOf = (typed: Typed): DraftStep[] =>
  all(typed, '_takes').slice(0, 50).flatMap(readStep);

/** @throws Problem 403 `draft.other-person` */
export function assertOwner(member: Member, owner: string): void {
  if (owner === ownerOf(member.person.id, member.organisation.id)) return;
  throw forbidden(
    'draft.other-person',
    'Someone else is now signed in, or you are in another school.',
  );
}

/** A personal link opens one review, and the forms of that review. @throws Problem 403 `access.limited` */
export function assertWithinLink({ limitedTo }: Member, form: string): void {
  if (limitedTo && !form.startsWith(`/reviews/${limitedTo}/`))
    throw forbidden('access.limited', 'Your personal link opens one review only.');
}

/** What the page is told. */
export interface AutosaveAnswer {
  /** "Draft saved at 14:02." */
  saved: string;
  /** True when the form had been saved already: the page goes on with a new key. */
  isSpent: boolean;
}

/** Writes the draft, and lets go of those that it takes the place of. One transaction. */
export async function writeAutosave(
  context: AppContext,
  member: Member,
  autosave: Autosave,
): Promise<AutosaveAnswer> {
  const { takes, ...draft } = autosave;
  const place = { person: member.person.id, organisation: member.organisation.id };
  const isSaved = await context.storage.write(scopeOf(member), async (db) => {
    const isTaken = await saveDraft(db, context, { ...place, ...draft });
    await dropDrafts(db, place.person, takes);
    return isTaken;
  });
  return { saved: `Draft saved at ${timeWords(context.clock())}.`, isSpent: !isSaved };
}
