/** Milestones: what is to be reached on the way, a line each. */

import { dayWords, readDay, readMonth } from '../platform/days.js';

export interface Milestone {
  /** The day as ISO text, or null when it has none. */
  on: string | null;
  what: string;
  isReached: boolean;
}

const MOST_MILESTONES = 30;

/**
 * Milestones as people type them: a line each, beginning with a day where there is one ("4 December 2026: every tutor
 * has the page"). A line that was there before keeps whether it was reached.
 */
export function milestonesFrom(text: string, before: readonly Milestone[] = []): Milestone[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.slice(0, MOST_MILESTONES).map((line) => {
    const { on, what } = dayAndWords(line);
    const isReached = before.some((each) => each.what === what && each.isReached);
    return { on, what, isReached };
  });
}

const DAY_FIRST =
  /^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9},? \d{4})\s*(?:[:,–-]\s+)?(?<=\s)(\S.*)$/i;

function dayAndWords(line: string): { on: string | null; what: string } {
  const [, day = '', words = ''] = DAY_FIRST.exec(line) ?? [];
  const on = readDay(day);
  return on ? { on, what: words } : { on: null, what: line };
}

/** The first day that no month has, as it was typed: "30 Feb 2026"; null when every day is one. */
export function strangeDayIn(text: string): string | null {
  for (const line of text.split('\n')) {
    const [, day = ''] = DAY_FIRST.exec(line.trim()) ?? [];
    if (day === '' || readDay(day) !== null) continue;
    if (!/[a-z]{3}/i.test(day) || isMonth(day)) return day;
  }
  return null;
}

/** True for "30 Feb 2026", and not for "12 learners 2026", which begins with no day. */
const isMonth = (day: string): boolean =>
  readMonth(day.replace(/^\d+(?:st|nd|rd|th)?\s*/i, '').replace(',', '')) !== null;

/** The lines that `milestonesFrom` reads the same milestones from. */
export function milestoneLines(milestones: readonly Milestone[]): string {
  return milestones.map(({ on, what }) => (on ? `${dayWords(on)}: ${what}` : what)).join('\n');
}

/** A milestone in words: "4 December 2026: every tutor has the page (reached)". */
export function milestoneWords(milestone: Milestone): string {
  return `${milestoneLines([milestone])}${milestone.isReached ? ' (reached)' : ''}`;
}
