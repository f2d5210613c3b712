/** The fields of a form as they stand, and putting words back into them. */

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Never kept: the key of the form, which button was pressed, and the answer about learners. */
const LEFT_OUT = /^(_key$|go$|no-learners$)/;

/**
 * What people fill in, and the version that they saw: as it stands, or as the page came with it. What somebody has yet to
 * choose themselves is left out.
 */
export function fieldsOf(form: HTMLFormElement, isAsOpened = false): [string, string][] {
  const untouched = [...form.querySelectorAll<HTMLElement>('[data-untouched]')].map(
    ({ dataset }) => dataset.untouched,
  );
  return [...form.elements].flatMap((each) => {
    const field = each as Field;
    const { name } = field;
    if (!name || field.disabled || LEFT_OUT.test(name) || untouched.includes(name)) return [];
    return valuesOf(field, isAsOpened).map((value): [string, string] => [name, plain(value)]);
  });
}

const plain = (text: string) => text.replace(/\r\n?/g, '\n').replaceAll('\0', '');

function valuesOf(field: Field, isAsOpened: boolean): string[] {
  if (field instanceof HTMLTextAreaElement) return [isAsOpened ? field.defaultValue : field.value];
  if (field instanceof HTMLSelectElement) {
    const options = [...field.options];
    const first = options.find(({ defaultSelected }) => defaultSelected) ?? options[0];
    return [(isAsOpened ? first?.value : field.value) ?? ''];
  }
  if (!(field instanceof HTMLInputElement)) return [];
  const { type } = field;
  if (/^(radio|checkbox)$/.test(type))
    return (isAsOpened ? field.defaultChecked : field.checked) ? [field.value] : [];
  if (/^(file|submit|button|password)$/.test(type)) return [];
  return [isAsOpened ? field.defaultValue : field.value];
}

const visible = (form: HTMLFormElement) =>
  new Set(
    [...form.elements].flatMap((each) =>
      (each as Field).name && (each as Field).type !== 'hidden' ? [(each as Field).name] : [],
    ),
  );

/** The words of fields in one text, to tell whether they are the same: what is hidden counts for nothing. */
export function printOf(form: HTMLFormElement, fields: [string, string][]): string {
  const names = visible(form);
  return JSON.stringify(
    fields.filter(([name]) => names.has(name)).map(([name, value]) => [name, plain(value)]),
  );
}

/** Which form this is, among all of the school: its address, with what its hidden fields say. */
export function nameOf(form: HTMLFormElement): string {
  const { autosave } = form.dataset;
  const hidden = [...form.querySelectorAll<HTMLInputElement>('input[type=hidden]')]
    .filter(({ name }) => !name.startsWith('_') && !LEFT_OUT.test(name))
    .map(({ name, value }) => [name, value]);
  const { pathname } = new URL(form.action);
  const more = autosave || String(new URLSearchParams(hidden)).slice(0, 300);
  return more ? `${pathname}?${more}` : pathname;
}

/** A short hash (FNV-1a). */
export function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `${text.length.toString(36)}.${(hash >>> 0).toString(36)}`;
}

/** Puts words into the form, and opens what they lie in. Gives the first text that became another. */
export function fillIn(form: HTMLFormElement, fields: [string, string][]): Element | null {
  let first: Element | null = null;
  for (const field of form.elements) {
    const { name, type } = field as Field;
    if (!name || LEFT_OUT.test(name) || (type === 'hidden' && name !== '_version')) continue;
    const values = fields.filter(([each]) => each === name).map(([, value]) => value);
    if (type === 'radio' || type === 'checkbox') {
      const box = field as HTMLInputElement;
      // A group of radios of which none was kept stays as it is.
      if (type === 'radio' && values.length === 0) continue;
      box.checked = values.includes(box.value);
    } else if (type !== 'file' && type !== 'submit' && values[0] !== undefined) {
      const place = field as Field;
      if (plain(place.value) === values[0]) continue;
      place.value = values[0];
      if (type !== 'hidden') {
        if (values[0]) first ??= place;
        place.closest('details')?.setAttribute('open', '');
      }
    }
  }
  return first;
}

/** A random UUID; crypto.randomUUID is only there over HTTPS. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
