/** Firefox, as Debian has it, for the walk that looks whether everything works there too. */
import { after } from 'node:test';
import puppeteer, { type Browser } from 'puppeteer-core';
import { install, programPath } from '../../scripts/tools.js';

/** Firefox's path, installed where the machine lets us; null when there is none. */
export const firefoxPath = (): string | null =>
  programPath('firefox-esr', 'firefox') ??
  (install(['firefox-esr']) ? programPath('firefox-esr') : null);

/** Starts Firefox without a window, driven by WebDriver BiDi. Closed when the test file ends. */
export async function openFirefox(path: string): Promise<Browser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: path,
    headless: true,
    defaultViewport: { width: 1366, height: 768 },
  });
  after(() => browser.close());
  return browser;
}
