import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Links, linksTable } from './links.js';
import { type LinkTheme, NODE, ringLayout } from './links-layout.js';
import { leaningCounts } from './links-words.js';

function themesOf(...counts: number[]): LinkTheme[] {
  return counts.map((count, theme) => ({
    code: `${theme + 1}`,
    title: `Theme ${theme + 1}`,
    statements: Array.from({ length: count }, (_, at) => {
      const code = `${theme + 1}.${at + 1}`;
      return { code, title: `Title of ${code}`, href: `/links?statement=${code}` };
    }),
  }));
}

const links = [
  { from: '2.1', level: 3, to: '1.1', toLevel: 2, because: 'it needs a plan' },
  { from: '2.1', level: 4, to: '1.1', toLevel: 3 },
  { from: '1.2', level: 3, to: '2.1', toLevel: 3 },
];

test('nodes keep apart and lie within the picture, whatever the themes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 1, maxLength: 9 }),
      (counts) => {
        const { nodes, size } = ringLayout(themesOf(...counts), []);
        nodes.forEach((node, at) => {
          const room = [node.x, node.y, size - node.x, size - node.y];
          assert.ok(
            room.every((side) => side >= NODE),
            `${room}`,
          );
          nodes.slice(at + 1).forEach((other) => {
            assert.ok(Math.hypot(node.x - other.x, node.y - other.y) >= 24);
          });
        });
      },
    ),
    { numRuns: 50 },
  );
});

test('the schools’ model of 32 statements fits a phone of 390 px as it is laid out, with targets of 24 px', () => {
  const { size, half } = ringLayout(themesOf(7, 7, 8, 4, 3, 3), []);
  assert.ok(size <= 358, `${size}`);
  assert.ok(2 * half >= 24);
});

test('a ring that is larger than its column is drawn as large as it is laid out', () => {
  const { size } = ringLayout(themesOf(14, 14, 14, 14, 14), []);
  const markup = (...counts: number[]) => String(<Links themes={themesOf(...counts)} links={[]} />);
  assert.ok(size > 460);
  assert.match(markup(14, 14, 14, 14, 14), new RegExp(`class="ring" [^>]*width="${size}"`));
  assert.match(markup(7, 7, 8, 4, 3, 3), /class="ring grows"/);
});

test('two statements share one line however many levels link them; unknown codes draw none', () => {
  const { edges } = ringLayout(themesOf(2, 1), [
    ...links,
    { from: '9.9', level: 1, to: '1.1', toLevel: 1 },
    { from: '1.1', level: 2, to: '1.1', toLevel: 1 },
  ]);
  assert.deepEqual(
    edges.map((edge) => [edge.from, edge.to]),
    [
      ['2.1', '1.1'],
      ['1.2', '2.1'],
    ],
  );
});

test('each node is a link that names its statement and says how it leans', () => {
  const markup = String(<Links themes={themesOf(2, 1)} links={links} />);
  assert.match(
    markup,
    /<a href="\/links\?statement=2\.1" aria-label="2\.1 Title of 2\.1: needs 1, needed by 1">/,
  );
  assert.match(markup, /Needed most often/);
});

test('a chosen statement is current, its lines stand out, and the words beside say why', () => {
  const markup = String(<Links themes={themesOf(2, 1)} links={links} selected="2.1" />);
  assert.match(markup, /aria-current="true"/);
  assert.match(markup, /class="edge leans"/);
  assert.match(markup, /class="edge leaned"/);
  assert.match(markup, /Level 3 here needs its level 2: it needs a plan/);
  assert.match(markup, /Its level 3 needs level 3 here/);
});

test('an unknown choice is no choice', () => {
  const themes = themesOf(2, 1);
  assert.equal(
    String(<Links themes={themes} links={links} selected="7.7" />),
    String(<Links themes={themes} links={links} />),
  );
});

test('without addresses the ring is one named picture that can be scrolled by keyboard', () => {
  const themes = themesOf(2).map((theme) => ({
    ...theme,
    statements: theme.statements.map(({ code, title }) => ({ code, title })),
  }));
  const markup = String(<Links themes={themes} links={[]} />);
  assert.match(markup, /tabindex="0"/);
  assert.match(markup, /role="img" aria-label="0 links between 2 statements"/);
  assert.match(markup, /No statement needs another/);
});

test('every link is a row of the table', () => {
  const { rows } = linksTable({ themes: themesOf(2, 1), links });
  assert.deepEqual(rows[0], ['2.1 Title of 2.1', 3, '1.1 Title of 1.1', 2, 'it needs a plan']);
  assert.equal(rows.length, 3);
  const chosen = linksTable({ themes: themesOf(2, 1), links, selected: '1.1' });
  assert.equal(chosen.rows.length, 2, 'of a chosen statement, those of its own');
});

test('each statement is counted once at either end, however many levels link it', () => {
  const [theme] = themesOf(5);
  const link = (from: string, to: string, level = 2) => ({ from, level, to, toLevel: 2 });
  const many = [
    ...[link('1.1', '1.2'), link('1.1', '1.2', 3), link('1.3', '1.2'), link('1.4', '1.2')],
    ...[link('1.1', '1.3'), link('1.4', '1.3', 4)],
  ];
  const counts = theme!.statements.map((statement) =>
    leaningCounts(statement, many).replace(/.*: /, ''),
  );
  assert.deepEqual(counts, [
    'needs 2, needed by 0',
    'needs 0, needed by 3',
    'needs 1, needed by 2',
    'needs 2, needed by 0',
    'needs 0, needed by 0',
  ]);
});
