import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statementsOf } from '../framework/framework.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import type { Action } from '../plan/plan.js';
import { sampleAction } from '../plan/testing/actions.js';
import type { Block, ReportDocument } from './blocks/block.js';
import { composeReport, PARTS, REPORT_KINDS, reportKind } from './kinds.js';
import type { Material } from './sections/material.js';
import { OWN_TEXTS } from './sections/own-words.js';
import type { ReportSource } from './source.js';
import { summarise } from './summary.js';
import { emptyAccount, longestAccount, otterbridge } from './testing/otterbridge.js';

const ACTIONS: Action[] = [
  sampleAction({
    ...{ title: 'Bring careers into the development plan', priority: 'Leadership' },
    ...{ owner: { id: null, name: 'Ruth Adeyemi' }, dueOn: '2027-01-29' },
    aim: { statement: '1.3', level: 3 },
  }),
  sampleAction({
    ...{ title: 'Teach the learning journey', owner: { id: null, name: 'Maya Okafor' } },
    ...{ dueOn: '2026-12-04', measure: 'Every tutor has taught it' },
  }),
  sampleAction({ title: 'Ask leavers about their first term' }),
  sampleAction({
    ...{ title: 'Employer week', status: 'done', closedOn: '2026-10-20' },
    changed: 'All of Year 10 met an employer',
  }),
];

const TEXTS = Object.fromEntries(OWN_TEXTS.map(({ id }) => [id, `Our words: ${id}`]));

const materialOf = (source: ReportSource, more: Partial<Material> = {}): Material => ({
  ...{ summary: summarise(source), framework: source.framework, actions: ACTIONS },
  ...{ planYear: '2026/27', today: '2026-12-12', texts: TEXTS, hasNames: true },
  ...more,
});
const typical = otterbridge(schoolsModel);
const SOURCES = {
  typical,
  empty: emptyAccount(schoolsModel),
  longest: longestAccount(schoolsModel),
};

const composed = (kind: string, material: Material): ReportDocument => {
  const found = reportKind(kind);
  assert.ok(found);
  return composeReport(found, material).document;
};
const headings = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'heading' ? [block] : []));
/** The blocks between a heading of the second level and the next one. */
function under({ blocks }: ReportDocument, title: string): Block[] {
  const from = blocks.findIndex((each) => each.kind === 'heading' && each.words === title);
  assert.ok(from >= 0, title);
  const rest = blocks.slice(from + 1);
  const end = rest.findIndex((each) => each.kind === 'heading' && each.level === 2);
  return end < 0 ? rest : rest.slice(0, end);
}
const rowsIn = (blocks: readonly Block[]): string[][] =>
  blocks.flatMap((block) =>
    block.kind === 'table'
      ? block.rows.flatMap((row) =>
          row.group === null ? [row.cells.map((each) => each.words)] : [],
        )
      : [],
  );

describe('every report', () => {
  for (const kind of REPORT_KINDS)
    for (const [name, source] of Object.entries(SOURCES))
      it(`${kind.id} of a review that is ${name} is in order`, () => {
        const { document, unknown } = composeReport(kind, materialOf(source));
        assert.deepEqual(unknown, []);
        assert.ok(document.blocks.length > 0);
        let last = 1;
        for (const { level, words } of headings(document.blocks)) {
          assert.ok(level <= last + 1, `“${words}” skips a level`);
          assert.notEqual(words.trim(), '');
          last = level;
        }
        for (const block of document.blocks) {
          if (block.kind === 'text') assert.notEqual(block.words.trim(), '');
          if (block.kind === 'figure') assert.ok(block.drawing.alt.length > 10);
          if (block.kind !== 'table') continue;
          assert.ok(block.rows.length > 0, 'no table is empty');
          for (const row of block.rows)
            if (row.group === null) assert.equal(row.cells.length, block.columns.length);
        }
      });

  it('has parts that are known, each once', () => {
    const ids = PARTS.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { parts } of REPORT_KINDS) {
      assert.equal(new Set(parts).size, parts.length);
      for (const part of parts) assert.ok(ids.includes(part), part);
    }
  });

  it('skips a part that is not known, and says which', () => {
    const kind = reportKind('summary');
    assert.ok(kind);
    const wanted = { name: 'Ours', parts: ['of-a-later-version', 'finding'] };
    const { document, unknown } = composeReport(kind, materialOf(typical), wanted);
    assert.deepEqual(unknown, ['of-a-later-version']);
    assert.equal(document.name, 'Ours');
    assert.deepEqual(
      document.blocks.map(({ kind: of }) => of),
      ['text'],
    );
  });

  it('names no one where names are left out', () => {
    const { remarks, participants, review } = typical;
    const people = [
      ...participants.map(({ name }) => name),
      ...ACTIONS.flatMap(({ owner }) => (owner ? [owner.name] : [])),
      review.signedOffAs ?? '',
      ...(remarks ?? [])
        .flatMap(({ by, replies }) => [by, ...replies.map((each) => each.by)])
        .map(({ name }) => name ?? ''),
    ].filter(Boolean);
    assert.ok(people.length > 10);
    for (const kind of REPORT_KINDS) {
      const { document } = composeReport(kind, materialOf(typical, { hasNames: false }));
      const said = JSON.stringify(document);
      assert.deepEqual(
        people.filter((name) => said.includes(name)),
        [],
        kind.id,
      );
    }
    assert.match(JSON.stringify(composed('full-record', materialOf(typical))), /Priya Nair/);
    const alone = { ...typical, participants: [] };
    for (const kind of REPORT_KINDS)
      assert.doesNotMatch(
        JSON.stringify(composeReport(kind, materialOf(alone, { hasNames: false })).document),
        /Maya Okafor/,
        kind.id,
      );
  });
});

describe('the governor pack', () => {
  const pack = composed('governor-pack', materialOf(typical));

  it('has the open actions with owner and due date, the first that is due first', () => {
    assert.deepEqual(rowsIn(under(pack, 'Our priorities in 2026/27')), [
      ['Teach the learning journey', 'Maya Okafor', '4 December 2026, overdue', 'Not started'],
      ['Bring careers into the development plan', 'Ruth Adeyemi', '29 January 2027', 'Not started'],
      ['Ask leavers about their first term', 'No owner', 'No due date', 'Not started'],
    ]);
  });

  it('names three risks at most: what is overdue before what has no owner', () => {
    const [list] = under(pack, 'Risks');
    assert.ok(list?.kind === 'list');
    assert.equal(list.items.length, 3);
    assert.match(list.items[0]?.words ?? '', /^1 action is overdue: “Teach the learning journey”/);
  });

  it('says so where there is no risk', () => {
    const source: ReportSource = {
      ...typical,
      agreements: statementsOf(schoolsModel).map(({ id: statement }) => ({
        ...{ statement, rating: 4, reason: '', strength: '', nextStep: '' },
        ...{ contradictionReasons: {}, isCarried: false },
      })),
    };
    const [said] = under(composed('governor-pack', materialOf(source, { actions: [] })), 'Risks');
    assert.ok(said?.kind === 'text');
  });

  it('has five questions at most, each with what a good answer tells', () => {
    const rows = rowsIn(under(pack, 'Questions to ask'));
    assert.equal(rows.length, 5);
    for (const [question = '', answer = ''] of rows) {
      assert.match(question, /^\d\.\d .*\?$/);
      assert.match(answer, /^• /);
    }
  });

  it('has the questions that were asked, with their answers', () => {
    const said = JSON.stringify(under(pack, 'Questions asked this year'));
    assert.match(said, /Helen Marsh, governor/);
    assert.match(said, /"label":"Answer"/);
  });

  it('asks for decisions only where they are written', () => {
    assert.match(JSON.stringify(pack), /Our words: decisions/);
    const silent = composed('governor-pack', materialOf(typical, { texts: {} }));
    assert.doesNotMatch(JSON.stringify(silent), /Decisions we ask for/);
  });

  it('counts what went up and down by theme', () => {
    const rows = rowsIn(under(pack, 'What changed since 2025/26'));
    assert.equal(rows.length, 6);
    for (const [, ...counts] of rows) assert.ok(counts.every((each) => /^\d+$/.test(each)));
    const ups = rows.reduce((sum, [, up = '0']) => sum + Number(up), 0);
    assert.equal(ups, 17);
  });
});

describe('the careers plan', () => {
  it('has every action beneath its priority, and what was done', () => {
    const plan = composed('careers-plan', materialOf(typical));
    assert.ok(plan.isWide);
    const titles = rowsIn(under(plan, 'The plan for 2026/27')).map((row) => row[2]);
    assert.deepEqual(titles.toSorted(), ACTIONS.map(({ title }) => title).toSorted());
    assert.match(
      JSON.stringify(under(plan, 'What we have done in 2026/27')),
      /All of Year 10 met an employer/,
    );
  });
});

describe('the paper forms', () => {
  it('have a page for each statement, with a box for each level', () => {
    const { blocks } = composed('paper-forms', materialOf(typical));
    const pages = headings(blocks).filter(({ startsPage }) => startsPage);
    assert.equal(pages.length, 32);
    for (const rows of blocks.flatMap((each) => (each.kind === 'table' ? [each.rows] : [])))
      assert.equal(rows.length, 5);
  });
});
