/**
 * Walks of somebody who writes while everything around goes wrong, from a seed: typing, links, Back, reloading, closing
 * tabs, two windows, offline, a session that ends, a killed server, somebody else's changes, Save. Nobody deletes
 * anything, so at the end every word that was typed is saved, or stands on the page of its form.
 */
import type { Page, Request } from 'playwright-core';
import type { Member } from '../../src/platform/access/member.js';
import { agree } from '../../src/review/changes/agree.js';
import { closeTab, eventually, type WritingDesk } from './writing-desk.js';

/** Numbers from 0 to 1 that come again with the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** True for a field that holds a word, and is listened to. */
const STANDS = (field: unknown, word: string): boolean => {
  const { value, form } = field as {
    value: string;
    form: { querySelector(css: string): unknown };
  };
  return value.includes(word) && form.querySelector('.autosave') !== null;
};

export interface Walked {
  /** What was done, in order. */
  steps: string[];
  typed: number;
  /** The words that are nowhere. */
  lost: string[];
}

const STEPS = 14;
/** How long a page is quiet before it is read. Who finds a word missing looks again, and waits longer. */
const QUIET_MS = [150, 500, 1500];

/** A walk takes 20 seconds or so. One that takes this long hangs. */
const AT_MOST_MS = 300_000;

/**
 * One walk. `colleague` is who changes the same answers meanwhile. Fails with what was done, also when it does not come
 * to its end.
 */
export async function walk(desk: WritingDesk, colleague: Member, seed: number): Promise<Walked> {
  const steps: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Walk ${seed} (${steps.join(', ')}) hangs`)),
      AT_MOST_MS,
    );
  });
  return await Promise.race([walkOn(desk, colleague, seed, steps), hangs]).finally(() =>
    clearTimeout(timer),
  );
}

/** The walk itself. Adds each step to `steps` when it begins. */
async function walkOn(
  desk: WritingDesk,
  colleague: Member,
  seed: number,
  steps: string[],
): Promise<Walked> {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const review = await desk.review();
  const browser = await desk.openBrowserAgain();
  browser.setDefaultTimeout(5000);
  const forms = [
    { path: desk.statement(review), field: '#reason' },
    { path: desk.statement(review), field: '#next-step' },
    { path: `${desk.address}/plan/new`, field: '#objective' },
    { path: `${desk.address}/reviews/${review}/remarks/new?statement=3.1`, field: '#remark' },
  ];
  const typed: string[] = [];
  let pages: Page[] = [await browser.newPage()];
  const at = () => pages[0] as Page;
  const quietly = (work: Promise<unknown>) => work.catch(() => {});
  const open = (path: string) => quietly(at().goto(path, { waitUntil: 'domcontentloaded' }));

  async function write(): Promise<void> {
    const there = forms.filter(({ path }) => at().url() === path);
    const { path, field } = there.length > 0 && random() < 0.7 ? pick(there) : pick(forms);
    if (at().url() !== path) await open(path);
    const place = at().locator(field);
    if (!(await place.isVisible().catch(() => false))) return;
    const word = `w${seed}x${typed.length}`;
    await quietly(place.press('End', { timeout: 1000 }));
    await place.pressSequentially(` ${word}`, { delay: random() < 0.5 ? 0 : 30, timeout: 3000 });
    // What stands in the field was typed; a page that was swapped for another while one typed never had it, and one
    // whose script never came (the server was killed in between) can neither send nor keep it.
    const stands = await place.evaluate(STANDS, word, { timeout: 1000 }).catch(() => false);
    if (stands) typed.push(word);
  }

  const cookies = await browser.cookies();
  const acts: Record<string, () => Promise<unknown>> = {
    write,
    wait: () => at().waitForTimeout(random() * 2500),
    link: () => open(`${desk.address}/${pick(['plan', 'evidence', 'reviews', ''])}`),
    back: () => quietly(at().goBack({ waitUntil: 'domcontentloaded' })),
    reload: () => quietly(at().reload({ waitUntil: 'domcontentloaded' })),
    close: async () => {
      await quietly(closeTab(at()));
      pages = [await browser.newPage(), ...pages.slice(1)];
    },
    otherWindow: async () => {
      pages = pages.length < 2 ? [await browser.newPage(), ...pages] : pages.reverse();
      await quietly(at().bringToFront());
    },
    offline: async () => {
      await browser.setOffline(true);
      if (random() < 0.5) await write();
    },
    online: () => browser.setOffline(false),
    sessionEnds: () => browser.clearCookies(),
    sessionIsBack: () => browser.addCookies(cookies),
    kill: async () => desk.stop(),
    start: async () => desk.isUp() || (await desk.start()),
    deaf: async () => desk.setDeaf(random() < 0.5),
    somebodyElse: async () => {
      const input = { strength: `Theirs ${steps.length}` };
      await agree(desk.context, colleague, {
        ...{ review, statement: '3.1', input, version: null, key: null },
      });
    },
    save: async () => {
      const button = at().locator('form[data-autosave] button[type=submit]').last();
      if (await button.isVisible().catch(() => false))
        await quietly(button.click({ timeout: 2000, noWaitAfter: random() < 0.5 }));
    },
  };

  try {
    await open(forms[0]?.path ?? '');
    for (let step = 0; step < STEPS; step += 1) {
      const name = step === 0 || random() < 0.3 ? 'write' : pick(Object.keys(acts));
      steps.push(name);
      await quietly(Promise.resolve(acts[name]?.()));
    }
    // All is well again, and she looks at every form.
    await browser.setOffline(false);
    await browser.addCookies(cookies);
    desk.setDeaf(false);
    if (!desk.isUp()) await desk.start();
    for (const page of pages) await quietly(closeTab(page));
    return { steps, typed: typed.length, lost: await missing() };
  } catch (error) {
    throw new Error(`Walk ${seed} (${steps.join(', ')}): ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    await browser.close();
    // The next walk of this desk begins without what was never saved in this one.
    await desk.context.superuser.query('DELETE FROM drafts');
  }

  async function missing(): Promise<string[]> {
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    let lost = typed;
    for (const ms of QUIET_MS) {
      if (lost.length === 0) break;
      let found = await saved();
      for (const path of new Set(forms.map((each) => each.path))) {
        const isQuiet = quiet(page, ms);
        await page.goto(path);
        await isQuiet();
        found += await textOf(page);
      }
      lost = lost.filter((word) => !new RegExp(`${word}(?!\\d)`).test(found));
    }
    return lost;
  }

  async function saved(): Promise<string> {
    const { rows } = await desk.context.superuser.query<{ words: string }>(`
      SELECT concat_ws(' ', reason, next_step, strength) AS words FROM agreements
      UNION ALL SELECT words FROM remarks UNION ALL SELECT concat_ws(' ', title, objective) FROM actions`);
    return rows.map(({ words }) => words).join(' ');
  }
}

/** All that stands on a page and in its fields. A page that loads again by itself meanwhile is read when it is there. */
async function textOf(page: Page): Promise<string> {
  let text = '';
  await eventually('the page is read', async () => {
    try {
      text = await page.evaluate(
        "[...document.querySelectorAll('textarea')].map(({ value }) => value).join(' ') + document.body.textContent",
      );
      return true;
    } catch (error) {
      if (!(error as Error).message.includes('Execution context was destroyed')) throw error;
      await page.waitForLoadState();
      return false;
    }
  });
  return text;
}

/** Watches a page from here on; what is given waits until nothing was under way for so long, 30 seconds at most. */
function quiet(page: Page, ms: number): () => Promise<void> {
  const underWay = new Set<Request>();
  let since = Date.now();
  const begins = (request: Request) => void underWay.add(request);
  const ends = (request: Request) => {
    underWay.delete(request);
    since = Date.now();
  };
  // What the page before sent on leaving ends unseen.
  const comes = () => underWay.clear();
  page.on('request', begins).on('requestfinished', ends).on('requestfailed', ends);
  page.on('framenavigated', comes);
  return async () => {
    since = Date.now();
    await eventually(
      'the page is quiet',
      () => underWay.size === 0 && Date.now() - since > ms,
      30_000,
    );
    page.off('request', begins).off('requestfinished', ends).off('requestfailed', ends);
    page.off('framenavigated', comes);
  };
}
