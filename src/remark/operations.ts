/** What a program does with questions and comments, on a review or on an action: the functions behind the pages. */
import { z } from 'zod';
import { EVERY_ROLE, type Member, scopeOf } from '../platform/access/member.js';
import { members } from '../platform/access/route.js';
import { type Operation, operation } from '../platform/operations/operation.js';
import { nextPage, pageInput, pageOf, unknownCursor } from '../platform/operations/pagination.js';
import type { AppContext } from '../platform/storage/context.js';
import { parse } from '../platform/web/form.js';
import { type RemarkTarget, reply, setAnswered, setWithdrawn, writeRemark } from './changes.js';
import { REMARKERS } from './permissions.js';
import { presentRemark, remarkSchema } from './present.js';
import { kindInput, wordsOf } from './remark.js';
import { A_PAGE, findRemark, listRemarks } from './store.js';

const remarkers = members(...REMARKERS);

const askInput = kindInput.extend({
  words: z.string(),
  /** The code of the statement; null for the results as a whole, or on an action. */
  statement: z.string().max(20).nullable().default(null),
});
const replyInput = z.object({ words: wordsOf('reply'), isAnswer: z.boolean().default(false) });
const answerInput = z.object({ isAnswered: z.boolean() });
/** What one wrote oneself: the question or the comment, or one of its replies. */
const withdrawInput = z.object({ written: z.uuid().optional(), isWithdrawn: z.boolean() });

interface Base {
  /** "remark": what their names begin with. */
  name: string;
  /** "/reviews/:review", and the page that people use: "/reviews/:id". */
  path: `/${string}`;
  page: string;
  /** "on a review" */
  where: string;
  /** The parameter that names the place. */
  parameter: string;
  target: RemarkTarget;
}

/** The operations on the remarks of one kind of place. The feature that owns it adds them to its own. */
export function remarkOperations({
  name,
  path,
  page,
  where,
  parameter,
  target,
}: Base): Operation[] {
  type Params = Readonly<Record<string, string>>;
  const idOf = (params: Params) => params[parameter] ?? '';
  const of = (params: Params) => ({ id: idOf(params), remark: params.remark ?? '' });
  const read = async (
    context: AppContext,
    member: Member,
    asked: { id: string; remark: string },
  ) => {
    const reading = { person: member.person.id, now: context.clock() };
    const found = await context.storage.read(scopeOf(member), async (db) => {
      await target.find(db, member, { id: asked.id, statement: null, toWrite: false });
      const which = { column: target.column, ...asked };
      return findRemark(db, member.organisation.id, which, reading);
    });
    return presentRemark(found);
  };
  const shared = { feature: 'remarks' } as const;
  return [
    operation({
      ...shared,
      name: `${name}.read`,
      summary: `Read a question or comment ${where}, with its replies.`,
      http: { method: 'GET', path: `${path}/remarks/:remark` },
      allow: members(...EVERY_ROLE),
      output: remarkSchema,
      form: `GET ${page}/remarks/:remark`,
      run: ({ context, member, params }) => read(context, member, of(params)),
    }),
    operation({
      ...shared,
      name: `${name}.ask`,
      summary: `Ask a question or leave a comment ${where}.`,
      http: { method: 'POST', path: `${path}/remarks` },
      allow: remarkers,
      input: askInput,
      output: remarkSchema,
      hasTexts: true,
      form: `POST ${page}/remarks`,
      async run({ context, member, params, input: { kind, statement, words: typed }, how }) {
        const { words } = parse(z.object({ words: wordsOf(kind) }), { words: typed });
        const asked = { id: idOf(params), statement, kind, words };
        const { id: remark } = await writeRemark(context, member, target, asked, how);
        return read(context, member, { id: idOf(params), remark });
      },
    }),
    operation({
      ...shared,
      name: `${name}.reply`,
      summary: `Reply to a question or comment ${where}; a careers leader can answer it with this.`,
      http: { method: 'POST', path: `${path}/remarks/:remark/replies` },
      allow: remarkers,
      input: replyInput,
      output: remarkSchema,
      hasTexts: true,
      form: `POST ${page}/remarks/:remark/replies`,
      async run({ context, member, params, input, how }) {
        await reply(context, member, target, { ...of(params), ...input }, how);
        return read(context, member, of(params));
      },
    }),
    operation({
      ...shared,
      name: `${name}.settle`,
      summary: `Mark a question ${where} as answered, or open it again.`,
      http: { method: 'PUT', path: `${path}/remarks/:remark/answered` },
      allow: remarkers,
      input: answerInput,
      output: remarkSchema,
      form: `POST ${page}/remarks/:remark/answer`,
      async run({ context, member, params, input, how }) {
        await setAnswered(context, member, target, { ...of(params), ...input }, how);
        return read(context, member, of(params));
      },
    }),
    operation({
      ...shared,
      name: `${name}.withdraw`,
      summary: `Withdraw what you wrote ${where}, or put it back within 30 days.`,
      http: { method: 'PUT', path: `${path}/remarks/:remark/withdrawn` },
      allow: remarkers,
      input: withdrawInput,
      form: `POST ${page}/remarks/:remark/withdraw`,
      async run({ context, member, params, input: { written, isWithdrawn }, how }) {
        const { remark, id } = of(params);
        const asked = { id, remark, written: written ?? remark, isWithdrawn };
        await setWithdrawn(context, member, target, asked, how);
      },
    }),
  ];
}

/** How a list of remarks is asked for. */
export const remarkListInput = pageInput.extend({
  limit: z.coerce.number().int().min(1).max(A_PAGE).default(A_PAGE),
  cursor: z.uuid().optional(),
  show: z.enum(['all', 'open', 'questions', 'comments']).default('all'),
});
export const remarkListSchema = pageOf(remarkSchema);

/** One page of the remarks of a review, newest first. */
export async function remarkPageOf(
  context: AppContext,
  member: Member,
  review: string,
  { limit, cursor, show }: z.infer<typeof remarkListInput>,
): Promise<z.infer<typeof remarkListSchema>> {
  const reading = { person: member.person.id, now: context.clock() };
  const filter = { show, statements: null, before: cursor ?? null };
  const { shown, counts } = await context.storage.read(scopeOf(member), (db) =>
    listRemarks(db, member.organisation.id, review, filter, reading),
  );
  if (cursor && shown.length === 0 && counts.all === 0) throw unknownCursor();
  return nextPage(shown.map(presentRemark), limit);
}
