/**
 * Words that the server does not have yet, in the local storage of the browser: by person and school, form, and the
 * key of the form, so that two windows never write over each other. Each stays until the server has it, for 14 days
 * at most, and until somebody else signs in.
 */
const PREFIX = 'waymark-words ';
const KEPT_MS = 14 * 24 * 60 * 60 * 1000;
/** Browsers send at most 64 KiB with a page that is left. */
const MOST_ON_LEAVING = 60_000;
const WAIT_MS = 10_000;

export interface KeptWords {
  /** "person.school": see `ownerOf`. */
  owner: string;
  form: string;
  /** The idempotency key of the form. */
  key: string;
  /** When it was typed, in milliseconds; grows with everything typed. */
  step: number;
  /** A hash of the form as it was opened. */
  openedAs: string;
  fields: [string, string][];
  /** Drafts whose words this one has taken over: "key/step". */
  takes: string[];
  /** Where it is sent. */
  url: string;
}

const nameOf = ({ owner, form, key }: KeptWords) => `${PREFIX}${owner} ${form} ${key}`;

/** False where there is no room, or storage is forbidden. */
export function keep(words: KeptWords): boolean {
  try {
    localStorage.setItem(nameOf(words), JSON.stringify(words));
    return true;
  } catch {
    return false;
  }
}

/** Lets go of words that the server has, unless more was typed since. */
export function letGo(words: KeptWords): void {
  const now = listKept(words.owner).find((each) => nameOf(each) === nameOf(words));
  if (now && now.step <= words.step) localStorage.removeItem(nameOf(words));
}

/** What is kept for this owner, newest first. */
export function listKept(owner: string, form?: string): KeptWords[] {
  return entries()
    .map(([, words]) => words)
    .filter((words) => words.owner === owner && (form === undefined || words.form === form))
    .sort((one, other) => other.step - one.step);
}

function entries(): [string, KeptWords][] {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    return names.map((name) => [name, JSON.parse(localStorage.getItem(name) ?? '{}')]);
  } catch {
    return [];
  }
}

/** Lets go of what is too old, and of all that belongs to other people than this one. */
export function letGoOfOthers(owner: string): void {
  const [person] = owner.split('.');
  for (const [name, words] of entries())
    if (words.owner?.split('.')[0] !== person || words.step < Date.now() - KEPT_MS)
      localStorage.removeItem(name);
}

/** Lets go of everything: somebody signs out. */
export function letGoOfAll(): void {
  for (const [name] of entries()) localStorage.removeItem(name);
}

export interface Answer {
  status: number;
  /** The stable name of a refusal, and why. */
  code?: string;
  detail: string;
  /** "Draft saved at 14:02." */
  saved: string;
  /** The form with this key had been saved already. */
  isSpent: boolean;
  /** What a page that knows more is told besides: see the statement's. */
  version?: number;
  notices?: string;
  note?: string;
}

interface How {
  /** The page is being left: the browser goes on sending without it. */
  isLeaving?: boolean;
  /** Save the words as well as the draft, where the form does that. */
  isToSave?: boolean;
}

/** Sends words. Null: nobody answered, or they are too many to be sent by a page that is left. */
export async function send(words: KeptWords, how: How = {}): Promise<Answer | null> {
  const body = new URLSearchParams(words.fields);
  const { owner, form, key, step, openedAs, takes } = words;
  const said = { _owner: owner, _form: form, _key: key, _step: String(step), _opened: openedAs };
  for (const [name, value] of Object.entries(said)) body.set(name, value);
  for (const each of takes) body.append('_takes', each);
  if (how.isToSave) body.set('_save', 'yes');
  return post(words.url, body, how.isLeaving ?? false);
}

/** Lets go of drafts at the server. */
export function forget(owner: string, form: string, drafts: string[]): Promise<Answer | null> {
  const body = new URLSearchParams({ _owner: owner, _form: form });
  for (const each of drafts) body.append('_takes', each);
  return post('/drafts', body, false);
}

async function post(url: string, body: URLSearchParams, isLeaving: boolean) {
  const text = String(body);
  if (isLeaving && text.length > MOST_ON_LEAVING) return null;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body: text,
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      keepalive: isLeaving,
      ...(isLeaving ? {} : { signal: AbortSignal.timeout(WAIT_MS) }),
    });
    const said = await answer.json().catch(() => ({}));
    return { ...said, status: answer.status } as Answer;
  } catch {
    return null;
  }
}

/**
 * Sends what other pages have left behind for this owner, and lets go of what arrives. What was typed in the last
 * seconds belongs to a page that is still there. True when nothing is left.
 */
export async function sendKept(owner: string, skip: (words: KeptWords) => boolean = isFresh) {
  for (const words of listKept(owner).filter((each) => !skip(each))) {
    const answer = await send({ ...words, url: '/drafts' });
    if (answer?.status !== 200) return false;
    letGo(words);
  }
  return true;
}

const isFresh = ({ step }: KeptWords) => step > Date.now() - 5000;
