/** The forms of a page as a browser would read them: what each would send as it stands, and its submit buttons. */

export interface FormButton {
  name: string | null;
  value: string;
  words: string;
  /** Its classes. */
  kind: string;
}

export interface FormOnPage {
  method: 'get' | 'post';
  action: string;
  isUpload: boolean;
  /** What it sends as it stands, without a button. */
  fields: Record<string, string[]>;
  /** Fields that people write in or choose from, by name: the value that each shows, and what one may choose there. */
  shown: { name: string; kind: string; value: string; choices?: string[] }[];
  /** Submit buttons in the order of the page. The first is what Enter presses. */
  buttons: FormButton[];
}

/** The characters that HTML escapes, as themselves. */
export const plain = (text: string) =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#(?:39|x27);/g, "'")
    .replace(/&amp;/g, '&');

const attributesOf = (tag: string): Map<string, string> =>
  new Map(
    [...tag.matchAll(/\s([a-zA-Z-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [
      name,
      plain(value),
    ]),
  );

const FIELD =
  /<input\b([^>]*)>|<textarea\b([^>]*)>([\s\S]*?)<\/textarea>|<select\b([^>]*)>([\s\S]*?)<\/select>|<button\b([^>]*)>([\s\S]*?)<\/button>/g;

/** The buttons that stand outside of the form with this id and belong to it. */
const buttonsOf = (html: string, id: string | undefined) =>
  [...html.matchAll(FIELD)].filter(
    ([tag]) => id !== undefined && tag.startsWith('<button') && tag.includes(` form="${id}"`),
  );

/** Every form of a page, in order. */
export function formsOf(html: string): FormOnPage[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(
    ([, head = '', body = '']) => {
      const attributes = attributesOf(head);
      const form: FormOnPage = {
        method: attributes.get('method') === 'post' ? 'post' : 'get',
        action: attributes.get('action') ?? '',
        isUpload: attributes.get('enctype') === 'multipart/form-data',
        fields: {},
        shown: [],
        buttons: [],
      };
      for (const found of body.matchAll(FIELD)) take(form, found);
      for (const found of buttonsOf(html, attributes.get('id'))) take(form, found);
      return form;
    },
  );
}

function take(form: FormOnPage, found: RegExpMatchArray): void {
  const [, input, area, text, select, options, button, words] = found;
  const send = (name: string | undefined, value: string) => {
    if (name) form.fields[name] = [...(form.fields[name] ?? []), value];
  };
  const show = (name: string | undefined, kind: string, value: string, choices?: string[]) =>
    form.shown.push({ name: name ?? '', kind, value, ...(choices ? { choices } : {}) });
  if (input !== undefined) {
    const each = attributesOf(input);
    const [name, type, value] = [each.get('name'), each.get('type') ?? 'text', each.get('value')];
    if (type === 'file') {
      show(name, type, '');
      return;
    }
    if (type === 'radio' || type === 'checkbox') {
      const isChecked = each.has('checked');
      if (isChecked) send(name, value ?? 'on');
      show(name, type, isChecked ? (value ?? 'on') : '', [value ?? 'on']);
      return;
    }
    send(name, value ?? '');
    if (type !== 'hidden') show(name, type, value ?? '');
  } else if (area !== undefined) {
    const name = attributesOf(area).get('name');
    send(name, plain((text ?? '').replace(/^\n/, '')));
    show(name, 'textarea', plain(text ?? ''));
  } else if (select !== undefined) {
    const all = [...(options ?? '').matchAll(/<option\b([^>]*)>/g)].map(([, tag = '']) =>
      attributesOf(tag),
    );
    const chosen = all.find((option) => option.has('selected')) ?? all[0];
    const name = attributesOf(select).get('name');
    send(name, chosen?.get('value') ?? '');
    const choices = all.map((option) => option.get('value') ?? '');
    show(name, 'select', chosen?.get('value') ?? '', choices);
  } else if (button !== undefined) {
    const each = attributesOf(button);
    if ((each.get('type') ?? 'submit') !== 'submit') return;
    form.buttons.push({
      name: each.get('name') ?? null,
      value: each.get('value') ?? '',
      words: plain((words ?? '').replace(/<[^>]*>/g, '').trim()),
      kind: each.get('class') ?? '',
    });
  }
}
