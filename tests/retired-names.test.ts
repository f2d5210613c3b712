/** Words that engineers would not search for stand in no name: tests/retired-names.txt lists them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isIdentifier, type Node } from 'typescript/unstable/ast';
import { historyEvents } from '../src/app.js';
import { rootFolder } from '../src/platform/config.js';
import { listMigrations } from '../src/platform/storage/migrate.js';
import { readSources } from './support/source-tree.js';

const root = rootFolder();
const retired = new Set(
  readFileSync(join(root, 'tests/retired-names.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#')),
);

/** "openAppContext" and "open_app-context" are the words "open", "app" and "context". */
const wordsOf = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

/** The names that hold a retired word, each once. */
const retiredIn = (names: Iterable<string>) =>
  [...new Set(names)].filter((name) => wordsOf(name).some((word) => retired.has(word))).sort();

describe('retired names', () => {
  it('are found as words of a name, and in no part of a word', () => {
    assert.deepEqual(retiredIn(['openWorld', 'history_seals', 'worldwide', 'told-change.ts']), [
      'history_seals',
      'openWorld',
      'told-change.ts',
    ]);
  });

  it('stand in no identifier', () => {
    const found: string[] = [];
    for (const { path, tree } of readSources()) {
      const names = new Set<string>();
      const walk = (node: Node): void => {
        if (isIdentifier(node)) names.add(node.text);
        node.forEachChild(walk);
      };
      walk(tree);
      found.push(...retiredIn(names).map((name) => `${path}: ${name}`));
    }
    assert.deepEqual(found, []);
  });

  it('stand in no name of a file', () => {
    const files = ['src', 'bin', 'scripts', 'tests'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((path) =>
        /\.(tsx?|js|sql)$/.test(path),
      ),
    );
    assert.ok(files.length > 500);
    assert.deepEqual(retiredIn(files), []);
  });

  it('stand in no name of a table, a column or a function of the database', () => {
    const text = listMigrations(root)
      .map(({ sql }) => sql.replace(/--.*$/gm, '').replace(/'[^']*'/g, "''"))
      .join('\n');
    assert.ok(text.includes('agreements'));
    assert.deepEqual(retiredIn(text.match(/[a-z_]+/g) ?? []), []);
  });

  it('stand in no verb of the history', () => {
    const verbs = historyEvents.flatMap((events) => Object.keys(events));
    assert.ok(verbs.includes('agreement.set'));
    assert.deepEqual(retiredIn(verbs), []);
  });
});
