/** The words of people and organisations, and the rules on them. */
import { z } from 'zod';
import type { Channel } from '../history/history.js';
import type { RoleWord } from '../storage/tables/people.js';
import type { Scope } from '../storage/transaction.js';
import { requiredText } from '../web/form.js';

export type Role = RoleWord;

/** The roles in a school, most able first, and what each comes to do. */
export const ROLES: readonly { role: Role; does: string }[] = [
  {
    role: 'careers leader',
    does: 'runs the review, invites people, agrees levels, closes the review',
  },
  {
    role: 'contributor',
    does: 'adds evidence, comments, works on the plan; sets agreed levels in a review that names them',
  },
  { role: 'governor', does: 'reads and asks questions' },
  {
    role: 'adviser',
    does: 'reads what the school shares and comments, as a critical friend from outside',
  },
  { role: 'viewer', does: 'reads' },
];

/** "careers leader and owner": what somebody is in a school, said alike everywhere. */
export const roleWords = ({ role, isOwner }: { role: string; isOwner: boolean }): string =>
  isOwner ? `${role} and account owner` : role;

/** What an owner may do beside what the role allows. Somebody is an owner beside a role, never in place of one. */
export const OWNER_DOES =
  'can also make others account owners, and take over if the careers leader leaves';

export const EVERY_ROLE: readonly Role[] = ROLES.map(({ role }) => role);

/** For whoever has none of the roles of the field. */
export const OTHER_ROLE = 'Other';

/** Roles in the field that take part in a review (product.md, "The people"). Titles, not permissions. */
export const FIELD_ROLES: readonly string[] = [
  'Careers Leader',
  'Central Strategic Careers Leader',
  'Careers Coordinator',
  'Careers Adviser',
  'Enterprise Adviser',
  'Headteacher or Principal',
  'SLT for pastoral',
  'SLT for personal development',
  'SLT for curriculum',
  'SLT for progress',
  'SLT for teaching and learning',
  'SLT for inclusion',
  'Heads of Year',
  'Heads of Department',
  'SENCo or Head of SEND',
  'PSHE Lead',
  'Student Support',
  'Careers Link Governor',
  OTHER_ROLE,
];

/** Somebody signed in and at work in an organisation: who every change is made by. */
export interface Member {
  person: { id: string; name: string };
  organisation: { id: string; name: string; kind: 'school' | 'special school' };
  role: Role;
  isOwner: boolean;
  /** Came by a personal link: the one review that it opens. */
  limitedTo?: string;
  /** How they came; left out: by the pages. The history says it of every change. */
  channel?: Channel;
}

/** An e-mail address as it is kept: trimmed, lower case. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'Enter an email address of at most 254 characters')
  .pipe(z.email('Enter an email address like name@school.sch.uk'));

export const personName = requiredText('Enter your name', 120, 'a name');

/** NIST 800-63B and ASVS 5.0 6.2: long enough, no rules about kinds of characters, and spaces count. */
export const SHORTEST_PASSWORD = 12;
export const newPassword = z
  .string()
  .min(SHORTEST_PASSWORD, `Enter a password of at least ${SHORTEST_PASSWORD} characters`)
  .max(200, 'Enter a password of at most 200 characters');

/** A number kept as text; '' is kept as null. */
export const digits = (count: number, name: string, example: string) =>
  z
    .string()
    .trim()
    .transform((text) => text.replace(/[\s/-]/g, ''))
    .pipe(
      z.union([
        z.literal(''),
        z
          .string()
          .regex(
            new RegExp(`^\\d{${count}}$`),
            `Enter the ${name} as ${count} digits, like ${example}`,
          ),
      ]),
    )
    .transform((text) => (text === '' ? null : text));

/** A school as it is typed in. Identifiers are text, and may be left out. */
export const organisationInput = z.object({
  organisation: requiredText("Enter the school's name", 200, 'a name'),
  kind: z.enum(['school', 'special school'], 'Choose whether this is a school or a special school'),
  urn: digits(6, 'URN', '123456').default(null),
});

/** In whose name a member's reads and changes run. */
export const scopeOf = (member: Member): Scope => ({
  organisation: member.organisation.id,
  person: member.person.id,
});
