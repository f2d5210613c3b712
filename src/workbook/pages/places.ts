/** The addresses of the pages of a workbook. */

export interface Place {
  /** The part of Waymark that the pages belong to. */
  part: 'review' | 'plan';
  /** Of the page with the file. */
  title: string;
  /** The review or the plan itself. */
  back: string;
  page: string;
  file: string;
  upload: string;
  changes: string;
  /** What stands in the workbook. */
  holds: string;
}

export const reviewPlace = (id: string): Place => ({
  part: 'review',
  title: 'Fill in the review as a workbook',
  back: `/reviews/${id}`,
  page: `/reviews/${id}/workbook`,
  file: `/reviews/${id}/workbook.xlsx`,
  upload: `/reviews/${id}/workbook`,
  changes: `/reviews/${id}/workbook/changes`,
  holds:
    'A row for each statement, with its level, reason, strength and next step. The descriptors are on a second sheet.',
});

export const planPlace = (year: number): Place => ({
  part: 'plan',
  title: 'Fill in the plan as a workbook',
  back: `/plan?year=${year}`,
  page: `/plan/workbook?year=${year}`,
  file: `/plan/workbook.xlsx?year=${year}`,
  upload: `/plan/workbook?year=${year}`,
  changes: `/plan/workbook/changes?year=${year}`,
  holds: 'A row for each action, and empty rows for new ones.',
});
