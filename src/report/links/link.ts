/** What a link to a report is, and for how long it is good. */
import { z } from 'zod';
import { dayAt, dayStart, daysLater, readDay } from '../../platform/days.js';
import { invalid, notFound } from '../../platform/problems.js';
import { optionalText } from '../../platform/web/form.js';
import { REPORT_KINDS, type ReportKind, reportKind } from '../kinds.js';

/** For how many days a link can be made, beside any day within a year. */
export const LINK_DAYS = [7, 30, 90] as const;
export const USUAL_DAYS = 30;
const MOST_DAYS = 366;
const SHORTEST_PASSPHRASE = 8;
const LONGEST_PASSPHRASE = 200;

export const reportLinkInput = z.object({
  days: z.coerce
    .number()
    .refine((days) => LINK_DAYS.some((each) => each === days), 'Choose how long the link works')
    .optional()
    .meta({ description: 'For how long: 7, 30 or 90 days. Left out, and without until: 30.' }),
  until: z
    .string()
    .trim()
    .max(40, 'Enter the last day, for example 31 March 2027')
    .optional()
    .meta({
      description: 'In place of days: the last day on which it opens, at most a year away.',
    }),
  hasNames: z
    .boolean()
    .default(false)
    .meta({ description: 'True to show people’s names. Otherwise they are left out.' }),
  hasRemarks: z
    .boolean()
    .default(false)
    .meta({ description: 'True to show questions and comments.' }),
  passphrase: optionalText(LONGEST_PASSPHRASE, 'a passphrase')
    .refine(
      (words) => words === '' || words.length >= SHORTEST_PASSPHRASE,
      `Enter a passphrase of at least ${SHORTEST_PASSPHRASE} characters, or leave it empty`,
    )
    .meta({ description: 'Whoever opens the link is asked for it. Left out: the link is enough.' }),
});
export type ReportLinkInput = z.infer<typeof reportLinkInput>;

const refusedDay = (sentence: string) =>
  invalid('report-link.until', `${sentence}.`, { until: sentence });

/** The last day on which a link made now opens. @throws Problem 422 `report-link.until` */
export function lastDayOf(
  { days, until }: Pick<ReportLinkInput, 'days' | 'until'>,
  now: Date,
): string {
  const today = dayAt(now);
  if (days !== undefined || until === undefined) return daysLater(today, days ?? USUAL_DAYS);
  const day = readDay(until);
  if (day === null) throw refusedDay('Enter the last day, for example 31 March 2027');
  if (day < today) throw refusedDay('Enter a day that is not in the past');
  if (day > daysLater(today, MOST_DAYS)) throw refusedDay('Enter a day at most a year away');
  return day;
}

/** The moment at which a link with this last day opens nothing any more. */
export const endOf = (lastDay: string): Date => dayStart(daysLater(lastDay, 1));
/** The last day of a link that ends at this moment. */
export const lastDayBefore = (expiresAt: Date): string => dayAt(new Date(expiresAt.getTime() - 1));

/** "active", "expired" or "revoked" */
export type LinkState = 'active' | 'expired' | 'revoked';

/** What has become of a link. */
export function stateAt(
  { expiresAt, revokedAt }: { expiresAt: Date; revokedAt: Date | null },
  now: Date,
): LinkState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt <= now ? 'expired' : 'active';
}

/** The report of this name. @throws Problem 404 `report.unknown` */
export function findKind(id: string): ReportKind {
  const kind = reportKind(id);
  if (kind) return kind;
  const names = REPORT_KINDS.map((each) => each.id).join(', ');
  throw notFound('report.unknown', `There is no such report. The reports are: ${names}.`);
}
