/** A form with chosen files is sent with them whatever button is pressed; without script only "Attach" does that. */
export function sendFiles(form: HTMLFormElement): void {
  form.addEventListener('submit', () => {
    const field = form.querySelector<HTMLInputElement>('[type=file]');
    if (field?.files?.length) form.enctype = 'multipart/form-data';
  });
}
