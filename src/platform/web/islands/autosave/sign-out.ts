/** Signing out sends what is kept first, and asks where that fails: then it would be deleted. */
import { letGoOfAll, listKept, sendKept } from './kept-words.js';
import { button } from './status.js';

/** The forms after which somebody else may use this browser: each whose handler ends the session that sent it. */
export const ENDING_SESSION =
  'form[action="/sign-out"], form[action="/leave"], form[action^="/join/"]';

const everything = () => false;

export function askBeforeSignOut(form: HTMLFormElement, owner: string): void {
  let mayGo = false;
  let by: HTMLElement | null = null;
  form.addEventListener('submit', async (event) => {
    if (mayGo || listKept(owner).length === 0) return;
    event.preventDefault();
    by = event.submitter;
    if (await sendKept(owner, everything)) go();
    else ask();
  });

  function go(): void {
    mayGo = true;
    letGoOfAll();
    form.requestSubmit(by);
  }

  function ask(): void {
    document.querySelector('.sign-out-asks')?.remove();
    const place = document.createElement('div');
    place.className = 'sign-out-asks';
    place.setAttribute('role', 'alert');
    const heading = document.createElement('h2');
    heading.textContent = 'Some of what you typed is not saved yet';
    const words = document.createElement('p');
    const count = listKept(owner).length;
    words.textContent = `What you typed in ${count === 1 ? 'one form' : `${count} forms`} is on this device only, because Waymark could not be reached. If you sign out now, it is deleted.`;
    const acts = document.createElement('p');
    acts.className = 'actions';
    const again = button('Try again', () => form.requestSubmit(by));
    const anyway = button('Delete it and sign out', go);
    again.className = 'govuk-button';
    anyway.className = 'govuk-button govuk-button--warning';
    acts.append(again, anyway);
    place.append(heading, words, acts);
    form.before(place);
    again.focus();
  }
}
