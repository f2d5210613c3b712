/** The statements of a review, one by one and counted: what the summary is made of. */

import { benchmarkTitle } from '../framework/benchmarks.js';
import type { Framework, Statement } from '../framework/framework.js';
import { descriptorOf, NO_WORDING, shortNameOf, statementsOf } from '../framework/framework.js';
import { type Counts, countMarks } from '../platform/chart/counts.js';
import { type Mark, markWords, type Scale } from '../platform/chart/scale.js';
import type { Change, Comparison, StatementChange } from '../review/comparison.js';
import type { Rating, Ratings } from '../review/rating.js';
import type { ReportedAgreement, ReportSource } from './source.js';
import { remarksOn, type SummaryRemark } from './summary-remarks.js';

export interface SummaryStatement {
  code: string;
  title: string;
  rating: Rating;
  /** The rating on the scale of the charts. */
  mark: Mark;
  /** "Level 3", "Not yet at level 1", "Not recorded". */
  label: string;
  /** The words of the descriptor that was agreed; null when there are none, and `missing` then says so. */
  descriptor: string | null;
  missing: string | null;
  reason: string;
  strength: string;
  nextStep: string;
  evidence: { title: string; url: string | null; note: string }[];
  /** What was asked and said of it, first things first. */
  remarks: SummaryRemark[];
  /** The level before, where the two can be compared; undefined where they cannot. */
  before: Mark | undefined;
  /** True while the level before is hidden, because none is chosen in this review yet. */
  isBeforeHidden: boolean;
  change: Change | null;
  /** True for an answer taken over from an earlier review that nobody has confirmed: its level is not shown. */
  isCarried: boolean;
}

export interface SummaryTheme {
  code: string;
  title: string;
  /** What charts call it. */
  short: string;
  counts: Counts;
  statements: SummaryStatement[];
}

export interface SummaryBenchmark {
  number: number;
  title: string;
  counts: Counts;
  /** The numbers of the themes that the model ties to it. */
  themes: string[];
}

/** A statement with the school's own words on it. */
export interface SummaryPoint {
  code: string;
  title: string;
  mark: Mark;
  label: string;
  words: string;
}

/**
 * The review before, as far as it may be shown and compared: while a review is open, last year's level of a statement
 * stays hidden until this year's has been chosen, so that nobody is drawn towards it; and a level that this framework
 * does not have, from a review of another, counts as not recorded.
 */
export function comparable(source: ReportSource, ratings: Ratings): ReportSource['lastYear'] {
  const { framework, lastYear } = source;
  if (!lastYear) return null;
  const { statements = {}, levels = {} } = lastYear.mapping ?? {};
  const shown = new Set(
    statementsOf(framework)
      .filter(({ id }) => !isBeforeHidden(source, ratings[id] ?? null))
      .map(({ id }) => statements[id] ?? id),
  );
  const isKnown = (rating: Rating) =>
    typeof rating !== 'number' ||
    framework.levels.some(({ level }) => level === (levels[rating] ?? rating));
  return {
    ...lastYear,
    ratings: Object.fromEntries(
      Object.entries(lastYear.ratings).filter(
        ([code, rating]) => isKnown(rating) && shown.has(code),
      ),
    ),
  };
}

/** While a review is open, the level before stays hidden where this review has none. */
const isBeforeHidden = ({ review, lastYear }: ReportSource, rating: Rating): boolean =>
  lastYear !== null && review.closedAt === null && rating === null;

/** A rating as a mark of the charts: "not yet" lies one below the lowest level. */
function markOf(framework: Framework, rating: Rating): Mark {
  if (rating !== 'not-yet') return rating;
  return (framework.levels[0]?.level ?? 1) - 1;
}

/** The themes with their statements and how many of these stand where. */
export function themesOf(source: ReportSource, comparison: Comparison | null): SummaryTheme[] {
  const { framework } = source;
  const agreements = new Map(source.agreements.map((each) => [each.statement, each]));
  const changes = new Map(comparison?.changes.map((each) => [each.statement, each]));
  return framework.themes.map((theme) => {
    const statements = theme.statements.map((statement) =>
      summaryStatement(statement, source, agreements.get(statement.id), changes.get(statement.id)),
    );
    const marks = statements.map(({ mark }) => mark);
    const counts = countMarks({ levels: framework.levels }, marks);
    const { id, title } = theme;
    return { code: String(id), title, short: shortNameOf(theme), counts, statements };
  });
}

function summaryStatement(
  statement: Statement,
  source: ReportSource,
  agreement: ReportedAgreement | undefined,
  change: StatementChange | undefined,
): SummaryStatement {
  const { framework, evidence, remarks } = source;
  const scale: Scale = { levels: framework.levels };
  const isCarried = agreement?.isCarried ?? false;
  const rating = isCarried ? null : (agreement?.rating ?? null);
  const mark = markOf(framework, rating);
  const descriptor = typeof rating === 'number' ? descriptorOf(statement, rating) : undefined;
  const isComparable = change !== undefined && change.change !== 'not-comparable';
  return {
    code: statement.id,
    title: statement.title,
    rating,
    mark,
    label: markWords(scale, mark),
    descriptor: descriptor?.summary ?? null,
    missing: descriptor?.summary === null ? NO_WORDING : null,
    reason: agreement?.reason.trim() ?? '',
    strength: agreement?.strength.trim() ?? '',
    nextStep: agreement?.nextStep.trim() ?? '',
    evidence: evidence.filter((each) => each.statement === statement.id),
    remarks: remarksOn(remarks, statement.id),
    before:
      isComparable && !isBeforeHidden(source, rating)
        ? markOf(framework, change.before)
        : undefined,
    isBeforeHidden: isBeforeHidden(source, rating),
    change: change?.change ?? null,
    isCarried,
  };
}

/** The distribution for each Gatsby Benchmark that the model ties a theme to. */
export function benchmarksOf(
  framework: Framework,
  scale: Scale,
  themes: readonly SummaryTheme[],
): SummaryBenchmark[] {
  const numbers = [...new Set(framework.themes.flatMap((theme) => theme.benchmarks))];
  return numbers
    .sort((one, other) => one - other)
    .map((number) => {
      const tied = themes.filter((_, at) => framework.themes[at]!.benchmarks.includes(number));
      const marks = tied.flatMap(({ statements }) => statements.map(({ mark }) => mark));
      return {
        number,
        title: benchmarkTitle(number),
        counts: countMarks(scale, marks),
        themes: tied.map(({ code }) => code),
      };
    });
}

/** The statements on which the school wrote something in this field, in the order of the framework. */
export function pointsOf(
  statements: readonly SummaryStatement[],
  field: 'strength' | 'nextStep',
): SummaryPoint[] {
  return statements
    .filter((each) => each[field] !== '')
    .map(({ code, title, mark, label, ...each }) => ({
      ...{ code, title, mark, label },
      words: each[field],
    }));
}

/** Highest level first, then what moved up, then the order of the framework. */
export function byStrength(statements: readonly SummaryStatement[]) {
  const place = new Map(statements.map(({ code }, at) => [code, at]));
  const movedUp = new Set(
    statements.filter(({ change }) => change === 'moved-up').map(({ code }) => code),
  );
  const up = ({ code }: SummaryPoint) => (movedUp.has(code) ? 0 : 1);
  return (one: SummaryPoint, other: SummaryPoint) =>
    (other.mark ?? -9) - (one.mark ?? -9) ||
    up(one) - up(other) ||
    place.get(one.code)! - place.get(other.code)!;
}
