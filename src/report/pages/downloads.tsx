/** What can be taken away from a review: the report, the answer sheet, the answers to copy. */
import { Button } from '../../platform/web/fields.js';
import type { Summary } from '../summary.js';

/** About how large the report is in kB: its letters and pictures, and what people typed. The tests hold it true. */
function reportSize(summary: Summary): number {
  const statements = summary.themes.flatMap((theme) => theme.statements);
  const typed = statements.reduce(
    (sum, { reason, strength, nextStep }) =>
      sum + reason.length + strength.length + nextStep.length,
    0,
  );
  const size = 200 + statements.length * 5 + typed * 0.004;
  return Math.ceil(size / 50) * 50;
}

/** The button and the links, with kind and size said. */
export const Downloads = ({ summary, base }: { summary: Summary; base: string }) => (
  <div class="downloads no-print">
    <form method="get" action={`${base}/report.pdf`} class="actions">
      <Button>Report for governors and leaders (PDF, about {reportSize(summary)} kB)</Button>
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
            Leave out questions and comments, for a public copy
          </label>
        </div>
      </div>
    </form>
    <p class="actions">
      <a href={`${base}/answer-sheet`}>Answers to copy</a>
      <a href={`${base}/answer-sheet.pdf`}>Answer sheet (PDF, 1 page, about 60 kB)</a>
      <a href="/insight">Look further</a>
    </p>
  </div>
);
