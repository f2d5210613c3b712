/** What stands beside the path on the first page: what is worth a look, who takes part, and last time. */
import { academicYear, dayWords } from '../../chart/academic-year.js';
import { countMarks } from '../../chart/counts.js';
import { DistributionBar } from '../../chart/distribution.js';
import { statementsOf } from '../../framework/framework.js';
import { dayAt } from '../../plan/days.js';
import { contradictionsOf } from '../../review/contradictions.js';
import { chartMark } from '../../review/pages/level-marks.js';
import { isDecided, may, standingsFrom } from '../../review/review.js';
import { counted } from '../../review/sentences.js';
import { type Standings, standingOf } from '../../review/standing.js';
import type { BesideThePath } from '../home-store.js';
import type { InReviewProps } from './in-review.js';

/** The aside of the first page. */
export const Beside = (props: InReviewProps & { base: string }) => {
  const { visit, whole, framework, beside, base } = props;
  const judgements = [...whole.judgements.values()];
  const apart = contradictionsOf(framework, standingsFrom(judgements)).length;
  const steps = judgements.filter(({ nextStep }) => nextStep !== '').length;
  const mayChange = visit.role !== null && may('change', visit.role, whole.review);
  const today = dayAt(visit.world.clock());
  return (
    <aside class="beside" aria-label="Beside the review">
      <DueInThePlan {...beside} today={today} />
      <section>
        <h2>Worth a look</h2>
        <ul class="rows">
          <li>
            <a href={`${base}?show=contradiction`}>{counted(apart, 'judgement')} pulling apart</a>
          </li>
          <li>
            <a href={`${base}?show=next-step`}>{counted(steps, 'next step')} written</a>
          </li>
          <li>
            <a href={`${base}/next`}>What next: the moves that open the most</a>
          </li>
        </ul>
      </section>
      <section>
        <h2>Who takes part</h2>
        {whole.participants.length === 0 ? (
          <p class="quiet small">Nobody is named yet.</p>
        ) : (
          <ul class="rows">
            {whole.participants.map(({ name, role }) => (
              <li>
                {name} <span class="small quiet">{role}</span>
              </li>
            ))}
          </ul>
        )}
        {mayChange && (
          <p class="small">
            <a href={`${base}/people`}>Change who takes part</a>
          </p>
        )}
      </section>
      <SinceLastYear whole={whole} framework={framework} />
    </aside>
  );
};

/** The three actions that are due first; those whose day has passed say so. */
const DueInThePlan = ({ due, open, today }: BesideThePath & { today: string }) =>
  open === 0 ? null : (
    <section>
      <h2>Due in the plan</h2>
      <ul class="rows">
        {due.map(({ id, title, statement, dueOn, owner }) => (
          <li>
            <a href={`/plan/actions/${id}`}>{title}</a>
            <span class="small quiet due-words">
              {[
                statement,
                `${dueOn < today ? 'was due' : 'due'} ${dayWords(dueOn)}`,
                owner || 'nobody yet',
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
          </li>
        ))}
      </ul>
      <p class="small">
        <a href="/plan">See the whole plan ({counted(open, 'open action')})</a>
      </p>
    </section>
  );

/** Both years for the statements that are decided this year: nobody is told last year's level before choosing. */
const SinceLastYear = ({ whole, framework }: Pick<InReviewProps, 'whole' | 'framework'>) => {
  const { previous, judgements, review } = whole;
  const decided = statementsOf(framework).filter(({ id }) => isDecided(judgements.get(id)));
  if (!previous || decided.length === 0) return null;
  const counts = (standings: Standings) =>
    countMarks(
      framework,
      decided.map(({ id }) => chartMark(framework, standingOf(standings, id))),
    );
  const years: [number, Standings][] = [
    [previous.academicYear, previous.standings],
    [review.academicYear, standingsFrom(judgements.values())],
  ];
  return (
    <section>
      <h2>Since last time</h2>
      <p class="small quiet">
        {decided.length === 1
          ? 'The statement agreed so far'
          : `The ${decided.length} statements agreed${review.closedAt ? '' : ' so far'}, number at each level`}
      </p>
      {years.map(([year, standings]) => (
        <>
          <p class="small">
            <b>{academicYear(year)}</b>
          </p>
          <DistributionBar name={academicYear(year)} counts={counts(standings)} scale={framework} />
        </>
      ))}
    </section>
  );
};
