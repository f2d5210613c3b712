import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presentFramework } from './present.js';
import { harbour } from './testing/harbour.js';

test('a framework is shown with its themes, statements, levels, criteria and links', () => {
  const shown = presentFramework(harbour);
  const statement = shown.themes[0]!.statements[0]!;
  assert.equal(shown.own_words, false);
  assert.deepEqual(shown.institution_types, ['harbour']);
  assert.deepEqual(statement.levels[1], {
    level: 1,
    summary: 'A harbour master has been named, and has a lamp.',
    missing: null,
    criteria: [
      { id: '1.1.1a', text: 'A harbour master has been named', optional: false },
      { id: '1.1.1b', text: 'The harbour master has a lamp', optional: false },
    ],
  });
  assert.deepEqual(statement.builds_on, [
    {
      level: 2,
      needs: { statement: '2.2', level: 1 },
      because: 'a log is only worth reading when somebody counts the boats',
    },
  ]);
  assert.deepEqual(statement.evidence, ["The harbour master's log"]);
});

test('a theme is shown with its short name where it has one', () => {
  const [quay, boats] = JSON.parse(JSON.stringify(presentFramework(harbour))).themes;
  assert.equal(boats.short, 'Boats');
  assert.ok(!('short' in quay));
});

test('what is shown is a copy: no key of the program slips out', () => {
  const framework = { ...harbour, secret: 'not for anybody' };
  assert.ok(!JSON.stringify(presentFramework(framework)).includes('not for anybody'));
});
