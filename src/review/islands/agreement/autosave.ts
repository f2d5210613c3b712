/**
 * Saves while one works, and says so. What is not saved yet waits in the browser, so that a session that ends, a
 * closed lid or a lost line loses nothing.
 *
 * One sending at a time. A sending that was not answered is repeated just as it was, under the same key, so that it
 * has one effect even when only its answer was lost; what was typed meanwhile follows with the next one.
 */
const PAUSE_MS = 1500;
const AGAIN_MS = 5000;
const OFFLINE =
  'Not saved yet: there is no connection. What you typed is kept here, and Waymark keeps trying.';
/** Fields that a saving as one goes leaves out: new evidence is added by its button alone. */
const LEFT_OUT = /^(_key$|go$|evidence-)/;

interface Sending {
  body: URLSearchParams;
  /** What stood in the form, to tell whether it has changed since. */
  print: string;
}

export function keepSaving(form: HTMLFormElement): void {
  const status = form.querySelector<HTMLElement>('[data-saved]');
  const version = form.querySelector<HTMLInputElement>('input[name="_version"]');
  if (!status || !version) return;
  const storeKey = `waymark-unsaved ${form.action}`;
  let savedPrint = printOf(form);
  let timer = 0;
  let sending: Sending | null = null;
  let isStopped = false;
  let isLevelTouched = form.querySelector('[data-carried]') === null;

  const say = (words: string) => {
    if (status.textContent !== words) status.textContent = words;
  };

  if (bringBack(form, storeKey)) say('What you typed before is back here. Save to keep it.');

  form.addEventListener('input', (event) => {
    if ((event.target as HTMLInputElement).name === 'level') isLevelTouched = true;
    keep(form, storeKey);
    plan(PAUSE_MS);
  });
  form.addEventListener('submit', () => {
    isStopped = true;
    clearTimeout(timer);
    keep(form, storeKey, true);
  });
  window.addEventListener('online', () => plan(0));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') plan(0);
  });

  function plan(after: number): void {
    clearTimeout(timer);
    if (!isStopped) timer = window.setTimeout(send, after);
  }

  async function send(): Promise<void> {
    const print = printOf(form);
    if (isStopped || (!sending && print === savedPrint)) return;
    sending ??= { body: bodyOf(form, isLevelTouched), print };
    say('Saving …');
    const answer = await post(form.action, sending.body);
    if (isStopped) return;
    const isAway = answer === null || answer.status === 503;
    if (isAway) {
      say(answer?.detail || OFFLINE);
      plan(AGAIN_MS);
    } else if (answer.status === 200) taken(answer, sending.print);
    else refused(answer);
  }

  function taken(answer: Answer, print: string): void {
    sending = null;
    savedPrint = print;
    version!.value = String(answer.version);
    showNotices(form, answer.notices);
    if (printOf(form) === print) {
      sessionStorage.removeItem(storeKey);
      say(answer.saved);
    } else plan(PAUSE_MS);
  }

  function refused({ status: number, detail }: Answer): void {
    sending = null;
    if (number === 422) {
      say(`Not saved. ${detail}`);
      return;
    }
    isStopped = true;
    if (number === 401)
      say('You are signed out. Press Save: you can sign in, and nothing is lost.');
    else say(number === 409 ? `${detail} Press Save to go on.` : `Not saved. ${detail}`);
  }
}

interface Answer {
  status: number;
  detail: string;
  version: number;
  saved: string;
  notices: string;
}

/** Null: nobody answered. A page in place of JSON is the sign-in page: the session has ended. */
async function post(address: string, body: URLSearchParams): Promise<Answer | null> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      body,
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(20_000),
    });
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    if (!isJson) return { status: answer.status >= 500 ? 503 : 401, detail: '' } as Answer;
    return { ...((await answer.json()) as Answer), status: answer.status };
  } catch {
    return null;
  }
}

/** The fields of the form that are saved, as they stand. */
function entriesOf(form: HTMLFormElement): [string, string][] {
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && !LEFT_OUT.test(name) ? [[name, value] as [string, string]] : [],
  );
}

const printOf = (form: HTMLFormElement) =>
  JSON.stringify(entriesOf(form).filter(([name]) => name !== '_version'));

function bodyOf(form: HTMLFormElement, withLevel: boolean): URLSearchParams {
  const body = new URLSearchParams(
    entriesOf(form).filter(([name]) => withLevel || name !== 'level'),
  );
  body.set('_key', newKey());
  return body;
}

/** A random UUID; crypto.randomUUID is only there over HTTPS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

interface Kept {
  fields: [string, string][];
  version: string;
  /** True once it was sent with a button: then it waits only for the case that it never arrived. */
  isSent: boolean;
}

/** Keeps what stands in the form for this tab, with the version that it was typed against. */
function keep(form: HTMLFormElement, storeKey: string, isSent = false): void {
  const fields = [...new FormData(form)].filter(
    (each): each is [string, string] => typeof each[1] === 'string' && each[0] !== '_key',
  );
  const version = fields.find(([name]) => name === '_version')?.[1] ?? '';
  const kept: Kept = { fields, version, isSent };
  try {
    sessionStorage.setItem(storeKey, JSON.stringify(kept));
  } catch {
    // No room, or storage is forbidden: saving goes on without it.
  }
}

/** Puts back what was kept and never saved. True when there was something other than what the page shows. */
function bringBack(form: HTMLFormElement, storeKey: string): boolean {
  const stored = sessionStorage.getItem(storeKey);
  sessionStorage.removeItem(storeKey);
  if (!stored || document.querySelector('.govuk-error-summary')) return false;
  const { fields, version, isSent } = JSON.parse(stored) as Kept;
  const shown = form.querySelector<HTMLInputElement>('input[name="_version"]')?.value;
  if (isSent && version !== shown) return false;
  const before = printOf(form);
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[name]')) {
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === 'radio' || field.type === 'checkbox') {
      (field as HTMLInputElement).checked = values.includes(field.value);
    } else if (values[0] !== undefined) field.value = values[0];
  }
  const isDifferent = printOf(form) !== before;
  if (isDifferent) form.dispatchEvent(new Event('change', { bubbles: true }));
  return isDifferent;
}

/** Newer notices take the place of the old ones, unless somebody is writing in them. */
function showNotices(form: HTMLFormElement, html: string): void {
  const place = form.querySelector('#notices');
  if (!place || place.contains(document.activeElement)) return;
  const fresh = new DOMParser().parseFromString(html, 'text/html').querySelector('#notices');
  if (fresh && fresh.innerHTML !== place.innerHTML) place.replaceWith(fresh);
}
