/** A button beside each password that shows what was typed. It is hidden again before the form is sent. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-show-password]')) {
  const field = document.getElementById(button.getAttribute('aria-controls') ?? '');
  if (!(field instanceof HTMLInputElement)) continue;
  const said = button.parentElement?.parentElement?.querySelector('[role=status]');
  const show = (isShown: boolean) => {
    field.type = isShown ? 'text' : 'password';
    button.textContent = isShown ? 'Hide' : 'Show';
    button.setAttribute('aria-label', isShown ? 'Hide password' : 'Show password');
    if (said) said.textContent = isShown ? 'Your password is visible' : 'Your password is hidden';
  };
  button.hidden = false;
  button.addEventListener('click', () => show(field.type === 'password'));
  field.form?.addEventListener('submit', () => {
    field.type = 'password';
  });
}
