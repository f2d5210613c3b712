/** What a program does with personal links, by which somebody takes part in one review without an account. */
import { z } from 'zod';
import { scopeOf } from '../platform/access/member.js';
import { leaders } from '../platform/access/route.js';
import { type Operation, operationsOf } from '../platform/operations/operation.js';
import { pageFrom, pageInput, pageOf } from '../platform/operations/pagination.js';
import { assertMay } from './permissions.js';
import { type LinkRow, listLinks } from './personal-link-store.js';
import { linkInput, makeLink, renewLink, revokeLink } from './personal-links.js';

const operation = operationsOf('people');

const linkSchema = z.object({
  id: z.uuid(),
  review: z.uuid(),
  name: z.string().meta({ description: 'Who takes part by it.' }),
  title: z.string(),
  expires_at: z.iso.datetime(),
  opened_at: z.iso.datetime().nullable(),
  revoked_at: z.iso.datetime().nullable(),
});

const presentLink = (link: LinkRow) => ({
  id: link.id,
  review: link.reviewId,
  name: link.personName,
  title: link.title,
  expires_at: link.expiresAt.toISOString(),
  opened_at: link.openedAt?.toISOString() ?? null,
  revoked_at: link.revokedAt?.toISOString() ?? null,
});

const path = z.string().nullable().meta({
  description: 'The path of the link, this once; null where it was mailed.',
});
const pathOf = (token: string | null) => (token === null ? null : `/join/${token}`);

/** The API of personal links; the organisation adds them to its own. */
export const personalLinkOperations: Operation[] = [
  operation({
    name: 'personal-link.list',
    summary: 'List the personal links of the school, newest first.',
    http: { method: 'GET', path: '/people/links' },
    allow: leaders,
    input: pageInput,
    output: pageOf(linkSchema),
    form: 'GET /people',
    async run({ context, member, input }) {
      assertMay(member, 'link.make');
      const links = await context.storage.read(scopeOf(member), (db) =>
        listLinks(db, member.organisation.id),
      );
      return pageFrom(links.map(presentLink), input);
    },
  }),
  operation({
    name: 'personal-link.make',
    summary:
      'Create a personal link, with which someone takes part in one review without an account.',
    http: { method: 'POST', path: '/people/links' },
    allow: leaders,
    input: linkInput,
    output: z.object({ id: z.uuid(), is_mailed: z.boolean(), path }),
    form: 'POST /people/links',
    async run({ context, member, input, how }) {
      const { id, isMailed, token } = await makeLink(context, member, input, how);
      return { id, is_mailed: isMailed, path: isMailed ? null : pathOf(token) };
    },
  }),
  operation({
    name: 'personal-link.renew',
    summary:
      'Give a personal link a new address, valid for as long again. The old address no longer works.',
    http: { method: 'POST', path: '/people/links/:link/renew' },
    allow: leaders,
    output: z.object({ path }),
    form: 'POST /people/links/:id/renew',
    async run({ context, member, params, how }) {
      const { token } = await renewLink(context, member, params.link ?? '', how);
      return { path: pathOf(token) };
    },
  }),
  operation({
    name: 'personal-link.revoke',
    summary: 'Revoke a personal link: it no longer works.',
    http: { method: 'DELETE', path: '/people/links/:link' },
    allow: leaders,
    form: 'POST /people/links/:id/revoke',
    run: ({ context, member, params }) => revokeLink(context, member, params.link ?? ''),
  }),
];
