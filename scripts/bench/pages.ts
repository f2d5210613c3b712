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
import { loadFramework } from '../../src/framework/load.js';
import { rootFolder } from '../../src/platform/config.js';
import type { Sample } from '../bench.js';
import { ensureChromium, install } from '../tools.js';
import { median } from './measure.js';

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

/** What somebody reads who sees the page as it has loaded: nothing that is hidden or folded. */
const SEEN = `document.querySelector('main').innerText`;

/** What is there for screen readers alone. */
const HIDDEN = `[...document.querySelectorAll('main .vh, main .govuk-visually-hidden')]
  .map((each) => each.textContent).join(' ')`;

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
  const windows = await browser.newContext({ locale: 'en-GB', javaScriptEnabled });
  await windows.addCookies(cookieFor(address, cookie));
  return windows;
}

/** Measures every statement of the open review, the results of the last one, and what to do next. Prints the figures. */
export async function measurePages(sample: Sample): Promise<void> {
  const executablePath = ensureChromium();
  if (!executablePath) {
    console.log('\nEffort of pages: Chromium cannot be had here, so it is left out.');
    return;
  }
  if (!existsSync('/usr/share/fonts/truetype/open-sans')) install(['fonts-open-sans']);
  const others = await wordsOfOthers();
  const framework = await readModel();
  const codes = framework.themes.flatMap(({ statements }) => statements.map(({ id }) => id));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const windows = await openAs(browser, sample, true);
    const page = await windows.newPage();
    await page.setViewportSize(PHONE);
    const heights: number[] = [];
    const words: number[] = [];
    const hidden: number[] = [];
    let firstContent = 0;
    for (const code of codes) {
      await page.goto(`${sample.address}${sample.review}/statements/${code}`);
      heights.push(await heightOf(page));
      words.push(ownWords(await page.evaluate<string>(SEEN), others));
      hidden.push(ownWords(await page.evaluate<string>(HIDDEN), others));
      const top = await page.evaluate<number>(
        `document.querySelector('h1').getBoundingClientRect().top + scrollY`,
      );
      firstContent = Math.max(firstContent, Math.round(top));
    }
    const plain = await openAs(browser, sample, false);
    const silent = await plain.newPage();
    await silent.setViewportSize(DESK);
    const toLevel: number[] = [];
    const toReason: number[] = [];
    for (const code of codes) {
      await silent.goto(`${sample.address}${sample.review}/statements/${code}`);
      toLevel.push(await tabsTo(silent, '[name=level]'));
      toReason.push(await tabsTo(silent, '[name=reason]'));
    }
    const within = heights.filter((height) => height <= BARS.phoneHeightOfMost).length;
    console.log(`\nThe pages of ${codes.length} statements, the worst of each`);
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
    ]);
    console.log(
      `  ${within} of ${codes.length} are at most ${BARS.phoneHeightOfMost} px high at 390 px (bar: ${BARS.most}); median ${median(heights)}`,
    );
    if (within < BARS.most) process.exitCode = 1;

    console.log('\nAfter the statements');
    const screens = async (path: string, size: typeof DESK) => {
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
        value: await screens(results, DESK),
        bar: BARS.resultsScreensAtDesk,
      },
      {
        says: 'Results, screens at 390 px',
        value: await screens(results, PHONE),
        bar: BARS.resultsScreensOnPhone,
      },
      { says: 'Results, words of ours', value: await wordsAt(results), bar: BARS.resultsWords },
      {
        says: 'What to do next, words of ours',
        value: await wordsAt(`${sample.review}/next`),
        bar: BARS.nextWords,
      },
    ]);
  } finally {
    await browser.close();
  }
}
