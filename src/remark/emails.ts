/** The two mails about remarks. They say where something was asked or answered, and never what: that stays in Waymark. */

import type { Mail } from '../platform/mail/outbox.js';
import { isolated } from '../platform/web/html.js';
import type { Remarked } from './remark.js';

interface RemarkMail {
  to: string;
  /** Who asked or answered. */
  who: string;
  school: string;
  remarked: Remarked;
  /** The address of the question; null where the installation has been given none. */
  link: string | null;
}

/** An action may be deleted before the mail is handed over. */
const aboutOf = ({ place }: Remarked) => (place.action === null ? [] : [place.action]);

/** How to get there: by the link, or along the first page. */
const way = (link: string | null, what: string) =>
  link ? `${what} here:\n${link}` : `${what} in Waymark. It is on your home page.`;

/** To a careers leader: somebody asks. */
export const askedEmail = ({ to, who, school, remarked, link }: RemarkMail): Mail => ({
  to,
  subject: `${who} asks about ${remarked.name}`,
  about: aboutOf(remarked),
  text: `Hello,

${isolated(who)} asks a question about ${isolated(remarked.name)} (${isolated(remarked.within)}, ${isolated(school)}).

${way(link, 'Read it and reply')}

You get this email because you are a careers leader at ${isolated(school)}.
`,
});

/** To whoever asked: it is answered. */
export const answeredEmail = ({ to, who, school, remarked, link }: RemarkMail): Mail => ({
  to,
  subject: `Your question about ${remarked.name} is answered`,
  about: aboutOf(remarked),
  text: `Hello,

${isolated(who)} has answered your question about ${isolated(remarked.name)} (${isolated(remarked.within)}, ${isolated(school)}).

${way(link, 'Read the answer')}

If you need to know more, you can ask again on the same page.
`,
});
