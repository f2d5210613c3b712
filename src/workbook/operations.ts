/** What a program does with workbooks: it downloads them. */
import { z } from 'zod';
import { academicYearAt } from '../platform/academic-year.js';
import { scopeOf } from '../platform/access/member.js';
import { everyone } from '../platform/access/route.js';
import { fileOutput, type Operation, operationsOf } from '../platform/operations/operation.js';
import { planContent } from './plan-content.js';
import { reviewContent } from './review-content.js';
import { workbookFile } from './workbook-file.js';

/** The API of workbooks. */
export const workbookOperations: Operation[] = [
  operationsOf('reviews')({
    name: 'review.workbook',
    summary: 'Download a review as an Excel workbook to fill in and load again.',
    http: { method: 'GET', path: '/reviews/:review/workbook' },
    allow: everyone,
    output: fileOutput,
    form: 'GET /reviews/:id/workbook.xlsx',
    run: async ({ context, member, id }) =>
      workbookFile(
        context,
        await context.storage.read(scopeOf(member), (db) => reviewContent(db, member, id)),
      ),
  }),
  operationsOf('plan')({
    name: 'plan.workbook',
    summary: 'Download the plan of a year as an Excel workbook to fill in and load again.',
    http: { method: 'GET', path: '/plan/workbook' },
    allow: everyone,
    input: z.object({
      /** The year in which the academic year begins; left out: this one. */
      year: z.coerce.number().int().min(2000).max(2100).optional(),
    }),
    output: fileOutput,
    form: 'GET /plan/workbook.xlsx',
    run: async ({ context, member, input }) => {
      const year = input.year ?? academicYearAt(context.clock());
      return workbookFile(
        context,
        await context.storage.read(scopeOf(member), (db) => planContent(db, member, year)),
      );
    },
  }),
];
