/**
 * For every page: where the focus goes after a form was sent, texts that grow where styles cannot do it, and words that
 * could not be sent before.
 */
import { letGoOfOthers, sendKept } from './autosave/kept-words.js';
import { askBeforeSignOut, ENDING_SESSION } from './autosave/sign-out.js';

const summary = document.querySelector<HTMLElement>('.govuk-error-summary');
const message = document.querySelector('.told');
if (summary) summary.focus();
else if (message) focusHeading();

/** The heading that the address leads to, else that of the page. */
function focusHeading(): void {
  const led = document.getElementById(location.hash.slice(1));
  const heading = led ?? document.querySelector<HTMLElement>('h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

if (!CSS.supports('field-sizing', 'content')) {
  for (const area of document.querySelectorAll('textarea')) {
    const grow = () => {
      area.rows = Math.max(area.rows, Math.min(40, area.value.split('\n').length + 1));
    };
    area.addEventListener('input', grow);
    grow();
  }
}

// Words that an earlier page could not send: they are sent from wherever their person goes next.
const { owner } = document.body.dataset;
if (owner) {
  letGoOfOthers(owner);
  void sendKept(owner);
  for (const form of document.querySelectorAll<HTMLFormElement>(ENDING_SESSION))
    askBeforeSignOut(form, owner);
}
