/** Adding an action, and changing its words; two people at once see both texts. */

import { type Framework, statementOf } from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import { formPost } from '../../platform/access/form-post.js';
import { saysNoLearners } from '../../platform/access/learner-data.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { dayAsTyped } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import type { Db } from '../../platform/storage/transaction.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  conflictField,
  EditConflict,
  hasChoices,
  isEditConflict,
  withChoices,
} from '../../platform/web/edit-conflict.js';
import { ErrorSummary } from '../../platform/web/fields.js';
import {
  expected,
  keyOf,
  one,
  parse,
  readForm,
  single,
  type Typed,
  versionOf,
} from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { levelTitle } from '../../review/rating.js';
import { actionInput, COLUMN_TITLES, typedFrom } from '../action-input.js';
import { addAction, drawnUp } from '../changes/add.js';
import { changeWords } from '../changes/change.js';
import { type Action, isOpenStatus } from '../plan.js';
import { findAction } from '../store.js';
import { ActionForm, listOwners, type Owner, withOwnerNow } from './action-form.js';
import { type Left, LeftForLevel, readLeft } from './action-left.js';
import { AIM_FIELDS, aimFields, atTheFields, withAim } from './aim-fields.js';
import { PlanPage } from './plan-parts.js';
import { readStandpoint, yearAsked } from './plan-read.js';

interface FormData {
  framework: Framework;
  owners: Owner[];
  left: Left | null;
}

async function formDataOf(db: Db, member: Member, aim: Action['aim']): Promise<FormData> {
  const standpoint = await readStandpoint(db, member);
  return {
    framework: standpoint.framework,
    owners: await listOwners(db, member.organisation.id),
    left: await readLeft(db, member, standpoint, aim),
  };
}

/** What the form of a new action offers; it aims at what the address asks for, or at nothing. */
const readFormData = (c: Ctx, member: Member): Promise<FormData> => {
  const [statement, level] = [c.req.query('statement'), Number(c.req.query('level'))];
  return c
    .get('request')
    .context.storage.read(scopeOf(member), (db) =>
      formDataOf(db, member, statement ? { statement, level } : null),
    );
};

/** The action and what its form offers. @throws NotFound */
const readEdited = (c: Ctx, member: Member): Promise<{ action: Action; data: FormData }> =>
  c.get('request').context.storage.read(scopeOf(member), async (db) => {
    const action = await findAction(db, member.organisation.id, c.req.param('id') ?? '');
    const data = await formDataOf(db, member, action.aim);
    return { action, data: { ...data, owners: withOwnerNow(data.owners, action) } };
  });

const typedOf = (fields: Record<string, string>): Typed =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]]));

/** GET /plan/new?year=&statement=&level= */
export async function newActionPage(c: Ctx, member: Member): Promise<Response> {
  const data = await readFormData(c, member);
  const statement = statementOf(data.framework, c.req.query('statement') ?? '');
  const level = Number(c.req.query('level'));
  const isMove = statement?.levels.some((each) => each.level === level);
  const drawn = isMove ? drawnUp(data.framework, { statement: statement!.id, level }, '') : null;
  const { aim = null, ...words } = drawn ?? {};
  const typed = typedOf({
    ...words,
    ...(aim ? aimFields(aim) : { statement: statement?.id ?? '' }),
    ...{ academicYear: String(yearAsked(c)), status: 'planned' },
  });
  return send(c, newAction(c, data, typed, null));
}

/** POST /plan/actions */
export const newActionPost = formPost(
  async ({ c, context, member, typed, how }) => {
    const input = parse(actionInput, single(withAim(typed)));
    const { id } = await addAction(context, member, input, how);
    return goTo(c, `/plan/actions/${id}`, 'Added to the plan.');
  },
  async (c, member, typed, problem) => {
    const data = await readFormData(c, member);
    return send(c, newAction(c, data, typed, problem), problem.status);
  },
);

function newAction(c: Ctx, data: FormData, typed: Typed, refused: Problem | null) {
  const { left, ...offered } = data;
  const problem = refused && atTheFields(refused);
  const [statement, level] = [one(typed, 'statement'), one(typed, 'level')];
  const title = level ? `Add an action for ${statement}, level ${level}` : 'Add an action';
  return (
    <PlanPage
      request={c.get('request')}
      title={title}
      framework={data.framework}
      hasError={problem !== null}
    >
      <ErrorSummary problem={problem} />
      <Heading>Add an action</Heading>
      <ActionForm
        request={c.get('request')}
        action="/plan/actions"
        {...{ ...offered, typed, problem, hasStatus: true }}
        save="Add to the plan"
        cancel="/plan"
        aside={<LeftForLevel framework={data.framework} left={left} />}
      />
    </PlanPage>
  );
}

/** GET /plan/actions/:id/edit */
export async function editActionPage(c: Ctx, member: Member): Promise<Response> {
  const { action, data } = await readEdited(c, member);
  return send(c, editAction(c, { action, data, typed: savedFields(action), problem: null }));
}

/** POST /plan/actions/:id */
export async function editActionPost(c: Ctx, member: Member): Promise<Response> {
  let typed = await readForm(c);
  const id = c.req.param('id') ?? '';
  try {
    if (hasChoices(typed))
      typed = { ...savedFields(await read(c, member)), ...withChoices(typed, CONFLICT_FIELDS) };
    const input = parse(actionInput, single(withAim(typed)));
    const how = {
      key: keyOf(typed),
      version: versionOf(typed),
      namesNoLearners: saysNoLearners(typed),
    };
    await changeWords(c.get('request').context, member, id, input, how);
    return goTo(c, `/plan/actions/${id}`, 'Saved.');
  } catch (error) {
    const problem = expected(error);
    if (problem.status === 404 || problem.status === 403) throw problem;
    const { action, data } = await readEdited(c, member);
    if (isEditConflict(problem))
      return send(c, bothTexts(c, { action, data, typed, problem }), 409);
    return send(c, editAction(c, { action, data, typed, problem }), problem.status);
  }
}

const read = (c: Ctx, member: Member) =>
  c
    .get('request')
    .context.storage.read(scopeOf(member), (db) =>
      findAction(db, member.organisation.id, c.req.param('id') ?? ''),
    );

interface EditProps {
  action: Action;
  data: FormData;
  typed: Typed;
  problem: Problem | null;
}

function editAction(c: Ctx, { action, data, typed, problem: refused }: EditProps) {
  const { left, ...offered } = data;
  const problem = refused && atTheFields(refused);
  return (
    <PlanPage
      request={c.get('request')}
      title="Change the action"
      framework={data.framework}
      hasError={problem !== null}
    >
      <ErrorSummary problem={problem} />
      <Heading eyebrow={<a href={`/plan/actions/${action.id}`}>{action.title}</a>}>
        Change the action
      </Heading>
      <ActionForm
        request={c.get('request')}
        action={`/plan/actions/${action.id}`}
        {...offered}
        typed={{ ...savedFields(action), ...typed }}
        problem={problem}
        version={problem ? versionOf(typed) : action.version}
        hasStatus={isOpenStatus(action.status)}
        save="Save the action"
        cancel={`/plan/actions/${action.id}`}
        aside={<LeftForLevel framework={data.framework} left={left} />}
      />
    </PlanPage>
  );
}

/** The fields of the form as they hold what is saved. */
function savedFields(action: Action): Typed {
  const { aim: _aim, ...fields } = typedFrom(action);
  return typedOf({ ...fields, ...aimFields(action.aim) });
}

const LONG_TEXTS = [
  ...['objective', 'milestones', 'resources'],
  ...['expectedChange', 'measure', 'expectedEvidence'],
];

/** The owner is chosen as one, whether by account or by name. */
const CONFLICT_FIELDS = Object.entries(COLUMN_TITLES)
  .filter(([name]) => name !== 'ownerName')
  .map(([name, title]) => ({
    ...conflictField(name, title, LONG_TEXTS.includes(name)),
    ...(name === 'ownerId' ? { holds: isOwnerField } : {}),
    ...(name === 'aim' ? { holds: (field: string) => AIM_FIELDS.includes(field) } : {}),
  }));

function isOwnerField(name: string): boolean {
  return name === 'ownerId' || name === 'ownerName';
}

function bothTexts(c: Ctx, { action, data, typed, problem }: EditProps & { problem: Problem }) {
  const words = (field: string, values: Typed) => wordsOf(field, values, data);
  return (
    <PlanPage request={c.get('request')} title={`Both texts for ${action.title}`} hasError>
      <EditConflict
        {...{ request: c.get('request'), typed, problem }}
        eyebrow={action.title}
        action={`/plan/actions/${action.id}`}
        back={`/plan/actions/${action.id}`}
        saved={{
          version: action.version,
          at: action.updatedAt,
          by: { id: null, name: action.updatedBy },
        }}
        parts={CONFLICT_FIELDS.map((each) => ({
          ...each,
          mine: words(each.field, typed),
          theirs: words(each.field, savedFields(action)),
        }))}
      />
    </PlanPage>
  );
}

/** A field of the form as words to read. */
function wordsOf(field: string, values: Typed, { framework, owners }: FormData): string {
  const value = one(values, field);
  if (field === 'ownerId')
    return owners.find(({ id }) => id === value)?.name ?? one(values, 'ownerName');
  if (field === 'startOn' || field === 'dueOn') return dayAsTyped(value);
  if (field === 'academicYear') return academicYear(Number(value));
  if (field !== 'aim') return value;
  const [statement, level] = [one(values, 'statement'), one(values, 'level')];
  return level === '' ? statement : `${statement}, ${levelTitle(framework, Number(level))}`;
}
