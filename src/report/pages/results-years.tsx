/** The other reviews of the school, one link away from the results of any of them. */
import { academicYear } from '../../platform/academic-year.js';
import { reviewName } from '../../review/review.js';
import type { ReportedReview } from '../store.js';

interface YearsProps {
  reviews: readonly ReportedReview[];
  /** The review whose results are shown. */
  id: string;
}

/** The results of each review, newest first; nothing where there is one alone. */
export const ResultsYears = ({ reviews, id }: YearsProps) =>
  reviews.length < 2 ? null : (
    <nav class="filters small results-years no-print" aria-label="Results of each review">
      <span class="quiet" aria-hidden="true">
        Results of
      </span>
      {reviews.map((review) => (
        <a
          href={`/reviews/${review.id}/results`}
          aria-current={review.id === id ? 'page' : undefined}
        >
          {nameOf(review, reviews)}
          {review.closedAt ? '' : ' (open)'}
        </a>
      ))}
    </nav>
  );

/** "2025/26"; with its title where a year has several reviews. */
function nameOf(review: ReportedReview, reviews: readonly ReportedReview[]): string {
  const alike = reviews.filter((each) => each.academicYear === review.academicYear);
  return alike.length > 1 ? reviewName(review) : academicYear(review.academicYear);
}

/** The newest review that was agreed after this one; null for the newest, and for one that is open. */
export function laterThan(
  review: Pick<ReportedReview, 'academicYear' | 'startedAt' | 'closedAt'>,
  reviews: readonly ReportedReview[],
): ReportedReview | null {
  if (review.closedAt === null) return null;
  const isLater = (each: ReportedReview) =>
    each.academicYear > review.academicYear ||
    (each.academicYear === review.academicYear && each.startedAt > review.startedAt);
  return reviews.find((each) => each.closedAt !== null && isLater(each)) ?? null;
}
