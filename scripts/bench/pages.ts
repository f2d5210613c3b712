/**
 * What a page asks of the person before it: how far one scrolls, how many stops the Tab key makes, and how many words of
 * ours there are to read. Measured in Chromium with Open Sans over every statement of the model, and on the pages after it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { larkfield } from '../../src/demo/larkfield.js';
import { otterbridge } from '../../src/demo/otterbridge.js';
import { tarnBank } from '../../src/demo/tarn-bank.js';
import { type Framework, statementsOf } from '../../src/framework/framework.js';
import { loadFramework } from '../../src/framework/load.js';
import { rootFolder } from '../../src/platform/config.js';
import type { Sample } from '../bench.js';
import { ensureChromium, install } from '../tools.js';
import { median } from './measure.js';
import { serveLongestModel } from './other-model.js';

const DESK = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

/** What each figure may be at most. */
const BARS = {
  phoneHeightOfMost: 3400,
  phoneHeight: 3900,
  /** So many of the statements have to keep the first of the two. */
  most: 24,
  tabsToLevel: 12,
  tabsToReason: 3,
  statementWords: 200,
  hiddenWords: 120,
  resultsWords: 500,
  nextWords: 350,
  resultsScreensAtDesk: 3,
  resultsScreensOnPhone: 6,
  firstContentOnPhone: 320,
  /** Of the four descriptors together; the two longest are left out. */
  screensOfLevels: 2,
  /** One scroll of so much, where the descriptors are longer than `shortDescriptors` characters together. */
  scrollToReason: 200,
  shortDescriptors: 800,
} as const;

const readModel = () =>
  loadFramework(join(rootFolder(), 'models/careers-impact-schools/framework.yaml'));

/** Everything that the model and the schools of the sample say, the longest first: no words of ours. */
async function wordsOfOthers(): Promise<string[]> {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string') {
      const words = value.replace(/\s+/g, ' ').trim();
      if (words.length > 2) found.add(words);
    } else if (value !== null && typeof value === 'object') Object.values(value).forEach(walk);
  };
  walk(await readModel());
  walk([otterbridge, larkfield, tarnBank]);
  return [...found].sort((one, other) => other.length - one.length);
}

/** How many words a text has once others' are taken out. */
function ownWords(text: string, others: readonly string[]): number {
  let rest = ` ${text.replace(/\s+/g, ' ')} `;
  for (const other of others) rest = rest.split(other).join(' | ');
  return (rest.match(/[\p{L}][\p{L}’'-]*/gu) ?? []).length;
}

const codesOf = (framework: Framework): string[] => statementsOf(framework).map(({ id }) => id);

/** What somebody reads who sees the page as it has loaded: nothing that is hidden or folded. */
const SEEN = `document.querySelector('main').innerText`;

/** What is there for screen readers alone. */
const HIDDEN = `[...document.querySelectorAll('main .vh, main .govuk-visually-hidden')]
  .map((each) => each.textContent).join(' ')`;

/** How far the four descriptors reach, from the first to the last, and how long they are together. */
const LEVELS = `(() => {
  const cards = [...document.querySelectorAll('.choice')].map((each) => each.getBoundingClientRect());
  const words = [...document.querySelectorAll('.choice .words')].map((each) => each.textContent.length);
  return {
    height: cards.at(-1).bottom - cards[0].top,
    characters: words.reduce((sum, each) => sum + each, 0),
  };
})()`;

/** How far one scrolls until the first line of the reason stands above the bar. */
const TO_REASON = `(() => {
  const reason = document.querySelector('[name=reason]').getBoundingClientRect();
  const bar = document.querySelector('.savebar').getBoundingClientRect();
  return Math.max(0, Math.round(reason.top + 24 - bar.top));
})()`;

/** Body text in Open Sans, wherever this is measured: how wide a system's own font is differs by a seventh. */
const IN_OPEN_SANS = `addEventListener('DOMContentLoaded', () => {
  const style = document.createElement('style');
  style.textContent = ':root { --wm-font: "Open Sans" !important }';
  document.head.append(style);
});`;

/** Counts the stops that Tab makes from where the focus is, or from the top of a new page, to the first of some places. */
async function tabsTo(page: Page, to: string): Promise<number> {
  for (let stops = 1; stops <= 200; stops += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(to)})`)) return stops;
  }
  return Number.POSITIVE_INFINITY;
}

const heightOf = (page: Page) => page.evaluate<number>('document.documentElement.scrollHeight');

interface Figure {
  says: string;
  value: number;
  bar: number;
}

function tell(figures: readonly Figure[]): void {
  for (const { says, value, bar } of figures) {
    const isOver = value > bar;
    if (isOver) process.exitCode = 1;
    console.log(`  ${says.padEnd(64)} ${value} (bar: ${bar})${isOver ? '  over the bar' : ''}`);
  }
}

const cookieFor = (address: string, cookie: string) =>
  cookie.split('; ').map((each) => {
    const [name = '', ...value] = each.split('=');
    return { name, value: value.join('='), url: address.replace('http:', 'https:'), secure: true };
  });

async function openAs(
  browser: Browser,
  { address, cookie }: Sample,
  javaScriptEnabled: boolean,
): Promise<BrowserContext> {
  const options = { locale: 'en-GB', javaScriptEnabled, bypassCSP: true };
  const windows = await browser.newContext(options);
  await windows.addInitScript(IN_OPEN_SANS);
  await windows.addCookies(cookieFor(address, cookie));
  return windows;
}

interface Windows {
  page: Page;
  /** Without script. */
  silent: Page;
}

/** Measures the page of each of some statements of the open review, and prints the worst of each figure. */
async function measureStatements(
  { page, silent }: Windows,
  sample: Sample,
  codes: readonly string[],
  others: readonly string[],
): Promise<number[]> {
  const pathOf = (code: string) => `${sample.address}${sample.review}/statements/${code}`;
  await page.setViewportSize(PHONE);
  const heights: number[] = [];
  const words: number[] = [];
  const hidden: number[] = [];
  const screens: number[] = [];
  const scrolls = { short: 0, long: 0 };
  let firstContent = 0;
  for (const code of codes) {
    await page.goto(pathOf(code));
    heights.push(await heightOf(page));
    words.push(ownWords(await page.evaluate<string>(SEEN), others));
    hidden.push(ownWords(await page.evaluate<string>(HIDDEN), others));
    const top = await page.evaluate<number>(
      `document.querySelector('h1').getBoundingClientRect().top + scrollY`,
    );
    firstContent = Math.max(firstContent, Math.round(top));
    const levels = await page.evaluate<{ height: number; characters: number }>(LEVELS);
    screens.push(Number((levels.height / PHONE.height).toFixed(2)));
    await page.setViewportSize(DESK);
    const kind = levels.characters <= BARS.shortDescriptors ? 'short' : 'long';
    scrolls[kind] = Math.max(scrolls[kind], await page.evaluate<number>(TO_REASON));
    await page.setViewportSize(PHONE);
  }
  await silent.setViewportSize(DESK);
  const toLevel: number[] = [];
  const toReason: number[] = [];
  for (const code of codes) {
    await silent.goto(pathOf(code));
    toLevel.push(await tabsTo(silent, '[name=level]'));
    toReason.push(await tabsTo(silent, '[name=reason]'));
  }
  tell([
    { says: 'height at 390 px', value: Math.max(...heights), bar: BARS.phoneHeight },
    { says: 'words of ours at load', value: Math.max(...words), bar: BARS.statementWords },
    { says: 'words for screen readers alone', value: Math.max(...hidden), bar: BARS.hiddenWords },
    {
      says: 'stops of Tab to the level, no script',
      value: Math.max(...toLevel),
      bar: BARS.tabsToLevel,
    },
    {
      says: 'stops of Tab from there to the reason',
      value: Math.max(...toReason),
      bar: BARS.tabsToReason,
    },
    {
      says: 'first content at 390 px begins at',
      value: firstContent,
      bar: BARS.firstContentOnPhone,
    },
    {
      says: 'screens of four descriptors at 390 px, but for the two longest',
      value: screens.sort((one, other) => one - other).at(-3) ?? 0,
      bar: BARS.screensOfLevels,
    },
    {
      says: `scroll to the reason at 1366 px, to ${BARS.shortDescriptors} characters of descriptors`,
      value: scrolls.short,
      bar: 0,
    },
    {
      says: 'scroll to the reason at 1366 px, beyond that',
      value: scrolls.long,
      bar: BARS.scrollToReason,
    },
  ]);
  return heights;
}

/** Measures every statement of the open review, those of a far longer model, the results of the last review, and what to do next. */
export async function measurePages(sample: Sample): Promise<void> {
  const executablePath = ensureChromium();
  if (!executablePath) {
    console.log('\nEffort of pages: Chromium cannot be had here, so it is left out.');
    return;
  }
  if (!existsSync('/usr/share/fonts/truetype/open-sans')) install(['fonts-open-sans']);
  const others = await wordsOfOthers();
  const codes = codesOf(await readModel());
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const windowsOf = async (school: Sample): Promise<Windows> => ({
    page: await (await openAs(browser, school, true)).newPage(),
    silent: await (await openAs(browser, school, false)).newPage(),
  });
  try {
    const windows = await windowsOf(sample);
    const { page } = windows;
    console.log(`\nThe pages of ${codes.length} statements, the worst of each`);
    const heights = await measureStatements(windows, sample, codes, others);
    const within = heights.filter((height) => height <= BARS.phoneHeightOfMost).length;
    console.log(
      `  ${within} of ${codes.length} are at most ${BARS.phoneHeightOfMost} px high at 390 px (bar: ${BARS.most}); median ${median(heights)}`,
    );
    if (within < BARS.most) process.exitCode = 1;

    console.log('\nAfter the statements');
    const screensOf = async (path: string, size: typeof DESK) => {
      await page.setViewportSize(size);
      await page.goto(sample.address + path);
      return Number(((await heightOf(page)) / size.height).toFixed(1));
    };
    const wordsAt = async (path: string) => {
      await page.setViewportSize(DESK);
      await page.goto(sample.address + path);
      return ownWords(await page.evaluate<string>(SEEN), others);
    };
    const results = `${sample.closed}/results`;
    tell([
      {
        says: 'Results, screens at 1366 px',
        value: await screensOf(results, DESK),
        bar: BARS.resultsScreensAtDesk,
      },
      {
        says: 'Results, screens at 390 px',
        value: await screensOf(results, PHONE),
        bar: BARS.resultsScreensOnPhone,
      },
      { says: 'Results, words of ours', value: await wordsAt(results), bar: BARS.resultsWords },
      {
        says: 'What to do next, words of ours',
        value: await wordsAt(`${sample.review}/next`),
        bar: BARS.nextWords,
      },
    ]);

    const longest = await serveLongestModel();
    console.log(
      '\nA statement of a model whose every text is as long as the longest of the published one',
    );
    await measureStatements(await windowsOf(longest), longest, ['1.1'], others);
  } finally {
    await browser.close();
  }
}
