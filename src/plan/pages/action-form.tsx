/** The form of an action, in the columns of a strategic careers development plan. */

import type { Framework } from '../../framework/framework.js';
import { listMemberships } from '../../organisation/organisation-store.js';
import { academicYear, academicYearAt } from '../../platform/academic-year.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import type { Problem } from '../../platform/problems.js';
import type { Db } from '../../platform/storage/transaction.js';
import { Before, describedBy, groupClass } from '../../platform/web/field-parts.js';
import { ErrorSummary, Form, Submit } from '../../platform/web/fields.js';
import { type Fields, fieldsOf } from '../../platform/web/fields-of.js';
import type { Typed } from '../../platform/web/form.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { levelTitle } from '../../review/rating.js';
import type { Action } from '../plan.js';

export interface Owner {
  id: string;
  name: string;
}

/** The owners with the one of this action among them, who may have left. */
export const withOwnerNow = (
  owners: readonly Owner[],
  { owner }: Pick<Action, 'owner'>,
): Owner[] =>
  !owner?.id || owners.some(({ id }) => id === owner.id)
    ? [...owners]
    : [...owners, { id: owner.id, name: `${owner.name} (has left)` }];

/** Who can own an action: people at work in the school. */
export async function listOwners(db: Db, organisation: string): Promise<Owner[]> {
  const all = await listMemberships(db, organisation);
  return all
    .filter(({ endedAt }) => endedAt === null)
    .map(({ personId, name }) => ({ id: personId, name }));
}

interface FormProps {
  request: RequestContext;
  action: string;
  framework: Framework;
  owners: readonly Owner[];
  typed: Typed;
  problem: Problem | null;
  version?: number | undefined;
  /** False once an action is closed: its status is changed on a page of its own. */
  hasStatus: boolean;
  save: string;
  cancel: string;
}

interface FormFields {
  field: Fields;
}

export const ActionForm = (props: FormProps) => {
  const { request, action, typed, problem, version, hasStatus, save, cancel } = props;
  const field = fieldsOf({ typed, problem: problem ?? undefined });
  return (
    <>
      <ErrorSummary problem={problem} />
      <Form action={action} key_={request.context.id()} version={version} class="form section-s">
        <What {...props} field={field} />
        <Who {...props} field={field} />
        <How field={field} />
        {hasStatus && <StatusChoice field={field} />}
        <LearnerQuestion problem={problem} />
        <Submit or={[cancel, 'Cancel']}>{save}</Submit>
      </Form>
    </>
  );
};

const What = ({ field, typed, problem, framework }: FormProps & FormFields) => (
  <>
    <field.Area
      name="title"
      label="What is to be done"
      hint="One action, as you would say it to the person who does it."
      rows={2}
      maxlength={300}
    />
    <field.Text
      name="priority"
      label="Priority"
      hint="The heading it stands under in your plan, such as “Curriculum”. The same words group together."
      maxlength={200}
    />
    <field.Area name="objective" label="Objective" rows={2} maxlength={1000} />
    <AimSelect {...{ typed, problem, framework }} />
  </>
);

/** Statement and level in one choice: grouped by statement, so that it works without script. */
const AimSelect = ({
  typed,
  problem,
  framework,
}: Pick<FormProps, 'typed' | 'problem' | 'framework'>) => {
  const chosen = typed.aim?.[0] ?? '';
  const field = { name: 'aim', label: 'Statement and level aimed at', problem };
  return (
    <div class={groupClass(field)}>
      <Before {...field} />
      <select
        class="govuk-select aim-select"
        id="aim"
        name="aim"
        aria-describedby={describedBy(field)}
      >
        <option value="" selected={chosen === ''}>
          None: it stands for itself
        </option>
        {chosen !== '' && !isOffered(framework, chosen) && (
          <option value={chosen} selected>
            {chosen.replace('@', ' to level ')} (not in this version of the model)
          </option>
        )}
        {framework.themes.flatMap((theme) =>
          theme.statements.map(({ id, title, levels }) => (
            <optgroup label={`${id} ${title}`}>
              {levels.map(({ level }) => (
                <option value={`${id}@${level}`} selected={chosen === `${id}@${level}`}>
                  {id} to {levelTitle(framework, level)}
                </option>
              ))}
            </optgroup>
          )),
        )}
      </select>
    </div>
  );
};

const isOffered = (framework: Framework, aim: string) =>
  framework.themes.some((theme) =>
    theme.statements.some(({ id, levels }) => levels.some(({ level }) => aim === `${id}@${level}`)),
  );

const Who = ({ field, request, typed, owners }: FormProps & FormFields) => {
  const year = Number(typed.academicYear?.[0]) || academicYearAt(request.context.clock());
  return (
    <>
      <h2>Who and when</h2>
      <field.Select
        name="ownerId"
        label="Owner"
        choices={[
          { value: '', label: 'Nobody yet, or somebody named below' },
          ...owners.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <field.Text
        name="ownerName"
        label="Or a name"
        hint="For somebody who is not in Waymark. They get no reminders."
        maxlength={120}
      />
      <div class="pair-fields">
        <field.Text name="startOn" type="date" label="Start" />
        <field.Text name="dueOn" type="date" label="Due" />
      </div>
      <field.Select
        name="academicYear"
        label="In the plan of"
        choices={[year - 1, year, year + 1].map((each) => ({
          value: String(each),
          label: academicYear(each),
        }))}
      />
      <field.Area
        name="milestones"
        label="Milestones"
        hint="A line each. Begin with the day where there is one: “4 December 2026: every tutor has the page”."
        rows={3}
      />
    </>
  );
};

const How = ({ field }: FormFields) => (
  <>
    <h2>What it takes</h2>
    <field.Area name="resources" label="Resources" rows={2} />
    <field.Text name="cost" label="Cost" width={20} maxlength={200} />
    <h2>What it is for</h2>
    <field.Area name="expectedChange" label="What is to change in provision" />
    <field.Area name="measure" label="Success measure" hint="How will you know?" />
    <field.Area
      name="expectedEvidence"
      label="Evidence expected"
      hint="What will show it. Nothing about individual learners."
    />
  </>
);

const StatusChoice = ({ field }: FormFields) => (
  <field.Choices
    name="status"
    label="How far it is"
    isSmall
    choices={[
      { value: 'planned', label: 'Planned' },
      { value: 'under way', label: 'Under way' },
    ]}
  />
);
