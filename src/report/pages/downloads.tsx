/** The report of a review, to take away. */
import { Button } from '../../platform/web/fields.js';

/** The report, with its kind said, what is left out of it, and which characters it cannot show. */
export const Downloads = ({ base, lost }: { base: string; lost: string | null }) => (
  <form method="get" action={`${base}/report.pdf`} class="downloads no-print">
    <div class="govuk-checkboxes govuk-checkboxes--small">
      <div class="govuk-checkboxes__item">
        <input
          class="govuk-checkboxes__input"
          id="without"
          name="without"
          type="checkbox"
          value="remarks"
        />
        <label class="govuk-label govuk-checkboxes__label" for="without">
          Leave out questions and comments
        </label>
      </div>
    </div>
    {lost && <p class="small measure">{lost}</p>}
    <Button>Download the report (PDF)</Button>
    <a href={`${base}/reports`}>All reports, in PDF and Word</a>
  </form>
);
