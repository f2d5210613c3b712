/** What the pages about people share. */
import type { FC } from '../../web/html.js';

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
