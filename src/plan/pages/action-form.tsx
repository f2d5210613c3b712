/** The form of an action: what it is, who does it and by when; the rest of the plan's columns in folds. */

import type { Framework } from '../../framework/framework.js';
import { listMemberships } from '../../organisation/organisation-store.js';
import { academicYear, academicYearAt } from '../../platform/academic-year.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import type { Problem } from '../../platform/problems.js';
import type { Db } from '../../platform/storage/transaction.js';
import { Button, Form } from '../../platform/web/fields.js';
import { type Fields, fieldsOf } from '../../platform/web/fields-of.js';
import { single, type Typed } from '../../platform/web/form.js';
import type { Child } from '../../platform/web/html.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { type Action, statusTitle } from '../plan.js';
import {
  costWords,
  expectedWords,
  FOLD_FIELDS,
  Fold,
  isRefused,
  stepsWords,
  whyWords,
} from './action-folds.js';
import { AimSelects } from './aim-fields.js';

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
  /** What stands beside the form. */
  aside?: Child;
}

interface FormFields {
  field: Fields;
}

export const ActionForm = (props: FormProps) => {
  const { request, action, typed, problem, version, framework } = props;
  const field = fieldsOf({ typed, problem: problem ?? undefined });
  return (
    <Form action={action} key_={request.context.id()} version={version} class="act-form">
      <div class="act-grid">
        <div class="act-in">
          <First {...props} field={field} />
          <AimSelects {...{ field, typed, framework }} />
          <Folds {...props} field={field} />
          <LearnerQuestion problem={problem} />
        </div>
        {props.aside}
      </div>
      <div class="savebar">
        <div class="in">
          <p class="way">
            <a href={props.cancel}>Cancel</a> <Button>{props.save}</Button>
          </p>
        </div>
      </div>
    </Form>
  );
};

const First = ({ field, owners, hasStatus }: FormProps & FormFields) => (
  <>
    <field.Area
      name="title"
      label="Action"
      hint="What will be done, in one sentence."
      rows={1}
      maxlength={300}
    />
    <div class="act-first is-three">
      <field.Select
        name="ownerId"
        label="Owner"
        choices={[
          { value: '', label: 'No owner' },
          ...owners.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <field.Text name="dueOn" type="date" label="Due date" />
      {hasStatus && (
        <field.Select
          name="status"
          label="Status"
          choices={[
            { value: 'planned', label: statusTitle('planned') },
            { value: 'under way', label: statusTitle('under way') },
          ]}
        />
      )}
    </div>
  </>
);

const Folds = (props: FormProps & FormFields) => {
  const { field, request, typed, problem } = props;
  const values = single(typed);
  const year = Number(values.academicYear) || academicYearAt(request.context.clock());
  return (
    <div class="folds">
      <Fold
        title="Owner not in Waymark"
        says={values.ownerName || 'No one'}
        isOpen={isRefused(problem, ['ownerName'])}
      >
        <field.Text
          name="ownerName"
          label="Name"
          hint="For someone without an account. They get no reminders."
          maxlength={120}
        />
      </Fold>
      <Why {...props} values={values} />
      <Fold
        title="Steps and dates"
        says={stepsWords({ ...values, academicYear: String(year) })}
        isOpen={isRefused(problem, FOLD_FIELDS.steps)}
      >
        <div class="act-first is-three">
          <field.Text name="startOn" type="date" label="Start date" />
          <field.Select
            name="academicYear"
            label="Plan year"
            choices={[year - 1, year, year + 1].map((each) => ({
              value: String(each),
              label: academicYear(each),
            }))}
          />
        </div>
        <field.Area
          name="milestones"
          label="Milestones"
          hint="One on each line. Start with the date if there is one: “4 December 2026: every tutor has the page”."
          rows={3}
        />
      </Fold>
      <Fold
        title="Resources and cost"
        says={costWords(values)}
        isOpen={isRefused(problem, FOLD_FIELDS.cost)}
      >
        <field.Area name="resources" label="Resources" rows={2} />
        <field.Text name="cost" label="Cost" width={20} maxlength={200} />
      </Fold>
      <Fold
        title="Evidence expected"
        says={expectedWords(values)}
        isOpen={isRefused(problem, ['expectedEvidence'])}
      >
        <field.Area
          name="expectedEvidence"
          label="Evidence expected"
          hint="What will show it. Nothing about individual learners."
        />
      </Fold>
    </div>
  );
};

const Why = ({
  field,
  problem,
  values,
}: FormProps & FormFields & { values: Record<string, string> }) => (
  <Fold
    title="Why and how we will know"
    says={whyWords(values)}
    isOpen={isRefused(problem, FOLD_FIELDS.why)}
  >
    <field.Text
      name="priority"
      label="Priority"
      hint="Actions with the same priority are listed together in the plan."
      maxlength={200}
    />
    <field.Area name="objective" label="Objective" rows={2} maxlength={1000} />
    <field.Area name="expectedChange" label="What will change" />
    <field.Area name="measure" label="Success measure" hint="How will you know?" />
  </Fold>
);
