/** One action: the columns of the plan in folds, and the milestones. */

import { academicYear } from '../../platform/academic-year.js';
import { dateWords, dayWords } from '../../platform/days.js';
import { Form } from '../../platform/web/fields.js';
import { counted } from '../../review/sentences.js';
import { typedFrom } from '../action-input.js';
import { milestoneLines } from '../milestones.js';
import { isOpenStatus } from '../plan.js';
import { costWords, expectedWords, Fold, isRefused, stepsWords, whyWords } from './action-folds.js';
import { EvidenceList } from './action-progress.js';
import { type ActionProps, mayWrite } from './action-read.js';

/** The columns of the plan, in folds that say what is inside; and where the action comes from. */
export const ActionColumns = (props: ActionProps) => {
  const { action, evidence } = props.whole;
  const values = typedFrom(action);
  const attached = evidence.length > 0 ? counted(evidence.length, 'item') : null;
  return (
    <>
      <div class="folds">
        <Fold title="Why and how we will know" says={whyWords(values)} isOpen={false}>
          <Rows
            rows={[
              ['Priority', action.priority],
              ['Objective', action.objective],
              ['What will change', action.expectedChange],
              ['Success measure', action.measure],
            ]}
          />
        </Fold>
        <Fold
          title="Steps and dates"
          says={stepsWords(values)}
          isOpen={
            isOpenStatus(action.status) && action.milestones.some(({ isReached }) => !isReached)
          }
        >
          <Rows
            rows={[
              ['Plan year', academicYear(action.academicYear)],
              ['Start date', action.startOn ? dayWords(action.startOn) : ''],
            ]}
          />
          {action.milestones.length > 0 && <Milestones {...props} />}
        </Fold>
        <Fold title="Resources and cost" says={costWords(values)} isOpen={false}>
          <Rows
            rows={[
              ['Resources', action.resources],
              ['Cost', action.cost],
            ]}
          />
        </Fold>
        <Fold
          title="Evidence"
          says={attached ?? expectedWords(values)}
          isOpen={isRefused(props.problem, ['evidence'])}
        >
          <Rows rows={[['Evidence expected', action.expectedEvidence]]} />
          <EvidenceList {...props} />
        </Fold>
      </div>
      <Origin {...props} />
    </>
  );
};

const Rows = ({ rows }: { rows: readonly (readonly [name: string, value: string])[] }) => {
  const filled = rows.filter(([, value]) => value !== '');
  if (filled.length === 0) return <p class="quiet">Nothing yet.</p>;
  return (
    <dl class="govuk-summary-list">
      {filled.map(([name, value]) => (
        <SummaryRow name={name} value={value} />
      ))}
    </dl>
  );
};

/** Where the action comes from, and where it continues. */
const Origin = ({ whole: { action, carriedFrom, carriedTo } }: ActionProps) => (
  <>
    {carriedFrom && (
      <p class="small quiet">
        Continued from <a href={`/plan/actions/${carriedFrom.id}`}>{carriedFrom.title}</a> in the
        plan for {academicYear(carriedFrom.academicYear)}.
      </p>
    )}
    {carriedTo && (
      <p class="small quiet">
        Continues in{' '}
        <a href={`/plan/actions/${carriedTo.id}`}>
          the plan for {academicYear(carriedTo.academicYear)}
        </a>
        .
      </p>
    )}
    {action.fromReview && !carriedFrom && (
      <p class="small quiet">
        Created from <a href={`/reviews/${action.fromReview}`}>the review</a> on{' '}
        {dateWords(action.createdAt)}.
      </p>
    )}
  </>
);

const SummaryRow = ({ name, value }: { name: string; value: string }) => (
  <div class="govuk-summary-list__row">
    <dt class="govuk-summary-list__key">{name}</dt>
    <dd class="govuk-summary-list__value typed">{value}</dd>
  </div>
);

const Milestones = (props: ActionProps) => {
  const { request, whole } = props;
  const { action } = whole;
  return (
    <section aria-labelledby="milestones">
      <h3 id="milestones">Milestones</h3>
      <ul class="milestones">
        {action.milestones.map((milestone) => (
          <li class={milestone.isReached ? 'is-reached' : undefined}>
            <span>
              {milestoneLines([milestone])}
              {milestone.isReached && <b> Reached</b>}
            </span>
            {mayWrite(props) && (
              <Form action={`/plan/actions/${action.id}/milestones`} key_={request.context.id()}>
                <input type="hidden" name="what" value={milestone.what} />
                <input type="hidden" name="reached" value={milestone.isReached ? 'no' : 'yes'} />
                <button type="submit" class="link-button small">
                  {milestone.isReached ? 'Mark as not reached' : 'Mark as reached'}
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
