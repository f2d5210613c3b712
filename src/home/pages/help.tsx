/** Help: how a year goes, page by page, and what to do when something is in the way. The same for everybody. */

import { ROLES } from '../../platform/access/member.js';
import { RESTORABLE_DAYS } from '../../platform/restoring.js';
import { send } from '../../platform/web/answer.js';
import type { FC, PropsWithChildren } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';

const PARTS = [
  ['year', 'The year in six steps'],
  ['agreement', 'Choosing a level'],
  ['roles', 'Who does what'],
  ['ways', 'Keys, phones, paper'],
  ['trouble', 'If something goes wrong'],
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
      <Heading lead="How a year with Waymark works, and what to do if something goes wrong.">
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
        <b>Review.</b> Do the statements in any order. Choose the descriptor that is the best fit,
        say why, and link <a href="/evidence">evidence</a>.
      </li>
      <li>
        <b>Agree.</b> The page of all statements shows what is not recorded yet, and possible
        inconsistencies. You can keep both levels and explain why.
      </li>
      <li>
        <b>Close.</b> The review is signed off by name and locked. Reopening it takes a reason,
        which stays in the history.
      </li>
      <li>
        <b>Report.</b> The <a href="/results">results</a> show where the school is. The report has a
        one-page summary for governors. You can also get the answers as a list.
      </li>
      <li>
        <b>Plan.</b> Add one to three priorities to the <a href="/plan">plan</a>. A year later it
        shows what was planned and what happened, and the next review can start from this one.
      </li>
    </ol>
  </Part>
);

const Agreeing = () => (
  <Part id="agreement">
    <p>
      Each statement has a question and a descriptor for every level. <b>Best fit</b> means the
      descriptor that describes the school best as a whole: not every criterion of a lower level has
      to be met. You can mark the criteria of each level as met, partly or not yet. Waymark then
      says which level they suggest, and why. You decide.
    </p>
    <p>
      “Not yet at level 1” is added by Waymark; it is not part of the official model. “Not recorded”
      leaves the statement open; it is never counted as level 1. Last year’s level stays hidden
      until this year’s is chosen, so that it does not influence anyone.
    </p>
    <p>
      With JavaScript your words are saved as a draft while you type, on every form, and while you
      are offline they are kept on your device. Without it, the Save button saves. When two people
      write at once, the second sees both texts and chooses one or combines them.
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
      <dt>Account owner</dt>
      <dd>
        In any role: can take over as careers leader when someone leaves. A school should have two.
      </dd>
    </dl>
    <p>
      A governor’s question stays open, with the statement, the results or the action that it is
      about, until someone answers it there. Careers leaders get a message. Governors can ask about
      a closed review as well: only the agreed answers are locked.
    </p>
    <p>
      An invitation without an account lets someone take part in one review. It ends when you remove
      it, or when it expires.
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
      <a href="/lost-password">Ask for a new password</a>. If no email arrives, ask a careers leader
      of your school, or your Waymark administrator: they can give you a link. After several wrong
      tries in a row Waymark waits for a while, and the page says until when.
    </p>
    <h3>I lost my phone or my passkey</h3>
    <p>
      Sign in with one of your recovery codes. Without them, your Waymark administrator can turn off
      two-step sign-in for you, once they have checked that it is you.
    </p>
    <h3>My session ended while I was writing</h3>
    <p>Sign in again. What you typed is saved, and is sent once you sign in.</p>
    <h3>Our careers leader has left</h3>
    <p>
      An account owner can take over on the page <a href="/people">People</a>. If there is none,
      your Waymark administrator can restore access. Before anyone leaves, a careers leader prints
      the handover, which is on the same page.
    </p>
    <h3>Something was deleted</h3>
    <p>
      Reviews, evidence and actions can be restored for {RESTORABLE_DAYS} days, on the page where
      they were. What the law says must be erased cannot.
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
      <dt>Criteria</dt>
      <dd>The parts of a descriptor that can be checked one by one.</dd>
      <dt>Not recorded</dt>
      <dd>No level is agreed yet. It is never counted as level 1.</dd>
      <dt>Next step</dt>
      <dd>A statement going up to its next level.</dd>
      <dt>Priority (highest leverage action)</dt>
      <dd>A next step that supports the most others, because their descriptors need it.</dd>
      <dt>Question, comment</dt>
      <dd>
        What governors ask and advisers say. A question is open until it is answered; a comment asks
        for nothing.
      </dd>
      <dt>Possible inconsistency</dt>
      <dd>
        A level that normally needs a higher level in another statement. Both levels can be right.
      </dd>
      <dt>Evidence</dt>
      <dd>
        A file, a link, a note or a figure that belongs to the school, and is kept from year to
        year.
      </dd>
    </dl>
  </Part>
);
