/**
 * Opens the criteria of the chosen level and of the one above where the window is wide. On a phone, and without script,
 * a press opens them. What somebody has opened or closed stays so.
 */
const WIDE = '(min-width: 62em)';

export function openChosen(form: HTMLFormElement): void {
  if (!matchMedia(WIDE).matches) return;
  const folds = [...form.querySelectorAll<HTMLDetailsElement>('.crits')];
  const open = () => {
    const chosen = form.querySelector<HTMLInputElement>('[name=level]:checked');
    const at = folds.findIndex(({ id }) => id === `criteria-${chosen?.value}`);
    if (at >= 0) for (const fold of folds.slice(at, at + 2)) fold.open = true;
  };
  form.addEventListener('change', ({ target }) => {
    if ((target as HTMLInputElement).name === 'level') open();
  });
  open();
}

/** What an address or a link on a card leads to opens, in browsers too that open nothing on the way. */
export function openOnTheWay(form: HTMLFormElement): void {
  const open = (hash: string) => {
    const fold = document.getElementById(hash.slice(1))?.closest('details');
    if (fold) fold.open = true;
  };
  open(location.hash);
  form.addEventListener('click', ({ target }) => {
    const link = (target as Element).closest?.('a');
    const hash = link?.getAttribute('href') ?? '';
    if (hash.startsWith('#criteria-')) open(hash);
  });
}
