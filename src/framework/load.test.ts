import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { stringify } from 'yaml';
import { Problem } from '../platform/problems.js';
import { checkFramework } from './check.js';
import { loadFramework, readFrameworkSource } from './load.js';
import { presentFramework } from './present.js';
import { harbour, harbourPath } from './testing/harbour.js';
import { schoolsModel } from './testing/schools-model.js';

const folder = await mkdtemp(join(tmpdir(), 'framework-'));
after(() => rm(folder, { recursive: true }));

async function written(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function codesOf(path: string): Promise<string[]> {
  return checkFramework(await readFrameworkSource(path)).faults.map(({ code }) => code);
}

const head = (themes: string) => `
id: small
version: "1"
title: Small
language: en
levels: [{level: 1, title: One}, {level: 2, title: Two}]
themes: ${themes}
`;

test('a folder of files becomes a framework in the words of the product', () => {
  assert.equal(harbour.id, 'harbour');
  assert.equal(harbour.version, '2.1');
  assert.equal(harbour.ownWords, false);
  assert.equal(harbour.edition, null);
  assert.deepEqual(harbour.levels[1], { level: 1, title: 'Moored' });
  assert.deepEqual(
    harbour.themes.map(({ statements }) => statements.map(({ id }) => id)),
    [
      ['1.1', '1.2'],
      ['2.1', '2.2'],
    ],
  );
  const [master, tide] = harbour.themes[0]!.statements;
  assert.deepEqual(master?.buildsOn[0]?.needs, { statement: '2.2', level: 1 });
  assert.equal(master?.levels[2]?.criteria[2]?.optional, true);
  assert.equal(tide?.levels[0]?.summary, null);
  assert.equal(tide?.levels[0]?.missing, 'Salt water has taken these words.');
  assert.equal(harbour.themes[1]?.statements[0]?.asks, null);
});

test("the schools' model has six themes, 32 statements, 128 levels, two of them without wording", () => {
  const statements = schoolsModel.themes.flatMap((theme) => theme.statements);
  const descriptors = statements.flatMap((statement) => statement.levels);
  assert.deepEqual(
    schoolsModel.themes.map((theme) => theme.statements.length),
    [7, 7, 8, 4, 3, 3],
  );
  assert.equal(descriptors.length, 128);
  const silent = statements.filter(({ levels }) => levels.some(({ summary }) => summary === null));
  assert.deepEqual(
    silent.map(({ id }) => id),
    ['3.2', '6.1'],
  );
  assert.equal(schoolsModel.ownWords, true);
});

for (const [kind, write] of [
  ['JSON', (value: unknown) => JSON.stringify(value)],
  ['YAML', (value: unknown) => stringify(value)],
] as const) {
  test(`what is shown as ${kind} is itself one file that loads as the same framework`, async () => {
    for (const framework of [harbour, schoolsModel]) {
      const path = await written(`${framework.id}.${kind}`, write(presentFramework(framework)));
      assert.deepEqual(await loadFramework(path), framework);
    }
  });
}

test('a file with a byte order mark and Windows line ends loads', async () => {
  const text = stringify(presentFramework(harbour)).replaceAll('\n', '\r\n');
  assert.deepEqual(await loadFramework(await written('windows.yaml', `\uFEFF${text}`)), harbour);
});

test('what is not there is not found', async () => {
  for (const path of [join(folder, 'nothing'), folder]) {
    await assert.rejects(loadFramework(path), (error) => {
      assert.ok(error instanceof Problem);
      assert.equal(error.status, 404);
      assert.equal(error.code, 'framework.no-file');
      return true;
    });
  }
});

test('a file that is no text is not found as a framework', async () => {
  const path = await written('picture.yaml', Uint8Array.of(0x89, 0x50, 0xff, 0xfe, 0x00));
  await assert.rejects(loadFramework(path), { code: 'framework.no-file' });
});

test('a file far larger than any framework is not read', async () => {
  const path = await written('large.yaml', `title: ${'long '.repeat(1_700_000)}`);
  await assert.rejects(loadFramework(path), { code: 'framework.no-file' });
});

test('a framework with faults is refused with the first of them and the number of the others', async () => {
  const one = await written(
    'one-fault.yaml',
    stringify({ ...presentFramework(harbour), id: 'Harbour' }),
  );
  await assert.rejects(loadFramework(one), {
    status: 422,
    code: 'framework.invalid',
    message:
      'one-fault.yaml, line 1: "id" cannot be "Harbour". Use small letters, digits and hyphens, like careers-impact-schools.',
  });
  const two = { ...presentFramework(harbour), id: 'Harbour', title: 7 };
  await assert.rejects(loadFramework(await written('two-faults.yaml', stringify(two))), {
    message: /There is 1 more error\.$/,
  });
  const three = { ...two, version: 'first' };
  await assert.rejects(loadFramework(await written('three-faults.yaml', stringify(three))), {
    message: /There are 2 more errors\.$/,
  });
});

for (const [name, fault] of [
  ['../secret.yaml', 'theme-file.outside'],
  ['/etc/passwd', 'theme-file.outside'],
  ['deeper/theme.yaml', 'theme-file.outside'],
  ['.hidden.yaml', 'theme-file.outside'],
  ['..\\theme.yaml', 'theme-file.outside'],
  ['nowhere.yaml', 'theme-file.missing'],
] as const) {
  test(`a theme file named ${name} is a fault (${fault})`, async () => {
    const path = await written('named.yaml', head(JSON.stringify([name])));
    assert.deepEqual(await codesOf(path), [fault]);
  });
}

test('a theme file that is named twice is a fault, at the second name', async () => {
  await written('theme.yaml', 'id: 1\ntitle: T\nstatements: []\n');
  const path = await written('twice.yaml', head('\n  - theme.yaml\n  - theme.yaml'));
  const { faults } = checkFramework(await readFrameworkSource(path));
  assert.deepEqual(
    faults.map(({ code, file, line }) => [code, file, line]),
    [
      ['theme-file.twice', 'twice.yaml', 9],
      ['value.too-few', 'theme.yaml', 3],
    ],
  );
});

test('a theme whose file is named first and a theme written out may stand side by side', async () => {
  const { themes, ...rest } = presentFramework(harbour);
  await written('first.yaml', stringify(themes[0]));
  const path = await written(
    'mixed.yaml',
    stringify({ ...rest, themes: ['first.yaml', themes[1]] }),
  );
  assert.deepEqual(await loadFramework(path), harbour);
});

test('the fixture folder is found from anywhere', async () => {
  assert.deepEqual(await codesOf(harbourPath), []);
});

test('a theme file with broken syntax is a fault in that file, and the others are still checked', async () => {
  await written('broken.yaml', 'id: 1\ntitle: [T\n');
  await written('sound.yaml', 'id: 2\ntitel: T\nstatements: []\n');
  const path = await written('two.yaml', head('[broken.yaml, sound.yaml]'));
  const { faults } = checkFramework(await readFrameworkSource(path));
  assert.deepEqual(
    faults.map(({ code, file }) => `${file} ${code}`),
    [
      'broken.yaml file.syntax',
      'sound.yaml key.missing',
      'sound.yaml key.unknown',
      'sound.yaml value.too-few',
    ],
  );
});

test('a file without a list of themes is read, and told what is missing', async () => {
  assert.deepEqual(await codesOf(await written('themeless.yaml', head('4'))), ['value.type']);
});
