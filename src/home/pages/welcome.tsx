/** The first page for somebody who is not signed in: what Waymark is, in a picture and a few words. */

import {
  type Framework,
  shortNameOf,
  statementOf,
  statementsOf,
} from '../../framework/framework.js';
import { CairnSymbols } from '../../platform/chart/cairn.js';
import { Heatmap } from '../../platform/chart/heatmap.js';
import { countWords } from '../../platform/chart/scale.js';
import { Supports } from '../../platform/chart/supports.js';
import { LinkButton } from '../../platform/web/fields.js';
import type { FC, PropsWithChildren } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { leverageOf, wayTo } from '../../review/leverage.js';
import { chartMark } from '../../review/pages/level-marks.js';
import { levelWords, type Ratings, ratingOf } from '../../review/rating.js';
import { exampleRatings } from '../example.js';

/** `framework`: the built-in edition. */
export const Welcome: FC<{ request: RequestContext; framework: Framework }> = ({
  request,
  framework,
}) => {
  const ratings = exampleRatings(framework);
  return (
    <Page request={request} title="Welcome" styles={['home']}>
      <CairnSymbols scale={framework} />
      <Heading
        lead={
          <>
            Review careers with your leadership team:{' '}
            {countWords(statementsOf(framework).length, 'statement')},{' '}
            {countWords(framework.levels.length, 'level')}, a clear picture, and the few actions
            that unlock the most progress.
          </>
        }
      >
        See where your careers provision is, and what to do next
      </Heading>
      <p class="actions welcome-ways">
        <LinkButton href={request.isDemo ? '/demo' : '/sign-in'}>
          {request.isDemo ? 'Look around the sample' : 'Sign in'}
        </LinkButton>
        <a href="/model">Read the model</a>
        <a href="/help">How a year works</a>
      </p>
      <WhereItStands framework={framework} ratings={ratings} />
      <WhichWayIsNext framework={framework} ratings={ratings} />
      <HowItGoes />
      <WhatItHoldsTo />
    </Page>
  );
};

interface ExampleProps {
  framework: Framework;
  ratings: Ratings;
}

const WhereItStands: FC<ExampleProps> = ({ framework, ratings }) => (
  <section class="section" aria-labelledby="where">
    <h2 id="where">An example school</h2>
    <p class="quiet measure">
      The results of an invented school. There is no score, no average and no league table.
    </p>
    <div class="welcome-picture">
      <Heatmap
        groups={framework.themes.map((theme) => ({
          code: String(theme.id),
          title: shortNameOf(theme),
          columns: theme.statements.map(({ id, title }) => ({
            code: id,
            title,
            mark: chartMark(framework, ratingOf(ratings, id)),
            href: `/model/${id}`,
          })),
        }))}
        scale={framework}
        year="an invented school"
      />
    </div>
  </section>
);

const WhichWayIsNext: FC<ExampleProps> = ({ framework, ratings }) => {
  const [first] = leverageOf(framework, ratings);
  if (!first) return null;
  const { move, direct, onward } = first;
  const titleOf = (code: string) => statementOf(framework, code)?.title;
  return (
    <section class="section" aria-labelledby="next">
      <h2 id="next">What to do next</h2>
      <div class="split">
        <div class="stack">
          <p>
            Statements build on each other. In this school, the next step that supports the most
            others is{' '}
            <a href={`/model/${move.statement}`}>
              {move.statement} {titleOf(move.statement)}
            </a>
            , to {levelWords(framework, move.level)}. Waymark finds such steps from the model and
            from what the school has agreed, says why, and adds them to your plan in one click.
          </p>
        </div>
        <div class="card">
          <Supports
            from={{ code: move.statement, level: move.level, title: titleOf(move.statement) }}
            direct={direct.map(({ statement, level }) => ({
              ...{ code: statement, level, title: titleOf(statement) },
            }))}
            onward={onward.map((each) => ({
              ...{ code: each.statement, level: each.level, title: titleOf(each.statement) },
              via: { code: wayTo(each).statement, level: wayTo(each).level },
            }))}
            isOpen
          />
        </div>
      </div>
    </section>
  );
};

const Step: FC<PropsWithChildren<{ title: string }>> = ({ title, children }) => (
  <li>
    <h3>{title}</h3>
    <p>{children}</p>
  </li>
);

const HowItGoes = () => (
  <section class="section" aria-labelledby="how">
    <h2 id="how">How it works</h2>
    <ol class="welcome-steps">
      <Step title="Review">
        Read the four descriptors side by side, mark the criteria that are met, choose the best fit
        and say why, with evidence that you keep from year to year.
      </Step>
      <Step title="Agree">
        See possible inconsistencies, and what is left for the next level. Then sign the review off
        by name.
      </Step>
      <Step title="Plan">
        Add one to three priorities to your strategic careers development plan, and follow what they
        change.
      </Step>
      <Step title="Report">
        Give governors a one-page summary, and the full report as an accessible PDF.
      </Step>
    </ol>
  </section>
);

const WhatItHoldsTo = () => (
  <section class="section" aria-labelledby="promises">
    <h2 id="promises">Our principles</h2>
    <ul class="rows welcome-promises">
      <li>
        <b>People decide.</b> Your team agrees levels by best fit. Waymark suggests and explains.
      </li>
      <li>
        <b>Nothing about individual learners</b> is asked for or kept. See{' '}
        <a href="/privacy">privacy</a>.
      </li>
      <li>
        <b>For everyone.</b> It works with a keyboard, a screen reader, a phone and without
        JavaScript. See <a href="/accessibility">accessibility</a>.
      </li>
      <li>
        <b>You own your data.</b> Waymark is open source. You can run it on your own machine, and it
        sends nothing to anyone else.
      </li>
    </ul>
  </section>
);
