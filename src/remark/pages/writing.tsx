/** The page on which a question is asked or a comment left, and what its form does. */

import { z } from 'zod';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Form } from '../../platform/web/fields.js';
import { one, parse, single, type Typed } from '../../platform/web/form.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { TitledPage } from '../../platform/web/titled-page.js';
import { type RemarkTarget, writeRemark } from '../changes.js';
import { baseOf, hrefOf, kindInput, kindsFor, WORDS, wordsOf } from '../remark.js';
import { WRITE, WritingFields } from './writing-fields.js';

/** GET …/remarks/new?statement=2.4 */
export const newRemarkPage = (target: RemarkTarget) => (c: Ctx, member: Member) =>
  show(c, member, target, c.req.query('statement') || null);

async function show(
  c: Ctx,
  member: Member,
  target: RemarkTarget,
  statement: string | null,
  refused?: { typed: Typed; problem: Problem },
): Promise<Response> {
  const request = c.get('request');
  const id = c.req.param('id') ?? '';
  const { place, name, within } = await request.context.storage.read(scopeOf(member), (db) =>
    target.find(db, member, { id, statement, toWrite: true }),
  );
  const kinds = kindsFor(member);
  const [only] = kinds;
  const title = kinds.length > 1 || !only ? 'Ask or comment' : WRITE[only];
  const page = (
    <TitledPage
      request={request}
      title={`${title}: ${name}`}
      place={place.action === null ? 'review' : 'plan'}
      styles={['remark']}
      problem={refused?.problem}
      eyebrow={<a href={hrefOf(place)}>{within}</a>}
    >
      <Form action={`${baseOf(place)}/remarks`} key_={request.context.id()} class="remark-write">
        <WritingFields
          kinds={kinds}
          place={place}
          label={
            only === 'comment'
              ? 'Your comment'
              : kinds.length > 1
                ? 'Your question or comment'
                : 'Your question'
          }
          {...refused}
        />
      </Form>
    </TitledPage>
  );
  return send(c, page, refused?.problem.status ?? 200);
}

/** Reads the words of a form. @throws Problem 422 for none, and for too many */
export const wordsTyped = (typed: Typed, what: Parameters<typeof wordsOf>[0]): string =>
  parse(z.object({ [WORDS]: wordsOf(what) }), single(typed))[WORDS] ?? '';

/** POST …/remarks */
export const newRemarkPost = (target: RemarkTarget) =>
  formPost(
    async ({ c, context, member, typed, id, how }) => {
      const statement = statementTyped(typed);
      const { kind } = parse(kindInput, single(typed));
      const words = wordsTyped(typed, kind);
      await writeRemark(context, member, target, { id, statement, kind, words }, how);
      return goTo(c, backTo(target, id, statement), MESSAGE[kind]);
    },
    (c, member, typed, problem) => {
      if (problem.status === 404 || problem.status === 403) throw problem;
      return show(c, member, target, statementTyped(typed), { typed, problem });
    },
  );

const statementTyped = (typed: Typed): string | null => one(typed, 'statement') || null;

const MESSAGE = {
  question: 'Question sent. The answer will appear below it.',
  comment: 'Comment added.',
};

/** The page that shows the place, at its remarks. */
const backTo = ({ column }: RemarkTarget, id: string, statement: string | null): string =>
  hrefOf({
    review: column === 'review_id' ? id : null,
    action: column === 'action_id' ? id : null,
    statement,
  });
