/** Deleting a piece of evidence, asked once more, and taking that back. */

import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { RESTORABLE_DAYS } from '../../platform/restoring.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Form, Submit } from '../../platform/web/fields.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { setDeleted } from '../changes.js';
import { noEvidence } from '../evidence.js';
import { findItem } from '../library-store.js';
import { EvidencePage } from './evidence-page.js';

/** GET /evidence/:id/delete */
export async function deletePage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const item = await request.context.storage.read(scopeOf(member), (db) =>
    findItem(db, member.organisation.id, c.req.param('id') ?? ''),
  );
  if (item.deletedAt) throw noEvidence();
  const base = `/evidence/${item.id}`;
  const statements = [...new Set(item.citations.map(({ statement }) => statement))];
  return send(
    c,
    <EvidencePage request={request} title={`Delete ${item.title}`}>
      <Heading eyebrow={<a href={base}>{item.title}</a>}>Delete this evidence?</Heading>
      <p class="measure section">
        {statements.length > 0
          ? `It is linked to ${statements.join(', ')} and will no longer show there.`
          : 'It is not linked to any statement.'}{' '}
        You can restore it for {RESTORABLE_DAYS} days, with its files and links. After that it is
        deleted permanently.
      </p>
      <Form action={`${base}/delete`} key_={request.context.id()}>
        <Submit isWarning class="section" or={[base, 'Cancel']}>
          Delete evidence
        </Submit>
      </Form>
    </EvidencePage>,
  );
}

const set = (isDeleted: boolean) =>
  formPost(async ({ c, context, member, id, how }) => {
    const { title } = await setDeleted(context, member, { id, isDeleted }, how);
    return isDeleted
      ? goTo(
          c,
          '/evidence',
          `“${title}” deleted. You can restore it for ${RESTORABLE_DAYS} days.`,
          { action: `/evidence/${id}/restore` },
        )
      : goTo(c, `/evidence/${id}`, `“${title}” restored.`);
  });

/** POST /evidence/:id/delete */
export const deletePost = set(true);
/** POST /evidence/:id/restore */
export const restorePost = set(false);
