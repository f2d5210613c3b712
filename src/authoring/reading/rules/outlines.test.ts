/** Models without a table: statements and levels as headings, lists and lines. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDocument } from '../read.js';
import { message, rulesOf } from '../testing/expected.js';

const BEDS = [
  'There is one bed behind the hall.',
  'Two beds are dug and one is planted.',
  'Each class has a bed and looks after it.',
];
const TOOLS = [
  'Tools are borrowed when they are needed.',
  'There is a shed with a few tools.',
  'Tools are counted and mended each term.',
];
const HARVEST = [
  'What grows is left where it is.',
  'Some of it goes home with pupils.',
  'The kitchen cooks what the beds give.',
];
const NAMES = ['Emerging', 'Developing', 'Established'];

/** The statements with their words, and the themes. */
async function read(text: string, name: string) {
  const draft = await readDocument(new TextEncoder().encode(text), name);
  assert.ok(rulesOf(draft).includes('outline read as a table'));
  return {
    statements: message(draft),
    themes: draft.themes.map(({ title }) => title),
    levels: draft.levels.map(({ title }) => title),
    unused: draft.lines.filter(({ text: words, uses }) => words.trim() !== '' && uses.length === 0),
  };
}

const RIGHT = [
  `1.1 Beds: ${BEDS.join(' / ')}`,
  `1.2 Tools: ${TOOLS.join(' / ')}`,
  `2.1 Harvest: ${HARVEST.join(' / ')}`,
];

describe('a model as an outline', () => {
  const inThemes = (title: (name: string) => string, levels: (texts: string[]) => string[]) =>
    [
      '# Garden model',
      '## Growing',
      title('Beds'),
      ...levels(BEDS),
      title('Tools'),
      ...levels(TOOLS),
      '## Sharing',
      title('Harvest'),
      ...levels(HARVEST),
    ].join('\n\n');

  it('has its levels in a list, in bold', async () => {
    const found = await read(
      inThemes(
        (name) => `### ${name}`,
        (texts) => texts.map((text, at) => `- **${NAMES[at]}**: ${text}`),
      ),
      'a.md',
    );
    assert.deepEqual(found, {
      statements: RIGHT,
      themes: ['Growing', 'Sharing'],
      levels: NAMES,
      unused: [],
    });
  });

  it('has its levels as headings', async () => {
    const found = await read(
      inThemes(
        (name) => `### ${name}`,
        (texts) => texts.flatMap((text, at) => [`#### ${NAMES[at]}`, text]),
      ),
      'a.md',
    );
    assert.deepEqual([found.statements, found.levels], [RIGHT, NAMES]);
  });

  it('has its levels as numbered lists of one length', async () => {
    const found = await read(
      inThemes(
        (name) => `${name}:`,
        (texts) => texts.map((text, at) => `${at + 1}. ${text}`),
      ),
      'a.md',
    );
    assert.deepEqual(
      [found.statements, found.themes, found.levels, found.unused],
      [RIGHT, ['Growing', 'Sharing'], ['Level 1', 'Level 2', 'Level 3'], []],
    );
  });

  it('is no outline where numbered lists are of other lengths', async () => {
    const text = inThemes(
      (name) => `${name}:`,
      (texts) => texts.slice(0, texts === TOOLS ? 2 : 3).map((each, at) => `${at + 1}. ${each}`),
    );
    await assert.rejects(read(text, 'a.md'), { code: 'reading.no-codes' });
  });

  it('has its statements below each level', async () => {
    const blocks = NAMES.flatMap((name, at) => [
      `## ${at + 1}. ${name}`,
      '**Beds:**',
      `* ${BEDS[at]}`,
      '**Tools:**',
      `* ${TOOLS[at]}`,
    ]);
    const found = await read(['# Garden model', ...blocks].join('\n\n'), 'a.md');
    assert.deepEqual(found.statements, [
      `1.1 Beds: ${BEDS.map((text) => `- ${text}`).join(' / ')}`,
      `1.2 Tools: ${TOOLS.map((text) => `- ${text}`).join(' / ')}`,
    ]);
    assert.deepEqual(found.unused, []);
  });

  it('has its statements with their codes below each level', async () => {
    const blocks = NAMES.flatMap((name, at) => [
      `Level ${at + 1} ${name}`,
      `1.1 Beds: ${BEDS[at]}`,
      `1.2 Tools: ${TOOLS[at]}`,
      `2.1 Harvest: ${HARVEST[at]}`,
    ]);
    const found = await read(['Garden model', ...blocks].join('\n'), 'a.txt');
    assert.deepEqual(found.statements, RIGHT);
    assert.deepEqual(
      found.levels,
      NAMES.map((name, at) => `Level ${at + 1} ${name}`),
    );
    assert.deepEqual(found.unused, []);
  });
});
