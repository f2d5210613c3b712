/** Keeps the counts and the suggestion up to date while points are marked: the same rules as on the server. */
import type { Framework, Statement } from '../../../framework/framework.js';
import { criterionOf, isOptional, ratingOfValue } from '../../choice-fields.js';
import type { Mark, Marks } from '../../marks.js';
import type { Rating } from '../../rating.js';
import { countWords, suggestionWords } from '../../suggestion-words.js';

/** What the page itself says about the statement: levels by their radios, points by theirs. */
interface Shown {
  framework: Framework;
  statement: Statement;
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
  const descriptors = cards.map((card) => ({
    level: Number(card.dataset.level),
    summary: null,
    missing: null,
    criteria: [...card.querySelectorAll<HTMLElement>('.point')].map((point) => ({
      id: criterionOf(point.querySelector<HTMLInputElement>('input')?.name ?? ''),
      text: '',
      optional: isOptional(point.dataset),
    })),
  }));
  const framework = { language: document.documentElement.lang, levels } as Framework;
  return { framework, statement: { id: '', levels: descriptors } as unknown as Statement };
}

/** The marks as they stand in the form. */
function marksIn(form: HTMLFormElement): Marks {
  const marked = [...form.querySelectorAll<HTMLInputElement>('.point input:checked')];
  return Object.fromEntries(
    marked
      .filter(({ value }) => value !== '')
      .map(({ name, value }) => [criterionOf(name), value as Mark]),
  );
}

function ratingIn(form: HTMLFormElement): Rating {
  const chosen = form.querySelector<HTMLInputElement>('input[name="level"]:checked');
  return ratingOfValue(chosen?.value ?? '');
}

function tell(form: HTMLFormElement, { framework, statement }: Shown): void {
  const marks = marksIn(form);
  for (const descriptor of statement.levels) {
    const place = form.querySelector(`[data-count="${descriptor.level}"]`);
    if (place) place.textContent = countWords(descriptor, marks);
  }
  const notice = form.querySelector<HTMLElement>('[data-suggestion]');
  if (!notice) return;
  const words = suggestionWords(framework, statement, ratingIn(form), marks);
  notice.hidden = words === null;
  put(notice, 'h2', words?.heading);
  put(notice, '[data-why]', words?.why);
  put(notice, '[data-you-decide]', words?.youDecide);
}

function put(within: Element, selector: string, text = ''): void {
  const place = within.querySelector(selector);
  if (place && place.textContent !== text) place.textContent = text;
}
