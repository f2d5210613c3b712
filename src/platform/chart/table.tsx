/** The table beside every chart, one press away. */

export interface TableProps {
  /** What the table holds, for those who cannot see where it stands. */
  caption: string;
  columns: readonly string[];
  /** One row for each mark; the first cell names it. Numbers are set so that they line up. */
  rows: readonly (readonly (string | number)[])[];
}

/** A details element with the chart's numbers as a table. Says nothing when there are no rows. */
export function ReadAsTable({ caption, columns, rows }: TableProps) {
  if (rows.length === 0) return null;
  return (
    <details class="govuk-details astable">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          Read this as a table<span class="vh">: {caption}</span>
        </span>
      </summary>
      <figure class="govuk-details__text scrolls" aria-label={caption} tabindex={0}>
        <table class="govuk-table">
          <caption class="vh">{caption}</caption>
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              {columns.map((name) => (
                <th scope="col" class="govuk-table__header">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">{rows.map((cells) => tableRow(cells))}</tbody>
        </table>
      </figure>
    </details>
  );
}

function tableRow(cells: readonly (string | number)[]) {
  const [name, ...others] = cells;
  return (
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        {name}
      </th>
      {others.map((cell) => (
        <td class="govuk-table__cell">{cell}</td>
      ))}
    </tr>
  );
}
