/** How the statements lean on each other, with where the school stands on both ends. */

import {
  type BuildsOn,
  type Statement,
  shortNameOf,
  statementOf,
  statementsOf,
} from '../../framework/framework.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { Links } from '../../platform/chart/links.js';
import { send } from '../../platform/web/answer.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { RatingChip } from '../../review/pages/level-marks.js';
import { atLeast, levelWords, type Rating, ratingOf } from '../../review/rating.js';
import { InsightPage } from './insight-parts.js';
import { readStudied, type Studied, standpointOf } from './read.js';

/** GET /insight/links?statement= */
export async function linksPage(c: Ctx, member: Member): Promise<Response> {
  const studied = await c
    .get('request')
    .context.storage.read(scopeOf(member), (db) => readStudied(db, member, undefined));
  const { framework } = studied;
  const chosen = statementOf(framework, c.req.query('statement') ?? '');
  const links = statementsOf(framework).flatMap((statement) =>
    statement.buildsOn.map(({ level, needs, because }) => ({
      ...{ from: statement.id, level, because },
      ...{ to: needs.statement, toLevel: needs.level },
    })),
  );
  return send(
    c,
    <InsightPage
      request={c.get('request')}
      title={chosen ? `${chosen.id}: how statements connect` : 'How statements connect'}
      here="links"
      framework={framework}
    >
      <Heading
        eyebrow="How statements connect"
        lead="A level in one statement often needs a level in another. Choose a statement to see its links and the reasons."
      >
        {chosen ? `${chosen.id} ${chosen.title}` : 'How statements connect'}
      </Heading>
      <section class="section" id="chosen" aria-labelledby="ring">
        <h2 class="vh" id="ring">
          The statements in a ring
        </h2>
        <Links
          themes={framework.themes.map((theme) => ({
            code: String(theme.id),
            title: shortNameOf(theme),
            statements: theme.statements.map(({ id, title }) => ({
              ...{ code: id, title },
              href: `/insight/links?statement=${id}#chosen`,
            })),
          }))}
          links={links}
          selected={chosen?.id}
        />
      </section>
      {chosen && studied.review && <BothEnds studied={studied} chosen={chosen} />}
    </InsightPage>,
  );
}

const BothEnds = ({ studied, chosen }: { studied: Studied; chosen: Statement }) => {
  const { framework } = studied;
  const standpoint = standpointOf(studied, undefined);
  const ratings = standpoint?.ratings ?? {};
  const leaning = statementsOf(framework).flatMap((statement) =>
    statement.buildsOn
      .filter(({ needs }) => needs.statement === chosen.id)
      .map((link) => ({ statement, link })),
  );
  return (
    <section class="section" aria-labelledby="ends">
      <h2 id="ends">Your levels</h2>
      <p class="small quiet part-lead">From {standpoint?.words}.</p>
      <ul class="plain-rows">
        {chosen.buildsOn.map((link) => (
          <End
            studied={studied}
            code={link.needs.statement}
            rating={ratingOf(ratings, link.needs.statement)}
            words={`${chosen.id} at ${levelWords(framework, link.level)} normally needs ${link.needs.statement} at ${levelWords(framework, link.needs.level)}`}
            link={link}
          />
        ))}
        {leaning.map(({ statement, link }) => (
          <End
            studied={studied}
            code={chosen.id}
            rating={ratingOf(ratings, chosen.id)}
            words={`${statement.id} at ${levelWords(framework, link.level)} normally needs ${chosen.id} at ${levelWords(framework, link.needs.level)}`}
            link={link}
          />
        ))}
      </ul>
    </section>
  );
};

const End = (props: {
  studied: Studied;
  code: string;
  rating: Rating;
  words: string;
  link: BuildsOn;
}) => (
  <li class="alone-row">
    <span>
      {props.words}, because {props.link.because}.
    </span>
    <span class="from-to">
      <span class="small quiet">{props.code} is at</span>
      <RatingChip framework={props.studied.framework} rating={props.rating} />
      <b class="small">
        {props.rating === null
          ? 'not known'
          : atLeast(props.rating, props.link.needs.level)
            ? 'met'
            : 'not met yet'}
      </b>
    </span>
  </li>
);
