/** What a program does with reports: it lists and downloads them. */
import { z } from 'zod';
import { scopeOf } from '../platform/access/member.js';
import { everyone } from '../platform/access/route.js';
import { fileOutput, type Operation, operationsOf } from '../platform/operations/operation.js';
import { findReadable } from '../review/readable.js';
import { makeReport, REPORT_FORMATS, reportAnswer } from './files.js';
import { composeReport, REPORT_KINDS } from './kinds.js';
import { loadMaterial } from './load-material.js';
import { knownKind } from './own-changes.js';
import { pdfRendererOf } from './pdf-renderer.js';

const operation = operationsOf('reviews');

/** The API of reports. */
export const reportOperations: Operation[] = [
  operation({
    name: 'report.kinds',
    summary: 'List the reports of a review: their names, and whom they are for.',
    http: { method: 'GET', path: '/reviews/:review/reports' },
    allow: everyone,
    output: z.object({
      reports: z.array(
        z.object({
          kind: z.string(),
          name: z.string(),
          about: z.string(),
          formats: z.array(z.enum(REPORT_FORMATS)),
        }),
      ),
    }),
    form: 'GET /reviews/:id/reports',
    run: async ({ context, member, id }) => {
      await context.storage.read(scopeOf(member), (db) => findReadable(db, member, id));
      return {
        reports: REPORT_KINDS.map(({ id: kind, name, about }) => ({
          ...{ kind, name, about },
          formats: [...REPORT_FORMATS],
        })),
      };
    },
  }),
  operation({
    name: 'report.file',
    summary: 'Download a report of a review as PDF or Word file.',
    http: { method: 'GET', path: '/reviews/:review/reports/:kind' },
    allow: everyone,
    input: z.object({
      format: z.enum(REPORT_FORMATS, 'Choose pdf or docx').default('pdf'),
      /** `no` leaves out people’s names. */
      names: z.enum(['yes', 'no'], 'Choose yes or no').default('yes'),
      /** `no` leaves out questions and comments. */
      remarks: z.enum(['yes', 'no'], 'Choose yes or no').default('yes'),
    }),
    output: fileOutput,
    form: 'GET /reviews/:id/reports/:kind/:format',
    run: async ({ context, member, params, input }) => {
      const kind = knownKind(params.kind ?? '');
      const material = await context.storage.read(scopeOf(member), (db) =>
        loadMaterial(db, member, params.review ?? '', {
          hasNames: input.names === 'yes',
          withRemarks: input.remarks === 'yes',
          now: context.clock(),
        }),
      );
      const { document } = composeReport(kind, material, material.layouts[kind.id]);
      const renderer = pdfRendererOf(context.config);
      return reportAnswer(
        await makeReport(renderer, document, input.format, member.organisation.id),
      );
    },
  }),
];
