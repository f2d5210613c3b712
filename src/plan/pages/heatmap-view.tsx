/** The plan on the heat map: where the school stands, what the plan aims at, and what has been reached. */

import { shortNameOf, statementOf } from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import { Heatmap } from '../../platform/chart/heatmap.js';
import { dateWords } from '../../platform/days.js';
import { chartMark, RatingChip } from '../../review/pages/level-marks.js';
import { atLeast, ratingOf } from '../../review/rating.js';
import { counted } from '../../review/sentences.js';
import type { Aimed } from '../list-store.js';
import { latestOf, ratingsNow } from '../years-store.js';
import type { PlanProps } from './plan.js';

export const HeatmapView = ({ asked, standpoint, part }: PlanProps) => {
  const { framework, years } = standpoint;
  const { now, before } = ratingsNow(years);
  const { codes } = standpoint;
  const aims = [...part.aims].sort(
    (one, other) => codes.indexOf(one.statement) - codes.indexOf(other.statement),
  );
  const aimOf = new Map(aims.map((each) => [each.statement, each]));
  const reached = aims.filter(({ statement, level }) => atLeast(ratingOf(now, statement), level));
  return (
    <section class="section-s" aria-labelledby="heatmap">
      <h2 id="heatmap">
        {aims.length === 0
          ? 'No action is linked to a statement yet'
          : `${reached.length} of ${counted(aims.length, 'target level')} reached`}
      </h2>
      <p class="small quiet part-lead">{standWords(years)}</p>
      <Heatmap
        groups={framework.themes.map((theme) => ({
          code: String(theme.id),
          title: shortNameOf(theme),
          columns: theme.statements.map(({ id, title }) => ({
            code: id,
            title,
            mark: chartMark(framework, ratingOf(now, id)),
            before: before[id] === undefined ? undefined : chartMark(framework, before[id] ?? null),
            aim: aimOf.get(id)?.level,
          })),
        }))}
        scale={framework}
        year={academicYear(asked.academicYear)}
        yearBefore={latestOf(years)?.title}
      />
      {aims.length > 0 && <AimTable {...{ framework, aims, now, before }} />}
    </section>
  );
};

function standWords(years: PlanProps['standpoint']['years']): string {
  const latest = latestOf(years);
  if (!latest) return 'There is no review yet, so there are no levels to show.';
  const agreed = latest.closedAt
    ? `The levels are from ${latest.title}, agreed on ${dateWords(latest.closedAt)}`
    : `The levels are from ${latest.title}, which is still open`;
  const newest = years.at(-1)!;
  const over =
    newest === latest
      ? ''
      : `, updated with what ${newest.title} has agreed so far (a line marks the level before)`;
  return `${agreed}${over}. Yellow shows the levels your plan aims for.`;
}

const AimTable = (props: {
  framework: PlanProps['standpoint']['framework'];
  aims: readonly Aimed[];
  now: ReturnType<typeof ratingsNow>['now'];
  before: ReturnType<typeof ratingsNow>['before'];
}) => {
  const { framework, aims, now } = props;
  return (
    <figure class="scrolls aims" aria-label="Levels now and levels aimed for" tabindex={0}>
      <table class="govuk-table">
        <caption class="govuk-table__caption govuk-table__caption--s">
          Levels now and levels aimed for
        </caption>
        <thead>
          <tr>
            {['Statement', 'Now', 'Aim for', 'Reached', 'Actions'].map((name) => (
              <th scope="col" class="govuk-table__header">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {aims.map(({ statement, level, actions, done }) => (
            <tr class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                {statement} {statementOf(framework, statement)?.title}
              </th>
              <td class="govuk-table__cell">
                <RatingChip framework={framework} rating={ratingOf(now, statement)} />
              </td>
              <td class="govuk-table__cell">
                <RatingChip framework={framework} rating={level} />
              </td>
              <td class="govuk-table__cell">
                {atLeast(ratingOf(now, statement), level) ? 'Reached' : 'Not yet'}
              </td>
              <td class="govuk-table__cell">
                {done} of {actions} complete
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
};
