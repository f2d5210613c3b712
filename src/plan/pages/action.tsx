/** One action: all its columns, its progress, and its end. */
import { academicYear, dayWords } from '../../chart/academic-year.js';
import type { Framework } from '../../framework/framework.js';
import { dayOf, momentOf } from '../../people/dates.js';
import { saysNoLearners } from '../../people/learner-data.js';
import { HistoryOf } from '../../people/pages/history-of.js';
import { LearnerQuestion } from '../../people/pages/learner-question.js';
import { type Member, scopeOf } from '../../people/people.js';
import type { Problem } from '../../problems.js';
import { RemarksSection } from '../../remark/pages/section.js';
import { levelWords } from '../../review/standing.js';
import { type HistoryEntry, listHistoryOf } from '../../storage/history.js';
import { goTo, safePath, send } from '../../web/answer.js';
import { Button, ErrorSummary, Form, LinkButton, TextArea } from '../../web/fields.js';
import { all, expected, keyOf, one, parse, readForm, single, type Typed } from '../../web/form.js';
import { Heading } from '../../web/page.js';
import type { Ctx, Visit } from '../../web/visit.js';
import {
  addEvidence,
  addNote,
  evidenceInput,
  noteInput,
  openStatusFrom,
  reachMilestone,
  setStatus,
} from '../changes/change.js';
import { dayAt } from '../days.js';
import { milestoneLines } from '../milestones.js';
import { findWholeAction, type WholeAction } from '../notes-store.js';
import { may } from '../plan.js';
import { AimMark, ArchivedNote, DueWords, PlanPage, planName, StatusMark } from './plan-parts.js';
import { readStandpoint } from './plan-read.js';

export interface ActionProps {
  visit: Visit;
  framework: Framework;
  whole: WholeAction;
  /** What happened to it, newest first. */
  history: HistoryEntry[];
  problem: Problem | null;
  typed?: Typed;
}

/** The action of this address with the framework and its history. Three queries. */
export async function readAction(c: Ctx, member: Member): Promise<ActionProps> {
  const { visit } = c.var;
  return visit.world.storage.read(scopeOf(member), async (db) => {
    const reading = { person: member.person.id, now: visit.world.clock() };
    const id = c.req.param('id') ?? '';
    const whole = await findWholeAction(db, member.organisation.id, id, reading);
    const { framework } = await readStandpoint(db, member);
    const history = await listHistoryOf(db, member.organisation.id, { kind: 'action', id });
    return { visit, framework, whole, history, problem: null };
  });
}

/** GET /plan/actions/:id */
export async function actionPage(c: Ctx, member: Member): Promise<Response> {
  return send(c, <ActionView {...(await readAction(c, member))} />);
}

const mayWrite = ({ visit, whole }: ActionProps) =>
  visit.role !== null && may('write', visit.role) && !whole.isArchived;

const ActionView = (props: ActionProps) => {
  const { visit, framework, whole, problem } = props;
  const { action, isArchived } = whole;
  const today = dayAt(visit.world.clock());
  return (
    <PlanPage
      visit={visit}
      title={action.title}
      framework={framework}
      here="plan"
      styles={['remark']}
      hasError={problem !== null}
    >
      <ErrorSummary problem={problem} />
      <Heading
        eyebrow={<a href={`/plan?year=${action.academicYear}`}>{planName(action.academicYear)}</a>}
      >
        {action.title}
      </Heading>
      <p class="act-marks">
        <StatusMark action={action} />
        <AimMark action={action} framework={framework} />
        <span>
          <DueWords action={action} today={today} />
        </span>
        <span>
          {action.owner ? action.owner.name : <span class="quiet">Nobody owns it yet</span>}
        </span>
      </p>
      {isArchived && <ArchivedNote year={action.academicYear} />}
      {mayWrite(props) && <Doing {...props} />}
      <div class="split section">
        <div>
          {action.closedOn !== null && <Ending {...props} />}
          <Columns {...props} />
        </div>
        <div>
          <Progress {...props} />
          <EvidenceList {...props} />
        </div>
      </div>
      <RemarksSection
        visit={visit}
        place={{ review: null, statement: null, action: action.id }}
        what="this action"
        remarks={whole.remarks}
      />
      <HistoryOf entries={props.history} />
    </PlanPage>
  );
};

const Doing = ({ visit, whole: { action } }: ActionProps) => {
  const base = `/plan/actions/${action.id}`;
  const isOpen = action.closedOn === null;
  return (
    <div class="actions section-s">
      {action.status === 'planned' && (
        <StatusButton visit={visit} id={action.id} to="under way" name="Begin" />
      )}
      {action.status === 'under way' && <LinkButton href={`${base}/close`}>Close it</LinkButton>}
      {!isOpen && <StatusButton visit={visit} id={action.id} to="under way" name="Open again" />}
      <a href={`${base}/edit`}>Change</a>
      {action.status === 'planned' && <a href={`${base}/close`}>Close it</a>}
      {visit.role === 'careers leader' && <a href={`${base}/delete`}>Delete</a>}
    </div>
  );
};

const StatusButton = (props: { visit: Visit; id: string; to: string; name: string }) => (
  <Form action={`/plan/actions/${props.id}/status`} key_={props.visit.world.id()}>
    <input type="hidden" name="status" value={props.to} />
    <button type="submit" class="govuk-button govuk-button--secondary">
      {props.name}
    </button>
  </Form>
);

/** What the team says came of it, and the way back to the judgement. */
const Ending = ({ framework, whole }: ActionProps) => {
  const { action, review } = whole;
  const { aim } = action;
  return (
    <section class="ending card stack" aria-labelledby="ending">
      <h2 id="ending">{action.status === 'done' ? 'What changed' : 'Why it was stopped'}</h2>
      <p class="typed">{action.changed}</p>
      {action.result && (
        <p class="typed">
          <b>The measure says:</b> {action.result}
        </p>
      )}
      {aim && review && action.status === 'done' && (
        <p>
          {review.isOpen ? (
            <>
              It aimed at {aim.statement} at {levelWords(framework, aim.level)}.{' '}
              <a href={`/reviews/${review.id}/statements/${aim.statement}`}>
                Look at the judgement of {aim.statement} again
              </a>
            </>
          ) : (
            <>
              It aimed at {aim.statement} at {levelWords(framework, aim.level)}. The next review
              will look at it; until then,{' '}
              <a href={`/reviews/${review.id}/statements/${aim.statement}`}>
                see what was agreed on {aim.statement}
              </a>
              .
            </>
          )}
        </p>
      )}
    </section>
  );
};

const Columns = (props: ActionProps) => {
  const { framework, whole } = props;
  const { action, carriedFrom, carriedTo } = whole;
  const rows: [string, string][] = [
    ['Priority', action.priority],
    ['Objective', action.objective],
    ['Owner', action.owner?.name ?? ''],
    ['Start', action.startOn ? dayWords(action.startOn) : ''],
    ['Due', action.dueOn ? dayWords(action.dueOn) : ''],
    ['Resources', action.resources],
    ['Cost', action.cost],
    ['What is to change in provision', action.expectedChange],
    ['Success measure', action.measure],
    ['Evidence expected', action.expectedEvidence],
  ];
  const aim = action.aim && `${action.aim.statement} at ${levelWords(framework, action.aim.level)}`;
  return (
    <>
      {action.milestones.length > 0 && <Milestones {...props} problem={null} />}
      <section aria-labelledby="columns" class="part">
        <h2 id="columns">In the plan</h2>
        <dl class="govuk-summary-list">
          {aim && <SummaryRow name="Aims at" value={aim} />}
          {rows.map(([name, value]) => value && <SummaryRow name={name} value={value} />)}
        </dl>
        {rows.some(([, value]) => !value) && (
          <p class="small quiet">
            Not filled in:{' '}
            {rows
              .filter(([, value]) => !value)
              .map(([name]) => name.toLowerCase())
              .join(', ')}
            .
          </p>
        )}
        {carriedFrom && (
          <p class="small">
            Goes on from <a href={`/plan/actions/${carriedFrom.id}`}>{carriedFrom.title}</a> in the
            plan of {academicYear(carriedFrom.academicYear)}.
          </p>
        )}
        {carriedTo && (
          <p class="small">
            Goes on in{' '}
            <a href={`/plan/actions/${carriedTo.id}`}>
              the plan of {academicYear(carriedTo.academicYear)}
            </a>
            .
          </p>
        )}
        {action.fromReview && (
          <p class="small">
            It came out of <a href={`/reviews/${action.fromReview}`}>a review</a>, on{' '}
            {dayOf(action.createdAt)}.
          </p>
        )}
      </section>
    </>
  );
};

const SummaryRow = ({ name, value }: { name: string; value: string }) => (
  <div class="govuk-summary-list__row">
    <dt class="govuk-summary-list__key">{name}</dt>
    <dd class="govuk-summary-list__value typed">{value}</dd>
  </div>
);

const Milestones = (props: ActionProps) => {
  const { visit, whole } = props;
  const { action } = whole;
  return (
    <section class="part" aria-labelledby="milestones">
      <h2 id="milestones">Milestones</h2>
      <ul class="milestones">
        {action.milestones.map((milestone) => (
          <li class={milestone.isReached ? 'is-reached' : undefined}>
            <span>
              {milestoneLines([milestone])}
              {milestone.isReached && <b> Reached</b>}
            </span>
            {mayWrite(props) && (
              <Form action={`/plan/actions/${action.id}/milestones`} key_={visit.world.id()}>
                <input type="hidden" name="what" value={milestone.what} />
                <input type="hidden" name="reached" value={milestone.isReached ? 'no' : 'yes'} />
                <button type="submit" class="link-button small">
                  {milestone.isReached ? 'Not reached after all' : 'Reached'}
                  <span class="vh">: {milestone.what}</span>
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Progress = (props: ActionProps) => {
  const { visit, whole, problem, typed } = props;
  return (
    <section class="part" aria-labelledby="progress">
      <h2 id="progress">Progress</h2>
      {mayWrite(props) && (
        <Form
          action={`/plan/actions/${whole.action.id}/notes`}
          key_={visit.world.id()}
          class="note-form"
        >
          <TextArea
            name="words"
            label="How is it going?"
            hint="Nothing about individual learners."
            maxlength={4000}
            {...{ typed, problem }}
          />
          <LearnerQuestion problem={problem} />
          <Button isSecondary>Add a note</Button>
        </Form>
      )}
      {whole.notes.length === 0 && <p class="quiet">No notes yet.</p>}
      <ol class="notes">
        {whole.notes.map(({ words, by, at }) => (
          <li>
            <p class="typed">{words}</p>
            <p class="small quiet">
              {by ?? 'Somebody whose name was erased'}, {momentOf(at)}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
};

const EvidenceList = (props: ActionProps) => {
  const { visit, whole } = props;
  const { evidence, offered, action } = whole;
  return (
    <section class="part" aria-labelledby="evidence-heading">
      <h2 id="evidence-heading">Evidence</h2>
      {evidence.length === 0 && <p class="quiet">None attached yet.</p>}
      <ul class="plain-rows">
        {evidence.map(({ id, title }) => (
          <li>
            <a href={`/evidence/${id}`}>{title}</a>
          </li>
        ))}
      </ul>
      {mayWrite(props) && offered.length > 0 && (
        <details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">Attach evidence</span>
          </summary>
          <Form
            action={`/plan/actions/${action.id}/evidence`}
            key_={visit.world.id()}
            class="note-form"
          >
            <EvidenceChoices offered={offered} chosen={[]} />
            <Button isSecondary>Attach</Button>
          </Form>
        </details>
      )}
    </section>
  );
};

/** What the school has and the action does not show yet, as checkboxes. */
export const EvidenceChoices = (props: { offered: WholeAction['offered']; chosen: string[] }) => (
  <fieldset class="govuk-fieldset" id="evidence">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">From your evidence</legend>
    <div class="govuk-checkboxes govuk-checkboxes--small">
      {props.offered.map(({ id, title }) => (
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={`evidence-${id}`}
            name="evidence"
            type="checkbox"
            value={id}
            checked={props.chosen.includes(id)}
          />
          <label class="govuk-label govuk-checkboxes__label" for={`evidence-${id}`}>
            {title}
          </label>
        </div>
      ))}
    </div>
  </fieldset>
);

/** Runs a small change of an action and goes back to its page, which shows what was refused. */
async function small(
  c: Ctx,
  member: Member,
  typed: Typed,
  work: (id: string) => Promise<string>,
): Promise<Response> {
  const id = c.req.param('id') ?? '';
  try {
    const told = await work(id);
    return goTo(c, safePath(one(typed, 'back') || undefined, `/plan/actions/${id}`), told);
  } catch (error) {
    const problem = expected(error);
    if (problem.status === 404 || problem.status === 403) throw problem;
    const read = await readAction(c, member);
    return send(c, <ActionView {...read} problem={problem} typed={typed} />, problem.status);
  }
}

/** POST /plan/actions/:id/status */
export async function statusPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  const status = openStatusFrom(one(typed, 'status')) ?? 'under way';
  return small(c, member, typed, async (id) => {
    await setStatus(c.var.visit.world, member, id, status, { key: keyOf(typed) });
    return status === 'planned' ? 'It is planned again.' : 'It is under way.';
  });
}

/** POST /plan/actions/:id/notes */
export async function notesPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  return small(c, member, typed, async (id) => {
    const input = parse(noteInput, single(typed));
    const how = { key: keyOf(typed), namesNoLearners: saysNoLearners(typed) };
    await addNote(c.var.visit.world, member, id, input, how);
    return 'Noted.';
  });
}

/** POST /plan/actions/:id/milestones */
export async function milestonesPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  return small(c, member, typed, async (id) => {
    const milestone = { what: one(typed, 'what'), isReached: one(typed, 'reached') === 'yes' };
    await reachMilestone(c.var.visit.world, member, id, milestone, { key: keyOf(typed) });
    return milestone.isReached ? 'Milestone reached.' : 'The milestone is open again.';
  });
}

/** POST /plan/actions/:id/evidence */
export async function evidencePost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  return small(c, member, typed, async (id) => {
    const input = parse(evidenceInput, { evidence: all(typed, 'evidence') });
    await addEvidence(c.var.visit.world, member, id, input, { key: keyOf(typed) });
    return 'Attached.';
  });
}
