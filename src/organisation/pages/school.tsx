/** The school's page: its name, and its numbers in the registers. */

import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { SchoolKind } from '../../platform/access/page-parts.js';
import { listHistoryOf } from '../../platform/history/history.js';
import { HistoryOf } from '../../platform/history/history-of.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Form, FormPage, type FormState, Submit } from '../../platform/web/fields.js';
import { fieldsOf } from '../../platform/web/fields-of.js';
import { parse, single, type Typed, versionOf } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { findOrganisation, type OrganisationRow } from '../organisation-store.js';
import { PHASES, REGIONS } from '../organisation-words.js';
import { changeSchool, schoolInput, shownLaestab } from '../organisations.js';
import { may } from '../permissions.js';

/** GET /school */
export async function schoolPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const { id } = member.organisation;
  const [school, history] = await request.context.storage.read(
    scopeOf(member),
    async (db) =>
      [
        await findOrganisation(db, id),
        may(member, 'history.read')
          ? await listHistoryOf(db, id, { kind: 'organisation', id })
          : [],
      ] as const,
  );
  const mayChange = may(member, 'school.change');
  return send(
    c,
    <FormPage request={request} title="School details" place="people" problem={problem}>
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead="Use the numbers from Get Information About Schools. All are optional."
      >
        {school.name}
      </Heading>
      {problem?.status === 409 && <Saved school={school} title="What is saved now" />}
      {mayChange ? (
        <SchoolForm {...{ request, school, typed, problem }} />
      ) : (
        <Saved school={school} />
      )}
      <HistoryOf messages={request.historyMessages} entries={history} />
    </FormPage>,
    problem?.status ?? 200,
  );
}

const Saved: FC<{ school: OrganisationRow; title?: string }> = ({ school, title }) => (
  <section class="section">
    {title && <h2>{title}</h2>}
    <dl class="govuk-summary-list">
      {(
        [
          ['Name', school.name],
          ['Kind', school.kind],
          ['URN', school.urn],
          ['UKPRN', school.ukprn],
          ['LAESTAB', shownLaestab(school.laestab)],
          ['Type', school.type],
          ['Phase', school.phase],
          ['Local authority', school.local_authority],
          ['Region', school.region],
        ] as const
      ).map(([name, value]) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{name}</dt>
          <dd class="govuk-summary-list__value">{value ?? 'Not given'}</dd>
        </div>
      ))}
    </dl>
  </section>
);

interface FormProps extends FormState {
  request: RequestContext;
  school: OrganisationRow;
}

const listed = (all: readonly string[]) => [
  { value: '', label: 'Not given' },
  ...all.map((each) => ({ value: each, label: each })),
];

const SchoolForm: FC<FormProps> = ({ request, school, typed, problem }) => {
  const field = fieldsOf({ typed, problem });
  return (
    <Form
      action="/school"
      key_={request.context.id()}
      version={school.version}
      class="form section"
    >
      <field.Text
        name="organisation"
        label="Name of the school"
        value={school.name}
        autocomplete="organization"
      />
      <SchoolKind value={school.kind} {...{ typed, problem }} />
      <field.Text
        name="urn"
        label="URN"
        hint="6 digits, like 123456."
        width={10}
        inputmode="numeric"
        value={school.urn ?? ''}
      />
      <field.Text
        name="ukprn"
        label="UKPRN"
        hint="8 digits, like 10012345."
        width={10}
        inputmode="numeric"
        value={school.ukprn ?? ''}
      />
      <field.Text
        name="laestab"
        label="LAESTAB"
        hint="Local authority and establishment number, like 123/4567."
        width={10}
        value={shownLaestab(school.laestab) ?? ''}
      />
      <field.Text
        name="type"
        label="Type"
        hint="For example, Academy converter or Community special school."
        value={school.type ?? ''}
      />
      <field.Select
        name="phase"
        label="Phase"
        choices={listed(PHASES)}
        value={school.phase ?? ''}
      />
      <field.Text
        name="local_authority"
        label="Local authority"
        value={school.local_authority ?? ''}
      />
      <field.Select
        name="region"
        label="Region"
        choices={listed(REGIONS)}
        value={school.region ?? ''}
      />
      <Submit>Save school details</Submit>
    </Form>
  );
};

/** POST /school */
export const schoolPost = formPost(async ({ c, context, member, typed }) => {
  const input = parse(schoolInput, single(typed));
  await changeSchool(context, member, input, versionOf(typed));
  return goTo(c, '/school', 'School details saved.');
}, schoolPage);
