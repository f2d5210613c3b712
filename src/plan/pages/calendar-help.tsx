/** How to subscribe to one's calendar address, in the calendars that schools use. */

import type { Member } from '../../platform/access/member.js';
import { send } from '../../platform/web/answer.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { TitledPage } from '../../platform/web/titled-page.js';

/** Each calendar with its steps, in the words that stand on its own buttons. */
const CALENDARS = [
  {
    name: 'Outlook',
    steps: [
      'Open Outlook on the web or the new Outlook for Windows, and go to Calendar.',
      'Choose “Add calendar”, then “Subscribe from web”.',
      'Paste your calendar address, give it a name, and choose “Import”.',
    ],
    note: 'Outlook looks for changes every few hours. It then shows on your phone too, if your phone has the same account.',
  },
  {
    name: 'Google Calendar',
    steps: [
      'Open Google Calendar in a browser. This cannot be done in the app.',
      'Beside “Other calendars”, choose the plus sign, then “From URL”.',
      'Paste your calendar address and choose “Add calendar”.',
    ],
    note: 'Google looks for changes about once a day. The calendar then shows in the app as well.',
  },
  {
    name: 'Apple Calendar',
    steps: [
      'On a Mac, choose “File”, then “New Calendar Subscription”. On an iPhone or iPad, choose “Calendars” in the Calendar app, then “Add Calendar” and “Add Subscription Calendar”.',
      'Paste your calendar address and choose “Subscribe”.',
      'On a Mac, choose how often it looks for changes under “Auto-refresh”.',
    ],
    note: 'Choose iCloud as its place to see it on all your devices.',
  },
] as const;

/** GET /plan/calendar/help */
export function calendarHelpPage(c: Ctx, _member: Member): Promise<Response> {
  return send(
    c,
    <TitledPage
      request={c.get('request')}
      title="Subscribe to your calendar"
      place="plan"
      styles={['home']}
      eyebrow={<a href="/plan/mine">My actions</a>}
      lead="Your due dates and milestones, in the calendar that you use already. Make your calendar address first, and copy it."
    >
      {CALENDARS.map(({ name, steps, note }) => (
        <section class="section measure stack">
          <h2>{name}</h2>
          <ol class="numbered">
            {steps.map((step) => (
              <li>{step}</li>
            ))}
          </ol>
          <p class="small quiet">{note}</p>
        </section>
      ))}
      <p class="section measure">
        Subscribe, rather than download the file: a file that was downloaded never changes. The
        calendar has to be able to reach this address of Waymark; one that runs inside your school’s
        network alone cannot be read by Outlook on the web or by Google.
      </p>
    </TitledPage>,
  );
}
