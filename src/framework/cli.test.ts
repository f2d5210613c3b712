import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openTestApp } from '../../tests/support/app.js';
import { importCommands } from '../authoring/import-cli.js';
import { printWorkbook } from '../authoring/reading/testing/print-office.js';
import type { Call } from '../platform/commands.js';
import { frameworkCommands } from './cli.js';
import { printed } from './testing/printed.js';
import { schoolsModel, schoolsModelPath } from './testing/schools-model.js';

const context = await openTestApp();
const folder = mkdtempSync(join(tmpdir(), 'framework-'));
after(() => rmSync(folder, { recursive: true }));

/** Runs a command of the feature on the test app, and gives what it printed. */
async function run(name: string, operands: string[], options: Call['options'] = {}) {
  const printed: { json: unknown; text: string }[] = [];
  const command = [...frameworkCommands, ...importCommands].find((each) => each.name === name)!;
  const noDatabase = ['framework check', 'framework import'].includes(name);
  let problem: unknown = null;
  await command
    .run({
      config: context.config,
      operands,
      options,
      isJson: true,
      context: async () => (noDatabase ? assert.fail('needs no database') : context),
      print: (result) => printed.push(result),
    })
    .catch((error: unknown) => {
      problem = error;
    });
  return { json: printed[0]?.json as never, text: printed[0]?.text ?? '', problem };
}

describe('framework check', () => {
  it('finds nothing wrong in any built-in edition', async () => {
    const { json, text, problem } = await run('framework check', [schoolsModelPath]);
    assert.equal(problem, null);
    assert.deepEqual((json as { faults: unknown[] }).faults, []);
    assert.match(text, /32 statements in 6 themes, 4 levels/);
  });

  it('lists every fault with its file and line, and ends with 2', async () => {
    const copy = join(folder, 'model');
    cpSync(schoolsModelPath, copy, { recursive: true });
    const file = join(copy, 'theme-3.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('id: "3.2"', 'id: "3.9"').replace('asks:', 'askz:'));
    const { text: printed, problem } = await run('framework check', [copy]);
    assert.match(printed, /^theme-3\.yaml:8: Statement 3\.1: "askz" is not a key/m);
    assert.match(printed, /theme-3\.yaml:\d+: .*3\.9/);
    assert.match((problem as Error).message, /has \d+ errors/);
  });

  it('needs no database, and says its faults on the command line', async () => {
    const args = ['bin/waymark.js', 'framework', 'check'];
    const env = { ...process.env, WAYMARK_DATA: join(folder, 'nothing'), DATABASE_URL: '' };
    const ended = (path: string) =>
      new Promise<{ code: number; out: string }>((resolve) => {
        execFile(process.execPath, [...args, path], { env }, (error, out) =>
          resolve({ code: Number(error?.code ?? 0), out }),
        );
      });
    assert.equal((await ended('models/careers-impact-schools')).code, 0);
    const wrong = await ended(join(folder, 'model'));
    assert.equal(wrong.code, 2);
    assert.match(wrong.out, /theme-3\.yaml:\d+: /);
  });
});

describe('framework list and show', () => {
  it('list the published versions', async () => {
    const { json } = await run('framework list', []);
    const [version] = json as { framework: string; version: string; origin: string }[];
    assert.equal(version?.framework, 'careers-impact-schools');
    assert.equal(version?.origin, 'built-in');
  });

  it('print the newest version, or the one that is named, as its own file', async () => {
    const { json } = await run('framework show', ['careers-impact-schools']);
    const shown = json as {
      version: string;
      themes: {
        statements: {
          levels: { summary: string; criteria: { id: string }[] }[];
          builds_on: unknown[];
        }[];
      }[];
    };
    assert.equal(shown.themes.length, 6);
    const statement = shown.themes[2]!.statements[0]!;
    assert.equal(statement.levels.length, 4);
    assert.ok(statement.levels[1]!.criteria[0]!.id === '3.1.2a');
    assert.ok(statement.builds_on.length > 0);
    const file = join(folder, 'shown.json');
    writeFileSync(file, JSON.stringify(json));
    assert.equal((await run('framework check', [file])).problem, null);
    const again = await run('framework show', [`careers-impact-schools@${shown.version}`]);
    assert.deepEqual(again.json, json);
  });

  it('say which there are when the name is unknown', async () => {
    const { problem } = await run('framework show', ['nothing']);
    assert.match((problem as Error).message, /There are: careers-impact-schools@1\.2/);
  });
});

describe('framework import', () => {
  it('prints what a document holds, with repairs, doubts and gaps, and changes nothing', async () => {
    const file = join(folder, 'model.txt');
    writeFileSync(file, printed(schoolsModel));
    const before = await context.superuser.query('SELECT count(*) FROM framework_versions');
    const { json, text, problem } = await run('framework import', [file]);
    assert.equal(problem, null);
    const draft = json as {
      themes: { statements: { id: string; levels: { text: string | null }[] }[] }[];
      repairs: unknown[];
      doubts: unknown[];
      missing: { statement: string; level: number }[];
    };
    assert.equal(
      draft.themes[1]!.statements[3]!.levels[0]!.text,
      schoolsModel.themes[1]!.statements[3]!.levels[0]!.summary,
    );
    assert.ok(Array.isArray(draft.repairs) && Array.isArray(draft.doubts));
    assert.deepEqual(
      draft.missing.map(({ statement, level }) => [statement, level]),
      [
        ['3.2', 1],
        ['6.1', 1],
      ],
    );
    assert.match(text, /32 statements in 6 themes, 4 levels: 126 of 128 descriptors read/);
    const after = await context.superuser.query('SELECT count(*) FROM framework_versions');
    assert.deepEqual(after.rows, before.rows);
  });

  it('proposes the titles of the built-in edition where the document has other words', async () => {
    const file = join(folder, 'titles.txt');
    const title = schoolsModel.themes[2]!.statements[0]!.title;
    writeFileSync(file, printed(schoolsModel).replace(title, title.slice(0, -1)));
    const { json } = await run('framework import', [file]);
    const { doubts } = json as {
      doubts: { rule: string; statement: string; before: string; proposal: string | null }[];
    };
    assert.deepEqual(
      doubts
        .filter(({ rule }) => rule.startsWith('title'))
        .map(({ statement, before, proposal }) => [statement, before, proposal]),
      [['3.1', title.slice(0, -1), title]],
    );
  });

  it('takes settings, and says what is wrong with a file', async () => {
    const file = join(folder, 'model.txt');
    const { json } = await run('framework import', [file], { 'best-first': true });
    const draft = json as { themes: { statements: { levels: { text: string }[] }[] }[] };
    assert.equal(
      draft.themes[1]!.statements[3]!.levels[3]!.text,
      schoolsModel.themes[1]!.statements[3]!.levels[0]!.summary,
    );
    const gone = await run('framework import', [join(folder, 'gone.txt')]);
    assert.match((gone.problem as Error).message, /cannot be read/);
    writeFileSync(join(folder, 'empty.txt'), '');
    const empty = await run('framework import', [join(folder, 'empty.txt')]);
    assert.match((empty.problem as Error).message, /empty/);
  });

  it('writes a framework file that can be checked and published for one school or for all', async () => {
    const path = join(folder, 'loaded.yaml');
    await run('framework import', [join(folder, 'model.txt')], { out: path });
    assert.equal((await run('framework check', [path])).problem, null);
    const { json, problem } = await run('framework publish', [path]);
    assert.equal(problem, null);
    const version = json as { id: string; framework: string; organisation: string | null };
    assert.equal(version.organisation, null);
    const again = await run('framework publish', [path]);
    assert.match((again.problem as Error).message, /has been published and cannot be changed/);
    const unknown = await run('framework publish', [path], { school: 'Nowhere' });
    assert.match((unknown.problem as Error).message, /There is no school "Nowhere"/);
  });
});

describe('framework import with settings', () => {
  const rows = ['A1', 'A2', 'B1'].map((code) => [
    ...[code, `Care of ${code}`, `All of ${code} is done well by everybody.`],
    ...[`Some of ${code} is done by somebody.`, `Nothing of ${code} is done.`, `See ${code}.`],
  ]);
  const text = (list: string[][]) => list.map((row) => row.join('\t')).join('\n');
  type Read = {
    levels: { level: number }[];
    reading: { columns: object; codeLike: string; bestFirst: boolean };
    themes: { statements: { id: string; title: string; levels: { text: string }[] }[] }[];
  };

  it('each option reaches the reading', async () => {
    const file = join(folder, 'rows.tsv');
    writeFileSync(file, text(rows));
    const read = async (options: Call['options'], path = file) => {
      const { json, problem } = await run('framework import', [path], options);
      assert.equal(problem, null);
      return json as Read;
    };
    const columns = await read({ columns: '1,2,5,4,3', code: 'A1' });
    assert.deepEqual(columns.reading.columns, { code: 0, title: 1, levels: [4, 3, 2] });
    assert.equal(columns.themes[0]!.statements[0]!.title, 'Care of A1');
    assert.equal(columns.themes[0]!.statements[0]!.levels[0]!.text, 'Nothing of A1 is done.');
    const none = await read({ columns: 'none,2,5,4,3' });
    assert.deepEqual(none.reading.columns, { code: null, title: 1, levels: [4, 3, 2] });
    assert.deepEqual(
      none.themes.flatMap(({ statements }) => statements.map(({ id, title }) => [id, title])),
      [
        ['1.1', 'Care of A1'],
        ['2.1', 'Care of A2'],
        ['3.1', 'Care of B1'],
      ],
    );
    const nought = await run('framework import', [file], { columns: 'zero,2,5,4,3' });
    assert.match((nought.problem as Error).message, /column of the code as a number/);
    const best = await read({ columns: '1,2,3,4,5', code: 'A1', 'best-first': true });
    assert.equal(best.reading.bestFirst, true);
    assert.equal(best.themes[0]!.statements[0]!.levels[0]!.text, 'Nothing of A1 is done.');
    const zero = await read({ columns: '1,2,5,4,3', code: 'A1', 'first-level': '0' });
    assert.deepEqual(
      [zero, columns].map(({ levels }) => levels.map(({ level }) => level)),
      [
        [0, 1, 2],
        [1, 2, 3],
      ],
    );
    assert.equal((await read({ levels: '2' }, join(folder, 'model.txt'))).levels.length, 2);
    const wrong = await run('framework import', [file], { columns: '1,2,x' });
    assert.match((wrong.problem as Error).message, /Enter the columns of the levels as numbers/);
  });

  it('reads the sheet that is named, else the one that is found', async () => {
    const file = join(folder, 'book.xlsx');
    const other = rows.map((row) => row.map((cell) => cell.replace(/Care/g, 'Joy')));
    writeFileSync(file, printWorkbook({ One: rows, Two: other }));
    for (const [sheet, title] of [
      ['One', 'Care of A1'],
      ['Two', 'Joy of A1'],
    ] as const) {
      const { json } = await run('framework import', [file], {
        ...{ sheet, columns: '1,2,5,4,3', code: 'A1' },
      });
      assert.equal((json as Read).themes[0]!.statements[0]!.title, title);
    }
  });

  it('tells in words what is missing, and writes the file that its name asks for', async () => {
    const path = join(folder, 'loaded.json');
    const { text: words } = await run('framework import', [join(folder, 'model.txt')], {
      out: path,
    });
    assert.match(words, /^empty: 3\.2 level 1$/m);
    assert.match(words, /^empty: 6\.1 level 1$/m);
    const written = JSON.parse(readFileSync(path, 'utf8'));
    assert.equal(written.themes[2].statements[0].levels[1].criteria[0].id, '3.1.2a');
    assert.equal((await run('framework check', [path])).problem, null);
  });
});

describe('framework diff', () => {
  it('tells the words that changed, level by level, and what becomes of old judgements', async () => {
    const changed = structuredClone(schoolsModel);
    const [first, second] = changed.themes[0]!.statements;
    first!.levels[1]!.summary = `${first!.levels[1]!.summary} And a heron.`;
    const last = changed.themes[5]!.statements.pop()!;
    for (const statement of changed.themes.flatMap(({ statements }) => statements))
      statement.buildsOn = statement.buildsOn.filter(({ needs }) => needs.statement !== last.id);
    const path = join(folder, 'changed.json');
    const { frameworkFileText } = await import('./exporting.js');
    writeFileSync(path, frameworkFileText(changed, 'json'));
    const { json, text, problem } = await run('framework diff', ['careers-impact-schools', path]);
    assert.equal(problem, null);
    assert.equal(text.split('\n')[0], '1.1: changed');
    assert.match(text.split('\n')[1]!, /^ {2}2 {2}.*\{\+And a heron\.\+\}$/);
    assert.match(text, new RegExp(`^${last.id}: gone$`, 'm'));
    assert.ok(!text.includes(`${second!.id}:`));
    const { proposals } = json as { proposals: { before: string; verdict: string }[] };
    assert.equal(proposals.find(({ before }) => before === '1.1')?.verdict, 'changed');
    const back = await run('framework diff', [path, 'careers-impact-schools']);
    assert.match(back.text, /\[-And a heron\.-\]/);
    assert.match(back.text, new RegExp(`^${last.id}: new$`, 'm'));
    const same = await run('framework diff', [path, path]);
    assert.equal(same.text, 'Both versions have the same words.');
    const one = await run('framework diff', [path]);
    assert.match((one.problem as Error).message, /Give one version or path .* and another/);
  });
});

describe('a framework of one school', () => {
  it('is published for it alone, told so in the list, and comes after everybody’s of its name', async () => {
    const school = context.id();
    await context.superuser.query(
      `INSERT INTO organisations (id, name, kind, urn, created_at)
       VALUES ($1, 'Northgate School', 'school', '123456', now())`,
      [school],
    );
    const path = join(folder, 'own.json');
    const { frameworkFileText } = await import('./exporting.js');
    const save = (title: string) =>
      writeFileSync(path, frameworkFileText({ ...schoolsModel, id: 'lane', title }, 'json'));
    save('Everybody’s');
    const all = await run('framework publish', [path]);
    assert.equal(all.text, `lane@${schoolsModel.version} is published.`);
    save('Northgate’s');
    const own = await run('framework publish', [path], { school: 'northgate school' });
    assert.equal(own.problem, null);
    assert.match(own.text, /is published for this school\.$/);
    const { id, organisation } = own.json as { id: string; organisation: string };
    assert.equal(organisation, school);
    const { text } = await run('framework list', []);
    assert.match(text, new RegExp(`Northgate’s, .* \\(made, for ${school} only\\)`));
    assert.match(text, /Everybody’s, .* \(made\)/);
    const title = async (name: string) =>
      ((await run('framework show', [name])).json as { title: string }).title;
    assert.equal(await title('lane'), 'Everybody’s');
    assert.equal(await title(`lane@${schoolsModel.version}`), 'Everybody’s');
    assert.equal(await title(id), 'Northgate’s');
    const gone = await run('framework show', ['lane@0.1']);
    assert.match((gone.problem as Error).message, /There is no framework "lane@0\.1"/);
    const shown = await run('framework show', ['careers-impact-schools']);
    assert.match(shown.text, /^ {2}3\.2 .+\n {6}1 {2}\(.+\)\n {6}2 {2}[^(]/m);
  });
});

describe('framework export', () => {
  it('prints YAML, or JSON when that is asked for, and writes what the name of the file says', async () => {
    const path = join(folder, 'exported.json');
    const written = await run('framework export', ['careers-impact-schools'], { out: path });
    assert.equal(written.text, `Written to ${path}.`);
    assert.equal(JSON.parse(readFileSync(path, 'utf8')).id, 'careers-impact-schools');
    const { json, text } = await run('framework export', ['careers-impact-schools']);
    assert.deepEqual(json, JSON.parse(text));
  });

  it('gives a file that is the same framework when it is read again', async () => {
    const path = join(folder, 'exported.yaml');
    assert.equal(
      (await run('framework export', ['careers-impact-schools'], { out: path })).problem,
      null,
    );
    const { json } = await run('framework show', ['careers-impact-schools']);
    const checked = await run('framework check', [path]);
    assert.equal(checked.problem, null);
    const { loadFramework } = await import('./load.js');
    const { presentFramework } = await import('./present.js');
    assert.deepEqual(presentFramework(await loadFramework(path)), json);
  });
});
