/** What a school sets for its reports: its own words, and the parts of each. */
import { z } from 'zod';
import { assertNoLearnerData } from '../platform/access/learner-data.js';
import type { Member } from '../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../platform/access/member-changes.js';
import { conflict, notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { contentVersion, optionalText, parse, requiredText } from '../platform/web/form.js';
import { reportEvents } from './events.js';
import { PARTS, type ReportKind, reportKind } from './kinds.js';
import {
  findOwnReports,
  type Layout,
  lockOwnReports,
  saveReportLayout,
  saveReportText,
} from './own-store.js';
import { assertMay } from './permissions.js';

export const MOST_OWN_WORDS = 4000;
const words = optionalText(MOST_OWN_WORDS);

export const layoutInput = z.object({
  name: requiredText('Enter a name for the report', 80, 'a name'),
  parts: z
    .array(
      z.enum(
        PARTS.map(({ id }) => id),
        'Choose parts from the list',
      ),
    )
    .min(1, 'Choose at least one part')
    .max(60),
});

/** The report with this id. @throws Problem 404 `report.unknown` */
export function knownKind(id: string): ReportKind {
  const kind = reportKind(id);
  if (!kind) throw notFound('report.unknown', 'There is no such report. Choose one from the list.');
  return kind;
}

/** The texts of a report as they are now, for whoever changes them. */
export const textsOf = (
  { texts }: ReportKind,
  all: Readonly<Record<string, string>>,
): Record<string, string> => Object.fromEntries(texts.map(({ id }) => [id, all[id] ?? '']));

type Versioned = How & { version?: number | null };

/**
 * Writes the texts of a report that are given; each that changes is an entry of the history.
 * @throws Problem 403 `report.write-denied`; 404 `report.unknown`; 409 `report-texts.conflict`; 422 for what is too long
 * and `learner-data.doubt`
 */
export async function setReportTexts(
  context: AppContext,
  member: Member,
  kindId: string,
  typed: Readonly<Record<string, string>>,
  { key, version = null, namesNoLearners }: Versioned,
): Promise<void> {
  assertMay(member, 'report.write');
  const kind = knownKind(kindId);
  const organisation = member.organisation.id;
  const fields = z.object(Object.fromEntries(kind.texts.map(({ id }) => [id, words.optional()])));
  const wanted = Object.entries(parse(fields, typed));
  await changeIdempotently(context, member, key, async (db) => {
    await lockOwnReports(db, organisation);
    const was = textsOf(kind, (await findOwnReports(db, organisation)).texts);
    const changed = wanted.filter(([id, each]) => each !== undefined && each !== was[id]);
    if (changed.length === 0) return;
    if (version !== null && version !== contentVersion(was)) throw textsMeanwhile();
    const texts = Object.fromEntries(changed);
    assertNoLearnerData({ texts, was, namesNoLearners, today: context.clock() });
    const by = { organisation, by: member.person.id, at: context.clock() };
    for (const [id, text = ''] of changed) {
      await saveReportText(db, by, { id, words: text });
      await recordBy(db, context, member, reportEvents, {
        verb: 'report-text.set',
        subject: { kind: 'school', id: organisation },
        before: { text: id, words: was[id] ?? '' },
        after: { text: id, words: text },
      });
    }
  });
}

const textsMeanwhile = () =>
  conflict(
    'report-texts.conflict',
    'Someone changed these texts while you were writing. Here are both. Choose one, or combine both.',
  );

const isKnownPart = (id: string) => PARTS.some((each) => each.id === id);

/** Tells whether somebody has changed the parts of a report meanwhile. */
export const layoutVersion = (layout: Layout | undefined): number => contentVersion(layout ?? null);

const layoutMeanwhile = () =>
  conflict(
    'report-layout.changed',
    'Someone changed the parts of this report while you were choosing. Your choice is below: press Save to use it.',
  );

/**
 * Sets the name and the parts of a report in their order; null goes back to the standard ones.
 * @throws Problem 403 `report.write-denied`; 404 `report.unknown`; 409 `report-layout.changed`
 */
export async function setReportLayout(
  context: AppContext,
  member: Member,
  kindId: string,
  layout: Layout | null,
  { key, version = null }: Versioned,
): Promise<void> {
  assertMay(member, 'report.write');
  const kind = knownKind(kindId).id;
  const organisation = member.organisation.id;
  await changeIdempotently(context, member, key, async (db) => {
    await lockOwnReports(db, organisation);
    const { layouts } = await findOwnReports(db, organisation);
    if (layout === null && !layouts[kind]) return;
    if (version !== null && version !== layoutVersion(layouts[kind])) throw layoutMeanwhile();
    const by = { organisation, by: member.person.id, at: context.clock() };
    // Parts of a later version stay where they are: this one cannot offer them.
    const kept = (layouts[kind]?.parts ?? []).filter((id) => !isKnownPart(id));
    const saved = layout && { ...layout, parts: [...layout.parts, ...kept] };
    await saveReportLayout(db, by, kind, saved);
    const subject = { kind: 'school' as const, id: organisation };
    await recordBy(
      db,
      context,
      member,
      reportEvents,
      layout
        ? { verb: 'report-layout.set', subject, after: { report: kind, ...layout } }
        : { verb: 'report-layout.reset', subject, before: { report: kind } },
    );
  });
}
