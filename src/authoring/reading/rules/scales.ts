/** Names of levels that everybody in schools knows, and which of two is the better one. */

import { cellAt, cellText, type Row } from '../../../platform/documents/grid.js';
import { endsSentence, wordsIn } from '../../../platform/documents/sentences.js';

/** The names by how good they are, the lowest first. Names that never stand in one scale may share a line. */
const RANKS: readonly string[] = [
  'none, fail, failed, failing, not met, not yet, not yet met, not started, not evident, not in place, not present, not achieved, not addressed, no evidence, no, never, absent, missing, red, unsatisfactory, inadequate, urgent improvement, below, below expected, below expectations, minimal, poor, very weak, very poor, unaware, pre-emerging, not at all, inactive, ineffective, unacceptable, well below',
  'needs attention, requires attention, rarely, weak, low, limited, inconsistent, ad hoc, reactive, beginning, beginner, emerging, emergent, initial, novice, entry, entering, starting, starting out, start, awareness, aware, becoming aware, exploring, focusing, focussing, foundation, foundational, bronze, getting started, requires improvement, needs improvement, early, early stages, early days, basic, planned, planning, little, few, discovering, awakening, approaching',
  'developing, development, pass, passed, third, third class, partly met, partially met, partial, partly, partially, partly in place, partially in place, some, sometimes, in progress, progressing, satisfactory, fair, adequate, amber, started, underway, under way, repeatable, managed, apprentice, learner, growing, acceptable, improving, building, intermediate, moderate, some evidence, working towards, towards, medium, expanding, yellow, nearly met, mixed, coherent',
  'secure, securing, merit, lower second, good, established, establishing, meets, met, meeting, meets expectations, expected, expected standard, proficient, competent, accomplished, consistent, defined, in place, mostly, mostly met, most, often, effective, practitioner, silver, achieving, achieved, proactive, measured, working at, at expected, embedding, clear, consolidating, yes, skilled, evident, integrated, high',
  'embedded, fully embedded, upper second, enhancing, enhanced, advanced, advancing, strong, strong standard, excelling, very good, very effective, fully met, fully in place, fully, usually, all, exceeding, exceeds, exceeds expectations, exceeded, greater depth, green, gold, mature, maturing, confident, highly effective, extending, thriving, quantitatively managed, deepening, strengthening, well above, above, above expected',
  'outstanding, distinction, first, first class, exemplary, exceptional, excellent, leading, mastery, mastering, master, expert, distinguished, transforming, transformative, transformational, innovating, innovative, optimised, optimising, optimized, optimizing, sustaining, sustained, sustainable, platinum, sector-leading, sector leading, leading practice, always, world class, world-class, inspiring, best practice, flourishing, purple',
];

const RANK_OF = new Map(
  RANKS.flatMap((names, rank) => names.split(', ').map((name) => [name, rank] as const)),
);

/** Words that say only that a name is one of a level. */
const FRAME =
  /(?:^|\s)(?:level|stage|grade|band|step|phase|tier|score|points?|pts|judgement|practice|school|standard)(?=\s|$)/gu;

/** The classes of degrees, as universities write them. */
const CLASSES = new Map([
  ['3rd', 2],
  ['2:2', 3],
  ['2.2', 3],
  ['2:1', 4],
  ['2.1', 4],
  ['1st', 5],
]);

/** How good a name of a level is, or null for one that is not known: "Level 4: Exemplary" is 5. */
export function rankOf(title: string): number | null {
  const ofDegree = CLASSES.get(title.trim().toLowerCase());
  if (ofDegree !== undefined) return ofDegree;
  const plain = title
    .toLowerCase()
    .replace(/[\p{N}()[\]:–—.,/*+=]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/(?:^|\s)-(?=\s|$)/gu, ' ')
    .trim();
  const bare = plain.replace(FRAME, ' ').replace(/\s+/gu, ' ').trim();
  return RANK_OF.get(plain) ?? RANK_OF.get(bare) ?? null;
}

/** Columns that stand beside the levels and are none, by the words that begin or are their headings. */
const BESIDE =
  /^(?:(?:(?:our|your|my|the|school|current|agreed|overall|self|final|previous|last|new|desired|end of year)\s+)*(?:level|rag|rag rating|target|target level|score|rating|grade|judgement|status|position|self-assessment|self assessment|assessment|best fit)\b(?:\s*[(/].*)?$|(?:evidence|notes?|comments?|actions?|next steps?|priority|priorities|owner|who|when|by when|date|deadline|lead|led by|lead person|person responsible|responsible|benchmarks?|how do (?:we|you) know|how will we know|where are we|where we are|impact|weight|weighting|timescale|timeline|review|reviewed|tick|rationale|strengths|areas? (?:for|to) (?:development|improve)|development points?|support|resources?|cost|links?|sources?|examples?|ragged|self-review|reflections?|possible evidence|suggested evidence|sources of evidence|points available|marks|target date|success criteria|milestones?|what next|monitoring|governor|termly|autumn|spring|summer)\b.*)/iu;

/** True when a heading says that its column is none of the levels: "Our level", "Next steps", "How do we know?". */
export function isBeside(title: string): boolean {
  return rankOf(title) === null && BESIDE.test(title.trim());
}

/** Which way a scale runs by the names of its levels; null when they do not say. */
export function directionOf(titles: readonly string[]): 'up' | 'down' | null {
  const ranks = titles.map(rankOf).filter((rank) => rank !== null);
  const steps = ranks.slice(1).map((rank, index) => rank - ranks[index]!);
  const isUp = steps.some((step) => step > 0);
  const isDown = steps.some((step) => step < 0);
  if (isUp === isDown) return null;
  return isUp ? 'up' : 'down';
}

/** The cells of a row that can be names: short, and no sentence. */
export function shortCells(row: Row): { column: number; title: string }[] {
  return row.cells
    .map(({ column }) => ({ column, title: cellText(cellAt(row, column)) }))
    .filter(({ title }) => wordsIn(title).length <= 8 && !endsSentence(title));
}

/**
 * The cells of a row that name levels in words that are known: at least two of them, all one way. What stands between
 * two of them is a level too.
 */
export function namedLevels(row: Row): { column: number; title: string }[] | null {
  const short = shortCells(row);
  // "No" above a first column is short for number.
  const known = short.filter(
    ({ title }, at) => rankOf(title) !== null && (at > 0 || title.toLowerCase() !== 'no'),
  );
  const isScale =
    known.length >= 2 &&
    new Set(known.map(({ title }) => title.toLowerCase())).size === known.length &&
    directionOf(known.map(({ title }) => title)) !== null;
  if (!isScale) return null;
  const first = known[0]!.column;
  const last = known.at(-1)!.column;
  const own = short.filter(
    ({ column, title }) => column >= first && column <= last && !isBeside(title),
  );
  const isMostlyKnown = known.length * 2 >= own.length;
  return own.length >= 2 && own.length <= 8 && isMostlyKnown ? own : null;
}
