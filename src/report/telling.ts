/**
 * A review told: one structure that the page, the PDF, the answer sheet and every export say the same thing from.
 * Pure: the same account gives the same telling. What was taken over from last year and never confirmed counts as
 * not recorded here, because nobody has agreed it.
 */
import { academicYear } from '../chart/academic-year.js';
import { type Counts, countMarks } from '../chart/counts.js';
import { type Mark, markWords, type Scale } from '../chart/scale.js';
import { benchmarkTitle } from '../framework/benchmarks.js';
import type { Framework, Statement } from '../framework/framework.js';
import { descriptorOf } from '../framework/framework.js';
import { type Change, compare } from '../review/comparison.js';
import { contradictionsOf } from '../review/contradictions.js';
import { distribution } from '../review/distribution.js';
import { leverageOf } from '../review/leverage.js';
import type { Standing, Standings } from '../review/standing.js';
import type { Account, AccountJudgement } from './account.js';
import { type Governors, governorsOf } from './governors.js';
import { type Headline, headlineOf, mostWords, openingWords, sinceWords } from './headline.js';
import { type ToldMove, toldMoves } from './told-moves.js';
import { dayOf, numberWords, provenanceOf, stageName, wordingOf } from './words.js';

export interface ToldStatement {
  code: string;
  title: string;
  standing: Standing;
  /** The standing on the scale of the charts. */
  mark: Mark;
  /** "Level 3", "Not yet at level 1", "Not recorded". */
  label: string;
  /** The words of the descriptor that was agreed; null when there are none, and `missing` then says why. */
  descriptor: string | null;
  missing: string | null;
  reason: string;
  strength: string;
  nextStep: string;
  evidence: { title: string; url: string | null; note: string }[];
  /** The level before, where the two can be compared; undefined where they cannot. */
  before: Mark | undefined;
  change: Change | null;
  /** True for an answer taken over from an earlier review that nobody has confirmed: its level is not told. */
  isCarried: boolean;
}

export interface ToldTheme {
  code: string;
  title: string;
  counts: Counts;
  statements: ToldStatement[];
}

export interface ToldBenchmark {
  number: number;
  title: string;
  counts: Counts;
  /** The numbers of the themes that the model ties to it. */
  themes: string[];
}

/** A statement with the school's own words on it. */
export interface ToldPoint {
  code: string;
  title: string;
  mark: Mark;
  label: string;
  words: string;
}

export interface Telling {
  school: string;
  /** The review's own title: "Internal leadership review 2026/27". */
  title: string;
  /** "2026/27" */
  year: string;
  yearBefore: string | null;
  /** "last year", "2024/25": what the comparison is with; null without one. */
  since: string | null;
  /** "1, internal leadership review" */
  stage: string;
  isAgreed: boolean;
  /** "10 December 2026"; null while the review is open. */
  agreedOn: string | null;
  /** "10 December 2026, by eight leaders" or "Not agreed yet". */
  agreed: string;
  signedOffAs: string | null;
  gapsReason: string | null;
  participants: readonly { name: string; role: string }[];
  /** "Plain-English edition 1.0" */
  wording: string;
  /** Whose wording it is, in full. */
  provenance: string;
  scale: Scale;
  headline: Headline;
  /** The sentence beneath the headline. */
  lead: string;
  count: number;
  recorded: number;
  whole: Counts;
  themes: ToldTheme[];
  benchmarks: ToldBenchmark[];
  strengths: ToldPoint[];
  nextSteps: ToldPoint[];
  /** Every move that opens others, highest leverage first. */
  moves: ToldMove[];
  contradictions: { sentence: string; because: string; note: string | null }[];
  governors: Governors;
}

/** How many moves the page and the report put forward: "one to three highest leverage actions". */
export const FOREMOST = 3;

/** Tells a review. */
export function tell(account: Account): Telling {
  const { framework, review } = account;
  const judgements = new Map(account.judgements.map((each) => [each.statement, each]));
  const standings = confirmed(account.judgements);
  const lastYear = comparable(account, standings);
  const scale: Scale = { levels: framework.levels };
  const since = lastYear ? sinceWords(review.academicYear, lastYear.academicYear) : null;
  const comparison = lastYear
    ? compare(framework, lastYear.standings, standings, lastYear.mapping)
    : null;
  const changes = new Map(comparison?.changes.map((each) => [each.statement, each]));
  const themes = framework.themes.map((theme): ToldTheme => {
    const statements = theme.statements.map((statement) =>
      toldStatement(statement, account, judgements.get(statement.id), changes.get(statement.id)),
    );
    const counts = countMarks(
      scale,
      statements.map(({ mark }) => mark),
    );
    return { code: String(theme.id), title: theme.title, counts, statements };
  });
  const statements = themes.flatMap((theme) => theme.statements);
  const whole = distribution(framework, standings);
  const leverage = leverageOf(framework, standings);
  const moves = toldMoves(framework, leverage);
  const headline = headlineOf({
    statements: statements.length,
    recorded: whole.recorded,
    isAgreed: review.closedAt !== null,
    comparison,
    since: since ?? '',
  });
  const strengths = pointsOf(statements, 'strength').sort(byStrength(statements));
  const kept = Object.assign({}, ...account.judgements.map((each) => each.kept)) as Kept;
  const contradictions = contradictionsOf(framework, standings);
  return {
    school: account.school,
    title: review.title,
    year: academicYear(review.academicYear),
    yearBefore: lastYear ? academicYear(lastYear.academicYear) : null,
    since,
    stage: `${review.stage}, ${stageName(review.stage)}`,
    ...agreement(account),
    wording: wordingOf(framework),
    provenance: provenanceOf(framework),
    scale,
    headline,
    lead: [headline.detail, mostWords(framework, whole), openingWords(leverage.slice(0, FOREMOST))]
      .filter((words) => words !== null)
      .join(' '),
    count: statements.length,
    recorded: whole.recorded,
    whole: countMarks(
      scale,
      statements.map(({ mark }) => mark),
    ),
    themes,
    benchmarks: benchmarksOf(framework, scale, themes),
    strengths,
    nextSteps: pointsOf(statements, 'nextStep'),
    moves,
    contradictions: contradictions.map(({ id, sentence, because }) => ({
      sentence,
      because,
      note: kept[id]?.trim() || null,
    })),
    governors: governorsOf({
      framework,
      headline,
      statements,
      strengths,
      moves,
      contradictions: contradictions.map(({ lower }) => lower.statement),
    }),
  };
}

type Kept = Record<string, string | undefined>;

function confirmed(judgements: Account['judgements']): Standings {
  return Object.fromEntries(
    judgements.filter(({ isCarried }) => !isCarried).map((each) => [each.statement, each.standing]),
  );
}

/**
 * The review before, as far as it may be shown: while a review is open, last year's level of a statement stays hidden
 * until this year's has been chosen, so that nobody is drawn towards it.
 */
function comparable({ review, lastYear }: Account, standings: Standings): Account['lastYear'] {
  if (!lastYear || review.closedAt !== null) return lastYear;
  const { statements = {} } = lastYear.mapping ?? {};
  const chosen = Object.entries(standings)
    .filter(([, standing]) => standing !== null)
    .map(([code]) => statements[code] ?? code);
  return {
    ...lastYear,
    standings: Object.fromEntries(
      Object.entries(lastYear.standings).filter(([code]) => chosen.includes(code)),
    ),
  };
}

/** A standing as a mark of the charts: "not yet" lies one below the lowest level. */
export function markOf(framework: Framework, standing: Standing): Mark {
  if (standing !== 'not-yet') return standing;
  return (framework.levels[0]?.level ?? 1) - 1;
}

function toldStatement(
  statement: Statement,
  { framework, evidence }: Account,
  judgement: AccountJudgement | undefined,
  change: ReturnType<typeof compare>['changes'][number] | undefined,
): ToldStatement {
  const scale: Scale = { levels: framework.levels };
  const isCarried = judgement?.isCarried ?? false;
  const standing = isCarried ? null : (judgement?.standing ?? null);
  const mark = markOf(framework, standing);
  const descriptor = typeof standing === 'number' ? descriptorOf(statement, standing) : undefined;
  const isComparable = change !== undefined && change.change !== 'not-comparable';
  return {
    code: statement.id,
    title: statement.title,
    standing,
    mark,
    label: markWords(scale, mark),
    descriptor: descriptor?.summary ?? null,
    missing: descriptor?.missing ?? null,
    reason: judgement?.reason.trim() ?? '',
    strength: judgement?.strength.trim() ?? '',
    nextStep: judgement?.nextStep.trim() ?? '',
    evidence: evidence.filter((each) => each.statement === statement.id),
    before: isComparable ? markOf(framework, change.before) : undefined,
    change: change?.change ?? null,
    isCarried,
  };
}

function agreement({ review, participants }: Account) {
  const people = participants.length;
  const by =
    people > 0
      ? `by ${numberWords(people)} ${people === 1 ? 'leader' : 'leaders'}`
      : `signed off by ${review.signedOffAs ?? 'the school'}`;
  const agreedOn = review.closedAt && dayOf(review.closedAt);
  return {
    isAgreed: review.closedAt !== null,
    agreedOn,
    agreed: agreedOn ? `${agreedOn}, ${by}` : 'Not agreed yet: this review is open',
    signedOffAs: review.signedOffAs,
    gapsReason: review.gapsReason?.trim() || null,
    participants,
  };
}

function benchmarksOf(
  framework: Framework,
  scale: Scale,
  themes: readonly ToldTheme[],
): ToldBenchmark[] {
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

function pointsOf(
  statements: readonly ToldStatement[],
  field: 'strength' | 'nextStep',
): ToldPoint[] {
  return statements
    .filter((each) => each[field] !== '')
    .map(({ code, title, mark, label, ...each }) => ({
      ...{ code, title, mark, label },
      words: each[field],
    }));
}

/** Highest level first, then what moved up, then the order of the framework. */
function byStrength(statements: readonly ToldStatement[]) {
  const place = new Map(statements.map(({ code }, at) => [code, at]));
  const movedUp = new Set(
    statements.filter(({ change }) => change === 'moved-up').map(({ code }) => code),
  );
  const up = ({ code }: ToldPoint) => (movedUp.has(code) ? 0 : 1);
  return (one: ToldPoint, other: ToldPoint) =>
    (other.mark ?? -9) - (one.mark ?? -9) ||
    up(one) - up(other) ||
    place.get(one.code)! - place.get(other.code)!;
}
