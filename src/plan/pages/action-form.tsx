/** The form of an action, in the columns of a strategic careers development plan. */

import type { Framework } from '../../framework/framework.js';
import { listMemberships } from '../../organisation/organisation-store.js';
import { academicYear, academicYearAt } from '../../platform/academic-year.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import type { Problem } from '../../platform/problems.js';
import type { Db } from '../../platform/storage/transaction.js';
import {
  Button,
  Choices,
  ErrorSummary,
  Form,
  Select,
  TextArea,
  TextField,
} from '../../platform/web/fields.js';
import type { Typed } from '../../platform/web/form.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { levelTitle } from '../../review/rating.js';

export interface Owner {
  id: string;
  name: string;
}

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

export const ActionForm = (props: FormProps) => {
  const { request, action, problem, version, hasStatus, save, cancel } = props;
  return (
    <>
      <ErrorSummary problem={problem} />
      <Form action={action} key_={request.context.id()} version={version} class="form section-s">
        <What {...props} />
        <Who {...props} />
        <How {...props} />
        {hasStatus && <StatusChoice {...props} />}
        <LearnerQuestion problem={problem} />
        <p class="actions">
          <Button>{save}</Button>
          <a href={cancel}>Cancel</a>
        </p>
      </Form>
    </>
  );
};

const What = ({ typed, problem, framework }: FormProps) => (
  <>
    <TextArea
      name="title"
      label="What is to be done"
      hint="One action, as you would say it to the person who does it."
      rows={2}
      maxlength={300}
      {...{ typed, problem }}
    />
    <TextField
      name="priority"
      label="Priority"
      hint="The heading it stands under in your plan, such as “Curriculum”. The same words group together."
      maxlength={200}
      {...{ typed, problem }}
    />
    <TextArea
      name="objective"
      label="Objective"
      rows={2}
      maxlength={1000}
      {...{ typed, problem }}
    />
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
  const error = problem?.fields.aim;
  return (
    <div class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <label class="govuk-label" for="aim">
        Statement and level aimed at
      </label>
      {error && (
        <p class="govuk-error-message" id="aim-error">
          <span class="govuk-visually-hidden">Error:</span> {error}
        </p>
      )}
      <select
        class="govuk-select aim-select"
        id="aim"
        name="aim"
        aria-describedby={error ? 'aim-error' : undefined}
      >
        <option value="" selected={chosen === ''}>
          None: it stands for itself
        </option>
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

const Who = ({ request, typed, problem, owners }: FormProps) => {
  const year = Number(typed.academicYear?.[0]) || academicYearAt(request.context.clock());
  return (
    <>
      <h2>Who and when</h2>
      <Select
        name="ownerId"
        label="Owner"
        choices={[
          { value: '', label: 'Nobody yet, or somebody named below' },
          ...owners.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...{ typed, problem }}
      />
      <TextField
        name="ownerName"
        label="Or a name"
        hint="For somebody who is not in Waymark. They get no reminders."
        maxlength={120}
        {...{ typed, problem }}
      />
      <div class="pair-fields">
        <TextField name="startOn" type="date" label="Start" {...{ typed, problem }} />
        <TextField name="dueOn" type="date" label="Due" {...{ typed, problem }} />
      </div>
      <Select
        name="academicYear"
        label="In the plan of"
        choices={[year - 1, year, year + 1].map((each) => ({
          value: String(each),
          label: academicYear(each),
        }))}
        {...{ typed, problem }}
      />
      <TextArea
        name="milestones"
        label="Milestones"
        hint="A line each. Begin with the day where there is one: “4 December 2026: every tutor has the page”."
        rows={3}
        {...{ typed, problem }}
      />
    </>
  );
};

const How = ({ typed, problem }: FormProps) => (
  <>
    <h2>What it takes</h2>
    <TextArea name="resources" label="Resources" rows={2} {...{ typed, problem }} />
    <TextField name="cost" label="Cost" width={20} maxlength={200} {...{ typed, problem }} />
    <h2>What it is for</h2>
    <TextArea
      name="expectedChange"
      label="What is to change in provision"
      {...{ typed, problem }}
    />
    <TextArea
      name="measure"
      label="Success measure"
      hint="How will you know?"
      {...{ typed, problem }}
    />
    <TextArea
      name="expectedEvidence"
      label="Evidence expected"
      hint="What will show it. Nothing about individual learners."
      {...{ typed, problem }}
    />
  </>
);

const StatusChoice = ({ typed, problem }: FormProps) => (
  <Choices
    name="status"
    label="How far it is"
    isSmall
    choices={[
      { value: 'planned', label: 'Planned' },
      { value: 'under way', label: 'Under way' },
    ]}
    {...{ typed, problem }}
  />
);
