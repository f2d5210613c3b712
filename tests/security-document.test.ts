/** docs/security.md says what is so: its tables are those of the code, its tests exist. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { testFiles } from '../scripts/files.js';
import { applicableIds, drawn, faultsOf, requirementsOf } from '../scripts/security.js';
import { idsThatDidNotPass, linesWithIds } from '../scripts/test-ids.js';
import { rootFolder } from '../src/platform/config.js';

const document = readFileSync(join(rootFolder(), 'docs/security.md'), 'utf8');

describe('docs/security.md', () => {
  it('has the routes and permissions of the code', async () => {
    assert.equal(
      await drawn(document),
      document,
      'Out of date: run node --import tsx scripts/security.ts.',
    );
  });

  it('joins every requirement to a test that is there or a dated decision', () => {
    const requirements = requirementsOf(document);
    assert.ok(requirements.length >= 200);
    assert.deepEqual(faultsOf(requirements, linesWithIds(testFiles()), applicableIds()), []);
  });

  it('would be refused with a blank, or with a test that is unknown, there twice or skipped', () => {
    const table = (cell: string) =>
      requirementsOf(`<!-- asvs -->\n| V1.1.1 |${cell}|\n<!-- /asvs -->`);
    const faults = (cell: string, lines: string[] = []) =>
      faultsOf(table(cell), new Map([['S-1', lines]])).join(' ');
    assert.match(faults('  '), /neither a test nor a dated decision/);
    assert.match(faults(' Decision: we think so. '), /neither a test/);
    assert.match(faults(' Test: src/nothing.test.ts '), /neither a test/);
    assert.match(faults(' Test: S-2 ', ['a test']), /0 tests are called \[S-2\]/);
    assert.match(faults(' Test: S-1 ', ['a test', 'another']), /2 tests are called/);
    assert.match(faults(' Test: S-1 ', ["it.skip('is so')"]), /is skipped/);
    assert.equal(faults(' Test: S-1 ', ["it('is so')"]), '');
    assert.match(
      faultsOf(table(' Decision 2026-11-24: because it is so. '), new Map(), ['V9.9.9']).join(),
      /V9\.9\.9: is not in the table/,
    );
  });

  it('is true of a run in which every test with an id passed, whatever its words', () => {
    const missed = (tap: string) => idsThatDidNotPass(['S-1'], tap);
    assert.deepEqual(missed('    ok 1 - is so, whoever asks [S-1]\n'), []);
    assert.deepEqual(missed('ok 1 - is so [S-1] # SKIP nginx cannot be installed here\n'), []);
    assert.deepEqual(missed('    ok 1 - is so [S-1] # SKIP\n'), ['S-1']);
    assert.deepEqual(missed('    ok 1 - is so [S-1]\n    not ok 2 - is so [S-1]\n'), ['S-1']);
    assert.deepEqual(missed('    ok 1 - is so [S-2]\n'), ['S-1']);
    assert.deepEqual(missed(''), ['S-1']);
  });
});
