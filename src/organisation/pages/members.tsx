/** Who is in the school, role by role, with what each role does. */

import { type Member, ROLES, type Role } from '../../platform/access/member.js';
import { capital, Head } from '../../platform/access/page-parts.js';
import type { FC } from '../../platform/web/html.js';
import type { MembershipRow } from '../organisation-store.js';
import { may } from '../permissions.js';

interface MembersProps {
  member: Member;
  people: MembershipRow[];
}

export const Members: FC<MembersProps> = ({ member, people }) => {
  const showsAddresses = may(member, 'people.see-addresses');
  return (
    <section class="table-wrap section" tabindex={0} aria-labelledby="members">
      <table class="govuk-table">
        <caption class="govuk-table__caption govuk-table__caption--m" id="members">
          People with access
        </caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            <Head>Name</Head>
            <Head>Job title</Head>
            {showsAddresses && <Head isWideOnly>Email address</Head>}
            {showsAddresses && (
              <Head>
                <span class="govuk-visually-hidden">Change</span>
              </Head>
            )}
          </tr>
        </thead>
        {ROLES.map(({ role, does }) => (
          <OfRole
            {...{ member, role, does, showsAddresses }}
            people={people.filter((each) => each.role === role)}
          />
        ))}
      </table>
    </section>
  );
};

interface OfRoleProps extends MembersProps {
  role: Role;
  does: string;
  showsAddresses: boolean;
}

/** Everybody in a role, under its name; nothing for a role that nobody has. */
const OfRole: FC<OfRoleProps> = ({ member, role, does, people, showsAddresses }) =>
  people.length === 0 ? null : (
    <tbody class="govuk-table__body">
      <tr class="govuk-table__row role-row">
        <th scope="rowgroup" class="govuk-table__header">
          {capital(role)}
        </th>
        <td colspan={showsAddresses ? 3 : 1} class="govuk-table__cell">
          {capital(does)}
        </td>
      </tr>
      {people.map((each) => (
        <tr class="govuk-table__row">
          <th scope="row" class="govuk-table__header">
            {each.name}
            {each.personId === member.person.id && ' (you)'}
            {each.isOwner && <strong class="tag">Account owner</strong>}
          </th>
          <td class="govuk-table__cell">{each.title ?? ''}</td>
          {showsAddresses && <td class="govuk-table__cell wide-only">{each.email ?? ''}</td>}
          {showsAddresses && (
            <td class="govuk-table__cell">
              <a href={`/people/${each.personId}`}>
                Change<span class="govuk-visually-hidden"> {each.name}</span>
              </a>
            </td>
          )}
        </tr>
      ))}
    </tbody>
  );
