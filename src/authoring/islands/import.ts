/** Says that the document is being read, and keeps a second press from sending it again. */
const form = document.querySelector<HTMLFormElement>('#import');
form?.addEventListener('submit', () => {
  const status = form.querySelector<HTMLElement>('[data-reading]');
  if (status) status.textContent = status.dataset.reading ?? '';
  const button = form.querySelector<HTMLButtonElement>('button[type="submit"]');
  if (button) setTimeout(() => button.setAttribute('disabled', ''));
});

export {};
