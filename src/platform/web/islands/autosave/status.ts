/** What is said about saving, beside the field that somebody is writing in. */

/** What can be pressed after a sentence. */
export interface Offer {
  label: string;
  /** An address to open beside this page, or what is done. */
  act: string | (() => void);
}

export type Kind = 'saved' | 'saving' | 'waiting';

export interface Status {
  /** Says it, and shows it by more than colour. */
  say(kind: Kind, sentence: string, offer?: Offer): void;
  /** From here on it stands beside this field. */
  moveTo(field: Element): void;
  /** Adds something below where it began, and says it. */
  add(element: Element): void;
}

const WRITTEN_IN = 'textarea, select, input:not([type=radio], [type=checkbox], [type=file])';

export function newStatus(form: HTMLFormElement): Status {
  const place = document.createElement('div');
  place.className = 'autosave';
  place.setAttribute('role', 'status');
  const more = document.createElement('div');
  more.setAttribute('role', 'status');
  form.querySelector('textarea')?.after(place, more);
  return {
    say(kind, sentence, offer) {
      const before = `${place.dataset.kind} ${place.firstChild?.textContent}`;
      if (before === `${kind} ${sentence}`) return;
      place.dataset.kind = kind;
      const words = document.createElement('span');
      words.textContent = sentence;
      place.replaceChildren(words, ...(offer ? [' ', offered(offer)] : []));
    },
    moveTo(field) {
      if (field.matches(WRITTEN_IN) && field.nextElementSibling !== place) field.after(place);
    },
    add: (element) => more.prepend(element),
  };
}

function offered({ label, act }: Offer): Element {
  if (typeof act === 'string') {
    const link = document.createElement('a');
    link.href = act;
    link.target = '_blank';
    link.textContent = label;
    return link;
  }
  return button(label, act);
}

export function button(label: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', act);
  return made;
}

/** "23 November at 14:02" */
export const timeOf = (step: number): string =>
  new Date(step)
    .toLocaleString('en-GB', {
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'Europe/London',
    })
    .replace(', ', ' at ');
