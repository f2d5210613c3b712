/** Adding an action, and changing its words; two people at once see both texts. */
import { timeWords } from '../../days.js';
import { type Framework, statementOf } from '../../framework/framework.js';
import { saysNoLearners } from '../../people/learner-data.js';
import { type Member, scopeOf } from '../../people/people.js';
import type { Problem } from '../../problems.js';
import { goTo, send } from '../../web/answer.js';
import { expected, keyOf, parse, readForm, single, type Typed, versionOf } from '../../web/form.js';
import { Heading } from '../../web/page.js';
import type { Ctx } from '../../web/visit.js';
import { actionInput, COLUMN_TITLES, typedFrom } from '../action-input.js';
import { addAction, addFromMove, drawnUp, moveInput } from '../changes/add.js';
import { changeWords } from '../changes/change.js';
import { type Action, isOpenStatus } from '../plan.js';
import { findAction } from '../store.js';
import { ActionForm, listOwners, type Owner } from './action-form.js';
import { PlanPage } from './plan-parts.js';
import { readStandpoint, yearAsked } from './plan-read.js';

interface FormData {
  framework: Framework;
  owners: Owner[];
}

async function readFormData(c: Ctx, member: Member): Promise<FormData> {
  return c.get('visit').world.storage.read(scopeOf(member), async (db) => ({
    framework: (await readStandpoint(db, member)).framework,
    owners: await listOwners(db, member.organisation.id),
  }));
}

const typedOf = (fields: Record<string, string>): Typed =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]]));

/** GET /plan/new?year=&statement=&level= */
export async function newActionPage(c: Ctx, member: Member): Promise<Response> {
  const data = await readFormData(c, member);
  const statement = statementOf(data.framework, c.req.query('statement') ?? '');
  const level = Number(c.req.query('level'));
  const isMove = statement?.levels.some((each) => each.level === level);
  const drawn = isMove ? drawnUp(data.framework, { statement: statement!.id, level }, '') : null;
  const typed = typedOf({
    ...(drawn ? { ...drawn, aim: `${statement!.id}@${level}` } : {}),
    ...{ academicYear: String(yearAsked(c)), status: 'planned' },
  });
  return send(c, newAction(c, data, typed, null));
}

/** POST /plan/actions */
export async function newActionPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  try {
    const input = parse(actionInput, single(typed));
    const how = { key: keyOf(typed), namesNoLearners: saysNoLearners(typed) };
    const { id } = await addAction(c.get('visit').world, member, input, how);
    return goTo(c, `/plan/actions/${id}`, 'Added to the plan.');
  } catch (error) {
    const problem = expected(error);
    const data = await readFormData(c, member);
    return send(c, newAction(c, data, typed, problem), problem.status);
  }
}

function newAction(c: Ctx, data: FormData, typed: Typed, problem: Problem | null) {
  return (
    <PlanPage visit={c.get('visit')} title="Add an action" hasError={problem !== null}>
      <Heading lead="Only what is to be done is needed now. The rest can follow.">
        Add an action
      </Heading>
      <ActionForm
        visit={c.get('visit')}
        action="/plan/actions"
        {...{ ...data, typed, problem, hasStatus: true }}
        save="Add to the plan"
        cancel="/plan"
      />
    </PlanPage>
  );
}

/** POST /plan/actions/from-move: one press. */
export async function fromMovePost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  const move = parse(moveInput, single(typed));
  const { id, isNew } = await addFromMove(c.get('visit').world, member, move, {
    key: keyOf(typed),
  });
  return goTo(
    c,
    `/plan/actions/${id}`,
    isNew
      ? 'Added to the plan. Say who owns it and when it is due.'
      : 'Your plan has an action for this already. Here it is.',
  );
}

/** GET /plan/actions/:id/edit */
export async function editActionPage(c: Ctx, member: Member): Promise<Response> {
  const action = await read(c, member);
  const data = await readFormData(c, member);
  return send(c, editAction(c, { action, data, typed: typedOf(typedFrom(action)), problem: null }));
}

/** POST /plan/actions/:id */
export async function editActionPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  const id = c.req.param('id') ?? '';
  try {
    const input = parse(actionInput, single(typed));
    const how = {
      key: keyOf(typed),
      version: versionOf(typed),
      namesNoLearners: saysNoLearners(typed),
    };
    await changeWords(c.get('visit').world, member, id, input, how);
    return goTo(c, `/plan/actions/${id}`, 'Saved.');
  } catch (error) {
    const problem = expected(error);
    if (problem.status === 404 || problem.status === 403) throw problem;
    const action = await read(c, member);
    const data = await readFormData(c, member);
    return send(c, editAction(c, { action, data, typed, problem }), problem.status);
  }
}

const read = (c: Ctx, member: Member) =>
  c
    .get('visit')
    .world.storage.read(scopeOf(member), (db) =>
      findAction(db, member.organisation.id, c.req.param('id') ?? ''),
    );

interface EditProps {
  action: Action;
  data: FormData;
  typed: Typed;
  problem: Problem | null;
}

function editAction(c: Ctx, { action, data, typed, problem }: EditProps) {
  const isConflict = problem?.code === 'action.conflict';
  return (
    <PlanPage visit={c.get('visit')} title="Change an action" hasError={problem !== null}>
      <Heading
        eyebrow={<a href={`/plan/actions/${action.id}`}>{action.title}</a>}
        {...(isConflict ? { lead: problem.message } : {})}
      >
        {isConflict ? 'Two people wrote at once' : 'Change the action'}
      </Heading>
      {isConflict && <Theirs action={action} typed={typed} data={data} />}
      <ActionForm
        visit={c.get('visit')}
        action={`/plan/actions/${action.id}`}
        {...data}
        typed={withAllFields(typed, action)}
        problem={isConflict ? null : problem}
        version={problem && !isConflict ? versionOf(typed) : action.version}
        hasStatus={isOpenStatus(action.status)}
        save={isConflict ? 'Save what stands here' : 'Save the action'}
        cancel={`/plan/actions/${action.id}`}
      />
    </PlanPage>
  );
}

/** A radio that nobody chose sends nothing: then what is saved is shown. */
const withAllFields = (typed: Typed, action: Action): Typed => ({
  ...typedOf(typedFrom(action)),
  ...typed,
});

/** What the other person saved, beside what this one typed, field by field. */
const Theirs = ({ action, typed, data }: { action: Action; typed: Typed; data: FormData }) => {
  const theirs = typedFrom(action);
  const names = Object.keys(COLUMN_TITLES) as (keyof typeof COLUMN_TITLES)[];
  const words = (name: string, value: string) =>
    name === 'ownerId' ? (data.owners.find(({ id }) => id === value)?.name ?? '') : value;
  const differing = names.filter(
    (name) => typed[name] !== undefined && (typed[name]?.[0] ?? '').trim() !== theirs[name],
  );
  const who = action.updatedBy ?? 'somebody else';
  return (
    <section class="section-s" aria-labelledby="both">
      <h2 id="both">Where the two differ</h2>
      <div class="scrolls">
        <table class="govuk-table both-texts">
          <caption class="vh">What each of you wrote</caption>
          <thead>
            <tr>
              <th scope="col" class="govuk-table__header">
                Field
              </th>
              <th scope="col" class="govuk-table__header">
                Saved by {who} at {timeWords(action.updatedAt)}
              </th>
              <th scope="col" class="govuk-table__header">
                Yours
              </th>
            </tr>
          </thead>
          <tbody>
            {differing.map((name) => (
              <tr>
                <th scope="row" class="govuk-table__header">
                  {COLUMN_TITLES[name]}
                </th>
                <td class="govuk-table__cell typed">
                  {words(name, theirs[name] ?? '') || 'Nothing'}
                </td>
                <td class="govuk-table__cell typed">
                  {words(name, typed[name]?.[0] ?? '') || 'Nothing'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="section-s">
        The form below holds what you typed. Change it as you like and save, or{' '}
        <a href={`/plan/actions/${action.id}`}>leave it as {who} saved it</a>.
      </p>
    </section>
  );
};
