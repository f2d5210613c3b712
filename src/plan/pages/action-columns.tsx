/** One action: its columns and its milestones. */

import { academicYear } from '../../platform/academic-year.js';
import { dateWords, dayWords } from '../../platform/days.js';
import { Form } from '../../platform/web/fields.js';
import { levelWords } from '../../review/rating.js';
import { milestoneLines } from '../milestones.js';
import { type ActionProps, mayWrite } from './action-read.js';

/** The columns of the plan that are filled in, and the milestones. */
export const Columns = (props: ActionProps) => {
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
        {action.fromReview && !carriedFrom && (
          <p class="small">
            It came out of <a href={`/reviews/${action.fromReview}`}>a review</a>, on{' '}
            {dateWords(action.createdAt)}.
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
  const { request, whole } = props;
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
              <Form action={`/plan/actions/${action.id}/milestones`} key_={request.context.id()}>
                <input type="hidden" name="what" value={milestone.what} />
                <input type="hidden" name="reached" value={milestone.isReached ? 'no' : 'yes'} />
                <button type="submit" class="link-button small">
                  {milestone.isReached ? 'Not reached after all' : 'Mark as reached'}
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
