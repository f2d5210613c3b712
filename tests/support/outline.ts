/** A page as text, for people to read and for tests to compare: what it says, its links, buttons and fields, in order. */
import { createHash } from 'node:crypto';
import { plain } from './forms.js';

const words = (text: string) => text.split(' ');
const INLINE = new Set(
  words('a b strong em span small abbr time code kbd q sup sub i bdi wbr br img title text tspan'),
);
/** Attributes of any element that somebody sees or hears, or that change what a form sends. */
const TOLD = [
  ...words('role aria-label aria-labelledby aria-describedby aria-current aria-live for alt lang'),
  ...words('hidden disabled open datetime colspan rowspan scope target'),
];
const OF_FIELDS = [
  ...words('id type name value checked selected required readonly multiple accept maxlength min'),
  ...words('max step autocomplete inputmode spellcheck placeholder'),
  ...words('formaction formmethod formnovalidate method action enctype'),
];
const FIELDS = new Set(words('input textarea select option button form'));
/** Longer lines keep their beginning, and a short sum of all. */
const LONGEST = 150;

function attributesOf(tag: string, told: readonly string[]): string[] {
  return [...tag.matchAll(/\s([a-z-]+)(?:="([^"]*)")?/g)].flatMap(([, name = '', value]) => {
    if (!told.includes(name)) return [];
    return [value === undefined || value === '' ? name : `${name}=${plain(value)}`];
  });
}

function shortened(line: string): string {
  if (line.length <= LONGEST) return line;
  return `${line.slice(0, LONGEST - 30)}… [${sumOf(line)}]`;
}

const sumOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 6);

/** A key, a link's secret, a checksum: long, of letters and digits. */
const SECRET = /(?<![\w+/])(?=[\w+/-]*\d)(?=[\w+/-]*[A-Za-z])[\w+][\w+/-]{21,}={0,2}/g;

/** Ids by the order in which a page has them, and secrets, which are other ones each time, left out. */
function withoutChance(text: string): string {
  const ids = new Map<string, string>();
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      if (!ids.has(id)) ids.set(id, `id${ids.size + 1}`);
      return ids.get(id) ?? '';
    })
    .replace(SECRET, 'SECRET');
}

/** What one element is written as where it begins. */
function opening(name: string, tag: string): string {
  const told = attributesOf(tag, FIELDS.has(name) ? [...TOLD, ...OF_FIELDS] : TOLD);
  const [, href] = name === 'a' ? (/\shref="([^"]*)"/.exec(tag) ?? []) : [];
  const all = [...(href === undefined ? [] : [plain(href)]), ...told].join(' ');
  if (/^h[1-6]$/.test(name)) return `${'#'.repeat(Number(name[1]))} ${all && `{${all}} `}`;
  if (name === 'a') return `[${all}: `;
  if (FIELDS.has(name)) return `<${name}${all && ` ${all}`}> `;
  const mark = {
    li: '- ',
    th: '| ',
    td: '| ',
    summary: '> ',
    legend: 'legend: ',
    label: 'label: ',
  }[name];
  return `${mark ?? ''}${all && `<${name} ${all}> `}`;
}

/** The main part of a page, and its title: a line for each block. */
export function outlineOf(html: string): string {
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '';
  const main = (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html).replace(
    /<(script|style)[\s\S]*?<\/\1>/g,
    '',
  );
  const lines: string[] = [];
  let line = '';
  const flush = () => {
    const text = line.replace(/\s+/g, ' ').trim();
    if (text !== '') lines.push(text);
    line = '';
  };
  for (const [, end, name = '', rest = '', said] of main.matchAll(
    /<(\/)?([a-z][a-z0-9]*)([^>]*)>|([^<]+)/g,
  )) {
    if (said !== undefined) line += plain(said);
    else if (end) {
      if (name === 'a') line += ']';
      else if (!INLINE.has(name) && name !== 'td' && name !== 'th') flush();
    } else {
      if (!INLINE.has(name) && name !== 'td' && name !== 'th') flush();
      line += opening(name, rest);
    }
  }
  flush();
  return outlineOfText([`Title: ${plain(title)}`, ...lines].join('\n'));
}

/** A long text keeps its beginning, and a short sum of the rest. */
const MOST_LINES = 60;

/** A download as text: its first lines, shortened, without what chance made. */
export function outlineOfDownload(text: string): string {
  const lines = outlineOfText(text).trimEnd().split('\n');
  const rest = lines.slice(MOST_LINES);
  const more = rest.length === 0 ? [] : [`… ${rest.length} more lines [${sumOf(rest.join('\n'))}]`];
  return `${[...lines.slice(0, MOST_LINES), ...more].join('\n')}\n`;
}

const outlineOfText = (text: string): string =>
  `${withoutChance(text.replace(/\r\n?/g, '\n').trimEnd()).split('\n').map(shortened).join('\n')}\n`;
