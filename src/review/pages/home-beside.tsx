/** What stands beside the path on the first page: what is worth a look, who takes part, and last time. */
import { academicYear } from '../../chart/academic-year.js';
import { countMarks } from '../../chart/counts.js';
import { DistributionBar } from '../../chart/distribution.js';
import { statementsOf } from '../../framework/framework.js';
import { contradictionsOf } from '../contradictions.js';
import { isDecided, may, standingsFrom } from '../review.js';
import { counted } from '../sentences.js';
import { type Standings, standingOf } from '../standing.js';
import type { InReviewProps } from './home-review.js';
import { chartMark } from './level-marks.js';

/** The aside of the first page. */
export const Beside = ({ visit, whole, framework, base }: InReviewProps & { base: string }) => {
  const judgements = [...whole.judgements.values()];
  const apart = contradictionsOf(framework, standingsFrom(judgements)).length;
  const steps = judgements.filter(({ nextStep }) => nextStep !== '').length;
  const mayChange = visit.role !== null && may('change', visit.role, whole.review);
  return (
    <aside class="beside" aria-label="About this review">
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
