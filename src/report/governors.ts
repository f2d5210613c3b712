/**
 * The year on one page, for governors: what the plan holds, one finding, three strengths, three moves, three questions.
 * The plan's own actions come before anything that is computed. The page stands alone, so everything on it is short;
 * what is cut here stands in full further on.
 */
import type { Framework } from '../framework/framework.js';
import { statementOf, statementsOf, themeOf } from '../framework/framework.js';
import { compareRatings } from '../review/rating.js';
import type { Headline } from './headline.js';
import type { SummaryAction } from './summary.js';
import type { SummaryMove } from './summary-moves.js';
import type { SummaryPoint, SummaryStatement } from './summary-statements.js';
import { clipped } from './words.js';

export interface Governors {
  /** The plan's own actions: "Ask leavers about their first term", "Jo Whitaker, due 29 January 2027". */
  actions: { title: string; who: string }[];
  /** How many more the plan has. */
  moreActions: number;
  /** "17 statements moved up since last year. None moved down." */
  sentence: string;
  strengths: { code: string; words: string }[];
  /** `planned`: the team's own next step on that statement. */
  moves: { code: string; to: string; words: string; planned: string | null }[];
  questions: { code: string; words: string }[];
}

/** What the questions are chosen by. */
interface Asking {
  framework: Framework;
  statements: readonly SummaryStatement[];
  moves: readonly SummaryMove[];
  /** Statements that others lean on and that are judged lower. */
  contradictions: readonly string[];
}

interface Known extends Asking {
  headline: Headline;
  actions: readonly SummaryAction[];
  strengths: readonly SummaryPoint[];
}

const THREE = 3;
const MOST_ACTIONS = 5;
const LONGEST = 180;
const LONGEST_ACTION = 90;
const LONGEST_OWNER = 30;

/** What goes on the governors' page. */
export function governorsOf(known: Known): Governors {
  const { headline, detail } = known.headline;
  return {
    actions: known.actions.slice(0, MOST_ACTIONS).map(({ title, owner, due }) => ({
      title: clipped(title, LONGEST_ACTION),
      who: `${clipped(owner, LONGEST_OWNER)}, ${due === null ? 'no due date' : `due ${due}`}`,
    })),
    moreActions: Math.max(0, known.actions.length - MOST_ACTIONS),
    sentence: [`${headline}.`, detail].filter(Boolean).join(' '),
    strengths: strengthsFor(known),
    moves: known.moves.slice(0, THREE).map(({ code, title, levelWords, supports }) => ({
      code,
      to: `To ${levelWords}.`,
      words: `${clipped(title, LONGEST)}. ${supports}`,
      planned:
        clipped(known.statements.find((each) => each.code === code)?.nextStep ?? '', LONGEST) ||
        null,
    })),
    questions: questionsFor(known, THREE),
  };
}

/**
 * The school's own words first: from different themes while there are some. Where fewer than three were written,
 * statements at the two highest levels stand in with their title; a lower level is not presented as a strength.
 */
function strengthsFor({ framework, statements, strengths }: Known): Governors['strengths'] {
  const written = varied(strengths, ({ code }) => themeOf(framework, code)?.id);
  const message = written.map(({ code, words }) => ({ code, words: clipped(words, LONGEST) }));
  const high = framework.levels.slice(-2).map(({ level }) => level);
  const standIns = statements
    .filter(({ code, rating }) => isHigh(rating, high) && !message.some((one) => one.code === code))
    .sort((one, other) => compareRatings(other.rating, one.rating))
    .map(({ code, title, label }) => ({
      code,
      words: `${clipped(title, LONGEST)}: ${spokenLabel(label)}.`,
    }));
  return [...message, ...standIns].slice(0, THREE);
}

const isHigh = (rating: SummaryStatement['rating'], high: readonly number[]) =>
  typeof rating === 'number' && high.includes(rating);
const spokenLabel = (label: string) => label.replace(/^Level\b/, 'level');

/** The same list with one of each kind first, in order, then the rest. */
function varied<T>(items: readonly T[], kindOf: (item: T) => unknown): T[] {
  const seen = new Set<unknown>();
  const first = items.filter((item) => {
    const isNew = !seen.has(kindOf(item));
    seen.add(kindOf(item));
    return isNew;
  });
  return [...first, ...items.filter((item) => !first.includes(item))];
}

/**
 * Questions from the model's own prompts: of the moves that come next, of statements that others lean on and that
 * are lower, of the lowest recorded statements, and then of any. One from each statement, at most `most`.
 */
export function questionsFor(
  { framework, statements, moves, contradictions }: Asking,
  most: number,
): Governors['questions'] {
  const lowest = statements
    .filter(({ rating }) => rating !== null)
    .sort((one, other) => compareRatings(one.rating, other.rating));
  const order = new Set([
    ...moves.slice(0, THREE).map(({ code }) => code),
    ...contradictions,
    ...lowest.map(({ code }) => code),
    ...statementsOf(framework).map(({ id }) => id),
  ]);
  return [...order]
    .flatMap((code) => {
      const words = statementOf(framework, code)?.prompts[0];
      return words ? [{ code, words }] : [];
    })
    .slice(0, most);
}
