/** Giving a piece of evidence a newer file. */

import { saysNoLearners } from '../../platform/access/learner-data.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { invalid, Problem } from '../../platform/problems.js';
import { dropIncoming } from '../../platform/storage/files-incoming.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Form, Submit } from '../../platform/web/fields.js';
import { expected, keyOf } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { replaceFile } from '../changes.js';
import { noEvidence } from '../evidence.js';
import { findItem } from '../library-store.js';
import { EvidencePage } from './evidence-page.js';
import { EvidenceFile, NoLearnerData } from './fields.js';
import { readSent } from './form.js';

/** POST /evidence/:id/file */
export async function replacePost(c: Ctx, member: Member): Promise<Response> {
  const { context } = c.get('request');
  const id = c.req.param('id') ?? '';
  const { typed, upload, refusal } = await readSent(c);
  try {
    if (refusal) throw refusal;
    if (!upload) throw invalid('evidence.no-file', 'Choose a file.', { file: 'Choose a file' });
    const how = {
      key: keyOf(typed, upload.incoming.checksum),
      namesNoLearners: saysNoLearners(typed),
    };
    await replaceFile(context, member, { id, upload }, how);
    return goTo(
      c,
      `/evidence/${id}`,
      `File replaced with ${upload.name}. The earlier version is kept.`,
    );
  } catch (error) {
    if (upload) await dropIncoming(upload.incoming);
    const { status, code, message, fields } = expected(error);
    const shown = Object.keys(fields).length > 0 ? fields : { file: message };
    return replacePage(c, member, new Problem(status, code, message, shown));
  }
}

/** GET /evidence/:id/file */
export async function replacePage(c: Ctx, member: Member, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  const item = await request.context.storage.read(scopeOf(member), (db) =>
    findItem(db, member.organisation.id, c.req.param('id') ?? ''),
  );
  if (item.deletedAt || item.kind !== 'file') throw noEvidence();
  const base = `/evidence/${item.id}`;
  return send(
    c,
    <EvidencePage request={request} title={`Replace file of ${item.title}`} problem={problem}>
      <Heading
        eyebrow={<a href={base}>{item.title}</a>}
        lead="Linked statements show the new file. Earlier versions stay on the page of the evidence."
      >
        Replace file
      </Heading>
      <NoLearnerData />
      <Form action={`${base}/file`} key_={request.context.id()} class="form section" isUpload>
        <EvidenceFile problem={problem} isReplacing />
        <LearnerQuestion problem={problem} />
        <Submit or={[base, 'Cancel']}>Replace file</Submit>
      </Form>
    </EvidencePage>,
    problem?.status ?? 200,
  );
}
