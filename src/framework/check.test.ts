import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { runs } from '../../tests/support/runs.js';
import { checkFramework } from './check.js';
import { presentFramework } from './present.js';
import { harbourText, type Loose } from './testing/edited-harbour.js';
import { harbour } from './testing/harbour.js';
import { schoolsModel } from './testing/schools-model.js';
import { sourceOf } from './testing/source-of.js';

/** The faults of the harbour model after an edit of its text. */
function faultsAfter(...edits: [from: string | RegExp, to: string][]) {
  let text = harbourText;
  for (const [from, to] of edits) {
    assert.notEqual(text.replace(from, to), text, `nothing to edit: ${String(from)}`);
    text = text.replace(from, to);
  }
  return { text, faults: checkFramework(sourceOf(text)).faults };
}

test('a sound framework has no faults', () => {
  assert.deepEqual(checkFramework(sourceOf(harbourText)), { framework: harbour, faults: [] });
});

for (const [what, from, to, code, message] of [
  [
    'a key that is misspelt',
    'asks:',
    'askes:',
    'key.unknown',
    /^Statement 1\.1: "askes" .* Did you mean "asks"\?$/,
  ],
  [
    'a key that is like no other',
    'asks:',
    'colour:',
    'key.unknown',
    /Known here: id, title, asks, /,
  ],
  ['a title that is missing', /^title: .*\n/m, '', 'key.missing', /^"title" is missing\.$/],
  ['a title that is empty', /^title: .*$/m, 'title: "  "', 'value.empty', /^"title" is empty/],
  [
    'a short name that is too long',
    /short: .*$/m,
    'short: Boats of every kind and of many a sort too',
    'value.too-long',
    /^"short" takes at most 40 characters\.$/,
  ],
  ['a short name that is empty', /short: .*$/m, 'short: " "', 'value.empty', /^"short" is empty/],
  ['a title with nothing after it', /^title: .*$/m, 'title:', 'value.empty', /^"title" is empty/],
  [
    'a version that is a number',
    /^version: .*$/m,
    'version: 2.1',
    'value.type',
    /Put it in quotes: "2\.1"/,
  ],
  [
    'a version that is no version',
    /^version: .*$/m,
    'version: newest',
    'value.format',
    /like "1\.0"/,
  ],
  ['an id with capitals', /^id: .*$/m, 'id: My Model', 'value.format', /hyphens/],
  [
    'a language that is none',
    /^language: .*$/m,
    'language: the_sea',
    'language.unknown',
    /"the_sea" is not the tag/,
  ],
  [
    'own_words that is text',
    'own_words: false',
    'own_words: perhaps',
    'value.type',
    /true or false, and here it is text/,
  ],
  [
    'a list that is a word',
    /^institution_types:\n.*$/m,
    'institution_types: harbour',
    'value.type',
    /a list, and here it is text/,
  ],
  [
    'a publisher that is a list',
    /^publisher:\n.*\n.*$/m,
    'publisher: [x]',
    'value.type',
    /a set of keys, and here it is a list/,
  ],
  [
    'a Gatsby Benchmark 9',
    '- 2\n      - 3',
    '- 2\n      - 9',
    'value.out-of-range',
    /There is no Gatsby Benchmark 9/,
  ],
  [
    'a Gatsby Benchmark twice',
    '- 2\n      - 3',
    '- 2\n      - 2',
    'benchmark.twice',
    /Benchmark 2 is listed twice/,
  ],
  [
    'a benchmark that is a word',
    '- 2\n      - 3',
    '- 2\n      - three',
    'value.type',
    /An entry of "benchmarks" has to be a whole number/,
  ],
  [
    'a level that is a fraction',
    'because: somebody',
    'why: 1\n            because: somebody',
    'key.unknown',
    /"why"/,
  ],
  [
    'a criterion with empty text',
    'text: There is a tide table',
    'text: ""',
    'value.empty',
    /^Statement 1\.2, level 1: "text" is empty/,
  ],
  [
    'a summary that is left out',
    /^ *summary: There is a tide table\.\n/m,
    '',
    'level.no-wording',
    /^Statement 1\.2, level 1: "summary" is missing\. Write the words/,
  ],
  [
    'a summary of null',
    'summary: There is a tide table.',
    'summary: null',
    'level.no-wording',
    /^Statement 1\.2, level 1: there is no wording\. Write it, or say with the key "missing"/,
  ],
  [
    'wording and missing together',
    'summary: null',
    'summary: Words',
    'level.wording-and-missing',
    /has to go/,
  ],
  [
    'a level number above 8',
    'level: 2\n            summary: The tide',
    'level: 12\n            summary: The tide',
    'value.out-of-range',
    /"level" cannot be 12/,
  ],
] as const) {
  test(`${what} is a fault (${code})`, () => {
    const { faults } = faultsAfter([from, to]);
    const found = faults.find((fault) => fault.code === code);
    assert.ok(found, JSON.stringify(faults));
    assert.match(found.message, message);
  });
}

test('a fault in what an alias refers to is told where the alias stands', () => {
  const text = 'themes:\n  - benchmarks: &same [9]\n  - benchmarks: *same\n';
  const lines = checkFramework(sourceOf(text))
    .faults.filter(({ message }) => message.startsWith('There is no Gatsby Benchmark 9'))
    .map(({ line }) => line);
  assert.deepEqual(lines, [2, 3]);
});

test('a framework may have no publisher', () => {
  const { framework } = checkFramework(sourceOf(harbourText.replace(/^publisher:\n.*\n.*\n/m, '')));
  assert.equal(framework?.publisher, null);
});

test('a fault is told at the line where it stands', () => {
  const { text, faults } = faultsAfter(
    ['text: There is a tide table', 'txt: There is a tide table'],
    ['because: there has to be', 'becuase: there has to be'],
  );
  const lineOf = (words: string) => text.slice(0, text.indexOf(words)).split('\n').length;
  const reported = new Set(faults.map(({ file, line }) => `${file} ${line}`));
  assert.ok(reported.has(`all.yaml ${lineOf('txt:')}`));
  assert.ok(reported.has(`all.yaml ${lineOf('becuase:')}`));
});

test('several unknown keys of one entry are several faults', () => {
  const { faults } = faultsAfter(['asks: Who', 'aks: 1\n        promts: 2\n        asks: Who']);
  assert.deepEqual(
    faults.map(({ message }) => message),
    [
      'Statement 1.1: "aks" is not a key that belongs here. Did you mean "asks"?',
      'Statement 1.1: "promts" is not a key that belongs here. Did you mean "prompts"?',
    ],
  );
});

test('a key that stands twice is a fault at its second place', () => {
  const { faults } = faultsAfter([/^title: .*$/m, 'title: One\ntitle: Two']);
  assert.deepEqual(faults, [
    {
      code: 'key.duplicate',
      message: 'This key is there twice. Keep one of them.',
      file: 'all.yaml',
      line: 4,
    },
  ]);
});

for (const [what, text] of [
  ['a bracket that is never closed', 'themes: [one, two'],
  ['a wrong indent', 'a: 1\n b: 2\n'],
  ['an alias of nothing', 'a: *b\n'],
] as const) {
  test(`${what} is a fault of syntax with a line`, () => {
    const { faults, framework } = checkFramework(sourceOf(text));
    assert.equal(framework, null);
    assert.equal(faults[0]?.code, 'file.syntax');
    assert.ok(faults[0]!.line >= 1);
    assert.match(faults[0]!.message, /\.$/);
  });
}

test('a file that refers to itself a billion times is refused, not unfolded', () => {
  const layers = Array.from({ length: 12 }, (_, index) => {
    const before = index === 0 ? '"boat"' : `*a${index - 1}`;
    return `a${index}: &a${index} [${Array(9).fill(before).join(', ')}]`;
  });
  const { faults } = checkFramework(sourceOf(layers.join('\n')));
  assert.equal(faults[0]?.code, 'file.syntax');
});

for (const text of [
  '',
  '# nothing\n',
  '[]',
  '7',
  'text',
  'null',
  'themes: 4',
  'themes: {}',
  'themes: []',
]) {
  test(`a file that is only ${JSON.stringify(text)} has faults, and breaks nothing`, () => {
    const { framework, faults } = checkFramework(sourceOf(text));
    assert.equal(framework, null);
    assert.ok(faults.length > 0);
    assert.ok(faults.every(({ line }) => line === 1));
  });
}

test('a framework may have another language, two levels, and a first level of 1', () => {
  const welsh = parse(harbourText) as Loose & { language: string };
  welsh.language = 'cy';
  welsh.levels = [1, 2].map((level) => ({ level, title: `Lefel ${level}` }));
  for (const theme of welsh.themes) {
    for (const statement of theme.statements) {
      statement.levels = statement.levels.filter(({ level }) => level > 0);
    }
  }
  const { framework, faults } = checkFramework(sourceOf(stringify(welsh)));
  assert.deepEqual(faults, []);
  assert.deepEqual(
    framework?.levels.map(({ title }) => title),
    ['Lefel 1', 'Lefel 2'],
  );
});

test('taking out any one piece of the model is always noticed with a line inside the file, or harmless', () => {
  const text = stringify(presentFramework(schoolsModel), { lineWidth: 0 });
  const lines = text.split('\n');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: lines.length - 2 }), (cut) => {
      const rest = lines.filter((_, index) => index !== cut).join('\n');
      const { framework, faults } = checkFramework(sourceOf(rest));
      assert.equal(framework === null, faults.length > 0);
      for (const fault of faults) {
        assert.ok(fault.line >= 1 && fault.line <= lines.length, fault.message);
        assert.match(fault.message, /[.?]$/);
      }
    }),
    { numRuns: runs(4, 25) },
  );
});

test('whatever is written, the check answers and never breaks', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { framework, faults } = checkFramework(
        sourceOf(JSON.stringify({ themes: [value], levels: value })),
      );
      assert.equal(framework, null);
      assert.ok(faults.length > 0);
    }),
    // A set of keys whose "toString" is no function once broke the sentence about it.
    {
      numRuns: 300,
      examples: [[[{ length: null, toString: '' }]], [{ length: null, toString: '' }]],
    },
  );
});
