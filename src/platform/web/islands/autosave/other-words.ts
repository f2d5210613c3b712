/** Words that somebody typed into the same form elsewhere: shown, to be used or deleted. */
import type { Draft } from './come-back.js';
import { button, timeOf } from './status.js';

interface Acts {
  use(): void;
  remove(): void;
}

export function otherWords(form: HTMLFormElement, draft: Draft, { use, remove }: Acts): Element {
  const place = document.createElement('details');
  place.className = 'other-words';
  const summary = document.createElement('summary');
  summary.textContent = `You also wrote here on ${timeOf(draft.step)}`;
  const list = document.createElement('dl');
  for (const [name, value] of draft.fields) {
    const field = form.elements.namedItem(name);
    const isText =
      field instanceof HTMLTextAreaElement ||
      (field instanceof HTMLInputElement && !/^(radio|checkbox|hidden|file)$/.test(field.type));
    if (!isText || !value) continue;
    const label = document.createElement('dt');
    label.textContent = field.labels?.[0]?.textContent ?? '';
    const words = document.createElement('dd');
    words.textContent = value;
    list.append(label, words);
  }
  const acts = document.createElement('p');
  const gone = (act: () => void) => () => {
    place.remove();
    act();
  };
  acts.append(button('Use this text', gone(use)), button('Delete this text', gone(remove)));
  place.append(summary, list, acts);
  return place;
}
