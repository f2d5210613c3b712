/** What the pages about people share. */
import type { Problem } from '../problems.js';
import { Choices } from '../web/fields.js';
import type { Typed } from '../web/form.js';
import type { FC } from '../web/html.js';

/** "Careers leader", at the beginning of a line. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The head of a column; one that is only for wide windows is told elsewhere too. */
export const Head: FC<{ children?: unknown; isWideOnly?: boolean }> = ({
  children,
  isWideOnly,
}) => (
  <th scope="col" class={`govuk-table__header${isWideOnly ? ' wide-only' : ''}`}>
    {children}
  </th>
);

/** Whether a school is a special school. */
export const SchoolKind: FC<{
  value?: string;
  typed: Typed | undefined;
  problem: Problem | undefined;
}> = (props) => (
  <Choices
    name="kind"
    label="What is it?"
    choices={[
      { value: 'school', label: 'A school' },
      { value: 'special school', label: 'A special school' },
    ]}
    {...props}
  />
);
