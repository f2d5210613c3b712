/** What holds for every chart, whatever the data: nobody is left without words, numbers or a table. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CairnSymbols, LevelChip } from './cairn.js';
import { ChangeSummary } from './change.js';
import { countMarks, partsOf } from './counts.js';
import {
  DistributionBar,
  DistributionByGroup,
  distributionDrawing,
  distributionTable,
} from './distribution.js';
import { columnWords, Heatmap, heatmapTable } from './heatmap.js';
import { heatmapDrawing, skylineDrawing } from './heatmap-pdf.js';
import { Links, linksTable } from './links.js';
import { HIDDEN, kindOf, type Mark, markSpoken, type Scale } from './scale.js';
import { Slopes, slopeTable, slopeWords } from './slope.js';
import { pictureWords, Supports, supportsDrawing, supportsTable } from './supports.js';
import { actionWords, Timeline, timelineTable } from './timeline.js';

const scales = fc.tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 0, max: 1 })).map(
  ([count, first]): Scale => ({
    levels: Array.from({ length: count }, (_, at) => ({
      level: first + at,
      title: `Level ${first + at}`,
    })),
  }),
);

/** Titles that would break out of markup if they could. */
const titles = fc.oneof(
  fc.constantFrom('<script>x</script>', '"quoted" & \'so\'', 'A/B/C', '</svg>', ''),
  fc.string({ maxLength: 30 }),
);

function marksOf(scale: Scale): fc.Arbitrary<Mark> {
  const { levels } = scale;
  const open: Mark[] = levels[0]!.level > 0 ? [null, 0] : [null];
  return fc.constantFrom<Mark>(...open, ...levels.map((each) => each.level));
}

function statementsOf(scale: Scale) {
  const mark = marksOf(scale);
  return fc.array(
    fc.record({
      title: titles,
      mark,
      before: fc.option(mark, { nil: undefined }),
      href: fc.option(fc.constant('/s?a=1&b=2'), { nil: undefined }),
      isReworded: fc.boolean(),
    }),
    { maxLength: 100 },
  );
}

type Statements = ReturnType<typeof statementsOf> extends fc.Arbitrary<infer Each> ? Each : never;
const cases = scales.chain((scale) =>
  fc.record({ scale: fc.constant(scale), of: statementsOf(scale) }),
);

function coded(of: Statements) {
  return of.map((each, at) => ({ ...each, code: `${1 + Math.floor(at / 9)}.${1 + (at % 9)}` }));
}

function themesOf(of: Statements) {
  const all = coded(of);
  return [
    { code: '1', title: 'One <1>', columns: all.slice(0, 9), statements: all.slice(0, 9) },
    { code: '2', title: 'Two & 2', columns: all.slice(9), statements: all.slice(9) },
  ];
}

/** Every chart of the feature, drawn from one set of statements. */
function everyChart(scale: Scale, of: Statements): Record<string, string> {
  const all = coded(of);
  const groups = themesOf(of);
  const counts = countMarks(
    scale,
    of.map((each) => each.mark),
  );
  const moves = all.map(({ code, title }) => ({ code, title, level: scale.levels.at(-1)!.level }));
  const onward = moves.map((move) => ({ ...move, via: moves[0]! }));
  const links = all.slice(1).map(({ code, title }, at) => ({
    from: code,
    to: all[at]!.code,
    level: 1,
    toLevel: 1,
    because: title,
  }));
  const years = ['2024/25', '2025/26'];
  const slopes = all.map((each) => ({
    ...each,
    points: [
      each.before === undefined ? undefined : { mark: each.before, wording: '1' },
      { mark: each.mark, wording: each.isReworded ? '2' : '1' },
    ],
  }));
  const actions = all.map((each, at) => ({
    label: each.title,
    href: each.href,
    start: at % 2 ? '2026-10-01' : undefined,
    due: at % 3 ? '2026-12-04' : '2028-01-01',
    state: (['planned', 'under-way', 'done', 'stopped'] as const)[at % 4]!,
  }));
  const rows = groups.map(({ code, title, columns }) => ({
    code,
    label: title,
    counts:
      columns.length > 4
        ? countMarks(
            scale,
            columns.map((each) => each.mark),
          )
        : null,
  }));
  const bar = { name: 'All <of> them', counts, scale };
  const from = { code: '9.9', level: scale.levels[0]!.level };
  const opened = { from, direct: moves.slice(0, 12), onward };
  return {
    cairns: `${<CairnSymbols scale={scale} />}${all.map((each) => (<LevelChip level={each.mark} scale={scale} />).toString()).join('')}`,
    heatmap: String(<Heatmap groups={groups} scale={scale} year="2026/27" />),
    bar: String(<DistributionBar {...bar} />),
    bars: String(<DistributionByGroup rows={rows} scale={scale} caption="C<" groupedBy="Theme" />),
    opens: String(<Supports {...opened} />),
    slopes: String(<Slopes years={years} statements={slopes} scale={scale} />),
    change: String(
      <ChangeSummary
        rows={all.map((each) => ({ ...each, now: each.mark }))}
        scale={scale}
        year="2026/27"
        yearBefore="2025/26"
      />,
    ),
    timeline: String(<Timeline year={2026} actions={actions} today="2026-11-24" />),
    links: String(<Links themes={groups} links={links} selected={all[0]?.code} />),
    heatmapOnPdf: heatmapDrawing(groups, scale, { width: 480 }).svg,
    skyline: skylineDrawing(groups, scale, { width: 480, height: 200 }).svg,
    barOnPdf: distributionDrawing({ ...bar, width: 480 }).svg,
    supportsOnPdf: supportsDrawing(opened).svg,
  };
}

function forEveryChart(check: (markup: string, name: string) => void, runs = 40) {
  fc.assert(
    fc.property(cases, ({ scale, of }) => {
      for (const [name, markup] of Object.entries(everyChart(scale, of))) check(markup, name);
    }),
    { numRuns: runs },
  );
}

test('no chart holds a coordinate that is not a number, an undefined word or an inline style', () => {
  forEveryChart((markup, name) => {
    const attributes = markup.replace(/>[^<]*</g, '><').replace(/aria-label="[^"]*"/g, '');
    assert.doesNotMatch(attributes, /NaN|Infinity|undefined|\[object/, name);
    assert.doesNotMatch(attributes, /\sstyle=|<style|<script|\son\w+=/, name);
  });
});

test('what people typed never becomes markup', () => {
  forEveryChart((markup, name) => {
    assert.doesNotMatch(markup, /<script|<1>|<of>/, name);
    assert.equal(markup.split('<svg').length, markup.split('</svg>').length, name);
  });
});

test('every picture has a name, or is hidden beside words that say the same', () => {
  forEveryChart((markup, name) => {
    if (name.endsWith('OnPdf') || name === 'skyline') return;
    for (const [tag] of markup.matchAll(/<svg[^>]*>/g)) {
      const isNamed = /role="img"/.test(tag) && /aria-label="[^"]+"/.test(tag);
      const isHidden = /aria-hidden="true"/.test(tag);
      const isRing = /class="ring( grows)?"/.test(tag);
      assert.ok(isNamed || isHidden || isRing, `${name}: ${tag.slice(0, 200)}`);
    }
  });
});

test('colours come from the style sheet on a page, and are carried along on paper', () => {
  forEveryChart((markup, name) => {
    const hasColours = /(fill|stroke)="(#|rgb)/.test(markup);
    if (name.endsWith('OnPdf') || name === 'skyline') {
      assert.doesNotMatch(markup, /class=/, name);
      if (/<rect/.test(markup)) assert.ok(hasColours, name);
    } else assert.equal(hasColours, false, name);
  });
});

test('the same data draws the same picture', () => {
  fc.assert(
    fc.property(cases, ({ scale, of }) => {
      assert.deepEqual(everyChart(scale, of), everyChart(scale, of));
    }),
    { numRuns: 10 },
  );
});

/** The numbers printed within the pictures, in order. */
function printed(markup: string): string[] {
  return [...markup.matchAll(/<text [^>]*class="n [^>]*>([^<]+)<\/text>/g)].map(
    ([, number]) => number!,
  );
}

test('the ridge prints the level of every statement, or a sign where it has none', () => {
  fc.assert(
    fc.property(cases, ({ scale, of }) => {
      const markup = everyChart(scale, of).heatmap!;
      assert.deepEqual(
        printed(markup),
        of.map(({ mark }) =>
          kindOf(scale, mark) === 'level' ? String(mark) : mark === null ? '–' : '&lt;1',
        ),
      );
    }),
    { numRuns: 40 },
  );
});

test('a distribution bar prints every count, and they sum to the number of statements', () => {
  fc.assert(
    fc.property(cases, ({ scale, of }) => {
      const counts = countMarks(
        scale,
        of.map((each) => each.mark),
      );
      const numbers = printed(everyChart(scale, of).bar!);
      const parts = partsOf(counts, scale).filter((part) => part.count > 0);
      assert.deepEqual(
        numbers,
        parts.map((part) => String(part.count)),
      );
      assert.equal(
        numbers.reduce((sum, number) => sum + Number(number), 0),
        of.length,
      );
    }),
    { numRuns: 40 },
  );
});

test('every table row has a cell for every column', () => {
  forEveryChart((markup, name) => {
    for (const [table] of markup.matchAll(/<table.*?<\/table>/gs)) {
      const heads = table.split('<th scope="col"').length;
      for (const [row] of table.matchAll(
        /<tr class="govuk-table__row"><th scope="row".*?<\/tr>/gs,
      )) {
        assert.equal(row.split('<td').length + 1, heads, `${name}: ${row.slice(0, 200)}`);
      }
    }
  }, 20);
});

/** What a picture says of each of its marks, one by one, and what the table beside it has for the same. */
test('the table beside a picture says all that the picture says, mark by mark', () => {
  const plain = (words: unknown) => String(words).toLowerCase();
  const assertSays = (row: readonly unknown[] | undefined, facts: unknown[], of: string) => {
    const cells = plain(row?.join(' | '));
    for (const fact of facts)
      assert.ok(cells.includes(plain(fact)), `${of}: no ${fact} in ${cells}`);
  };
  fc.assert(
    fc.property(cases, ({ scale, of }) => {
      const all = coded(of);
      const columns = all.map((each, at) => ({
        ...each,
        isBeforeHidden: at % 5 === 4,
        aim: at % 2 ? scale.levels.at(-1)!.level : undefined,
      }));
      const groups = [{ code: '1', title: 'One', columns }];
      const heatmap = heatmapTable({ groups, scale, year: '2026/27', yearBefore: '2025/26' });
      for (const [at, column] of columns.entries()) {
        const [, said = ''] = columnWords({ ...column, title: '' }, scale, '2025/26').split(': ');
        const facts = [markSpoken(scale, column.mark)];
        if (column.isBeforeHidden) facts.push(HIDDEN);
        else if (column.before !== undefined) facts.push(markSpoken(scale, column.before));
        if (/aim/.test(said)) facts.push(markSpoken(scale, column.aim!));
        assertSays(heatmap.rows[at], facts, 'heatmap');
      }

      const years = ['2024/25', '2025/26'];
      const statements = all.map((each) => ({
        ...each,
        points: [
          each.before === undefined ? undefined : { mark: each.before, wording: '1' },
          { mark: each.mark, wording: each.isReworded ? '2' : '1' },
        ],
      }));
      const slopes = slopeTable({ years, statements, scale });
      for (const [at, each] of statements.entries()) {
        const facts = each.points.map((point) =>
          point ? markSpoken(scale, point.mark) : 'no review',
        );
        const isBroken = /wording changed/.test(slopeWords({ ...each, title: '' }, years, scale));
        assertSays(slopes.rows[at], [...facts, ...(isBroken ? ['new wording'] : [])], 'slopes');
      }

      const counts = countMarks(
        scale,
        all.map(({ mark }) => mark),
      );
      const rows = [{ label: 'One', counts }];
      const bars = distributionTable({ rows, scale, caption: 'All', groupedBy: 'Theme' });
      const shown = partsOf(counts, scale).filter(({ count }) => count > 0);
      const cells = bars.columns.map(
        (title, place) => [plain(title), bars.rows[0]?.[place]] as const,
      );
      for (const { title, count } of shown)
        assert.ok(
          cells.some(([column, cell]) => column.startsWith(plain(title)) && cell === count),
          `bars: ${title}: ${count} in ${cells.join('; ')}`,
        );

      const moves = all.map(({ code }) => ({ code, level: scale.levels.at(-1)!.level }));
      const [from, via, ...rest] = moves;
      if (!from || !via) return;
      const opened = { from, direct: [via], onward: rest.map((move) => ({ ...move, via })) };
      const steps = supportsTable(opened);
      assert.equal(steps.rows.length, 1 + rest.length);
      for (const [at, move] of [via, ...rest].entries()) {
        assert.ok(pictureWords(opened).includes(`${move.code} to level ${move.level}`));
        assertSays(
          steps.rows[at],
          [move.code, move.level, at === 0 ? 'directly' : via.code],
          'steps',
        );
      }

      const links = all.slice(1).map(({ code }, at) => ({
        ...{ from: code, to: all[at]!.code, level: 1, toLevel: 2, because: `Because ${code}` },
      }));
      const leaning = linksTable({ themes: themesOf(of), links, selected: undefined });
      for (const [at, link] of links.entries())
        assertSays(leaning.rows[at], Object.values(link), 'links');
    }),
    { numRuns: 40 },
  );
});

test('the table beside the timeline says the days and the state of each action as its bar does', () => {
  const states = ['planned', 'under-way', 'done', 'stopped'] as const;
  const actions = states.flatMap((state) =>
    [
      { start: '2026-10-01', due: '2026-11-01' },
      { start: '2026-10-01', due: '2027-01-04' },
      { due: '2026-11-01' },
      { start: '2026-10-01' },
      { due: '2028-01-01' },
    ].map((days) => ({ label: 'Ask', owner: 'Jo Bell', state, ...days })),
  );
  const today = '2026-11-24';
  const { rows } = timelineTable({ year: 2026, actions, today });
  const markup = String(<Timeline year={2026} actions={actions} today={today} />);
  assert.ok(rows.some((row) => /overdue/.test(String(row.at(-1)))));
  for (const [at, action] of actions.entries()) {
    const row = rows[at] ?? [];
    const picture = actionWords(action, 2026, today);
    assert.ok(markup.includes(picture));
    assert.ok(
      picture.endsWith(`, ${row.at(-1)}`),
      `${picture}, and in the table ${row.join(' | ')}`,
    );
    for (const [day] of picture.matchAll(/\d+ [A-Z][a-z]+ \d{4}/g))
      assert.ok(row.includes(day), day);
    assert.ok(row.includes('Jo Bell'));
  }
});

test('without statements every chart says so in words', () => {
  const scale: Scale = { levels: [1, 2].map((level) => ({ level, title: `Level ${level}` })) };
  const { cairns, heatmapOnPdf, skyline, barOnPdf, supportsOnPdf, ...pages } = everyChart(
    scale,
    [],
  );
  const { bars, ...others } = pages;
  for (const [name, markup] of Object.entries(others)) {
    assert.match(markup, /^<p class="[^"]*quiet">[^<]+<\/p>$/, name);
  }
  assert.match(bars!, /Fewer than 5 schools/);
  assert.ok(
    [cairns, heatmapOnPdf, skyline, barOnPdf, supportsOnPdf].every((each) => each !== undefined),
  );
});
