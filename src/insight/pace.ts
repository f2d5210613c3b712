/**
 * How fast a goal would have to go: its days of work over the weeks until a day. Weeks are counted as they stand in the
 * calendar, holidays included, because a school knows its own. Pure.
 */

export interface Pace {
  weeks: number;
  /** Days of work each week, to the next quarter upwards. */
  daysAWeek: number;
}

/** Null when the day is today or past. `today` and `until` are days as ISO text. */
export function paceOf(days: number, today: string, until: string): Pace | null {
  const between = (Date.parse(until) - Date.parse(today)) / 86_400_000;
  if (!(between > 0)) return null;
  return {
    weeks: Math.max(1, Math.round(between / 7)),
    daysAWeek: Math.ceil((days / (between / 7)) * 4) / 4,
  };
}
