/**
 * What pages and downloads say, as somebody has read and approved it: tests/approved holds a text for each kind of page.
 * A change of a page shows there as a change of its text, to be read before it is approved: `npm run approve` writes
 * them anew.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../../src/platform/config.js';
import { outlineOf, outlineOfDownload } from './outline.js';

const FOLDER = join(rootFolder(), 'tests/approved');

interface Told {
  kind: string;
  html: string;
  /** What a download holds. */
  text?: string;
}

const isApproving = process.env.WAYMARK_APPROVE === 'yes';

/** "/plan?by&year" is kept in plan_by-year.txt: no two kinds in one file. */
const fileOf = (kind: string) =>
  `${
    kind
      .replace(/^\//, '')
      .replace('?', '_')
      .replace(/[^\w.]+/g, '-')
      .replace(/^-|-$/g, '') || 'first-page'
  }.txt`;

/** The lines of a text that another lacks. */
function linesBeside(text: string, other: string): string {
  const known = new Set(other.split('\n'));
  return `${text
    .split('\n')
    .filter((line) => !known.has(line))
    .join('\n')}\n`;
}

/** A page or a download as text. Of a page with more asked of it (a filter, an order), what the page without that lacks. */
function textsOf(pages: readonly Told[]): Map<string, string> {
  const whole = new Map(
    pages.map(({ kind, html, text = '' }) => [
      kind,
      html === '' ? outlineOfDownload(text) : outlineOf(html),
    ]),
  );
  return new Map(
    [...whole].map(([kind, text]) => {
      const without = kind.includes('?') ? whole.get(kind.split('?')[0] ?? '') : undefined;
      return [fileOf(kind), without === undefined ? text : linesBeside(text, without)];
    }),
  );
}

/** The first lines in which two texts differ. */
function difference(approved: string, now: string): string {
  const [was, is] = [approved.split('\n'), now.split('\n')];
  const at = was.findIndex((line, place) => line !== is[place]);
  const from = at < 0 ? was.length : at;
  const some = (lines: string[], sign: string) =>
    lines.slice(from, from + 3).map((line) => `  ${sign} ${line}`);
  return [...some(was, '-'), ...some(is, '+')].join('\n');
}

/**
 * Holds the pages of a walk against what was approved of them, and gives what differs. `walk` names their folder. While
 * approving it writes them instead.
 */
export function faultsAgainstApproved(walk: string, pages: readonly Told[]): string[] {
  const folder = join(FOLDER, walk);
  const texts = textsOf(pages);
  if (isApproving) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of texts) writeFileSync(join(folder, file), text);
    return [];
  }
  const known = existsSync(folder) ? readdirSync(folder) : [];
  return [
    ...known
      .filter((file) => !texts.has(file))
      .map((file) => `${walk}/${file}: no such page is found now`),
    ...[...texts].flatMap(([file, text]) => {
      if (!known.includes(file)) return [`${walk}/${file}: nobody has approved this page`];
      const approved = readFileSync(join(folder, file), 'utf8');
      return approved === text
        ? []
        : [
            `${walk}/${file} is not what was approved (npm run approve, then read what has changed):\n${difference(approved, text)}`,
          ];
    }),
  ];
}
