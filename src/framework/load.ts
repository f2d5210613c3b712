/**
 * Reads a framework from disk: a folder that holds framework.yaml and the theme files which it names, or one YAML
 * or JSON file that holds everything.
 */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { invalid, notFound } from '../platform/problems.js';
import { checkFramework } from './check.js';
import type { Framework } from './framework.js';
import { type Fault, type FrameworkSource, type Place, parseSource } from './source.js';

/** Far above any real framework (the schools' model is 0.2 MB), far below what could hold a server up. */
const LARGEST_FILE = 8 * 1024 * 1024;

/**
 * The framework at `path`, checked.
 * Throws NotFound when nothing is there, and Invalid with the first fault and the number of the others when it is
 * not sound; `waymark framework check` lists them all.
 */
export async function loadFramework(path: string): Promise<Framework> {
  return soundFramework(await readFrameworkSource(path));
}

/** A model that comes with Waymark, from the JSON that the build makes of it. Throws as `loadFramework` does. */
export async function loadBuilt(path: string): Promise<Framework> {
  const value = JSON.parse(await readFile(path, 'utf8')) as { themes: unknown[] };
  const main = { name: basename(path), value, faults: [], lineOf: () => 1 };
  const themes = value.themes.map((_, index) => ({ file: main, path: ['themes', index] }));
  return soundFramework({ main, themes, faults: [] });
}

function soundFramework(source: FrameworkSource): Framework {
  const { framework, faults } = checkFramework(source);
  if (framework) return framework;
  const { message, file, line } = faults[0]!;
  const others = faults.length - 1;
  const rest =
    others === 0
      ? ''
      : others === 1
        ? ' There is 1 more error.'
        : ` There are ${others} more errors.`;
  throw invalid('framework.invalid', `${file}, line ${line}: ${message}${rest}`);
}

/** The files of a framework as they stand, right or wrong. Throws NotFound when there is nothing at `path`. */
export async function readFrameworkSource(path: string): Promise<FrameworkSource> {
  const found = await stat(path).catch(() => null);
  if (!found) throw notFound('framework.no-file', `There is no file or folder ${path}.`);
  const mainPath = found.isDirectory() ? join(path, 'framework.yaml') : path;
  const text = await readText(mainPath);
  if (text === null) {
    throw notFound('framework.no-file', `${path} holds no framework.yaml that can be read.`);
  }
  const main = parseSource(basename(mainPath), text);
  const source: FrameworkSource = { main, themes: [], faults: [] };
  for (const [index, theme] of themesOf(main.value).entries()) {
    const place: Place = { file: main, path: ['themes', index] };
    if (typeof theme === 'string') await addThemeFile(source, dirname(mainPath), theme, place);
    else source.themes.push(place);
  }
  return source;
}

function themesOf(value: unknown): unknown[] {
  const themes = (value as { themes?: unknown } | null | undefined)?.themes;
  return Array.isArray(themes) ? themes : [];
}

async function addThemeFile(source: FrameworkSource, folder: string, name: string, named: Place) {
  const fault = (code: string, message: string): Fault => ({
    code,
    message,
    file: named.file.name,
    line: named.file.lineOf(named.path),
  });
  if (name !== basename(name) || name.includes('\\') || name.startsWith('.')) {
    const message = `"${name}" leads outside the folder. Name a file that lies beside framework.yaml.`;
    source.faults.push(fault('theme-file.outside', message));
    return;
  }
  if (source.themes.some(({ file }) => file.name === name)) {
    source.faults.push(
      fault('theme-file.twice', `"${name}" is named twice. Name each theme once.`),
    );
    return;
  }
  const text = await readText(join(folder, name));
  if (text === null) {
    const message = `There is no file "${name}" beside framework.yaml that can be read.`;
    source.faults.push(fault('theme-file.missing', message));
    return;
  }
  source.themes.push({ file: parseSource(name, text), path: [] });
}

/** The text of a file, or null when it is not there, is no file, is no UTF-8 text, or is far too large. */
async function readText(path: string): Promise<string | null> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > LARGEST_FILE) return null;
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch {
    return null;
  }
}
