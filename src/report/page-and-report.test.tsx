/**
 * The page of the results and the report say the same. Each fact of a summary is changed by itself: what then changes on a
 * part of the page changes in the same part of the report, and the other way round, but for what is named.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { rootFolder } from '../platform/config.js';
import {
  BenchmarkBars,
  Change,
  Inconsistencies,
  ThemeBars,
  WhereTheSchoolIs,
} from './pages/results-charts.js';
import {
  AllNextSteps,
  Governors,
  PlannedActions,
  Priorities,
  Strengths,
} from './pages/results-words.js';
import { reportPdfModel } from './pdf-model.js';
import type { ReportSource } from './source.js';
import { FOREMOST, type Summary, summarise } from './summary.js';
import { otterbridge } from './testing/otterbridge.js';

/** A review with every kind of change, with contradictions that stand, and with a level taken over. */
function variedSource(): ReportSource {
  const typical = otterbridge(schoolsModel);
  const changed: Record<string, object> = {
    '1.2': { isCarried: true },
    '1.3': { rating: 1 },
    '1.4': { rating: null },
  };
  return {
    ...typical,
    agreements: typical.agreements.map((each) => ({
      ...each,
      contradictionReasons: { '3.1@2>2.1@2': 'No', '6.1@3>2.1@3': 'Both hold.' },
      ...changed[each.statement],
    })),
    lastYear: {
      academicYear: 2025,
      ratings: { ...typical.lastYear?.ratings, '1.6': null },
      mapping: { reworded: ['1.7'] },
    },
  };
}
const whole = summarise(variedSource());
/** A few of everything, so that each fact can be changed by itself. */
const summary: Summary = {
  ...whole,
  themes: whole.themes.slice(0, 2),
  benchmarks: whole.benchmarks.slice(0, 2),
  strengths: whole.strengths.slice(0, 2),
  contradictions: whole.contradictions.filter(({ note }, at) => at === 0 || note !== null),
  moves: whole.moves.slice(0, 4),
};
const base = '/reviews/r';
const toPlan = () => null;
const html = (element: unknown) => String(element);
const pdf = (of: Summary) => reportPdfModel(of, '12 December 2026');

interface Part {
  /** The facts that are told here, by what they begin with. */
  facts: readonly string[];
  page(of: Summary): unknown;
  report(of: ReturnType<typeof pdf>): unknown;
  /** What the page alone says here, and what the report alone does. */
  onPage?: readonly string[];
  inReport?: readonly string[];
}
/** The heat map, and the table that says the same. */
const standing = (of: Summary) =>
  html(<WhereTheSchoolIs summary={of} base={base} />).split(/<table|<\/table>/);
const PARTS: Record<string, Part> = {
  'the heat map': {
    facts: ['themes', 'year'],
    page: (of) => standing(of)[0],
    report: ({ heatmap, yearBefore }) => [heatmap, yearBefore],
    onPage: ['themes[].statements[].title', 'year'],
  },
  'the table of every statement': {
    facts: ['themes', 'year'],
    page: (of) => standing(of)[1],
    report: ({ themes, year, yearBefore }) => [
      themes.map((theme) =>
        theme.statements.map(({ code, title, before, chip }) => [code, title, before, chip.label]),
      ),
      [year, yearBefore],
    ],
  },
  'by theme': {
    facts: ['themes', 'year'],
    page: (of) => html(<ThemeBars summary={of} base={base} />),
    report: ({ themeBars, columns, year }) => [themeBars, columns, year],
    onPage: ['themes[].short'],
    inReport: ['themes[].title'],
  },
  'by benchmark': {
    facts: ['benchmarks', 'year'],
    page: (of) => html(<BenchmarkBars summary={of} />),
    report: ({ benchmarkBars, columns, year }) => [benchmarkBars, columns, year],
  },
  'the plan’s own actions': {
    facts: ['actions', 'governors.actions'],
    page: (of) => html(<PlannedActions summary={of} />),
    report: ({ governors }) => governors.actions,
    // The page of the report is cut short, so it has them from `governors`.
    onPage: ['actions[].due', 'actions[].id', 'actions[].owner', 'actions[].title'],
    inReport: ['governors.actions[].title', 'governors.actions[].who'],
  },
  strengths: {
    facts: ['strengths'],
    page: (of) => html(<Strengths summary={of} base={base} />),
    report: ({ strengths }) => strengths,
  },
  priorities: {
    facts: ['moves'],
    page: (of) => html(<Priorities summary={of} base={base} toPlan={toPlan} />),
    report: ({ moves }) => moves.map(({ key: _, rank: __, supports: ___, ...printed }) => printed),
    onPage: ['moves[].direct[].title', 'moves[].onward[].title'],
    inReport: [
      ...['moves[].descriptor', 'moves[].direct[].because', 'moves[].explanation'],
      'moves[].levelWords',
    ],
  },
  'all next steps': {
    facts: ['moves', 'otherMoves', 'nextSteps'],
    page: (of) => html(<AllNextSteps summary={of} base={base} toPlan={toPlan} />),
    report: ({ moves, otherMoves, nextSteps }) => [
      moves.map(({ key: _, rank: __, supports: ___, ...printed }) => printed),
      otherMoves,
      nextSteps,
    ],
    onPage: [
      ...['moves[].direct[].title', 'moves[].onward[].title', 'otherMoves[].descriptor'],
      ...['otherMoves[].direct[].code', 'otherMoves[].direct[].level'],
      ...['otherMoves[].direct[].title', 'otherMoves[].level'],
    ],
    // The report says the level and the support of the others in words, the page shows them.
    inReport: [
      ...['moves[].direct[].because', 'moves[].explanation', 'moves[].levelWords'],
      ...['otherMoves[].levelWords', 'otherMoves[].supports'],
    ],
  },
  'what changed': {
    facts: ['themes', 'yearBefore'],
    page: (of) => html(<Change summary={of} base={base} />),
    report: ({ change, yearBefore }) => [change, yearBefore],
    onPage: ['themes[].statements[].title'],
  },
  'possible inconsistencies': {
    facts: ['contradictions'],
    page: (of) => html(<Inconsistencies summary={of} />),
    report: ({ contradictions }) => contradictions,
  },
  questions: {
    facts: ['governors.questions'],
    page: (of) => html(<Governors summary={of} />),
    report: ({ governors }) => governors.questions,
  },
};

/** The facts of a summary, each with its place ("themes.0.statements.1.mark") and its kind ("themes[].statements[].mark"). */
function* factsIn(value: unknown, place: string[] = []): Generator<string[]> {
  if (value === null || typeof value !== 'object') {
    if (value !== null && value !== undefined) yield place;
    return;
  }
  for (const [key, inner] of Object.entries(value)) yield* factsIn(inner, [...place, key]);
}
/** The moves after the foremost are told apart: less is said of them. */
const kindOf = ([part = '', at = '', ...rest]: readonly string[]) =>
  [part === 'moves' && Number(at) >= FOREMOST ? 'otherMoves' : part, at, ...rest]
    .filter((key) => key !== '')
    .join('.')
    .replace(/\.\d+\b/g, '[]');

type Holder = Record<string, unknown>;
const holderOf = (of: Summary, place: readonly string[]): Holder => {
  let holder = of as unknown as Holder;
  for (const key of place.slice(0, -1)) holder = holder[key] as Holder;
  return holder;
};
const factAt = (of: Summary, place: readonly string[]) => holderOf(of, place)[place.at(-1) ?? ''];

function changed(of: Summary, place: readonly string[]): Summary {
  const copy = structuredClone(of);
  const last = place.at(-1) ?? '';
  const was = factAt(of, place);
  let other: unknown = `${was} other`;
  if (last === 'change') other = was === 'same' ? 'moved-up' : 'same';
  else if (typeof was === 'number') other = was > 1 ? was - 1 : was + 1;
  else if (typeof was === 'boolean') other = !was;
  holderOf(copy, place)[last] = other;
  return copy;
}

/** A few places of each kind of fact: the first ones, with different values. */
function placesToChange(): Map<string, string[][]> {
  const places = new Map<string, string[][]>();
  const seen = new Set<string>();
  for (const place of factsIn(summary)) {
    const value = factAt(summary, place);
    const kind = kindOf(place);
    const some = places.get(kind) ?? [];
    const most = kind.endsWith('.change') ? 9 : kind.includes('.via.') ? 4 : 2;
    const isTold = Object.values(PARTS).some(({ facts }) =>
      facts.some((each) => kind.startsWith(each)),
    );
    if (!isTold || some.length >= most || seen.has(`${kind} ${value}`)) continue;
    seen.add(`${kind} ${value}`);
    places.set(kind, [...some, place]);
  }
  return places;
}
const places = placesToChange();
const variants = [...places].flatMap(([kind, each]) =>
  each.map((place) => ({ kind, summary: changed(summary, place) })),
);
const reports = variants.map(({ summary: of }) => pdf(of));

describe('the page of the results and the report', () => {
  const report = pdf(summary);
  for (const [name, part] of Object.entries(PARTS)) {
    it(`say the same: ${name}`, () => {
      const page = part.page(summary);
      const printed = JSON.stringify(part.report(report));
      const onPage = new Set<string>();
      const inReport = new Set<string>();
      for (const [at, variant] of variants.entries()) {
        if (!part.facts.some((each) => variant.kind.startsWith(each))) continue;
        if (part.page(variant.summary) !== page) onPage.add(variant.kind);
        if (JSON.stringify(part.report(reports[at]!)) !== printed) inReport.add(variant.kind);
      }
      assert.ok(onPage.size > 0);
      const but = (one: Set<string>, other: Set<string>) =>
        [...one].filter((kind) => !other.has(kind)).sort();
      assert.deepEqual(
        { onPage: but(onPage, inReport), inReport: but(inReport, onPage) },
        { onPage: part.onPage ?? [], inReport: part.inReport ?? [] },
      );
    });
  }

  it('print what the report is given: every name of it stands in its templates', () => {
    const folder = join(rootFolder(), 'src/report/typst');
    const templates = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    const places = [...factsIn(report)].filter(([part]) => part !== 'colours');
    const names = new Set(places.flat());
    const unread = [...names].filter(
      (name) => !/^\d+$/.test(name) && !new RegExp(`\\.${name}\\b`).test(templates),
    );
    assert.deepEqual(unread, [
      'benchmarkThemes',
      'number',
      'rank',
      'tone',
      'nextSteps',
      'statement',
    ]);
  });
});
