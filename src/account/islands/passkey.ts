/**
 * Passkeys need a script: the browser has no form field for them. A form with data-passkey asks the server for
 * options, lets the device answer, puts the answer into its field and is sent like any other form.
 */

import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';

async function run(form: HTMLFormElement): Promise<void> {
  const asked = await fetch(form.dataset.options ?? '', { method: 'POST' });
  if (!asked.ok) throw new Error(String(asked.status));
  const optionsJSON = await asked.json();
  const start = form.dataset.passkey === 'make' ? startRegistration : startAuthentication;
  const made = await start({ optionsJSON });
  const field = form.querySelector<HTMLInputElement>('input[name=passkey]');
  if (field) field.value = JSON.stringify(made);
  form.submit();
}

const SORRY: Record<string, string> = {
  InvalidStateError: 'This device already has a passkey for Waymark.',
  NotAllowedError: 'No passkey was used. Try again when you are ready.',
  '429': 'Too many attempts. Wait a few minutes, then try again.',
};

function tell(form: HTMLFormElement, error: unknown): void {
  const { name, message } = error as Error;
  const place = form.querySelector<HTMLElement>('[data-problem]');
  if (place) {
    place.textContent =
      SORRY[name] ?? SORRY[message] ?? 'The passkey could not be used. Try again.';
  }
}

const isSupported = browserSupportsWebAuthn();
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  if (!isSupported) {
    form.remove();
    continue;
  }
  form.hidden = false;
  let isBusy = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    run(form)
      .catch((error: unknown) => tell(form, error))
      .finally(() => {
        isBusy = false;
      });
  });
}
for (const place of document.querySelectorAll<HTMLElement>('[data-no-passkey]')) {
  place.hidden = isSupported;
  place.toggleAttribute('data-is-needed', !isSupported);
}
