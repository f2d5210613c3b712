/** Everything that is wrong with a framework's files, at once. */
import { frameworkFrom, frameworkHead, type ThemeFile, themeFile } from './definition.js';
import type { Framework } from './framework.js';
import { linkFaults } from './link-faults.js';
import { outlineOf, valueAtPlace } from './outline.js';
import { readShape } from './shape-faults.js';
import type { Fault, FrameworkSource } from './source.js';
import { faultAt, structureFaults } from './structure-faults.js';

/** The framework, when its files have no fault; else null and every fault, file by file and line by line. */
export interface Checked {
  framework: Framework | null;
  faults: Fault[];
}

/** Checks a whole framework. It never stops at the first fault, and never throws. */
export function checkFramework(source: FrameworkSource): Checked {
  const files = [...new Set([source.main, ...source.themes.map(({ file }) => file)])];
  const faults = [...source.faults, ...files.flatMap((file) => file.faults)];
  const main = { file: source.main, path: [] };
  const head =
    source.main.faults.length === 0 ? readShape(frameworkHead, source.main.value, main) : null;
  faults.push(...(head?.faults ?? []));
  if (head?.data && !isLanguage(head.data.language)) {
    const message = `"${head.data.language}" is not the tag of a language, like en-GB or cy.`;
    faults.push(faultAt({ file: source.main, path: ['language'] }, 'language.unknown', message));
  }
  const themes: ThemeFile[] = [];
  for (const place of source.themes) {
    if (place.file.faults.length > 0) continue;
    const theme = readShape(themeFile, valueAtPlace(place), place);
    faults.push(...theme.faults);
    if (theme.data) themes.push(theme.data);
  }
  const outline = outlineOf(source);
  faults.push(...structureFaults(outline), ...linkFaults(outline));
  if (faults.length > 0 || !head?.data) return { framework: null, faults: inOrder(faults, files) };
  return { framework: frameworkFrom(head.data, themes), faults: [] };
}

/** True for the tag of a language: "en-GB", "cy". */
export function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function inOrder(faults: Fault[], files: { name: string }[]): Fault[] {
  const place = (fault: Fault) => files.findIndex(({ name }) => name === fault.file);
  return faults.sort(
    (a, b) => place(a) - place(b) || a.line - b.line || (a.message < b.message ? -1 : 1),
  );
}
