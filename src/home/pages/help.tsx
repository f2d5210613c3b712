/** Help: how a year goes, page by page, and what to do when something is in the way. The same for everybody. */

import { ROLES } from '../../platform/access/member.js';
import { RESTORABLE_DAYS } from '../../platform/restoring.js';
import { send } from '../../platform/web/answer.js';
import type { FC, PropsWithChildren } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';

const PARTS = [
  ['year', 'The year in six steps'],
  ['agreement', 'Judging a statement'],
  ['roles', 'Who does what'],
  ['ways', 'Keys, phones, paper'],
  ['trouble', 'When something is in the way'],
  ['words', 'Words'],
] as const;

type PartId = (typeof PARTS)[number][0];

const Part: FC<PropsWithChildren<{ id: PartId }>> = ({ id, children }) => (
  <section class="section measure stack" aria-labelledby={id}>
    <h2 id={id}>{PARTS.find(([each]) => each === id)?.[1]}</h2>
    {children}
  </section>
);

/** GET /help */
export function helpPage(c: Ctx): Promise<Response> {
  return send(
    c,
    <Page request={c.get('request')} title="Help" styles={['home']}>
      <Heading lead="How a year with Waymark goes, and what to do when something is in the way.">
        Help
      </Heading>
      <nav class="help-contents" aria-label="On this page">
        <ul>
          {PARTS.map(([id, title]) => (
            <li>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <TheYear />
      <Agreeing />
      <Roles />
      <GoalPlan />
      <Trouble />
      <Words />
    </Page>,
  );
}

const TheYear = () => (
  <Part id="year">
    <ol class="numbered">
      <li>
        <b>Start.</b> A careers leader <a href="/reviews">starts the review</a> for the academic
        year and <a href="/people">invites people</a>: as many senior leaders as possible.
      </li>
      <li>
        <b>Judge.</b> Take the statements in any order. Choose the descriptor that is the best fit,
        say why, and cite <a href="/evidence">evidence</a>.
      </li>
      <li>
        <b>Agree.</b> The page of all statements shows what is open, and which judgements pull
        apart. Both can stand, with a reason.
      </li>
      <li>
        <b>Close.</b> The review is signed off by name and locked. Opening it again takes a reason
        and stays in the history.
      </li>
      <li>
        <b>Tell.</b> The <a href="/results">results</a> show where the school stands. The report has
        a page for governors that stands alone, and an answer sheet to type into another system.
      </li>
      <li>
        <b>Plan.</b> Put one to three highest leverage actions into the <a href="/plan">plan</a>. A
        year later it shows what was promised and what happened, and the next review can start from
        this one.
      </li>
    </ol>
  </Part>
);

const Agreeing = () => (
  <Part id="agreement">
    <p>
      Each statement has a question and a descriptor for every level. <b>Best fit</b> means the
      descriptor that describes the school best as a whole: not every point of a lower level has to
      be met. Under each level you can mark its points as met, partly or not yet. Waymark then says
      which level the points suggest, and why. You decide, and may differ.
    </p>
    <p>
      “Not yet at level 1” is Waymark’s own addition. “Not recorded” leaves the statement open; it
      is never counted as level 1. Last year’s level stays hidden until this year’s is chosen, so
      that it does not lead anybody.
    </p>
    <p>
      With JavaScript your words are saved as a draft while you type, on every form, and while you
      are offline they are kept on your device. Without it, the Save button saves. When two people
      write at once, the second sees both texts and chooses one or brings them together.
    </p>
  </Part>
);

const Roles = () => (
  <Part id="roles">
    <dl class="terms">
      {ROLES.map(({ role, does }) => (
        <>
          <dt>{asTitle(role)}</dt>
          <dd>{asTitle(does)}.</dd>
        </>
      ))}
      <dt>Owner</dt>
      <dd>
        In any role: can take over as careers leader when somebody leaves. A school should have two.
      </dd>
    </dl>
    <p>
      A governor’s question stands open, beneath the statement, the results or the action that it is
      about, until somebody answers it there. Careers leaders are told of it. It can be asked of a
      closed review as well: only the agreed answers are locked.
    </p>
    <p>
      A personal link lets somebody take part in one review without an account. It ends when you
      take it back, or after the days that were chosen.
    </p>
  </Part>
);

const asTitle = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const GoalPlan = () => (
  <Part id="ways">
    <p>
      On the page of a statement, keys <kbd>1</kbd> to <kbd>4</kbd> choose a level and <kbd>0</kbd>{' '}
      is “Not yet at level 1”, when you are not typing. A link beside them turns the keys off.
      Everything else works with <kbd>Tab</kbd>, <kbd>Space</kbd> and <kbd>Enter</kbd>.
    </p>
    <p>
      Every page works on a phone and prints on white paper without its buttons. Each chart has its
      numbers printed and a table beside it.
    </p>
  </Part>
);

const Trouble = () => (
  <Part id="trouble">
    <h3>I cannot sign in</h3>
    <p>
      <a href="/lost-password">Ask for a new password</a>. If no mail comes, ask a careers leader of
      your school, or the person who looks after Waymark there: they can give you a link. After
      several wrong tries in a row Waymark waits for a while, and the page says until when.
    </p>
    <h3>I lost my phone or my passkey</h3>
    <p>
      Sign in with one of your recovery codes. Without them, the person who looks after Waymark can
      take the second step away once they know that it is you.
    </p>
    <h3>My session ended while I was writing</h3>
    <p>Sign in again. What you had typed is kept and sent on.</p>
    <h3>Our careers leader has left</h3>
    <p>
      An owner of the school can take over on the page <a href="/people">People</a>. When there is
      none, the person who looks after Waymark can restore access. Before anybody leaves, a careers
      leader prints the handover, which is on the same page.
    </p>
    <h3>Something was deleted</h3>
    <p>
      Reviews, evidence and actions can be restored for {RESTORABLE_DAYS} days, on the page where
      they stood. What is erased because the law says so cannot.
    </p>
  </Part>
);

const Words = () => (
  <Part id="words">
    <dl class="terms">
      <dt>Best fit</dt>
      <dd>
        The descriptor that describes the school best as a whole. It is not “secure fit”, the words
        of inspection.
      </dd>
      <dt>Point</dt>
      <dd>One separately checkable part of a descriptor.</dd>
      <dt>Not recorded</dt>
      <dd>Nobody has judged it yet. It is never counted as level 1.</dd>
      <dt>Move</dt>
      <dd>A statement going on to its next level.</dd>
      <dt>Highest leverage action</dt>
      <dd>A next step that supports the most others, because their descriptors need it.</dd>
      <dt>Question, comment</dt>
      <dd>
        What governors ask and advisers say. A question is open until it is answered; a comment asks
        for nothing.
      </dd>
      <dt>Contradiction</dt>
      <dd>A judgement that leans on another which is judged lower. Both can stand.</dd>
      <dt>Evidence</dt>
      <dd>
        A file, a link, a note or a figure that belongs to the school, and is cited year after year.
      </dd>
    </dl>
  </Part>
);
