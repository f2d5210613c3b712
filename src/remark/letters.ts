/** The two letters of remarks. They say where something was asked or answered, and never what: that stays in Waymark. */
import type { Mail } from '../people/mail.js';
import type { Remarked } from './remark.js';

interface Told {
  to: string;
  /** Who asked or answered. */
  who: string;
  school: string;
  remarked: Remarked;
  /** The address of the question. */
  link: string;
}

/** To a careers leader: somebody asks. */
export const askedLetter = ({ to, who, school, remarked, link }: Told): Mail => ({
  to,
  subject: `${who} asks about ${remarked.name}`,
  text: `Hello,

${who} asks a question about ${remarked.name} (${remarked.within}, ${school}).

Read it and reply here:
${link}

You get this message because you are a careers leader of ${school}.
`,
});

/** To whoever asked: it is answered. */
export const answeredLetter = ({ to, who, school, remarked, link }: Told): Mail => ({
  to,
  subject: `Your question about ${remarked.name} is answered`,
  text: `Hello,

${who} has answered your question about ${remarked.name} (${remarked.within}, ${school}).

Read the answer here:
${link}

If it leaves something open, you can ask further on the same page.
`,
});
