/** docs/security.md says what is so: its tables are those of the code, its tests exist. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { applicableIds, drawn, faultsOf, requirementsOf } from '../scripts/security.js';
import { rootFolder } from '../src/config.js';

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
    assert.deepEqual(faultsOf(requirements, { wanted: applicableIds() }), []);
  });

  it('would be refused with a blank, an unknown test, a skipped one, or one that did not run', () => {
    const table = (cell: string) =>
      requirementsOf(`<!-- asvs -->\n| V1.1.1 |${cell}|\n<!-- /asvs -->`);
    const faults = (cell: string, tap?: string) =>
      faultsOf(table(cell), tap === undefined ? {} : { tap }).join(' ');
    assert.match(faults('  '), /neither a test nor a dated decision/);
    assert.match(faults(' Decision: we think so. '), /neither a test/);
    assert.match(faults(' Test: src/nothing.test.ts '), /no test file/);
    const file = 'tests/security-document.test.ts';
    assert.match(faults(` Test: ${file} › ${'no such'} test `), /has no test/);
    const name = 'has the routes and permissions of the code';
    assert.equal(faults(` Test: ${file} › ${name} `), '');
    assert.equal(faults(` Test: ${file} › ${name} `, `    ok 1 - ${name}\n`), '');
    assert.match(
      faults(` Test: ${file} › ${name} `, `    ok 1 - ${name} # SKIP\n`),
      /did not pass/,
    );
    assert.match(faults(` Test: ${file} › ${name} `, `    not ok 1 - ${name}\n`), /did not pass/);
    assert.match(faults(` Test: ${file} › ${name} `, ''), /did not pass/);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the name as it stands in that file
    const each = ' Test: tests/second-wall.test.ts › gives ${who} no foreign row to read ';
    assert.equal(faults(each, '    ok 4 - gives nobody no foreign row to read\n'), '');
    assert.match(faults(each, '    ok 4 - gives nobody a row\n'), /did not pass/);
    assert.match(
      faultsOf(table(' Decision 2026-11-24: because it is so. '), { wanted: ['V9.9.9'] }).join(),
      /V9\.9\.9: is not in the table/,
    );
  });
});
