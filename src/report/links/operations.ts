/** What a program does with links to reports. */
import { z } from 'zod';
import { scopeOf } from '../../platform/access/member.js';
import { careersLeaders } from '../../platform/access/route.js';
import { type Operation, operationsOf } from '../../platform/operations/operation.js';
import { pageFrom, pageInput, pageOf } from '../../platform/operations/pagination.js';
import { findReadable } from '../../review/readable.js';
import { assertMay } from '../permissions.js';
import { makeReportLink, revokeReportLink } from './changes.js';
import { findKind, lastDayBefore, reportLinkInput, stateAt } from './link.js';
import { listReportLinks, type ReportLinkRow } from './store.js';

const operation = operationsOf('reviews');

const linkSchema = z.object({
  id: z.uuid(),
  state: z.enum(['active', 'expired', 'revoked']),
  until: z.iso.date().meta({ description: 'The last day on which it opens.' }),
  has_names: z.boolean(),
  has_remarks: z.boolean(),
  has_passphrase: z.boolean(),
  created_by: z.uuid().nullable(),
  created_at: z.iso.datetime(),
  revoked_at: z.iso.datetime().nullable(),
  views: z.int(),
  last_viewed_at: z.iso.datetime().nullable(),
});

const presentLink = (link: ReportLinkRow, now: Date): z.infer<typeof linkSchema> => ({
  id: link.id,
  state: stateAt(link, now),
  until: lastDayBefore(link.expiresAt),
  has_names: link.hasNames,
  has_remarks: link.hasRemarks,
  has_passphrase: link.hasPassphrase,
  created_by: link.createdBy,
  created_at: link.createdAt.toISOString(),
  revoked_at: link.revokedAt?.toISOString() ?? null,
  views: link.views,
  last_viewed_at: link.lastViewedAt?.toISOString() ?? null,
});

const targetOf = ({ review = '', kind = '' }: Readonly<Record<string, string>>) => ({
  review,
  kind,
});

/** The API of links to reports. */
export const reportLinkOperations: Operation[] = [
  operation({
    name: 'report-link.list',
    summary: 'List the links to a report of a review, newest first.',
    http: { method: 'GET', path: '/reviews/:review/reports/:kind/links' },
    allow: careersLeaders,
    input: pageInput,
    output: pageOf(linkSchema),
    form: 'GET /reviews/:id/reports/:kind/links',
    async run({ context, member, params, input }) {
      assertMay(member, 'report.share');
      const { review, kind } = targetOf(params);
      const links = await context.storage.read(scopeOf(member), async (db) => {
        await findReadable(db, member, review);
        return listReportLinks(db, member.organisation.id, { review, kind: findKind(kind).id });
      });
      const now = context.clock();
      return pageFrom(
        links.map((each) => presentLink(each, now)),
        input,
      );
    },
  }),
  operation({
    name: 'report-link.make',
    summary: 'Share a report by a link that is read without an account.',
    http: { method: 'POST', path: '/reviews/:review/reports/:kind/links' },
    allow: careersLeaders,
    input: reportLinkInput,
    output: z.object({
      id: z.uuid(),
      path: z.string().nullable().meta({
        description: 'The path of the link, this once; null for a request sent again.',
      }),
    }),
    form: 'POST /reviews/:id/reports/:kind/links',
    async run({ context, member, params, input, how }) {
      const { id, token } = await makeReportLink(context, member, targetOf(params), input, how);
      return { id, path: token && `/shared/${token}` };
    },
  }),
  operation({
    name: 'report-link.revoke',
    summary: 'Turn a link to a report off: it opens nothing any more, and stays so.',
    http: { method: 'DELETE', path: '/reviews/:review/reports/:kind/links/:link' },
    allow: careersLeaders,
    form: 'POST /reviews/:id/reports/:kind/links/:link/revoke',
    run: ({ context, member, params }) =>
      revokeReportLink(context, member, { ...targetOf(params), id: params.link ?? '' }),
  }),
];
