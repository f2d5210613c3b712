/** Keeps the counts and the suggestion up to date while criteria are marked: the same rules as on the server. */
import type { Framework, Statement } from '../../../framework/framework.js';
import { criterionOf, isOptional } from '../../choice-fields.js';
import type { Mark, Marks } from '../../marks.js';
import { markOf } from '../../marks.js';
import { countWords, markWords, suggestionWords } from '../../suggestion-words.js';

/** What the page itself says about the statement: levels by their cards, criteria by their lists. */
interface Shown {
  framework: Framework;
  statement: Statement;
  /** Which criteria have the mark of another. */
  same: [id: string, at: string][];
}

export function followMarks(form: HTMLFormElement): void {
  const shown = readShown(form);
  form.addEventListener('change', () => tell(form, shown));
}

function readShown(form: HTMLFormElement): Shown {
  const cards = [...form.querySelectorAll<HTMLElement>('[data-level]')];
  const levels = cards.map((card) => ({
    level: Number(card.dataset.level),
    title: card.dataset.title ?? '',
  }));
  const descriptors = levels.map(({ level }) => ({
    level,
    summary: null,
    missing: null,
    criteria: [...form.querySelectorAll<HTMLElement>(`#criteria-${level} [data-criterion]`)].map(
      ({ dataset }) => ({
        id: dataset.criterion ?? '',
        text: '',
        optional: isOptional(dataset),
      }),
    ),
  }));
  const same = [...form.querySelectorAll<HTMLElement>('[data-same]')].map(
    ({ dataset }): [string, string] => [dataset.criterion ?? '', dataset.same ?? ''],
  );
  const framework = { language: document.documentElement.lang, levels } as Framework;
  return { framework, statement: { id: '', levels: descriptors } as unknown as Statement, same };
}

/** The marks as they stand in the form. */
function marksIn(form: HTMLFormElement, same: Shown['same']): Marks {
  const marked = [...form.querySelectorAll<HTMLInputElement>('.tri input:checked')]
    .filter(({ value }) => value !== '')
    .map(({ name, value }): [string, Mark] => [criterionOf(name), value as Mark]);
  const marks = Object.fromEntries(marked);
  for (const [id, at] of same) if (marks[at]) marks[id] = marks[at];
  return marks;
}

function tell(form: HTMLFormElement, { framework, statement, same }: Shown): void {
  const marks = marksIn(form, same);
  for (const descriptor of statement.levels)
    for (const place of form.querySelectorAll(`[data-count="${descriptor.level}"]`))
      put(place, countWords(descriptor, marks));
  for (const place of form.querySelectorAll<HTMLElement>('[data-said]'))
    put(place, markWords(markOf(marks, place.dataset.said ?? '')));
  const notice = form.querySelector<HTMLElement>('[data-suggestion]');
  if (!notice) return;
  const words = suggestionWords(framework, statement, marks);
  notice.hidden = words === null;
  put(notice.querySelector('[data-level-words]'), words?.level);
  put(notice.querySelector('[data-why]'), words?.why);
}

function put(place: Element | null, text = ''): void {
  if (place && place.textContent !== text) place.textContent = text;
}
