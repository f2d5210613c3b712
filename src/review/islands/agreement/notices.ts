/** What an autosave tells the page of a statement besides: when it was saved, and the notices as they are now. */

interface Autosaved {
  /** There once the words stand in the review, not only in the draft. */
  version?: number;
  saved: string;
  notices?: string;
}

export function showNotices(form: HTMLFormElement): void {
  const status = document.querySelector<HTMLElement>('[data-saved]');
  const tell = (words: string) => {
    if (status && status.textContent !== words) status.textContent = words;
  };
  form.addEventListener('input', () => tell('Not saved yet'));
  form.addEventListener('autosaved', (event) => {
    const { saved, notices } = (event as CustomEvent<Autosaved>).detail;
    if (saved) tell(saved.replace(/\.$/, ''));
    if (notices) replaceNotices(form, notices);
  });
}

/** Newer notices take the place of the old ones within their live region, unless somebody is writing in them. */
function replaceNotices(form: HTMLFormElement, html: string): void {
  const place = form.querySelector('#notices');
  if (!place || place.contains(document.activeElement) || place.querySelector('.autosave')) return;
  const fresh = new DOMParser().parseFromString(html, 'text/html').querySelector('#notices');
  if (fresh && fresh.innerHTML !== place.innerHTML) place.replaceChildren(...fresh.childNodes);
}
