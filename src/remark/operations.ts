/** What a program does with questions and comments, on a review or on an action: the functions behind the pages. */
import { z } from 'zod';
import { type Member, scopeOf } from '../platform/access/member.js';
import { everyone, members } from '../platform/access/route.js';
import { type Operation, operationsOf } from '../platform/operations/operation.js';
import { nextPage, pageInput, pageOf, unknownCursor } from '../platform/operations/pagination.js';
import type { AppContext } from '../platform/storage/context.js';
import { parse } from '../platform/web/form.js';
import { type RemarkTarget, reply, setAnswered, setWithdrawn, writeRemark } from './changes.js';
import { REMARKERS } from './permissions.js';
import { presentRemark, remarkSchema } from './present.js';
import { kindInput, wordsOf } from './remark.js';
import { A_PAGE, findRemark, listRemarks } from './store.js';

const operation = operationsOf('remarks');
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
  target: RemarkTarget;
}

/** The operations on the remarks of one kind of place. The feature that owns it adds them to its own. */
export function remarkOperations({ name, path, page, where, target }: Base): Operation[] {
  /** A remark: the place that it is left on, and itself. */
  const of = (id: string, { remark = '' }: Readonly<Record<string, string>>) => ({ id, remark });
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
  return [
    operation({
      name: `${name}.read`,
      summary: `Read a question or comment ${where}, with its replies.`,
      http: { method: 'GET', path: `${path}/remarks/:remark` },
      allow: everyone,
      output: remarkSchema,
      form: `GET ${page}/remarks/:remark`,
      run: ({ context, member, id, params }) => read(context, member, of(id, params)),
    }),
    operation({
      name: `${name}.ask`,
      summary: `Ask a question or leave a comment ${where}.`,
      http: { method: 'POST', path: `${path}/remarks` },
      allow: remarkers,
      input: askInput,
      output: remarkSchema,
      hasTexts: true,
      form: `POST ${page}/remarks`,
      async run({ context, member, id, input: { kind, statement, words: typed }, how }) {
        const { words } = parse(z.object({ words: wordsOf(kind) }), { words: typed });
        const asked = { id, statement, kind, words };
        const { id: remark } = await writeRemark(context, member, target, asked, how);
        return read(context, member, { id, remark });
      },
    }),
    operation({
      name: `${name}.reply`,
      summary: `Reply to a question or comment ${where}; a careers leader can answer it with this.`,
      http: { method: 'POST', path: `${path}/remarks/:remark/replies` },
      allow: remarkers,
      input: replyInput,
      output: remarkSchema,
      hasTexts: true,
      form: `POST ${page}/remarks/:remark/replies`,
      async run({ context, member, id, params, input, how }) {
        await reply(context, member, target, { ...of(id, params), ...input }, how);
        return read(context, member, of(id, params));
      },
    }),
    operation({
      name: `${name}.settle`,
      summary: `Mark a question ${where} as answered, or reopen it.`,
      http: { method: 'PUT', path: `${path}/remarks/:remark/answered` },
      allow: remarkers,
      input: answerInput,
      output: remarkSchema,
      form: `POST ${page}/remarks/:remark/answer`,
      async run({ context, member, id, params, input, how }) {
        await setAnswered(context, member, target, { ...of(id, params), ...input }, how);
        return read(context, member, of(id, params));
      },
    }),
    operation({
      name: `${name}.withdraw`,
      summary: `Withdraw what you wrote ${where}, or restore it within 30 days.`,
      http: { method: 'PUT', path: `${path}/remarks/:remark/withdrawn` },
      allow: remarkers,
      input: withdrawInput,
      form: ['withdraw', 'restore'].map((verb) => `POST ${page}/remarks/:remark/${verb}`),
      async run({ context, member, id, params, input: { written, isWithdrawn }, how }) {
        const { remark } = of(id, params);
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
