import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../tests/support/app.js';
import { mentionsOf, replaced } from '../platform/mentions.js';
import { SEARCHED, UNSEARCHED } from './erased-words.js';

const context = await openTestApp();

const without = (text: string, name: string, email: string | null = null) =>
  replaced(text, mentionsOf({ name, email }), 'Former contributor');

describe('a name in what people wrote', () => {
  const HEAD = 'Zebedee Quill-Marchbanks (Head)';
  const JUNIOR = 'Martin Ford Jr.';
  const gone: [string, string, string][] = [
    ['Sam Reid', 'Ask Sam Reid.', 'Ask Former contributor.'],
    [
      'Sam Reid',
      'Sam Reid, Sam Reid and Sam Reid’s team',
      'Former contributor, Former contributor and Former contributor’s team',
    ],
    ['Sam Reid', 'SAM  REID\nsam\tReid', 'Former contributor\nFormer contributor'],
    ['Sam Reid', 'Sam_Reid.pdf', 'Former contributor.pdf'],
    [HEAD, `${HEAD} leads; ask ${HEAD}`, 'Former contributor leads; ask Former contributor'],
    [HEAD, `(${HEAD})`, '(Former contributor)'],
    [HEAD, 'Zebedee Quill-Marchbanks leads', 'Former contributor leads'],
    [JUNIOR, `${JUNIOR}, ${JUNIOR}`, 'Former contributor, Former contributor'],
    [JUNIOR, 'Martin Ford Jr writes', 'Former contributor writes'],
    ['Zoë O’Brien', "Zoe\u0308 O'Brien, ZOË O’BRIEN", 'Former contributor, Former contributor'],
    ['Łucja Żak', 'Łucja Żak i łucja żak', 'Former contributor i Former contributor'],
    ['李明', '请问李明。 李明 说', '请问李明。 Former contributor 说'],
    ['“Zed” Quill', 'by “Zed” Quill', 'by Former contributor'],
    ['A.*+?^${}()|[]\\/ B', 'x A.*+?^${}()|[]\\/ B y', 'x Former contributor y'],
    [HEAD, 'Led by Zebedee Quill-Mar', 'Led by Former contributor'],
    ['???', 'Who is ???', 'Who is Former contributor'],
    ['Anna', 'Anna and the annals of anna', 'Former contributor and the annals of anna'],
  ];
  for (const [name, text, left] of gone)
    it(`of ${name} is found: ${JSON.stringify(text)}`, () =>
      assert.equal(without(text, name), left));

  const kept: [string, string][] = [
    ['Sam Reid', 'Sam Reidel, Osam Reid, Sam Reid2, Sam Reidé'],
    ['Żak Ło', 'Żak Łoś'],
    ['Sam (SENCo)', 'Sam Reid is another'],
    ['Sam Reid', 'Sam was there. Nobody called Reid was. Nor Sam Rex, nor Sam'],
  ];
  for (const [name, text] of kept)
    it(`of ${name} is no part of ${JSON.stringify(text)}`, () =>
      assert.equal(without(text, name), text));

  it('goes with the address', () => {
    const text = 'Write to Sam.Reid@school.example, not to xsam.reid@school.example.org.';
    assert.equal(
      without(text, 'Samuel Reid', 'sam.reid@school.example'),
      'Write to Former contributor, not to xsam.reid@school.example.org.',
    );
  });

  it('in an address that was made of it leaves one of the same length', () => {
    const left = without('what-sam-reid-says', 'Sam Reid');
    assert.match(left, /^what-[0-9a-f]{8}-says$/);
  });
});

describe('the columns of words', () => {
  it('are each searched at an erasure, or said not to hold words of people, with the reason', async () => {
    const { rows } = await context.superuser.query<{ column: string; writable: boolean }>(
      `SELECT c.relname || '.' || a.attname AS "column",
              has_table_privilege('waymark_app', c.oid, 'UPDATE') AS writable
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
         AND (coalesce(e.typcategory, t.typcategory) = 'S' OR coalesce(e.typname, t.typname) IN ('json', 'jsonb', 'xml'))
       ORDER BY 1`,
    );
    const inDatabase = rows.map(({ column }) => column);
    const listed = (list: typeof SEARCHED | typeof UNSEARCHED) =>
      Object.entries(list).flatMap(([table, columns]) =>
        (Array.isArray(columns) ? columns : Object.keys(columns)).map((each) => `${table}.${each}`),
      );
    const [searched, unsearched] = [listed(SEARCHED), listed(UNSEARCHED)];
    assert.deepEqual([...searched, ...unsearched].sort(), [...inDatabase].sort());
    const writable = new Set(rows.filter((each) => each.writable).map(({ column }) => column));
    assert.deepEqual(
      searched.filter((column) => !writable.has(column)),
      [],
    );
  });
});
