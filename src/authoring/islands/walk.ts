/** Walking through what was read by single keys. Left alone while somebody types, and with any modifier. */
const keys: Record<string, () => void> = {
  a: () => document.querySelector<HTMLButtonElement>('[data-key="a"]')?.click(),
  n: () => document.querySelector<HTMLButtonElement>('[data-key="n"]')?.click(),
  w: () => document.querySelector<HTMLTextAreaElement>('#words')?.focus(),
  j: () => document.querySelector<HTMLAnchorElement>('a[rel="next"]')?.click(),
  k: () => document.querySelector<HTMLAnchorElement>('a[rel="prev"]')?.click(),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = event.target as HTMLElement;
  if (event.key === 'Escape') target.blur();
  if (target.closest('textarea, input, select')) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
document.querySelector('[data-keys]')?.classList.add('on-keys');

export {};
