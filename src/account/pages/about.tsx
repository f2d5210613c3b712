/** Pages about Waymark itself: accessibility, privacy. The same for everybody. */

import { send } from '../../platform/web/answer.js';
import type { FC, PropsWithChildren } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';

const Part: FC<PropsWithChildren<{ title: string }>> = ({ title, children }) => (
  <section class="section measure stack">
    <h2>{title}</h2>
    {children}
  </section>
);

/** GET /accessibility */
export function accessibilityPage(c: Ctx): Promise<Response> {
  return send(
    c,
    <Page request={c.get('request')} title="Accessibility statement">
      <Heading lead="Everyone who works in a school should be able to use Waymark.">
        Accessibility statement
      </Heading>
      <Part title="How accessible it is">
        <p>
          Waymark is built to meet the Web Content Accessibility Guidelines, version 2.2, at level
          AA. You can use all of it with only a keyboard, without JavaScript, zoomed to 400%, in
          dark or forced colours, and with your own text spacing. Nothing depends on colour alone.
          Every chart has a table beside it. PDF reports are tagged.
        </p>
      </Part>
      <Part title="What is not yet tested">
        <p>
          We know of no part that fails. We test Waymark with programs and by hand in Chromium. It
          is built for screen readers, and every chart has names and a table. No one has tested it
          yet with a screen reader, or audited it with assistive technology. A model that your
          school loads is shown as it is written.
        </p>
      </Part>
      <Part title="Tell us about a problem">
        <p>
          If you have a problem, tell your Waymark administrator. They can pass it on to the people
          who make Waymark. If you are not happy with the answer, you can contact the{' '}
          <a href="https://www.equalityadvisoryservice.com/">
            Equality Advisory and Support Service
          </a>{' '}
          for advice.
        </p>
      </Part>
      <Part title="How it was tested">
        <p>
          We test every kind of page each time Waymark changes. We use axe and check that the HTML
          is valid, in wide and narrow windows, in light, dark and forced colours. This statement
          was prepared on 24 November 2026.
        </p>
      </Part>
    </Page>,
  );
}

/** GET /privacy */
export function privacyPage(c: Ctx): Promise<Response> {
  return send(
    c,
    <Page request={c.get('request')} title="Privacy">
      <Heading lead="What we keep about you, why, how long we keep it, and your rights.">
        Privacy
      </Heading>
      <Part title="Nothing about learners">
        <p>
          Waymark is about careers provision, not about learners. No form asks about individual
          learners. Please do not write about them: no names, no pupil numbers, and nothing that
          could identify someone.
        </p>
      </Part>
      <Part title="Who is responsible">
        <p>
          Your school decides what is kept here and why. It is the data controller. The people who
          run this copy of Waymark do so for your school. Nothing is sent to the makers of Waymark
          or to anyone else. Pages load nothing from other sites, and there is no tracking.
        </p>
      </Part>
      <Part title="What is kept about you">
        <ul>
          <li>Your name, email address and role, so that colleagues know who you are.</li>
          <li>
            Your views, questions, comments and changes, and when you made them. This shows the
            school how a level was agreed. You can withdraw a question or comment. After 30 days it
            is deleted.
          </li>
          <li>
            How you sign in: a scrambled copy of your password, keys and codes, and the browsers you
            are signed in from.
          </li>
          <li>
            Two cookies. One keeps you signed in. The other carries a message to the next page.
          </li>
        </ul>
        <p>
          The legal basis is the school’s duty to secure careers guidance (public task), and its
          interest in a record of its own decisions.
        </p>
      </Part>
      <Part title="How long we keep it">
        <p>
          We keep it as long as you work with your school here. After that, your school decides how
          many months to keep your name and address. Reviews, questions, comments and plans are the
          school’s record and stay. Once your data is erased, they show your role instead of your
          name. You are signed out after a working day.
        </p>
      </Part>
      <Part title="Your rights">
        <p>
          When you are signed in, you can{' '}
          <a href="/account/data">download a copy of your data, or erase it</a>. To correct
          something, object or complain, ask a careers leader at your school. They answer a request
          within one month and acknowledge a complaint within 30 days. You can also complain to the{' '}
          <a href="https://ico.org.uk/make-a-complaint/">Information Commissioner’s Office</a>.
        </p>
      </Part>
    </Page>,
  );
}
