/**
 * Keys 1 to 4 choose a level, 0 is not yet. One can turn them off (WCAG 2.1.4), and they do nothing while one
 * writes, or together with Ctrl, Alt or Meta.
 */
import { isSingleKey, type KeyPressed } from '../../../platform/web/islands/keys/single-key.js';
import { levelValue } from '../../choice-fields.js';

const STORAGE_KEY = 'waymark-keys';

export function startKeys(form: HTMLFormElement): void {
  const hint = form.querySelector<HTMLElement>('[data-keys]');
  const button = hint?.querySelector('button');
  if (!hint || !button) return;
  const words = hint.querySelector<HTMLElement>('span');
  const levels = [...form.querySelectorAll<HTMLElement>('[data-level]')].map(
    ({ dataset }) => dataset.level ?? '',
  );
  const tell = () => {
    if (words) {
      words.textContent = isOn()
        ? `Keyboard shortcuts: ${levels[0]} to ${levels.at(-1)} or 0 for the level, Ctrl+Enter to save.`
        : 'Keyboard shortcuts for levels are off. Press Ctrl+Enter to save.';
    }
    button.textContent = isOn() ? 'Turn keys off' : 'Turn keys on';
  };
  hint.hidden = false;
  tell();
  button.addEventListener('click', () => {
    localStorage.setItem(STORAGE_KEY, isOn() ? 'off' : 'on');
    tell();
  });
  document.addEventListener('keydown', (event) => {
    if (!isOn() || isWriting(event.target)) return;
    const value = valueFor(event, levels);
    const radio =
      value && form.querySelector<HTMLInputElement>(`input[name="level"][value="${value}"]`);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
    for (const kind of ['input', 'change']) radio.dispatchEvent(new Event(kind, { bubbles: true }));
  });
}

const isOn = () => localStorage.getItem(STORAGE_KEY) !== 'off';

/** The value of the radio that a key stands for; null for any other key, and with any modifier. */
export function valueFor(pressed: KeyPressed, levels: readonly string[]): string | null {
  if (!isSingleKey(pressed)) return null;
  if (levels.includes(pressed.key)) return pressed.key;
  return pressed.key === '0' ? levelValue('not-yet') : null;
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('textarea, select, input:not([type="radio"], [type="checkbox"])') !== null;

/** Ctrl+Enter, on a Mac Command+Enter, in any field of the form does what its main button does. */
export function saveByKey(form: HTMLFormElement): void {
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector<HTMLButtonElement>('[name=go][value=next]'));
  });
}
