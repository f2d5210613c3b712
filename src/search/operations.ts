/** What a program finds in a school. */
import { z } from 'zod';
import { scopeOf } from '../platform/access/member.js';
import { everyone } from '../platform/access/route.js';
import { type Operation, operationsOf } from '../platform/operations/operation.js';
import { KINDS, LONGEST, MOST, typedQuery } from './search.js';
import { findAll } from './store.js';

const operation = operationsOf('search');

const foundSchema = z.object({
  kind: z.enum(KINDS.map(({ kind }) => kind)),
  /** True when there are more than are given. */
  is_more: z.boolean(),
  found: z
    .array(z.object({ title: z.string(), path: z.string(), words: z.string() }))
    .max(MOST)
    .meta({ description: 'Each with the path of its page, and the text in which it was found.' }),
});

/** The API of search. */
export const searchOperations: Operation[] = [
  operation({
    name: 'search.find',
    summary: 'Search statements, answers, evidence, actions, questions, comments and people.',
    http: { method: 'GET', path: '/search' },
    allow: everyone,
    input: z.object({
      /** The words to search for: each is found by its beginning. */
      q: z.string().max(LONGEST, `Enter at most ${LONGEST} characters`).default(''),
    }),
    output: z.object({ kinds: z.array(foundSchema) }),
    form: 'GET /search',
    async run({ context, member, input: { q } }) {
      const kinds = await context.storage.read(scopeOf(member), (db) =>
        findAll(db, member, typedQuery(q), context.clock()),
      );
      return {
        kinds: kinds.map(({ kind, isMore, found }) => ({
          ...{ kind, is_more: isMore },
          found: found.map(({ title, href, words }) => ({ title, path: href, words })),
        })),
      };
    },
  }),
];
