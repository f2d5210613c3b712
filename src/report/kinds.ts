/**
 * Every report of a review: its name, whom it is for, and the parts that it is made of. A school can turn parts off and
 * order them; a new report is one more entry here.
 */
import type { ReportDocument } from './blocks/block.js';
import * as governors from './sections/governors.js';
import * as levels from './sections/levels.js';
import { type Material, part, type ReportPart } from './sections/material.js';
import { meetingForms } from './sections/meeting-forms.js';
import * as own from './sections/own-words.js';
import * as plan from './sections/plan.js';
import * as words from './sections/words.js';

/** The parts, in the order in which they are offered. Ids are kept with a school's settings and are never reused. */
export const PARTS: readonly ReportPart[] = [
  part('finding', 'In short', words.finding),
  part('context', 'About your school', own.context),
  part('picture', 'Every statement as a picture', ({ summary }) => levels.everyStatement(summary)),
  part('whole', 'How many statements are at each level', ({ summary }) =>
    levels.allStatements(summary),
  ),
  part('actions', 'Actions with owners and due dates', plan.plannedActions),
  part('change', 'What changed since last year', ({ summary }) => levels.whatChanged(summary)),
  part('change-by-theme', 'What changed, by theme', ({ summary }) => levels.changeByTheme(summary)),
  part('strengths', 'What you do well', (material) => words.strengths(material)),
  part('three-strengths', 'Three things you do well', (material) => words.strengths(material, 3)),
  part('priorities', 'Where the next step helps most', words.priorities),
  part('next-steps', 'Next steps the team wrote', words.nextSteps),
  part('risks', 'Risks', governors.risks),
  part('decisions', 'Decisions you ask for', own.decisions),
  part('focus', 'What you would like others to look at', own.focus),
  part('questions', 'Questions to ask', governors.questions),
  part('asked', 'Questions asked and answered', governors.asked),
  part('asked-beside', 'Questions on the results and the plan', governors.askedBeside),
  part('answers', 'The answers in order', ({ summary }) => levels.answers(summary)),
  part('themes', 'By theme', ({ summary }) => levels.byTheme(summary)),
  part('benchmarks', 'By Gatsby Benchmark', ({ summary }) => levels.byBenchmark(summary)),
  part('inconsistencies', 'Possible inconsistencies', words.inconsistencies),
  part('levels', 'The level of every statement', ({ summary }) => levels.everyLevel(summary)),
  part('statements', 'Every statement in full', words.statements),
  part('plan', 'The whole plan', plan.wholePlan),
  part('done', 'What has been done', plan.whatHappened),
  part('website', 'What the website says', own.website),
  part('paper', 'Paper forms', meetingForms),
  part('signatures', 'Signatures', governors.signatures),
  part('about', 'About this review', words.aboutReport),
];

const PART_OF = new Map(PARTS.map((each) => [each.id, each]));

export interface ReportKind {
  /** What it is called in addresses and the API: "governor-pack". */
  id: string;
  /** "Governor pack" */
  name: string;
  /** Whom it is for and what is in it, in one sentence. */
  about: string;
  isWide: boolean;
  /** True where it is about a review, and its first page says about which. */
  isOfReview: boolean;
  /** The ids of its parts, in order. */
  parts: readonly string[];
  /** What the school writes for it. */
  texts: readonly own.OwnText[];
}

const kind = (
  id: string,
  name: string,
  about: string,
  parts: readonly string[],
  more: Partial<Pick<ReportKind, 'isWide' | 'isOfReview' | 'texts'>> = {},
): ReportKind => ({ id, name, about, parts, isWide: false, isOfReview: true, texts: [], ...more });

/** The reports, in the order in which they are offered. */
export const REPORT_KINDS: readonly ReportKind[] = [
  kind(
    'governor-pack',
    'Governor pack',
    'For governors: the year in plain English, priorities with owners and due dates, risks, decisions and questions to ask.',
    [
      ...['finding', 'whole', 'actions', 'change-by-theme', 'three-strengths', 'risks'],
      ...['decisions', 'questions', 'asked', 'signatures'],
    ],
    { texts: [own.DECISIONS] },
  ),
  kind(
    'summary',
    'Summary for senior leaders',
    'For the leadership team: where you are, what changed and what to do next, on two pages.',
    ['finding', 'picture', 'actions', 'priorities', 'change', 'risks'],
  ),
  kind(
    'full-record',
    'Full record',
    'For your files and for inspection: every statement with its level, reason, evidence and next step.',
    [
      ...['finding', 'picture', 'whole', 'levels', 'themes', 'benchmarks', 'priorities'],
      ...['inconsistencies', 'change', 'asked-beside', 'statements', 'about'],
    ],
  ),
  kind(
    'careers-plan',
    'Strategic careers development plan',
    'The whole plan as a table, with what has been done.',
    ['plan', 'done'],
    { isWide: true },
  ),
  kind(
    'peer-brief',
    'Brief for peer review',
    'For the schools that review you: your context, successes, and the one to three actions that help most.',
    ['context', 'finding', 'picture', 'strengths', 'priorities', 'focus'],
    { texts: [own.CONTEXT, own.FOCUS] },
  ),
  kind(
    'website',
    'Website summary',
    'What the statutory guidance asks schools to publish: contact, programme, provider access and review date.',
    ['website'],
    { isOfReview: false, texts: own.WEBSITE },
  ),
  kind(
    'answers',
    'Answer sheet',
    'The level of every statement in order, to copy into another system.',
    ['answers'],
  ),
  kind(
    'paper-forms',
    'Paper forms for a meeting',
    'For a meeting without devices: one page for each statement, with boxes to tick and lines to write on.',
    ['paper'],
    { isOfReview: false },
  ),
];

export const reportKind = (id: string): ReportKind | undefined =>
  REPORT_KINDS.find((each) => each.id === id);

/** The parts of a report as a school wants them, in order; ids that this version does not know are skipped and said. */
export interface Composition {
  name?: string;
  parts: readonly string[];
}

export interface ComposedReport {
  document: ReportDocument;
  /** Ids of parts that were asked for and that do not exist. */
  unknown: string[];
}

/** Puts a report together. */
export function composeReport(
  { name, about, isWide, isOfReview, parts }: ReportKind,
  material: Material,
  composition: Composition = { parts },
): ComposedReport {
  const { summary } = material;
  const wanted = [...new Set(composition.parts)];
  return {
    unknown: wanted.filter((id) => !PART_OF.has(id)),
    document: {
      ...{ name: composition.name ?? name, subject: about, isWide },
      ...{ school: summary.school, year: summary.year },
      facts: isOfReview ? factsOf(material) : [],
      foot: isOfReview
        ? [summary.isAgreed ? `Agreed ${summary.agreedOn}` : summary.agreed, summary.wording]
        : ['', ''],
      blocks: wanted.flatMap((id) => PART_OF.get(id)?.blocks(material) ?? []),
    },
  };
}

function factsOf({ summary, hasNames }: Material): ReportDocument['facts'] {
  const { title, agreed, agreedOn, signedOffAs } = summary;
  const isSigned = signedOffAs !== null && hasNames;
  return [
    { name: 'Review', words: title },
    // Who agreed it may be a name, where no one is listed as taking part.
    { name: 'Agreed', words: hasNames ? agreed : (agreedOn ?? agreed) },
    ...(isSigned ? [{ name: 'Signed off', words: `by ${signedOffAs}` }] : []),
  ];
}
