/**
 * Saves what people type as they type, on every form with a text in it: at the server within two seconds, and in this
 * browser until the server has it. See docs/decisions/0091.
 */
import { type Draft, findDrafts, valueIn } from './autosave/come-back.js';
import { fieldsOf, fillIn, hashOf, nameOf, newKey, printOf } from './autosave/form-fields.js';
import { type Answer, forget, type KeptWords, keep, letGo, send } from './autosave/kept-words.js';
import { otherWords } from './autosave/other-words.js';
import { newStatus, timeOf } from './autosave/status.js';

const SEND_AFTER_MS = 1000;
const AGAIN_MS = 5000;
/** What is left unsaved so long is saved, where the form does that by itself. */
const SAVE_AFTER_MS = 10 * 60 * 1000;
/** A page that is still there so long after its form was sent will not be left. */
const SENT_MS = 15_000;

const owner = document.body.dataset.owner;
if (owner)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]'))
    autosave(form, owner);

// A page that the browser kept for going back is older than what was saved since.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && navigator.onLine) location.reload();
});

function autosave(form: HTMLFormElement, owner: string): void {
  const status = newStatus(form);
  const keyField = form.querySelector<HTMLInputElement>('[name=_key]');
  const versionField = form.querySelector<HTMLInputElement>('[name=_version]');
  const place = { owner, form: nameOf(form) };
  const url = form.dataset.autosaveUrl ?? '/drafts';
  const savesItself = form.dataset.autosaveUrl !== undefined;
  const opened = printOf(form, fieldsOf(form, true));
  const openedAs = hashOf(opened);
  /** A form that is shown again, with what was typed: nobody has saved that. */
  const isShownAgain =
    document.body.dataset.answer !== undefined &&
    new URL(form.action).pathname === location.pathname;
  /** What is saved, or safe at the server as a draft. */
  let savedPrint = isShownAgain ? null : opened;
  let key = keyField?.value || newKey();
  /** With what the form was saved before, while somebody went on typing. */
  let after = '';
  let takes: string[] = [];
  let step = 0;
  /** The newest step that was answered. */
  let answered = 0;
  /** What was sent and is not answered yet, by key and step. */
  const underWay = new Map<string, Promise<unknown>>();
  let timer = 0;
  let isTouched = print() !== opened;
  let isKept = true;
  /** The form was sent by a button: the page is about to be left. */
  let isSent = false;
  /** What there is was sent because the page was left. Hiding it then sends nothing more, which would arrive as a draft. */
  let isLeft = false;
  /** Somebody else has signed in: nothing of this page is kept any longer. */
  let isForeign = false;
  /** Since when the server has a draft that is not saved; 0 for none. */
  let unsavedSince = 0;
  /** Words that came back, until somebody types. */
  let cameBack = '';
  /** Somebody saved something else after they were typed. */
  let isOutOfDate = false;

  function print(): string {
    return printOf(form, fieldsOf(form));
  }
  const isDirty = () => savedPrint !== print();

  function words(): KeptWords {
    const fields = fieldsOf(form);
    if (after) fields.push(['_after', after]);
    return { ...place, key, step, openedAs, fields, takes, url };
  }

  function keepNow(): void {
    step = Math.max(Date.now(), step + 1);
    isKept = !isForeign && keep(words());
  }

  /** Sends after a while, however much is typed until then. */
  function plan(ms: number): void {
    timer ||= window.setTimeout(() => {
      timer = 0;
      sendNow();
    }, ms);
  }

  function planAnew(ms: number): void {
    clearTimeout(timer);
    timer = 0;
    plan(ms);
  }

  async function sendNow(how: { isLeaving?: boolean; isToSave?: boolean } = {}): Promise<void> {
    if (isSent || !(isDirty() || how.isToSave)) return;
    // What is saved on leaving is kept until then: the next page tells by it that it was drawn before.
    if (isDirty() || how.isLeaving) keepNow();
    const sending = words();
    const sentPrint = print();
    if (!how.isLeaving && !cameBack) status.say('saving', 'Saving …');
    const sent = send(sending, how);
    underWay.set(`${sending.key}/${sending.step}`, sent);
    const answer = await sent;
    if (!isSent) underWay.delete(`${sending.key}/${sending.step}`);
    if (sending.key === key && !isSent) hear(answer, sending, sentPrint);
  }

  function hear(answer: Answer | null, sending: KeptWords, sentPrint: string): void {
    if (sending.step < answered) return;
    if (answer?.status !== 200) {
      refused(answer);
      return;
    }
    letGo(sending);
    if (answer.isSpent) {
      goOnAnew();
      return;
    }
    answered = sending.step;
    savedPrint = sentPrint;
    isForeign = false;
    takes = takes.filter((each) => !sending.takes.includes(each));
    if (answer.version === undefined) unsavedSince ||= Date.now();
    else {
      if (versionField) versionField.value = String(answer.version);
      unsavedSince = 0;
    }
    form.dispatchEvent(new CustomEvent('autosaved', { detail: answer }));
    if (isDirty()) plan(SEND_AFTER_MS);
    else if (cameBack) sayBack();
    else
      status.say(answer.note ? 'waiting' : 'saved', [answer.saved, answer.note].join(' ').trim());
  }

  function refused(answer: Answer | null): void {
    const kept = isKept
      ? 'What you typed is kept on this device.'
      : 'This browser cannot keep what you typed. Leave this page open.';
    cameBack = '';
    if (answer?.status === 401) {
      const act = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
      const sentence = `Not saved yet: you are signed out. ${kept} It is saved when you sign in.`;
      status.say('waiting', sentence, { label: 'Sign in (new tab)', act });
      planAnew(AGAIN_MS);
    } else if (answer?.code === 'draft.other-person') {
      isForeign = true;
      isKept = false;
      letGo(words());
      const sentence = `Not saved: ${answer.detail} Copy what you typed before you leave this page.`;
      status.say('waiting', sentence);
    } else if (answer && answer.status < 500 && answer.status !== 429) {
      status.say('waiting', `Not saved yet. ${answer.detail || 'It was refused.'} ${kept}`);
    } else {
      const why = navigator.onLine ? 'Waymark is not responding.' : 'you are offline.';
      status.say('waiting', `Not saved yet: ${why} ${kept} We will keep trying to save it.`);
      planAnew(AGAIN_MS);
    }
  }

  /** The form was saved with this key, so what is typed from now on is another draft. */
  function goOnAnew(): void {
    after = key;
    key = newKey();
    if (keyField) keyField.value = key;
    takes = [];
    answered = 0;
    if (isDirty()) plan(0);
  }

  form.addEventListener('focusin', ({ target }) => status.moveTo(target as Element));
  form.addEventListener('input', ({ target }) => {
    const { name } = target as HTMLInputElement;
    for (const each of form.querySelectorAll(`[data-untouched="${CSS.escape(name)}"]`))
      each.removeAttribute('data-untouched');
    isTouched = true;
    cameBack = '';
    if (isSent) {
      // What is typed while the form is being saved is kept beside it.
      isSent = false;
      goOnAnew();
    }
    keepNow();
    plan(SEND_AFTER_MS);
  });
  form.addEventListener('submit', (event) => {
    if (isForeign) {
      // It would be saved in the name of whoever is signed in now.
      event.preventDefault();
      again();
      return;
    }
    if (isDirty()) keepNow();
    clearTimeout(timer);
    timer = 0;
    isSent = true;
    savedPrint = print();
    window.setTimeout(() => {
      if (!isSent) return;
      isSent = false;
      savedPrint = null;
      plan(0);
    }, SENT_MS);
  });
  const again = () => {
    if (isDirty()) planAnew(0);
  };
  addEventListener('online', again);
  addEventListener('focus', again);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      isLeft = false;
      again();
    } else if (!isLeft) sendNow({ isLeaving: true });
  });
  addEventListener('pagehide', () => {
    isLeft = true;
    const isToSave = savesItself && (unsavedSince > 0 || isDirty());
    sendNow({ isLeaving: true, isToSave });
  });
  addEventListener('beforeunload', (event) => {
    if (!isSent && isDirty() && !isKept) event.preventDefault();
  });
  if (savesItself)
    setInterval(() => {
      const isTime = unsavedSince > 0 && Date.now() - unsavedSince > SAVE_AFTER_MS;
      if (isTime) sendNow({ isToSave: true });
    }, 15_000);
  comeBack();

  async function comeBack(): Promise<void> {
    const { back, others, here, isStale, done, saved } = await findDrafts(
      form,
      place,
      () => !isTouched,
    );
    // The question breaks off where the page is left while it is asked: what is known then is not all there is.
    if (isLeft) return;
    const settle = async () => {
      // What was saved is let go only once the server has let go of what it took over: it would come back.
      if (done.length > 0 && (await forget(owner, place.form, done))?.status !== 200) return;
      saved.forEach(letGo);
    };
    if (isStale && !isDirty() && navigator.onLine) {
      await settle();
      location.reload();
      return;
    }
    if (isDirty()) here.forEach(takeOver);
    else
      for (const draft of here) {
        done.push(...draft.takes);
        letGo({ ...words(), key: draft.key, step: draft.step });
      }
    settle();
    if (back) putBack(back);
    for (const other of others) show(other);
    if (isDirty()) plan(0);
  }

  /** The words of this draft stand in the form, and are kept as the form's own from now on. */
  function takeOver(draft: Draft): void {
    takes.push(...draft.takes.filter((each) => !each.startsWith(key)));
    const version = valueIn(draft.fields, '_version');
    if (versionField && version !== undefined) versionField.value = version;
    keepNow();
    if (isKept && draft.key !== key) letGo({ ...words(), key: draft.key, step: draft.step });
  }

  function putBack(draft: Draft): void {
    const shown = versionField?.value;
    const field = fillIn(form, draft.fields);
    if (field) status.moveTo(field);
    form.dispatchEvent(new Event('change', { bubbles: true }));
    takeOver(draft);
    isOutOfDate = versionField?.value !== shown;
    cameBack = `What you typed on ${timeOf(draft.step)} is back.`;
    if (isOutOfDate) cameBack += ' Someone has saved since then. Press Save to see both versions.';
    sayBack();
  }

  const sayBack = () =>
    status.say(isOutOfDate ? 'waiting' : 'saved', cameBack, {
      label: 'Discard it',
      act: discard,
    });

  /** The form as it was opened, without what was typed. */
  async function discard(): Promise<void> {
    isSent = true;
    clearTimeout(timer);
    letGo({ ...words(), step: Number.MAX_SAFE_INTEGER });
    // A draft that is under way would arrive after it was let go, and come back with the page.
    await Promise.allSettled(underWay.values());
    await forget(owner, place.form, [`${key}/${answered}`, ...underWay.keys(), ...takes]);
    location.reload();
  }

  function show(other: Draft): void {
    const use = () => {
      const mine = { ...words(), takes: [`${key}/${step}`] };
      if (isDirty()) keepNow();
      goOnAnew();
      after = '';
      show(mine);
      putBack(other);
      plan(0);
    };
    const remove = () => {
      letGo({ ...words(), key: other.key, step: other.step });
      forget(owner, place.form, other.takes);
    };
    status.add(otherWords(form, other, { use, remove }));
  }
}
