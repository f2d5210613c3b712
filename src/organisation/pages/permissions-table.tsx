/** Who may do what, at a glance: the tables of permissions, in the words of a school. */

import { EVERY_ROLE, OWNER_DOES } from '../../platform/access/member.js';
import { capital, Head } from '../../platform/access/page-parts.js';
import { type Permissions, rolesOf } from '../../platform/access/permission-table.js';
import type { FC } from '../../platform/web/html.js';

/** One line of it. All its acts are for the same people: `tests/who-may.test.ts` sees to that. */
interface MayLine {
  what: string;
  /** The acts of the features' tables that it speaks of: "review.start". */
  acts: readonly string[];
}

export const MAY_LINES: readonly MayLine[] = [
  {
    what: 'Read reviews, results, evidence, the plan, questions and comments',
    acts: ['review.list', 'review.read', 'evidence.read', 'remark.read', 'people.see'],
  },
  {
    what: 'Ask a question',
    acts: ['question.ask'],
  },
  {
    what: 'Leave a comment',
    acts: ['comment.leave'],
  },
  {
    what: 'Set agreed levels, with reasons',
    acts: ['review.agree'],
  },
  {
    what: 'Add and link evidence, work on the plan',
    acts: ['review.cite', 'evidence.add', 'evidence.change', 'plan.write'],
  },
  {
    what: 'Start, close and reopen a review. Choose who else can set agreed levels. Carry over and archive a year’s plan',
    acts: ['review.start', 'review.close', 'review.reopen', 'review.name-setters', 'plan.lead'],
  },
  {
    what: 'Invite and remove people, change roles, see the history, answer data requests',
    acts: ['people.invite', 'people.change', 'link.make', 'history.read', 'data.keep'],
  },
  {
    what: 'Make someone an account owner, change or remove one. Take over as careers leader',
    acts: ['people.invite-owner', 'people.change-owner', 'people.take-over'],
  },
];

/** Who may do all of this: "everyone", "careers leader or account owner". */
export function whoMay(permissions: Permissions, acts: readonly string[]): string {
  const rules = acts.flatMap((act) => permissions[act] ?? []);
  const roles = EVERY_ROLE.filter((role) => rules.every((rule) => rolesOf(rule).includes(role)));
  if (roles.length === EVERY_ROLE.length) return 'everyone';
  const all = [...roles, ...(rules.every(({ orOwner }) => orOwner) ? ['account owner'] : [])];
  if (rules.every(({ named }) => named))
    all.push(`${rules.flatMap(({ named = [] }) => named)[0]} named for it`);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

export const WhoMay: FC<{ permissions: Permissions }> = ({ permissions }) => (
  <section class="section" aria-labelledby="who-may-do-what">
    <table class="govuk-table who-may">
      <caption class="govuk-table__caption govuk-table__caption--m" id="who-may-do-what">
        What each role can do
      </caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          <Head>What</Head>
          <Head>Who can</Head>
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {MAY_LINES.map(({ what, acts }) => (
          <tr class="govuk-table__row">
            <td class="govuk-table__cell">{what}</td>
            <td class="govuk-table__cell">{capital(whoMay(permissions, acts))}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <p class="measure">
      Everyone has one role. A person can also be an <b>account owner</b>: they {OWNER_DOES}.
    </p>
  </section>
);
