/** Turns the word about printing into a button. */
const place = document.querySelector<HTMLElement>('[data-print]');
if (place) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'govuk-button govuk-button--secondary';
  button.textContent = 'Print the model';
  button.addEventListener('click', () => window.print());
  place.replaceChildren(button);
}

export {};
