/** The report of a review, to take away. */
import { Button } from '../../platform/web/fields.js';

/** The report, with its kind said, and what is left out of it. */
export const Downloads = ({ base }: { base: string }) => (
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
    <Button>Download the report (PDF)</Button>
    <a href={`${base}/reports`}>All reports, in PDF and Word</a>
  </form>
);
