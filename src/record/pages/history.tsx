/** What has happened in the school: filtered, page by page, and as a signed file. */

import { GRAVE_MINUTES, requireStepUp } from '../../account/step-up.js';
import { peopleEvents } from '../../organisation/events.js';
import { assertMay } from '../../organisation/permissions.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { recordBy } from '../../platform/access/member-changes.js';
import { dayStart, daysLater, readDay } from '../../platform/days.js';
import { exportHistory } from '../../platform/history/export.js';
import { HistoryList } from '../../platform/history/history-of.js';
import { historyAreas, verbsOf } from '../../platform/history/messages.js';
import {
  HISTORY_PAGE,
  type HistoryFilter,
  listHistory,
  listHistoryPeople,
} from '../../platform/history/store.js';
import { findSubjects } from '../../platform/history/subjects.js';
import { ID_PATTERN } from '../../platform/ids.js';
import { send } from '../../platform/web/answer.js';
import { Select, Submit, TextField } from '../../platform/web/fields.js';
import type { FC } from '../../platform/web/html.js';
import { Details, Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';

interface Asked {
  person: string;
  area: string;
  from: string;
  until: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const UUID = new RegExp(`^${ID_PATTERN}$`);

function askedOf(c: Ctx): Asked {
  const take = (name: string, pattern: RegExp) => {
    const value = c.req.query(name) ?? '';
    return pattern.test(value) ? value : '';
  };
  return {
    person: take('person', UUID),
    area: take('area', /^[A-Za-z ]+$/),
    from: take('from', DAY),
    until: take('until', DAY),
  };
}

/** The beginning of a day in London, or of one so many days later; nothing for a day that is none. */
function beginningOf(typed: string, later = 0): Date | undefined {
  const day = readDay(typed);
  return day === null ? undefined : dayStart(daysLater(day, later));
}

/** GET /history */
export async function historyPage(c: Ctx, member: Member): Promise<Response> {
  assertMay(member, 'history.read');
  const request = c.get('request');
  const asked = askedOf(c);
  const filter: HistoryFilter = {
    person: asked.person || undefined,
    verbs: verbsOf(request.historyMessages, asked.area) ?? undefined,
    from: beginningOf(asked.from),
    until: beginningOf(asked.until, 1),
    before: Number.parseInt(c.req.query('before') ?? '', 10) || undefined,
  };
  const { id } = member.organisation;
  const found = await request.context.storage.read(scopeOf(member), async (db) => {
    const entries = await listHistory(db, id, filter);
    const subjects = await findSubjects(db, request.historyMessages, id, entries);
    return { entries, subjects, people: await listHistoryPeople(db, id) };
  });
  const { entries, subjects, people } = found;
  const isEarlier = c.req.query('before') !== undefined;
  const shown = entries.slice(0, HISTORY_PAGE);
  const hasMore = entries.length > HISTORY_PAGE;
  const query = new URLSearchParams({ ...asked, before: String(shown.at(-1)?.position ?? '') });
  return send(
    c,
    <Page request={request} title={isEarlier ? 'History, earlier' : 'History'} place="people">
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead="Who changed what, and when. No one can change or delete it. You can download the signed history and verify it."
      >
        History of the school
      </Heading>
      <Filter asked={asked} people={people} areas={historyAreas(request.historyMessages)} />
      {shown.length === 0 ? (
        <p class="section">Nothing in the history matches.</p>
      ) : (
        <section class="section" aria-label="Entries">
          <HistoryList messages={request.historyMessages} entries={shown} subjects={subjects} />
        </section>
      )}
      {hasMore && (
        <p class="actions">
          <a href={`/history?${query}`}>Show earlier entries</a>
        </p>
      )}
      <form method="post" action="/history/export" class="section">
        <Submit isSecondary>Download the signed history</Submit>
      </form>
    </Page>,
  );
}

interface FilterProps {
  asked: Asked;
  people: { id: string; name: string }[];
  areas: string[];
}

const Filter: FC<FilterProps> = (props) => (
  <Details summary="Filters" class="section" open={Object.values(props.asked).some(Boolean)}>
    <form method="get" action="/history" class="form">
      <Select
        name="person"
        label="Who"
        choices={[
          { value: '', label: 'Anyone' },
          ...props.people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={props.asked.person}
      />
      <Select
        name="area"
        label="Area"
        choices={[
          { value: '', label: 'Anything' },
          ...props.areas.map((area) => ({ value: area, label: area })),
        ]}
        value={props.asked.area}
      />
      <TextField name="from" label="From" type="date" value={props.asked.from} />
      <TextField name="until" label="Until" type="date" value={props.asked.until} />
      <Submit isSecondary or={['/history', 'Clear filters']}>
        Apply filters
      </Submit>
    </form>
  </Details>
);

/** POST /history/export: a change, because the export stands in the history itself. */
export async function historyExport(c: Ctx, member: Member): Promise<Response> {
  assertMay(member, 'history.read');
  requireStepUp(c.get('request'), GRAVE_MINUTES);
  const { context } = c.get('request');
  await context.storage.write(scopeOf(member), (db) =>
    recordBy(db, context, member, peopleEvents, {
      verb: 'history.exported',
      subject: { kind: 'organisation', id: member.organisation.id },
    }),
  );
  const file = await exportHistory(context, member.organisation.id);
  return c.body(file, 200, {
    'Content-Type': 'application/x-ndjson; charset=utf-8',
    'Content-Disposition': 'attachment; filename="waymark-history.jsonl"',
  });
}
