/**
 * Documents as Word, Excel and Google write them, each with the habits of that program: one small model in more than
 * thirty markups, kept as text. A folder holds the parts of a file that the program packs as a zip.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { zipSync } from 'fflate';
import { readDocument } from '../src/authoring/reading/read.js';
import { message } from '../src/authoring/reading/testing/expected.js';
import { rootFolder } from '../src/platform/config.js';

const FOLDER = join(rootFolder(), 'tests/look-alikes');

const LEVELS = ['Emerging', 'Developing', 'Established', 'Leading'];
const STATEMENTS = [
  '1.1 Beds: There is one bed behind the hall. / Two beds are dug and one is planted. / Each class has a bed and looks after it. / Families help in the beds at weekends.',
  '1.2 Tools: Tools are borrowed when they are needed. / There is a shed with a few tools. / Tools are counted and mended each term. / Other schools borrow our tools.',
  '2.1 Harvest: What grows is left where it is. / Some of it goes home with pupils. / The kitchen cooks what the beds give. / A market is held each summer.',
];
/** Where the document has no codes and no themes, its statements are numbered in order. */
const NUMBERED = STATEMENTS.map((statement, at) => `1.${at + 1}${statement.slice(3)}`);
const WITHOUT_CODES = 'word-without-codes.docx';
/** Where the words of a level are a list with bullets, they stay one. */
const WITH_BULLETS = STATEMENTS.map((statement) =>
  statement.replace(': ', ': - ').replaceAll(' / ', ' / - '),
);
/** Those with a heading of the first rank for the document as a whole. */
const TITLED = /^(?:word-web-page-outline|markdown-with-a-table)/;
const IN_BULLETS = /bullets-in-cells|lists-in-cells|page-lists|page-filtered/;

function bytesOf(name: string): Uint8Array {
  const path = join(FOLDER, name);
  if (!statSync(path).isDirectory()) return readFileSync(path);
  const parts = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((part) => statSync(join(path, part)).isFile())
    .map((part) => [part, new Uint8Array(readFileSync(join(path, part)))] as const);
  return zipSync(Object.fromEntries(parts));
}

const names = readdirSync(FOLDER).sort();

describe('documents with the habits of the programs that write them', () => {
  for (const name of names) {
    it(name, async () => {
      const draft = await readDocument(bytesOf(name), name);
      const right = IN_BULLETS.test(name) ? WITH_BULLETS : STATEMENTS;
      assert.deepEqual(message(draft), name === WITHOUT_CODES ? NUMBERED : right);
      assert.deepEqual(
        draft.levels.map(({ title }) => title),
        LEVELS,
      );
      if (TITLED.test(name)) assert.equal(draft.title, 'The garden at Millbrook School');
      if (name !== WITHOUT_CODES)
        assert.deepEqual(
          draft.themes.map(({ id, title }) => `${id} ${title}`),
          ['1 Growing', '2 Sharing'],
        );
    });
  }

  it('are at least thirty', () => {
    assert.ok(names.length >= 30);
  });
});
