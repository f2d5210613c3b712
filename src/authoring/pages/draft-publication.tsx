/** Publishing a model that was written by hand. */

import { DraftPage } from '../../framework/pages/model-frame.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import type { Problem } from '../../platform/problems.js';
import { send } from '../../platform/web/answer.js';
import { Button, Choices, Form } from '../../platform/web/fields.js';
import type { Typed } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { findOpenDraft, publishDraft, unwritten } from '../edit-changes.js';
import { faultsOf } from '../publishing.js';
import { PublishFields, publishing } from './publication.js';

/** POST /model/drafts/:id/publication */
export const draftPublicationPost = formPost(publishing(publishDraft), draftPublicationPage);

/** GET /model/drafts/:id/publication */
export async function draftPublicationPage(
  c: Ctx,
  member: Member,
  typed?: Typed,
  problem?: Problem,
) {
  const request = c.get('request');
  const draft = await request.context.storage.read(scopeOf(member), (db) =>
    findOpenDraft(db, member.organisation.id, c.req.param('id') ?? ''),
  );
  const { framework } = draft;
  const faults = faultsOf(framework);
  const open = unwritten(framework);
  return send(
    c,
    <DraftPage
      request={request}
      title="Publish"
      problem={problem}
      trail={<a href={`/model/drafts/${draft.id}`}>{framework.title}</a>}
    >
      <Heading lead="A published version cannot be changed. Copy it to make the next one.">
        Publish {framework.title}
      </Heading>
      {faults.length > 0 && (
        <section class="section measure">
          <h2>{countWords(faults.length, 'thing')} to correct first</h2>
          <ul class="plain-list">
            {faults.map(({ message }) => (
              <li>{message}</li>
            ))}
          </ul>
        </section>
      )}
      <Form
        action={`/model/drafts/${draft.id}/publication`}
        key_={request.context.id()}
        class="form section"
      >
        <PublishFields
          request={request}
          {...{ typed, problem }}
          title={framework.title}
          edition={framework.edition ?? ''}
          publisher={framework.publisher}
          language={framework.language}
          version={framework.version}
        />
        {open.length > 0 && (
          <Choices
            kind="checkboxes"
            name="isCompared"
            label={`${countWords(open.length, 'level')} without words`}
            hint={open.slice(0, 6).join(', ')}
            choices={[{ value: 'yes', label: 'Leave them without words' }]}
            values={[]}
            {...{ typed, problem }}
          />
        )}
        <Button>Publish this version</Button>
      </Form>
    </DraftPage>,
    problem?.status ?? 200,
  );
}
