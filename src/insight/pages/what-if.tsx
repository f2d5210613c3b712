/** What if: levels tried by a plain form. Nothing is saved. */
import {
  type Framework,
  type Statement,
  shortTitle,
  statementOf,
  statementsOf,
} from '../../framework/framework.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { send } from '../../platform/web/answer.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import type { Contradiction } from '../../review/contradictions.js';
import type { Move } from '../../review/moves.js';
import { RatingChip } from '../../review/pages/level-marks.js';
import { describe, levelWords, type Rating, type Ratings, ratingOf } from '../../review/rating.js';
import { type WhatIf, whatIf } from '../../review/what-if.js';
import { InsightPage, NoReviewYet } from './insight-parts.js';
import { fromWords, readStudied, type Standpoint, type Studied, standpointOf } from './read.js';
import { WhichReview } from './which-review.js';

/** GET /insight/what-if?review=&2.1=3 */
export async function whatIfPage(c: Ctx, member: Member): Promise<Response> {
  const studied = await c
    .get('request')
    .context.storage.read(scopeOf(member), (db) => readStudied(db, member, c.req.query('review')));
  const { framework } = studied;
  const standpoint = standpointOf(studied, c.req.query('review'));
  const tried = triedOf(framework, (code) => c.req.query(code));
  const result = whatIf(framework, standpoint?.ratings ?? {}, tried);
  return send(
    c,
    <InsightPage
      request={c.get('request')}
      title={`What if?${fromWords(standpoint)}`}
      here="what-if"
      framework={framework}
    >
      <Heading
        eyebrow="What if?"
        lead={
          result.changed.length === 0
            ? 'Choose other levels to see the effect. Nothing is saved and no one else can see it.'
            : `${result.changed.map(({ statement, to }) => `${statement} ${describe(to, framework).toLowerCase()}`).join(', ')}.`
        }
      >
        {result.changed.length === 0 ? 'Try a level' : result.sentence}
      </Heading>
      {standpoint === null ? (
        <NoReviewYet />
      ) : (
        <>
          <WhichReview studied={studied} path="/insight/what-if" standpoint={standpoint} />
          {result.changed.length > 0 && <Result result={result} framework={framework} />}
          <Tried studied={studied} ratings={result.ratings} standpoint={standpoint} />
        </>
      )}
    </InsightPage>,
  );
}

/** The levels that the address asks to try; anything that is no level of the statement is left as it is. */
function triedOf(framework: Framework, asked: (code: string) => string | undefined): Ratings {
  const tried: Record<string, Rating> = {};
  for (const { id, levels } of statementsOf(framework)) {
    const word = asked(id);
    const level = levels.find((each) => String(each.level) === word);
    if (word === 'not-yet') tried[id] = 'not-yet';
    else if (level) tried[id] = level.level;
  }
  return tried;
}

const Result = ({ result, framework }: { result: WhatIf; framework: Framework }) => (
  <div class="what-if section-s">
    <Moves
      title="Next steps that would be ready to start"
      moves={result.ready}
      framework={framework}
    />
    <Moves
      title="Next steps that would have to wait"
      moves={result.waiting}
      framework={framework}
    />
    <Contradictions title="New possible inconsistencies" list={result.arising} />
    <Contradictions title="Inconsistencies resolved" list={result.vanishing} />
  </div>
);

const Moves = (props: { title: string; moves: readonly Move[]; framework: Framework }) =>
  props.moves.length === 0 ? null : (
    <section class="card stack">
      <h2>{props.title}</h2>
      <ul class="plain-rows">
        {props.moves.map(({ statement, level }) => (
          <li>
            <a href={`/model/${statement}`}>{statement}</a> to {levelWords(props.framework, level)}
            <br />
            <span class="small quiet">{statementOf(props.framework, statement)?.title}</span>
          </li>
        ))}
      </ul>
    </section>
  );

const Contradictions = ({ title, list }: { title: string; list: readonly Contradiction[] }) =>
  list.length === 0 ? null : (
    <section class="card stack">
      <h2>{title}</h2>
      <ul class="plain-rows">
        {list.map(({ sentence, because }) => (
          <li>
            {sentence} <span class="small quiet">Because {because}.</span>
          </li>
        ))}
      </ul>
    </section>
  );

interface TriedProps {
  studied: Studied;
  ratings: Ratings;
  standpoint: Standpoint;
}

const Tried = (props: TriedProps) => {
  const { framework, review } = props.studied;
  const { isNow } = props.standpoint;
  return (
    <form method="get" action="/insight/what-if" class="section">
      {!isNow && <input type="hidden" name="review" value={review?.reviewId} />}
      <div class="attempts">
        {framework.themes.map((theme) => (
          <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
              {theme.id}. {shortTitle(theme)}
            </legend>
            {theme.statements.map((statement) => (
              <Try {...props} statement={statement} />
            ))}
          </fieldset>
        ))}
      </div>
      <p class="actions section-s">
        <button type="submit" class="govuk-button">
          Show the effect
        </button>
        <a href={`/insight/what-if${isNow ? '' : `?review=${review?.reviewId}`}`}>Reset</a>
      </p>
    </form>
  );
};

const Try = (props: TriedProps & { statement: Statement }) => {
  const { studied, ratings, standpoint, statement } = props;
  const { framework } = studied;
  const now = ratingOf(standpoint.ratings, statement.id);
  const shown = ratingOf(ratings, statement.id);
  const id = `try-${statement.id.replace('.', '-')}`;
  return (
    <div class={`try${shown === now ? '' : ' is-tried'}`}>
      <label for={id}>
        <b>{statement.id}</b> {statement.title}
      </label>
      <RatingChip framework={framework} rating={now} />
      <select class="govuk-select" id={id} name={statement.id}>
        <option value="" selected={shown === now}>
          No change
        </option>
        {now !== 'not-yet' && (
          <option value="not-yet" selected={shown === 'not-yet'}>
            {describe('not-yet', framework)}
          </option>
        )}
        {statement.levels
          .filter(({ level }) => level !== now)
          .map(({ level }) => (
            <option value={String(level)} selected={shown === level && shown !== now}>
              {describe(level, framework)}
            </option>
          ))}
      </select>
    </div>
  );
};
