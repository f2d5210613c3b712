/** Deleting a piece of evidence, asked once more, and taking that back. */

import { type Member, scopeOf } from '../../platform/access/member.js';
import { RESTORABLE_DAYS } from '../../platform/restoring.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form } from '../../platform/web/fields.js';
import { keyOf, readForm } from '../../platform/web/form.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { setDeleted } from '../changes.js';
import { noEvidence } from '../evidence.js';
import { findItem } from '../library-store.js';

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
    <Page request={request} title={`Delete ${item.title}`} place="evidence" styles={['evidence']}>
      <Heading eyebrow={<a href={base}>{item.title}</a>}>Delete this evidence?</Heading>
      <p class="measure section">
        {statements.length > 0
          ? `It is cited at ${statements.join(', ')}, and will no longer show there.`
          : 'Nothing cites it.'}{' '}
        It can be restored for {RESTORABLE_DAYS} days, with its files and citations. After that it
        is gone.
      </p>
      <Form action={`${base}/delete`} key_={request.context.id()}>
        <p class="actions section">
          <Button isWarning>Delete the evidence</Button>
          <a href={base}>Keep the evidence</a>
        </p>
      </Form>
    </Page>,
  );
}

/** POST /evidence/:id/delete */
export const deletePost = (c: Ctx, member: Member) => set(c, member, true);
/** POST /evidence/:id/restore */
export const restorePost = (c: Ctx, member: Member) => set(c, member, false);

async function set(c: Ctx, member: Member, isDeleted: boolean): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const typed = await readForm(c);
  const { title } = await setDeleted(
    c.get('request').context,
    member,
    { id, isDeleted },
    { key: keyOf(typed) },
  );
  return isDeleted
    ? goTo(c, '/evidence', `“${title}” is deleted. It can be restored for ${RESTORABLE_DAYS} days.`)
    : goTo(c, `/evidence/${id}`, `“${title}” is back in the library.`);
}
