/** What rests on what: a picture and a table for one review, and where evidence is thin. */

import { VOICES, voiceName } from '../../evidence/evidence.js';
import { EvidencePage } from '../../evidence/pages/evidence-page.js';
import { listCitedEvidence } from '../../evidence/store.js';
import type { Theme } from '../../framework/framework.js';
import { findFrameworkVersion } from '../../framework/store.js';
import { academicYear } from '../../platform/academic-year.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords, listWords } from '../../platform/chart/scale.js';
import { dayAt, dayWords } from '../../platform/days.js';
import { isId } from '../../platform/ids.js';
import { send } from '../../platform/web/answer.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { reviewName } from '../../review/review.js';
import { type CoverageRow, coverageOf, voicesHeard } from '../coverage.js';
import { findCoverage, type ReviewToCover } from '../coverage-store.js';
import { MapKey, ThemeMap } from './coverage-map.js';

/** GET /evidence/coverage?review=… */
export async function coveragePage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const asked = c.req.query('review') ?? '';
  const wanted = isId(asked) ? asked : null;
  const organisation = member.organisation.id;
  const today = dayAt(request.context.clock());
  const found = await request.context.storage.read(scopeOf(member), async (db) => {
    const { reviews, recorded } = await findCoverage(db, organisation, wanted);
    const [review] = reviews;
    if (!review) return null;
    const cited = await listCitedEvidence(db, organisation, review.id);
    const framework = await findFrameworkVersion(db, review.frameworkVersionId, organisation);
    return { review, reviews, framework, rows: coverageOf(framework, recorded, cited, today) };
  });
  if (!found) return send(c, <NoReview request={request} />);
  const { review, reviews, framework, rows } = found;
  const page = (
    <EvidencePage request={request} title={`Evidence by statement, ${reviewName(review)}`}>
      <Heading eyebrow={<a href="/evidence">Evidence</a>} lead={findingOf(rows)}>
        Evidence by statement
      </Heading>
      <p class="small quiet">
        {reviewName(review)}
        {reviews.length > 1 && (
          <>
            . Others:{' '}
            {reviews
              .filter(({ id }) => id !== review.id)
              .map((each, at) => (
                <>
                  {at > 0 && ', '}
                  <a href={`/evidence/coverage?review=${each.id}`}>
                    {academicYear(each.academicYear)}
                    <span class="vh">, {each.title}</span>
                  </a>
                </>
              ))}
          </>
        )}
      </p>
      <section class="section" aria-labelledby="map">
        <h2 id="map">Whose views are included</h2>
        <MapKey />
        <div class="theme-maps">
          {framework.themes
            .map((theme) => ({ theme, rows: rows.filter((row) => row.theme === theme.id) }))
            .map((each) =>
              each.rows.some(isBegun) ? <ThemeMap {...each} /> : <NothingYet theme={each.theme} />,
            )}
        </div>
      </section>
      <Thin rows={rows} review={review} />
      <section class="section" aria-labelledby="table">
        <h2 id="table">By statement</h2>
        {framework.themes.map((theme) => (
          <ThemeTable
            title={`${theme.id}. ${theme.title}`}
            rows={rows.filter((row) => row.theme === theme.id)}
            review={review}
          />
        ))}
      </section>
    </EvidencePage>
  );
  return send(c, page);
}

const NoReview = ({ request }: { request: RequestContext }) => (
  <EvidencePage request={request} title="Evidence by statement">
    <Heading eyebrow={<a href="/evidence">Evidence</a>}>Evidence by statement</Heading>
    <p class="section">
      This needs a review, and there is none yet. <a href="/reviews">Go to reviews</a>.
    </p>
  </EvidencePage>
);

/** In the place of a map, where there is nothing to draw. */
const NothingYet = ({ theme }: { theme: Theme }) => (
  <section class="theme-map">
    <h3>
      {theme.id}. {theme.title}
    </h3>
    <p class="small quiet">Nothing is recorded or linked yet.</p>
  </section>
);

/** True once a level is recorded or evidence cited. */
const isBegun = ({ rating, cited }: CoverageRow) => rating !== null || cited.length > 0;

function findingOf(rows: CoverageRow[]): string {
  const resting = rows.filter(({ cited }) => cited.length > 0).length;
  const unheard = voicesHeard(rows)
    .filter(({ voice, statements }) => statements === 0 && voice !== 'data')
    .map(({ voice }) => VOICES.find((each) => each.voice === voice)?.plural ?? voice);
  const voices =
    unheard.length > 0 && resting > 0
      ? ` No evidence gives the view of ${listWords(unheard)}.`
      : '';
  return `${resting} of ${countWords(rows.length, 'statement')} ${resting === 1 ? 'has' : 'have'} evidence.${voices}`;
}

const Thin = ({ rows, review }: { rows: CoverageRow[]; review: ReviewToCover }) => {
  const thin = rows.filter(({ prompts }) => prompts.length > 0);
  return (
    <section class="section" aria-labelledby="thin">
      <h2 id="thin">Statements with little evidence</h2>
      {thin.length === 0 ? (
        <p>None. Statements without a level are not included.</p>
      ) : (
        <ul class="rows">
          {thin.map(({ statement, prompts }) => (
            <li class="thin">
              <a href={`/reviews/${review.id}/statements/${statement.id}`}>
                {statement.id} {statement.title}
              </a>
              {prompts.map(({ sentence }) => (
                <p class="small">{sentence}</p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

interface TableProps {
  title: string;
  rows: CoverageRow[];
  review: ReviewToCover;
}

/** The same as the picture, to be read. */
const ThemeTable = ({ title, rows, review }: TableProps) =>
  !rows.some(isBegun) ? (
    <p class="section">
      <b>{title}</b>: nothing is recorded or linked yet.
    </p>
  ) : (
    <table class="covers">
      <caption class="head">{title}</caption>
      <thead>
        <tr>
          <th scope="col">Statement</th>
          <th scope="col">Evidence</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ statement, ratingWords, cited }) => (
          <tr>
            <th scope="row">
              <a href={`/reviews/${review.id}/statements/${statement.id}`}>{statement.id}</a>{' '}
              {statement.title}
              <span class="small quiet standing">{ratingWords}</span>
            </th>
            <td>
              {cited.length === 0 ? (
                <span class="quiet">Nothing</span>
              ) : (
                <ul>
                  {cited.map((item) => (
                    <li>
                      <a href={`/evidence/${item.id}`}>{item.title}</a>
                      <span class="small quiet">
                        {item.voice ? voiceName(item.voice) : 'View not given'},{' '}
                        {item.effectiveOn ? dayWords(item.effectiveOn) : 'no date'}
                        {item.validUntil && `, valid until ${dayWords(item.validUntil)}`}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
