/** What the pages about people share. */
import { Choices, type FormState } from '../web/fields.js';
import type { FC } from '../web/html.js';
import { ROLES } from './member.js';

/** "Careers leader", at the beginning of a line. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The head of a column; one that is only for wide windows stands elsewhere too. */
export const Head: FC<{ children?: unknown; isWideOnly?: boolean }> = ({
  children,
  isWideOnly,
}) => (
  <th scope="col" class={`govuk-table__header${isWideOnly ? ' wide-only' : ''}`}>
    {children}
  </th>
);

/** The role of a person, with what each does. */
export const RoleChoices: FC<FormState & { label: string; value?: string }> = (props) => (
  <Choices
    name="role"
    choices={ROLES.map(({ role, does }) => ({
      value: role,
      label: capital(role),
      hint: `${capital(does)}.`,
    }))}
    {...props}
  />
);

/** Whether a school is a special school. */
export const SchoolKind: FC<FormState & { value?: string }> = (props) => (
  <Choices
    name="kind"
    label="Type of school"
    choices={[
      { value: 'school', label: 'School' },
      { value: 'special school', label: 'Special school' },
    ]}
    {...props}
  />
);
