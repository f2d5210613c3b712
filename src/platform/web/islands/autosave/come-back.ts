/** What was typed into a form before: from the server and from this browser, what of it is put back, and what is shown. */
import { fieldsOf, hashOf, printOf } from './form-fields.js';
import { type KeptWords, letGo, listKept } from './kept-words.js';

/** Words that were typed and not saved. */
export interface Draft {
  key: string;
  step: number;
  openedAs: string;
  fields: [string, string][];
  /** Itself and what it has taken over, as "key/step". */
  takes: string[];
}

export interface Found {
  /** What is put back into the form. */
  back: Draft | null;
  /** What is only shown: words of another window, or of a form that began otherwise. */
  others: Draft[];
  /** What stands in the form already: typed here before this was asked. */
  here: Draft[];
  /** True when the words were saved while this page was on its way: it shows what was before them. */
  isStale: boolean;
  /** What was saved, and nobody needs any more. */
  done: string[];
  /** Words of this browser that were saved: let go after the server has let go of what they took over. */
  saved: KeptWords[];
}

interface Listed {
  drafts: (Omit<Draft, 'fields' | 'takes'> & { fields: [string, string][] | null })[];
  /** Keys with which forms were saved. */
  spent: string[];
}

export const stepOf = ({ key, step }: { key: string; step: number }): string => `${key}/${step}`;

/** What is there for this form. `isNew` is false once somebody has typed: then nothing is put back. */
export async function findDrafts(
  form: HTMLFormElement,
  place: { owner: string; form: string },
  isNew: () => boolean,
): Promise<Found> {
  const kept = listKept(place.owner, place.form);
  const opened = printOf(form, fieldsOf(form, true));
  const { drafts: known, spent } = await ask(place, kept);
  let isStale = false;
  const drafts = new Map<string, Draft>();
  const done: string[] = [];
  for (const each of known) {
    const { key, fields } = each;
    if (!fields) continue;
    if (spent.includes(key)) done.push(stepOf(each));
    else drafts.set(key, { ...each, fields, takes: [stepOf(each)] });
  }
  const saved: KeptWords[] = [];
  for (const words of kept) {
    const there = known.find(({ key }) => key === words.key);
    if (spent.includes(words.key)) {
      // What they took over was saved with them, though the server may not have heard of that.
      saved.push(words);
      done.push(...words.takes);
    } else if (there && there.step >= words.step) letGo(words);
    else {
      const takes = [...words.takes, stepOf(words), ...(there ? [stepOf(there)] : [])];
      drafts.set(words.key, { ...words, takes });
      continue;
    }
    isStale ||= there?.fields === null && printOf(form, words.fields) !== opened;
  }
  for (const each of drafts.values()) if (done.includes(stepOf(each))) drafts.delete(each.key);
  const found: Found = { back: null, others: [], here: [], isStale, done, saved };
  for (const draft of [...drafts.values()].sort((one, other) => other.step - one.step)) {
    const print = printOf(form, draft.fields);
    if (print === printOf(form, fieldsOf(form))) {
      found.here.push(withVersion(form, draft, spent));
    } else if (print === opened) {
      done.push(...draft.takes);
      for (const words of kept) if (words.key === draft.key) letGo(words);
    } else if (!found.back && isNew() && isOf(form, draft, opened)) {
      found.back = withVersion(form, draft, spent);
    } else found.others.push(draft);
  }
  return found;
}

/** The drafts of the server, or none while it does not answer. */
async function ask(place: { owner: string; form: string }, kept: KeptWords[]): Promise<Listed> {
  const query = new URLSearchParams(place);
  for (const { key, fields } of kept)
    for (const each of [key, after(fields)]) if (each) query.append('key', each);
  try {
    const answer = await fetch(`/drafts?${query}`, {
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(5000),
    });
    if (answer.ok) return (await answer.json()) as Listed;
  } catch {
    // Offline, or no answer for five seconds: what this browser has is put back all the same.
  }
  return { drafts: [], spent: [] };
}

export const valueIn = (fields: [string, string][], wanted: string) =>
  fields.find(([name]) => name === wanted)?.[1];
const after = (fields: [string, string][]) => valueIn(fields, '_after');

/** True for a draft that began as this form begins. What has a version is known by it, and may have changed since. */
function isOf(form: HTMLFormElement, draft: Draft, opened: string): boolean {
  return form.querySelector('[name=_version]') !== null || draft.openedAs === hashOf(opened);
}

/** What was typed while the form was being saved goes on from what that saved. */
function withVersion(form: HTMLFormElement, draft: Draft, spent: string[]): Draft {
  const shown = form.querySelector<HTMLInputElement>('[name=_version]')?.value;
  const was = valueIn(draft.fields, '_version');
  const isNext = shown !== undefined && was !== undefined && Number(shown) === Number(was) + 1;
  if (!isNext || !spent.includes(after(draft.fields) ?? '')) return draft;
  const fields = draft.fields.map(([name, value]): [string, string] =>
    name === '_version' ? [name, shown] : [name, value],
  );
  return { ...draft, fields };
}
