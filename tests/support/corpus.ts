/**
 * Documents as schools, trusts and hubs have them, each as text with the right answer beside its words. A line of a
 * table begins with a statement's code and what each of its cells is: c code, t title, T theme, 1 to 8 the level, x
 * beside the model. Cells of tables that run the other way say it themselves: "{1.1@2}There is a well."
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Draft } from '../../src/authoring/reading/draft.js';
import { rootFolder } from '../../src/platform/config.js';

const FOLDER = join(rootFolder(), 'tests/corpus');

/** A paragraph, a row of cells, or an empty line that ends a table. */
export type Line =
  | { kind: 'paragraph'; text: string }
  | { kind: 'row'; cells: string[] }
  | { kind: 'gap' };

export interface RightStatement {
  title: string;
  levels: Map<number, string>;
}

export interface Source {
  name: string;
  about: string;
  /** Lowest first. */
  levels: string[];
  /** True when the document has no codes, so that they are made in order. */
  isMade: boolean;
  /** True when the document does not say which end is the better one. */
  isAsked: boolean;
  lines: Line[];
  statements: Map<string, RightStatement>;
}

/** Every source of the corpus, by name. */
export function corpus(): Source[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => sourceOf(file.slice(0, -4), readFileSync(join(FOLDER, file), 'utf8')));
}

function sourceOf(name: string, text: string): Source {
  const [head = '', body = ''] = text.split('\n--\n');
  const facts = new Map(head.split('\n').map((line) => line.split(/: (.*)/su) as [string, string]));
  const source: Source = {
    name,
    about: facts.get('about') ?? '',
    levels: (facts.get('levels') ?? '').split(' | '),
    isMade: facts.get('made') === 'yes',
    isAsked: facts.get('asks') === 'yes',
    lines: [],
    statements: new Map(),
  };
  for (const line of body.trimEnd().split('\n')) source.lines.push(lineOf(line, source));
  return source;
}

function lineOf(line: string, source: Source): Line {
  if (line.trim() === '') return { kind: 'gap' };
  const [head = '', ...rest] = line.split(': ');
  const said = rest.join(': ');
  if (head === 'p') return { kind: 'paragraph', text: wordsOf(said, source) };
  const [roles = '', ...cells] = said.split('|').map((cell) => cell.trim());
  const plain = cells.map((cell, at) => {
    const words = wordsOf(cell, source);
    if (words === cell && roles !== '') noteCell(source, head, roles[at] ?? '.', words);
    return words;
  });
  return { kind: 'row', cells: plain };
}

/** The words behind a tag, which says what they are: "{1.1@2}There is a well." */
function wordsOf(text: string, source: Source): string {
  const tag = /^\{([^}]*)\}/u.exec(text)?.[1];
  if (tag === undefined) return text;
  const words = text.replace(/^\{[^}]*\}/u, '');
  noteTagged(source, tag, words);
  return words;
}

function statementOf(source: Source, code: string): RightStatement {
  const found = source.statements.get(code) ?? { title: '', levels: new Map() };
  source.statements.set(code, found);
  return found;
}

function noteCell(source: Source, code: string, role: string, words: string): void {
  if (role === 't') statementOf(source, code).title = words.replace(`${code} `, '');
  if (/\d/u.test(role)) statementOf(source, code).levels.set(Number(role), words);
}

function noteTagged(source: Source, tag: string, words: string): void {
  const [, title, code = '', level] = /^(?:t (\S+)|(\S+)@(\d))$/u.exec(tag) ?? [];
  if (title !== undefined) statementOf(source, title).title = words.replace(`${title} `, '');
  else if (level !== undefined) statementOf(source, code).levels.set(Number(level), words);
}

/** What is wrong with the draft of a source, in a sentence for each fault; empty when all was read right. */
export function faultsOfReading({ levels, statements }: Source, draft: Draft): string[] {
  const faults: string[] = [];
  const check = (what: string, found: unknown, right: unknown) => {
    const [a, b] = [JSON.stringify(found), JSON.stringify(right)];
    if (a !== b) faults.push(`${what}: ${a} instead of ${b}`);
  };
  const read = draft.themes.flatMap((theme) => theme.statements);
  check(
    'codes',
    read.map(({ id }) => id),
    [...statements.keys()],
  );
  check(
    'levels',
    draft.levels.map(({ title }) => title),
    levels,
  );
  for (const { id, title, levels: own } of read) {
    const right = statements.get(id);
    if (!right) continue;
    check(`title of ${id}`, title, right.title);
    const byLevel = [...right.levels].sort(([a], [b]) => a - b).map(([, words]) => words);
    check(
      id,
      own.map(({ text }) => text),
      byLevel,
    );
  }
  return faults;
}

/** True where every statement and level was found, so that whatever words are wrong can be corrected on the page. */
export function isWholeIn({ levels, statements }: Source, draft: Draft): boolean {
  const read = draft.themes.flatMap((theme) => theme.statements);
  return (
    read.map(({ id }) => id).join() === [...statements.keys()].join() &&
    draft.levels.map(({ title }) => title).join() === levels.join() &&
    read.every((statement) => statement.levels.length === levels.length)
  );
}

/** A source as comma-separated values. */
export function asCsv({ lines }: Source): string {
  const quoted = (cell: string) =>
    /[",\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return lines.map((line) => cellsOf(line).map(quoted).join(',')).join('\n');
}

/** A source as text with tabs between cells, as a table is pasted. */
export function asText({ lines }: Source): string {
  return lines.map((line) => cellsOf(line).join('\t')).join('\n');
}

const cellsOf = (line: Line): string[] =>
  line.kind === 'row' ? line.cells : [line.kind === 'paragraph' ? line.text : ''];

/** Lines that belong together: a table, or a paragraph. */
export function blocksOf({ lines }: Source): (string | string[][])[] {
  const blocks: (string | string[][])[] = [];
  let isOpen = false;
  for (const line of lines) {
    if (line.kind === 'paragraph') blocks.push(line.text);
    else if (line.kind === 'row' && isOpen) (blocks.at(-1) as string[][]).push(line.cells);
    else if (line.kind === 'row') blocks.push([line.cells]);
    isOpen = line.kind === 'row';
  }
  return blocks;
}

/** A source as Markdown. */
export function asMarkdown(source: Source): string {
  return blocksOf(source)
    .map((block) => {
      if (typeof block === 'string') return `${block}\n`;
      const [head = [], ...rest] = block.map((cells) => `| ${cells.join(' | ')} |`);
      return `${[head, `|${'---|'.repeat(block[0]!.length)}`, ...rest].join('\n')}\n`;
    })
    .join('\n');
}

/** A source as a web page; a row with fewer cells than its table spans the rest. */
export function asHtml(source: Source): string {
  const escaped = (text: string) =>
    text.replace(/[&<>]/gu, (letter) => `&#${letter.charCodeAt(0)};`);
  const row = (cells: readonly string[], width: number) => {
    const rest = width - cells.length + 1;
    const span = (at: number) => (at === cells.length - 1 && rest > 1 ? ` colspan="${rest}"` : '');
    return `<tr>${cells.map((cell, at) => `<td${span(at)} style="border: 1px solid #000000; padding: 0.1cm"><p>${escaped(cell)}</p></td>`).join('')}</tr>`;
  };
  const blocks = blocksOf(source).map((block) => {
    if (typeof block === 'string') return `<p>${escaped(block)}</p>`;
    const width = Math.max(...block.map((cells) => cells.length));
    return `<table width="100%" cellpadding="4" cellspacing="0">${block.map((cells) => row(cells, width)).join('')}</table>`;
  });
  return `<!doctype html><html><head><meta charset="utf-8"><title>${source.name}</title><style>@page { size: 29.7cm 21cm }</style></head><body>${blocks.join('<p></p>')}</body></html>`;
}
