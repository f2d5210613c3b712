/** Change over the years: a slope for each statement, broken where the wording changed. */

import { shortTitle, statementOf } from '../../framework/framework.js';
import { frameworksOf, wordingOf } from '../../plan/wording.js';
import { academicYear } from '../../platform/academic-year.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { Key } from '../../platform/chart/key.js';
import { Slopes } from '../../platform/chart/slope.js';
import { send } from '../../platform/web/answer.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { chartMark } from '../../review/pages/level-marks.js';
import { ratingOf } from '../../review/rating.js';
import { counted, listed } from '../../review/sentences.js';
import { InsightPage, NoReviewYet } from './insight-parts.js';
import { readStudied } from './read.js';

/** GET /insight/years */
export async function yearsPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const { studied, frameworks } = await request.context.storage.read(
    scopeOf(member),
    async (db) => {
      const found = await readStudied(db, member, undefined);
      return {
        studied: found,
        frameworks: await frameworksOf(db, member.organisation.id, found.years),
      };
    },
  );
  const { framework, years } = studied;
  const names = years.map(({ academicYear: year, title, closedAt }) => {
    // Two reviews of one year are told apart by their names.
    const isAlone = years.filter((each) => each.academicYear === year).length === 1;
    return `${isAlone ? academicYear(year) : title}${closedAt ? '' : ' so far'}`;
  });
  const hasOpen = years.some(({ closedAt }) => closedAt === null);
  return send(
    c,
    <InsightPage request={request} title="Over the years" here="years" framework={framework}>
      <Heading
        eyebrow="Over the years"
        lead={
          hasOpen
            ? 'An open review shows the levels agreed so far.'
            : 'One line for each statement. Statements not recorded are on the base line.'
        }
      >
        {counted(years.length, 'review')}, statement by statement
      </Heading>
      {years.length === 0 && <NoReviewYet />}
      {years.length > 0 && (
        <div class="section-s">
          {years.length > 1 && (
            <p class="measure">Each line reads from left to right: {listed(names)}.</p>
          )}
          <Key scale={framework} />
        </div>
      )}
      {years.length > 0 &&
        framework.themes.map((theme) => (
          <section class="section has-key-above" aria-labelledby={`theme-${theme.id}`}>
            <h2 id={`theme-${theme.id}`}>
              {theme.id}. {shortTitle(theme)}
            </h2>
            <Slopes
              years={names}
              scale={framework}
              statements={theme.statements.map(({ id, title }) => ({
                code: id,
                title,
                href: `/model/${id}`,
                points: years.map((year) => {
                  const then = frameworks.get(year.frameworkVersionId);
                  if (!then || !statementOf(then, id)) return undefined;
                  return {
                    mark: chartMark(then, ratingOf(year.ratings, id)),
                    wording: wordingOf(then, id),
                  };
                }),
              }))}
            />
          </section>
        ))}
    </InsightPage>,
  );
}
