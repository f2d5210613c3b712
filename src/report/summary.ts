/**
 * The summary of a review: one structure that the page, the PDF, the answer sheet and every export say the same thing from.
 * Pure: the same account gives the same telling. What was taken over from last year and never confirmed counts as
 * not recorded here, because nobody has agreed it.
 */

import { academicYear } from '../platform/academic-year.js';
import { type Counts, countMarks } from '../platform/chart/counts.js';
import type { Scale } from '../platform/chart/scale.js';
import { dateWords, dayWords } from '../platform/days.js';
import { compare } from '../review/comparison.js';
import { type Contradiction, contradictionsOf } from '../review/contradictions.js';
import { distribution } from '../review/distribution.js';
import { leverageOf } from '../review/leverage.js';
import { ratingsFrom, reviewName } from '../review/review.js';
import { type Governors, governorsOf } from './governors.js';
import {
  aloneWords,
  gapWords,
  type Headline,
  headlineOf,
  mostWords,
  sinceWords,
} from './headline.js';
import type { ReportSource } from './source.js';
import { type SummaryMove, summaryMoves } from './summary-moves.js';
import { remarksBeside, type SummaryRemarks } from './summary-remarks.js';
import {
  benchmarksOf,
  byStrength,
  comparable,
  pointsOf,
  type SummaryBenchmark,
  type SummaryPoint,
  type SummaryTheme,
  themesOf,
} from './summary-statements.js';
import { asSentence, numberWords, provenanceOf, stageName, wordingOf } from './words.js';

export interface Summary {
  school: string;
  /** The review's name with its year: "Internal leadership review 2026/27". */
  title: string;
  /** "2026/27" */
  year: string;
  yearBefore: string | null;
  /** Why there is no comparison, where there is none. */
  alone: string;
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
  themes: SummaryTheme[];
  benchmarks: SummaryBenchmark[];
  strengths: SummaryPoint[];
  nextSteps: SummaryPoint[];
  /** Every next step that supports others, highest leverage first. */
  moves: SummaryMove[];
  contradictions: { sentence: string; because: string; note: string | null }[];
  /** The statements that are judged lower than another needs, in the order of the contradictions. */
  lower: string[];
  /** The open actions of the plan, those that are due first at the top. */
  actions: SummaryAction[];
  governors: Governors;
  /** What was asked and said of the results as a whole and of the plan. */
  remarks: SummaryRemarks;
}

/** An open action of the plan. */
export interface SummaryAction {
  id: string;
  title: string;
  /** "Ruth Adeyemi" or "No owner" */
  owner: string;
  /** "29 January 2027"; null without a due date. */
  due: string | null;
}

/** How many moves the page and the report put forward: "one to three highest leverage actions". */
export const FOREMOST = 3;

/** Tells a review, to somebody who reads it in `thisYear`; left out: in the review's own year. */
export function summarise(source: ReportSource, thisYear?: number): Summary {
  const { framework, review } = source;
  const scale: Scale = { levels: framework.levels };
  const ratings = ratingsFrom(source.agreements);
  const lastYear = comparable(source, ratings);
  const comparison = lastYear
    ? compare(framework, lastYear.ratings, ratings, lastYear.mapping)
    : null;
  const since = lastYear ? sinceWords(review.academicYear, lastYear.academicYear, thisYear) : null;
  const themes = themesOf(source, comparison);
  const statements = themes.flatMap((theme) => theme.statements);
  const whole = distribution(framework, ratings);
  const isAgreed = review.closedAt !== null;
  const recorded = { statements: statements.length, recorded: whole.recorded, isAgreed };
  const headline = headlineOf({
    ...recorded,
    comparison,
    since: since ?? '',
    alone: aloneWords(source),
  });
  const moves = summaryMoves(framework, leverageOf(framework, ratings));
  const strengths = pointsOf(statements, 'strength').sort(byStrength(statements));
  const contradictions = contradictionsOf(framework, ratings);
  const lower = contradictions.map((each) => each.lower.statement);
  const actions = source.actions.map(actionFrom);
  return {
    ...about(source),
    ...agreement(source),
    scale,
    since,
    headline,
    lead: sentences(headline.detail, gapWords(recorded), mostWords(framework, whole)),
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
    contradictions: withNotes(source, contradictions),
    lower,
    actions,
    governors: governorsOf({
      ...{ framework, headline, actions, statements, strengths, moves },
      contradictions: lower,
    }),
    remarks: remarksBeside(source.remarks, new Set(statements.map(({ code }) => code))),
  };
}

const actionFrom = ({ id, title, owner, dueOn }: ReportSource['actions'][number]) => ({
  ...{ id, title, owner: owner || 'No owner' },
  due: dueOn === null ? null : dayWords(dueOn),
});

const sentences = (...each: (string | null)[]) => each.filter((one) => one !== null).join(' ');

function withNotes({ agreements }: ReportSource, contradictions: readonly Contradiction[]) {
  const contradictionReasons: Readonly<Record<string, string | undefined>> = Object.assign(
    {},
    ...agreements.map((each) => each.contradictionReasons),
  );
  return contradictions.map(({ id, sentence, because }) => ({
    sentence,
    because: asSentence(because),
    note: contradictionReasons[id]?.trim() || null,
  }));
}

/** What charts call the review before: its year, unless that is the year of both. */
const yearBefore = (year: number, before: number) =>
  before === year ? 'the review before' : academicYear(before);

/** What the review is, before anything that it found. */
function about({ school, framework, review, lastYear, isPreviousDeleted }: ReportSource) {
  return {
    school,
    title: reviewName(review),
    year: academicYear(review.academicYear),
    alone: aloneWords({ isPreviousDeleted }),
    yearBefore: lastYear ? yearBefore(review.academicYear, lastYear.academicYear) : null,
    stage: `${review.stage}, ${stageName(review.stage)}`,
    wording: wordingOf(framework),
    provenance: provenanceOf(framework),
  };
}

function agreement({ review, participants }: ReportSource) {
  const people = participants.length;
  const by =
    people > 0
      ? `by ${numberWords(people)} ${people === 1 ? 'leader' : 'leaders'}`
      : `signed off by ${review.signedOffAs ?? 'the school'}`;
  const agreedOn = review.closedAt && dateWords(review.closedAt);
  return {
    isAgreed: review.closedAt !== null,
    agreedOn,
    agreed: agreedOn ? `${agreedOn}, ${by}` : 'Not agreed yet: this review is open',
    signedOffAs: review.signedOffAs,
    gapsReason: review.gapsReason?.trim() || null,
    participants,
  };
}
