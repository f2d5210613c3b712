/** The first page: where the school is, and which way is next. */
import type { Child } from 'hono/jsx';
import { academicYear } from '../../chart/academic-year.js';
import { CairnSymbols } from '../../chart/cairn.js';
import { countMarks } from '../../chart/counts.js';
import { DistributionBar } from '../../chart/distribution.js';
import { Key } from '../../chart/key.js';
import { type Framework, statementOf, statementsOf } from '../../framework/framework.js';
import { findFrameworkVersion } from '../../framework/store.js';
import { type Member, scopeOf } from '../../people/people.js';
import { isSetUp } from '../../people/store.js';
import { send } from '../../web/answer.js';
import { LinkButton } from '../../web/fields.js';
import { Heading, Page } from '../../web/page.js';
import type { Ctx, Visit, VisitPerson } from '../../web/visit.js';
import { contradictionsOf } from '../contradictions.js';
import { leverageOf } from '../leverage.js';
import { isDecided, MAY_START, may, nextToDo, standingsFrom } from '../review.js';
import { counted } from '../sentences.js';
import { levelWords, type Standings, standingOf } from '../standing.js';
import { findCurrentReview, type WholeReview } from '../whole-review.js';
import { dateWords } from '../words.js';
import { chartMark } from './level-marks.js';
import { reviewName, ThemePaths } from './review-bar.js';
import { footnoteOf } from './statement-view.js';

/** GET / */
export async function homePage(c: Ctx, person: VisitPerson | null): Promise<Response> {
  const { visit } = c.var;
  const { world, organisation, role } = visit;
  if (!person) return firstVisit(c);
  if (!organisation || !role) return send(c, <NoSchool visit={visit} />);
  const member: Member = { person, organisation, role, isOwner: visit.isOwner };
  const found = await world.storage.read(scopeOf(member), async (db) => {
    const whole = await findCurrentReview(db, organisation.id);
    if (!whole) return null;
    const version = whole.review.frameworkVersionId;
    return { whole, framework: await findFrameworkVersion(db, version, organisation.id) };
  });
  return send(c, found ? <InReview visit={visit} {...found} /> : <Beginning visit={visit} />);
}

async function firstVisit(c: Ctx): Promise<Response> {
  const { visit } = c.var;
  const isDone = await visit.world.storage.read({ organisation: null, person: null }, isSetUp);
  if (!isDone) return c.redirect('/set-up', 303);
  const page = (
    <Page visit={visit} title="Welcome">
      <Heading lead="Waymark runs the internal leadership review of careers in a school: 32 statements, four levels, one honest picture, and the few moves that open the most others.">
        Where careers stands, and which way is next
      </Heading>
      <p class="actions section">
        <LinkButton href={visit.isDemo ? '/demo' : '/sign-in'}>
          {visit.isDemo ? 'Look around the sample' : 'Sign in'}
        </LinkButton>
        <a href="/model">Read the model</a>
      </p>
    </Page>
  );
  return send(c, page);
}

const NoSchool = ({ visit }: { visit: Visit }) => (
  <Page visit={visit} title="Home" place="home">
    <Heading lead="Ask the careers leader of your school to invite you. Until then the model is open to read.">
      You are not in a school yet
    </Heading>
    <p class="actions section">
      <LinkButton href="/model">Read the model</LinkButton>
    </p>
  </Page>
);

const Beginning = ({ visit }: { visit: Visit }) => {
  const mayStart = visit.role !== null && MAY_START.includes(visit.role);
  return (
    <Page visit={visit} title="Home" place="home">
      <Heading
        eyebrow={visit.organisation?.name}
        lead="A review looks at 32 statements with as many senior leaders as possible. Most schools take two or three meetings."
      >
        No review yet
      </Heading>
      <div class="section">
        <NextCard
          title={mayStart ? 'Start the first review' : 'Your careers leader starts the review'}
        >
          <p class="quiet">
            {mayStart
              ? 'Say which academic year it is for and who takes part. You can change both later.'
              : 'You will find it here. Until then, the statements are worth a read.'}
          </p>
          <p class="actions">
            {mayStart && <LinkButton href="/reviews/new">Start a review</LinkButton>}
            <a href="/model">Read the 32 statements</a>
          </p>
        </NextCard>
      </div>
    </Page>
  );
};

const NextCard = (props: { eyebrow?: Child; title: Child; children: Child }) => (
  <section class="card next-card stack" aria-labelledby="next">
    {props.eyebrow && <p class="small">{props.eyebrow}</p>}
    <h2 id="next">{props.title}</h2>
    {props.children}
  </section>
);

interface InReviewProps {
  visit: Visit;
  whole: WholeReview;
  framework: Framework;
}

const InReview = ({ visit, whole, framework }: InReviewProps) => {
  const { review, judgements } = whole;
  const base = `/reviews/${review.id}`;
  const all = statementsOf(framework);
  const decided = all.filter(({ id }) => isDecided(judgements.get(id))).length;
  const next = review.closedAt ? null : nextToDo(framework, judgements);
  return (
    <Page visit={visit} title="Home" place="home" footnote={footnoteOf(framework)}>
      <CairnSymbols scale={framework} />
      <Heading
        eyebrow={reviewName(review)}
        lead={<LeadWords whole={whole} framework={framework} />}
      >
        {decided === all.length
          ? `All ${all.length} statements agreed`
          : `${decided} of ${all.length} statements agreed`}
      </Heading>
      <div class="split section">
        <div>
          <WayOn visit={visit} whole={whole} framework={framework} next={next} base={base} />
          <section class="section" aria-labelledby="path">
            <h2 id="path">{review.closedAt ? 'The path' : 'The path so far'}</h2>
            <ThemePaths
              whole={whole}
              framework={framework}
              base={base}
              here={next}
              hereWords="next"
            />
            <Key scale={framework} />
          </section>
        </div>
        <Beside visit={visit} whole={whole} framework={framework} base={base} />
      </div>
    </Page>
  );
};

const LeadWords = ({ whole, framework }: Pick<InReviewProps, 'whole' | 'framework'>) => {
  const { closedAt, signedOffAs } = whole.review;
  if (closedAt) {
    return (
      <>
        Closed on {dateWords(closedAt)}, signed off by {signedOffAs}.
      </>
    );
  }
  const done = framework.themes.filter(({ statements }) =>
    statements.every(({ id }) => isDecided(whole.judgements.get(id))),
  ).length;
  if (whole.judgements.size === 0) return <>Take the statements in any order, alone or together.</>;
  if (done === framework.themes.length) return <>Look it over once more, then close the review.</>;
  return done === 0 ? (
    <>You are on your way.</>
  ) : (
    <>
      {counted(done, 'theme')} of {framework.themes.length} {done === 1 ? 'is' : 'are'} complete.
    </>
  );
};

type WayProps = InReviewProps & { next: string | null; base: string };

/** The one next step. */
const WayOn = (props: WayProps) => {
  const { visit, whole, framework, next, base } = props;
  const all = statementsOf(framework).length;
  const canJudge = visit.role !== null && may('judge', visit.role, whole.review);
  if (whole.review.closedAt) return <AfterClosing {...props} />;
  if (!next) {
    return (
      <NextCard title="Every statement is agreed">
        <p class="quiet">Closing locks the review and signs it off by name and time.</p>
        <p class="actions">
          {visit.role !== null && may('close', visit.role, whole.review) && (
            <LinkButton href={`${base}/close`}>Close the review</LinkButton>
          )}
          <a href={base}>See all {all} statements</a>
          <a href={`${base}/next`}>What next</a>
        </p>
      </NextCard>
    );
  }
  const statement = statementOf(framework, next);
  const eyebrow = (
    <>
      <span class="chip here num">{next}</span> Next statement
    </>
  );
  return (
    <NextCard eyebrow={eyebrow} title={statement?.asks ?? statement?.title}>
      <p class="quiet">{statement?.title}</p>
      <p class="actions">
        <LinkButton href={`${base}/statements/${next}`}>
          {canJudge
            ? whole.judgements.size === 0
              ? 'Begin the review'
              : 'Continue the review'
            : 'Read this statement'}
        </LinkButton>
        <a href={base}>See all {all} statements</a>
      </p>
    </NextCard>
  );
};

const AfterClosing = ({ visit, whole, framework, base }: WayProps) => {
  const [first] = leverageOf(framework, standingsFrom(whole.judgements.values()));
  const mayStart = visit.role !== null && MAY_START.includes(visit.role);
  const eyebrow = first && (
    <>
      <span class="chip here num">{first.move.statement}</span> Highest leverage action
    </>
  );
  return (
    <NextCard
      eyebrow={eyebrow}
      title={
        first
          ? `${statementOf(framework, first.move.statement)?.title}: on to ${levelWords(framework, first.move.level)}`
          : 'See the result'
      }
    >
      {first && <p class="quiet">{first.explanation}</p>}
      <p class="actions">
        <LinkButton href="/results">See the results</LinkButton>
        <a href={`${base}/next`}>What next</a>
        {mayStart && <a href="/reviews/new">Start another review</a>}
      </p>
    </NextCard>
  );
};

const Beside = ({ visit, whole, framework, base }: Omit<WayProps, 'next'>) => {
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
