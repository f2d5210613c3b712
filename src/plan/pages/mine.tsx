/** My actions: what is overdue, what is due soon, the rest; reminders and the calendar. */

import type { Framework } from '../../framework/framework.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { dayAt } from '../../platform/days.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form } from '../../platform/web/fields.js';
import { one, readForm } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import { type Ctx, originOf, type RequestContext } from '../../platform/web/request-context.js';
import { ToCopy } from '../../platform/web/to-copy.js';
import { counted } from '../../review/sentences.js';
import { dropCalendar, makeCalendar, readCalendar } from '../calendar-changes.js';
import { listMineWith, type Mine } from '../mine-store.js';
import { type Action, urgencyOf } from '../plan.js';
import { wantReminders } from '../reminders.js';
import { ActionRow, PlanPage } from './plan-parts.js';
import { readStandpoint } from './plan-read.js';

interface MineProps {
  request: RequestContext;
  framework: Framework;
  mine: Mine;
  today: string;
  /** The calendar address, shown once when it is made. */
  address?: string;
}

async function readMine(c: Ctx, member: Member): Promise<MineProps> {
  const request = c.get('request');
  return request.context.storage.read(scopeOf(member), async (db) => ({
    request,
    framework: (await readStandpoint(db, member)).framework,
    mine: await listMineWith(db, member.organisation.id, member.person.id),
    today: dayAt(request.context.clock()),
  }));
}

/** GET /plan/mine */
export async function minePage(c: Ctx, member: Member): Promise<Response> {
  return send(c, <MineView {...(await readMine(c, member))} />);
}

const MineView = (props: MineProps) => {
  const { request, framework, mine, today } = props;
  const of = (urgency: ReturnType<typeof urgencyOf>) =>
    mine.actions.filter((action) => urgencyOf(action, today) === urgency);
  const [overdue, soon, later] = [of('overdue'), of('due soon'), of(null)];
  const count = mine.actions.length;
  return (
    <PlanPage request={request} title="My actions" here="mine" framework={framework}>
      <Heading
        eyebrow="My actions"
        lead={count === 0 ? 'Actions that you own appear here, most urgent first.' : undefined}
      >
        {count === 0
          ? 'You have no actions yet'
          : overdue.length > 0
            ? `${counted(overdue.length, 'action')} overdue`
            : soon.length > 0
              ? `${counted(soon.length, 'action')} due in the next 14 days`
              : `${counted(count, 'action')}, none due soon`}
      </Heading>
      <Part title="Overdue" actions={overdue} {...{ framework, today }} />
      <Part title="Due in the next 14 days" actions={soon} {...{ framework, today }} />
      <Part
        title={overdue.length + soon.length > 0 ? 'Later' : 'Yours'}
        actions={later}
        {...{ framework, today }}
      />
      <div class="two-parts section">
        <Reminders {...props} />
        <Calendar {...props} />
      </div>
    </PlanPage>
  );
};

const Part = (props: { title: string; actions: Action[]; framework: Framework; today: string }) => {
  const { title, actions, framework, today } = props;
  if (actions.length === 0) return null;
  const id = title.toLowerCase().replaceAll(' ', '-');
  return (
    <section class="plan-group" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="act-rows">
        {actions.map((action) => (
          <ActionRow {...{ action, framework, today }} />
        ))}
      </ul>
    </section>
  );
};

const Reminders = ({ request, mine }: MineProps) => {
  const canMail = request.context.config.smtpUrl !== null || request.isDemo;
  return (
    <section class="card stack" aria-labelledby="reminders">
      <h2 id="reminders">Reminders</h2>
      <p>
        {mine.wantsReminders
          ? 'You get an email when an action of yours is due within 14 days, and again when it is overdue.'
          : 'You get no reminders from this school.'}
      </p>
      {!canMail && (
        <p class="small quiet">
          Waymark cannot send email here. A careers leader finds reminders on the People page and
          passes them on.
        </p>
      )}
      <Form action="/plan/reminders" key_={request.context.id()}>
        <input type="hidden" name="wanted" value={mine.wantsReminders ? 'no' : 'yes'} />
        <Button isSecondary>
          {mine.wantsReminders ? 'Turn reminders off' : 'Turn reminders on'}
        </Button>
      </Form>
    </section>
  );
};

const Calendar = ({ request, mine, address }: MineProps) => (
  <section class="card stack" aria-labelledby="calendar">
    <h2 id="calendar">Your calendar</h2>
    {address ? (
      <>
        <p>
          <label for="address">
            <b>Your calendar address.</b> Copy it into your calendar now. It is shown only once.
          </label>
        </p>
        <ToCopy id="address" what="the calendar address">
          <input class="govuk-input" id="address" type="text" value={address} readonly />
        </ToCopy>
        <p class="small quiet">
          Anyone who has it can see what is due for you in this school. You can stop it here.
        </p>
      </>
    ) : (
      <p>
        {mine.hasCalendar
          ? 'You have a calendar address. It is not shown again. If you make a new one, the old one stops working.'
          : 'See your due dates and milestones in your own calendar: make a private address and subscribe to it.'}
      </p>
    )}
    <p>
      <a href="/plan/calendar/help">How to subscribe in Outlook, Google and Apple</a>
    </p>
    <div class="actions">
      <Form action="/plan/calendar" key_={request.context.id()}>
        <Button isSecondary>
          {mine.hasCalendar || address ? 'Make a new calendar address' : 'Make a calendar address'}
        </Button>
      </Form>
      {(mine.hasCalendar || address) && (
        <Form action="/plan/calendar/drop" key_={request.context.id()}>
          <button type="submit" class="link-button">
            Stop the calendar address
          </button>
        </Form>
      )}
    </div>
  </section>
);

/** POST /plan/reminders */
export async function remindersPost(c: Ctx, member: Member): Promise<Response> {
  const isWanted = one(await readForm(c), 'wanted') === 'yes';
  await wantReminders(c.get('request').context, member, isWanted);
  return goTo(c, '/plan/mine', isWanted ? 'Reminders are on.' : 'Reminders are off.');
}

/** POST /plan/calendar: answers with the page itself, because the address is shown once and saved nowhere. */
export async function calendarPost(c: Ctx, member: Member): Promise<Response> {
  const token = await makeCalendar(c.get('request').context, member);
  const address = `${originOf(c)}/calendar/${token}.ics`;
  return send(c, <MineView {...(await readMine(c, member))} address={address} />);
}

/** POST /plan/calendar/drop */
export async function calendarDropPost(c: Ctx, member: Member): Promise<Response> {
  await dropCalendar(c.get('request').context, member);
  return goTo(c, '/plan/mine', 'Your calendar address no longer works.');
}

/** GET /calendar/:token.ics, for calendar programs: whoever has the address may read it. */
export async function calendarFeed(c: Ctx): Promise<Response> {
  const token = (c.req.param('file') ?? '').replace(/\.ics$/, '');
  const { context } = c.get('request');
  const text = await readCalendar(context, token, context.config.publicUrl ?? originOf(c));
  return c.body(text, 200, {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="careers-plan.ics"',
    'Cache-Control': 'private, no-store',
  });
}
