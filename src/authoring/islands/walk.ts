/** Walking through what was read by single keys. */
import { actFor } from './walk/act-for.js';

const find = (selector: string) => document.querySelector<HTMLElement>(selector);
const ACTS = {
  accept: () => find('[data-key="a"]')?.click(),
  unreadable: () => find('[data-key="n"]')?.click(),
  words: () => find('#words')?.focus(),
  next: () => find('a[rel="next"]')?.click(),
  before: () => find('a[rel="prev"]')?.click(),
};

document.addEventListener('keydown', (event) => {
  const target = event.target as HTMLElement;
  const act = actFor(event, target.closest('textarea, input, select') !== null);
  if (act === 'leave') target.blur();
  else if (act) {
    event.preventDefault();
    ACTS[act]();
  }
});
find('[data-keys]')?.classList.add('on-keys');
