/** What can be taken away from a review: the report, the answer sheet, the answers to copy. */
import type { Telling } from '../telling.js';

/** About how large the report is in kB: its letters and pictures, and what people typed. The tests hold it true. */
function reportSize(telling: Telling): number {
  const statements = telling.themes.flatMap((theme) => theme.statements);
  const typed = statements.reduce(
    (sum, { reason, strength, nextStep }) =>
      sum + reason.length + strength.length + nextStep.length,
    0,
  );
  const size = 200 + statements.length * 5 + typed * 0.004;
  return Math.ceil(size / 50) * 50;
}

/** The links, with kind and size said. */
export const Downloads = ({ telling, base }: { telling: Telling; base: string }) => (
  <p class="actions downloads">
    <a class="govuk-button" href={`${base}/report.pdf`}>
      Report for governors and leaders (PDF, about {reportSize(telling)} kB)
    </a>
    <a href={`${base}/answer-sheet`}>Answers to copy</a>
    <a href={`${base}/answer-sheet.pdf`}>Answer sheet (PDF, 1 page, about 60 kB)</a>
    <a href="/insight">Look further</a>
  </p>
);
