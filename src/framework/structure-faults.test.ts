import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf, type Loose, statementIn } from './testing/edited-harbour.js';

for (const [what, edit, message] of [
  [
    'a first level of 2',
    (f) => {
      f.levels = [{ level: 2 }, { level: 3 }].map((l) => ({ ...l, title: 'x' }));
    },
    /^levels\.first: The first level is 2/,
  ],
  [
    'levels with a gap',
    (f) => {
      f.levels[2]!.level = 3;
    },
    /^levels\.order: After level 1 comes level 2, and here it is level 3/,
  ],
  [
    'one level only',
    (f) => {
      f.levels.length = 1;
    },
    /^value\.too-few: "levels" needs at least 2 entries/,
  ],
  [
    'nine levels',
    (f) => {
      f.levels = Array.from({ length: 9 }, (_, level) => ({ level, title: 'x' }));
    },
    /^value\.too-many: "levels" takes at most 8 entries/,
  ],
  [
    'no themes',
    (f) => {
      f.themes = [];
    },
    /^value\.too-few: "themes" needs at least 1 entry/,
  ],
  [
    'a theme out of order',
    (f) => {
      f.themes[1]!.id = 3;
    },
    /^theme\.order: This is theme number 2 of the framework, and its id is 3/,
  ],
  [
    'a code twice',
    (f) => {
      statementIn(f, 0, 1).id = '1.1';
    },
    /^statement\.twice: The code 1\.1 is used already in all\.yaml, line /,
  ],
  [
    'a code skipped',
    (f) => {
      statementIn(f, 0, 1).id = '1.3';
    },
    /^statement\.skipped: 1\.2 is skipped before 1\.3/,
  ],
  [
    'several codes skipped',
    (f) => {
      statementIn(f, 0, 1).id = '1.5';
    },
    /^statement\.skipped: 1\.2 to 1\.4 are skipped before 1\.5/,
  ],
  [
    'codes out of order',
    (f) => {
      f.themes[0]!.statements.reverse();
    },
    /^statement\.order: The code 1\.1 comes after 1\.2/,
  ],
  [
    'a code of another theme',
    (f) => {
      statementIn(f, 0, 1).id = '2.9';
    },
    /^statement\.wrong-theme: The code 2\.9 does not belong in theme 1/,
  ],
  [
    'a code that is a word',
    (f) => {
      statementIn(f, 0, 1).id = 'tides';
    },
    /^statement\.code: "tides" is not a code/,
  ],
  [
    'a level missing',
    (f) => {
      statementIn(f, 0, 0).levels.splice(1, 1);
    },
    /^level\.missing: Statement 1\.1: level 1 is missing/,
  ],
  [
    'a level twice',
    (f) => {
      statementIn(f, 0, 0).levels[2]!.level = 1;
    },
    /^level\.twice: Statement 1\.1: level 1 is there twice/,
  ],
  [
    'levels out of order',
    (f) => {
      statementIn(f, 0, 0).levels.reverse();
    },
    /^level\.order: Statement 1\.1: level 1 comes after level 2/,
  ],
  [
    'a level that the framework lacks',
    (f) => {
      statementIn(f, 0, 0).levels[2]!.level = 3;
    },
    /^level\.unknown: Statement 1\.1: the framework has no level 3/,
  ],
  [
    'a statement without levels',
    (f) => {
      statementIn(f, 0, 0).levels = [];
    },
    /^value\.too-few: Statement 1\.1: "levels" needs at least 1 entry/,
  ],
  [
    'criteria without wording',
    (f) => {
      statementIn(f, 0, 1).levels[0]!.criteria = [{ id: '1.2.0a', text: 'x' }];
    },
    /^level\.criteria-without-wording: Statement 1\.2, level 0/,
  ],
  [
    'a criterion of another level',
    (f) => {
      statementIn(f, 0, 0).levels[1]!.criteria[0]!.id = '1.1.2z';
    },
    /^criterion\.belongs: The criterion "1\.1\.2z" does not belong here.*like 1\.1\.1a/,
  ],
  [
    'a criterion without a letter',
    (f) => {
      statementIn(f, 0, 0).levels[1]!.criteria[0]!.id = '1.1.1';
    },
    /^criterion\.belongs/,
  ],
  [
    'a criterion twice',
    (f) => {
      statementIn(f, 0, 0).levels[1]!.criteria[1]!.id = '1.1.1a';
    },
    /^criterion\.twice: The criterion 1\.1\.1a is already in all\.yaml, line /,
  ],
  [
    'a link to an unknown statement',
    (f) => {
      statementIn(f, 0, 0).builds_on[0]!.needs.statement = '7.7';
    },
    /^link\.unknown-statement: Statement 1\.1: it needs statement 7\.7, which does not exist/,
  ],
  [
    'a link from an unknown level',
    (f) => {
      statementIn(f, 0, 0).builds_on[0]!.level = 5;
    },
    /^link\.unknown-level: Statement 1\.1: the framework has no level 5/,
  ],
  [
    'a link to an unknown level',
    (f) => {
      statementIn(f, 0, 0).builds_on[0]!.needs.level = 5;
    },
    /^link\.unknown-level: Statement 1\.1: it needs level 5 of statement 2\.2, which/,
  ],
  [
    'a link to itself',
    (f) => {
      statementIn(f, 0, 0).builds_on[0]!.needs.statement = '1.1';
    },
    /^link\.itself/,
  ],
  [
    'a link twice',
    (f) => {
      const s = statementIn(f, 0, 0);
      s.builds_on.push(s.builds_on[0]!);
    },
    /^link\.twice/,
  ],
] satisfies [string, (framework: Loose) => void, RegExp][]) {
  test(`${what} is a fault`, () => {
    const faults = faultsOf(edit);
    assert.ok(
      faults.some((fault) => message.test(fault)),
      faults.join('\n'),
    );
  });
}

test('links in a circle are told with the whole way round', () => {
  const faults = faultsOf((framework) => {
    statementIn(framework, 0, 0).builds_on.push({
      level: 1,
      needs: { statement: '2.1', level: 2 },
      because: 'the sea is round',
    });
  });
  assert.deepEqual(faults, [
    'link.cycle: These links go round in a circle: 2.1 level 2 needs 1.1 level 1 needs 2.1 level 2. Remove one of them.',
  ]);
});

test('a circle that goes down a statement is found too', () => {
  const faults = faultsOf((framework) => {
    statementIn(framework, 1, 1).builds_on = [
      { level: 1, needs: { statement: '1.1', level: 2 }, because: 'the log says so' },
    ];
  });
  assert.deepEqual(faults, [
    'link.cycle: These links go round in a circle: 1.1 level 2 needs 2.2 level 1 needs 1.1 level 2. Remove one of them.',
  ]);
});

test('a slip in one place does not hide another', () => {
  const faults = faultsOf((framework) => {
    framework.themes[0]!.id = 1.5;
    statementIn(framework, 0, 0).levels.splice(1, 1);
    statementIn(framework, 0, 1).builds_on[0]!.needs.statement = '9.9';
    delete statementIn(framework, 1, 0).levels[0]!.summary;
  });
  assert.deepEqual(faults.map((fault) => fault.split(':')[0]).sort(), [
    'level.missing',
    'level.no-wording',
    'link.unknown-statement',
    'value.type',
  ]);
});

for (const [what, edit, message] of [
  [
    'a statement without a code',
    (f) => {
      delete (statementIn(f, 0, 1) as { id?: string }).id;
    },
    /^key\.missing: Statement number 2: "id" is missing/,
  ],
  [
    'a level without a number',
    (f) => {
      delete (statementIn(f, 0, 0).levels[1] as { level?: number }).level;
    },
    /^key\.missing: Statement 1\.1: "level" is missing/,
  ],
  [
    'a criterion without an id',
    (f) => {
      delete (statementIn(f, 0, 0).levels[1]!.criteria[0] as { id?: string }).id;
    },
    /^key\.missing: Statement 1\.1, level 1: "id" is missing/,
  ],
  [
    'a link without what it needs',
    (f) => {
      delete (statementIn(f, 0, 0).builds_on[0] as { needs?: unknown }).needs;
    },
    /^key\.missing: Statement 1\.1: "needs" is missing/,
  ],
  [
    'a theme with the number 0',
    (f) => {
      f.themes[0]!.id = 0;
    },
    /^value\.out-of-range: "id" cannot be 0\. Levels have numbers from 0 to 8, themes from 1/,
  ],
] satisfies [string, (framework: Loose) => void, RegExp][]) {
  test(`${what} is told by the name that it has, and hides nothing else`, () => {
    const faults = faultsOf((framework) => {
      edit(framework);
      statementIn(framework, 1, 1).builds_on[0]!.needs.statement = '9.9';
    });
    assert.ok(
      faults.some((fault) => message.test(fault)),
      faults.join('\n'),
    );
    assert.ok(faults.some((fault) => fault.startsWith('link.unknown-statement')));
  });
}
