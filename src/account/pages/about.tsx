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
      <Heading lead="Everybody who works in a school should be able to use Waymark.">
        Accessibility statement
      </Heading>
      <Part title="How accessible it is">
        <p>
          Waymark is built to meet the Web Content Accessibility Guidelines, version 2.2, at level
          AA. You can use all of it with a keyboard alone, without JavaScript, zoomed to 400%, in
          dark or forced colours and with your own text spacing. Nothing depends on colour alone,
          and every chart has a table beside it. Reports in PDF are tagged.
        </p>
      </Part>
      <Part title="What is not yet as it should be">
        <p>
          No part is known to fail. Waymark is tested by programs and by hand in Chromium. It is
          made for screen readers too, with names, roles and tables for everything that is drawn,
          but nobody has yet gone through it with one, or audited it with assistive technology. A
          published framework that your school brings in is shown as it is written.
        </p>
      </Part>
      <Part title="Tell us">
        <p>
          If something is in your way, tell the person who looks after Waymark at your school. They
          can pass it on to those who make it. If the answer does not help, the{' '}
          <a href="https://www.equalityadvisoryservice.com/">
            Equality Advisory and Support Service
          </a>{' '}
          advises.
        </p>
      </Part>
      <Part title="How it was tested">
        <p>
          Every kind of page is tested with axe and for valid HTML, in wide and narrow windows, in
          light, dark and forced colours, each time the product changes. This statement was prepared
          on 24 November 2026.
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
      <Heading lead="What is kept about you, why, for how long, and what you can ask for.">
        Privacy
      </Heading>
      <Part title="Nothing about learners">
        <p>
          Waymark is about careers provision, never about a learner. No form asks for anything about
          individual learners, and please write nothing about them: no names, no pupil numbers, no
          stories by which somebody could be known.
        </p>
      </Part>
      <Part title="Who is responsible">
        <p>
          Your school decides what is kept here and why: it is the controller. Whoever runs this
          installation does so for your school. Nothing is sent to those who make Waymark or to
          anybody else: the pages load nothing from other sites, and there is no tracking.
        </p>
      </Part>
      <Part title="What is kept about you">
        <ul>
          <li>Your name, e-mail address and role, so that colleagues know who is who.</li>
          <li>
            What you judge, ask, write and change, and when, so that the school can follow how a
            level was agreed. What you asked or said, you can take back: after 30 days it is gone.
          </li>
          <li>
            How you sign in: a fingerprint of your password, keys and codes, and the browsers that
            you are signed in from.
          </li>
          <li>
            One cookie that keeps you signed in, and one that carries a message to the next page.
          </li>
        </ul>
        <p>
          The school’s reason is its task to secure careers guidance (public task), and its interest
          in an account of its own decisions.
        </p>
      </Part>
      <Part title="For how long">
        <p>
          As long as you work with your school here. Afterwards your school decides how many months
          your name and address are kept. Reviews, questions and comments, and plans are the
          school’s record and stay, under your role once your data has been erased. Sessions end
          after a working day.
        </p>
      </Part>
      <Part title="What you can ask for">
        <p>
          Signed in, you can <a href="/account/data">download a copy of your data, or erase it</a>.
          For everything else, a correction, an objection, a complaint, ask a careers leader of your
          school: they answer a request within one month and acknowledge a complaint within 30 days.
          You can also complain to the{' '}
          <a href="https://ico.org.uk/make-a-complaint/">Information Commissioner’s Office</a>.
        </p>
      </Part>
    </Page>,
  );
}
