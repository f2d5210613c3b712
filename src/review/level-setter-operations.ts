/** What a program does with who may set agreed levels, and with what others changed. */
import { scopeOf } from '../platform/access/member.js';
import { careersLeaders, everyone } from '../platform/access/route.js';
import { type Operation, operationsOf } from '../platform/operations/operation.js';
import { pageFrom, pageInput, pageOf } from '../platform/operations/pagination.js';
import { followUntil, seenInput } from './changes/follow.js';
import { addLevelSetter, levelSetterInput, removeLevelSetter } from './changes/level-setters.js';
import { listLevelSetters } from './level-setters-store.js';
import { levelSetterSchema, presentLevelSetter } from './present.js';
import { findReadable } from './readable.js';

const operation = operationsOf('reviews');

/** The API of who may set agreed levels; the reviews add it to their own. */
export const levelSetterOperations: Operation[] = [
  operation({
    name: 'level-setter.list',
    summary: 'List the people who can set agreed levels in a review, as well as careers leaders.',
    http: { method: 'GET', path: '/reviews/:review/level-setters' },
    allow: everyone,
    input: pageInput,
    output: pageOf(levelSetterSchema),
    form: 'GET /reviews/:id/people',
    async run({ context, member, id, input }) {
      const { named } = await context.storage.read(scopeOf(member), async (db) => {
        const review = await findReadable(db, member, id);
        const place = { organisation: review.organisationId, review: review.id };
        return listLevelSetters(db, place, context.clock());
      });
      return pageFrom(named.map(presentLevelSetter), input);
    },
  }),
  operation({
    name: 'level-setter.add',
    summary: 'Let someone set agreed levels in a review.',
    http: { method: 'POST', path: '/reviews/:review/level-setters' },
    allow: careersLeaders,
    input: levelSetterInput,
    form: 'POST /reviews/:id/level-setters',
    run: ({ context, member, id, input, how }) => addLevelSetter(context, member, id, input, how),
  }),
  operation({
    name: 'level-setter.remove',
    summary: 'No longer let someone set agreed levels in a review.',
    http: { method: 'DELETE', path: '/reviews/:review/level-setters/:person' },
    allow: careersLeaders,
    form: 'POST /reviews/:id/level-setters/remove',
    run: ({ context, member, id, params, how }) =>
      removeLevelSetter(context, member, id, params.person ?? '', how),
  }),
  operation({
    name: 'review.follow',
    summary: 'Mark changes by others in a review as seen, up to a given time.',
    http: { method: 'POST', path: '/reviews/:review/seen' },
    allow: careersLeaders,
    input: seenInput,
    form: 'POST /reviews/:id/seen',
    run: ({ context, member, id, input, how }) => followUntil(context, member, id, input, how),
  }),
];
