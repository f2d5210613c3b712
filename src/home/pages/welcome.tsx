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
import { leverageOf } from '../../review/leverage.js';
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
            Waymark runs the internal leadership review of careers in a school:{' '}
            {countWords(statementsOf(framework).length, 'statement')},{' '}
            {countWords(framework.levels.length, 'level')}, one honest picture, and the few next
            steps that support the most others.
          </>
        }
      >
        Where careers stands, and which way is next
      </Heading>
      <p class="actions welcome-ways">
        <LinkButton href={request.isDemo ? '/demo' : '/sign-in'}>
          {request.isDemo ? 'Look around the sample' : 'Sign in'}
        </LinkButton>
        <a href="/model">Read the model</a>
        <a href="/help">How a year with Waymark goes</a>
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
    <h2 id="where">Where a school stands</h2>
    <p class="quiet measure">
      An invented school after its review. Each column is one statement, each stone one level: no
      score, no average, no league table.
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
      <h2 id="next">Which way is next</h2>
      <div class="split">
        <div class="stack">
          <p>
            Statements lean on each other. In this school the next step that supports the most
            others is{' '}
            <a href={`/model/${move.statement}`}>
              {move.statement} {titleOf(move.statement)}
            </a>
            , on to {levelWords(framework, move.level)}. Waymark finds such moves from the model’s
            own links and what the school has agreed, says why, and puts them into the careers plan
            with one press.
          </p>
        </div>
        <div class="card">
          <Supports
            from={{ code: move.statement, level: move.level, title: titleOf(move.statement) }}
            direct={direct.map(({ statement, level }) => ({
              ...{ code: statement, level, title: titleOf(statement) },
            }))}
            onward={onward.map(({ statement, level, from }) => ({
              ...{ code: statement, level, title: titleOf(statement) },
              via: { code: from[0]!.statement, level: from[0]!.level },
            }))}
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
    <h2 id="how">How it goes</h2>
    <ol class="welcome-steps">
      <Step title="Judge">
        Read the four descriptors side by side, mark the points that are in place, choose the best
        fit and say why, with evidence that lasts for years.
      </Step>
      <Step title="Agree">
        See what pulls apart, and what stands between the school and the next level. Sign the review
        off by name.
      </Step>
      <Step title="Plan">
        Turn one to three highest leverage actions into the strategic careers development plan, and
        follow what they change.
      </Step>
      <Step title="Report">
        Hand governors one page that stands alone, and the whole report as an accessible PDF.
      </Step>
    </ol>
  </section>
);

const WhatItHoldsTo = () => (
  <section class="section" aria-labelledby="promises">
    <h2 id="promises">What it holds to</h2>
    <ul class="rows welcome-promises">
      <li>
        <b>People decide.</b> Levels are agreed by best fit; Waymark suggests, explains and never
        overrules.
      </li>
      <li>
        <b>Nothing about individual learners</b> is asked for or kept. See{' '}
        <a href="/privacy">privacy</a>.
      </li>
      <li>
        <b>For everybody.</b> It works with a keyboard, a screen reader, a phone and without
        JavaScript. See <a href="/accessibility">accessibility</a>.
      </li>
      <li>
        <b>Yours.</b> Open source, on your own machine if you like, with nothing sent to anybody
        else.
      </li>
    </ul>
  </section>
);
