/** Adding evidence: first what kind it is, then the form of that kind. */

import { saysNoLearners } from '../../platform/access/learner-data.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { Problem } from '../../platform/problems.js';
import { dropIncoming } from '../../platform/storage/files-incoming.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Form, Submit } from '../../platform/web/fields.js';
import { expected, keyOf, one, type Typed } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { addEvidence } from '../changes.js';
import { type EvidenceKind, KINDS } from '../evidence.js';
import { findChoices } from '../library-store.js';
import { EvidencePage } from './evidence-page.js';
import { EvidenceFields, EvidenceFile, NoLearnerData } from './fields.js';
import { itemFrom, readSent } from './form.js';

const kindIn = (word: string | undefined): EvidenceKind | null =>
  KINDS.find(({ kind }) => kind === word)?.kind ?? null;

/** GET /evidence/new?kind=link */
export async function newPage(c: Ctx, member: Member): Promise<Response> {
  const kind = kindIn(c.req.query('kind'));
  return kind ? show(c, member, kind) : send(c, <KindPage request={c.get('request')} />);
}

/** POST /evidence/new */
export async function newPost(c: Ctx, member: Member): Promise<Response> {
  const { context } = c.get('request');
  const { typed, upload, refusal } = await readSent(c);
  const kind = kindIn(one(typed, 'kind'));
  if (!kind) {
    if (upload) await dropIncoming(upload.incoming);
    return c.redirect('/evidence/new', 303);
  }
  try {
    const input = itemFrom(typed, upload);
    if (refusal) throw refusal;
    const how = {
      key: keyOf(typed, upload?.incoming.checksum ?? ''),
      namesNoLearners: saysNoLearners(typed),
    };
    const { id } = await addEvidence(context, member, { input, upload }, how);
    return goTo(c, `/evidence/${id}`, `“${input.title}” added. Now link it to statements.`);
  } catch (error) {
    if (upload) await dropIncoming(upload.incoming);
    return show(c, member, kind, typed, together(expected(error), refusal, upload !== null));
  }
}

/** What is wrong with the words and with the file, in one summary; a file that was fine has to be chosen again. */
function together(problem: Problem, refusal: Problem | null, hadFile: boolean): Problem {
  const again: Record<string, string> = hadFile ? { file: 'Choose the file again' } : {};
  const refused =
    refusal && Object.keys(refusal.fields).length === 0
      ? { file: refusal.message }
      : refusal?.fields;
  const alone =
    Object.keys(problem.fields).length === 0 ? { file: problem.message } : { ...problem.fields };
  if (hadFile && alone.file) alone.file = `${alone.file.replace(/\.$/, '')}. Choose the file again`;
  const fields = hadFile || refusal ? { ...again, ...alone, ...refused } : problem.fields;
  return new Problem(problem.status, problem.code, problem.message, fields);
}

async function show(c: Ctx, member: Member, kind: EvidenceKind, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const choices = await request.context.storage.read(scopeOf(member), (db) =>
    findChoices(db, member.organisation.id),
  );
  const name = KINDS.find((each) => each.kind === kind)?.name.toLowerCase() ?? kind;
  return send(
    c,
    <EvidencePage request={request} title={`Add a ${name}`} problem={problem}>
      <Heading eyebrow={<a href="/evidence/new">Add evidence</a>}>Add a {name}</Heading>
      <NoLearnerData />
      <Form
        action="/evidence/new"
        key_={request.context.id()}
        class="form section"
        isUpload={kind === 'file'}
      >
        <input type="hidden" name="kind" value={kind} />
        <EvidenceFields
          kind={kind}
          choices={choices}
          {...{ typed, problem }}
          values={{ owner: member.person.id }}
        />
        {kind === 'file' && <EvidenceFile problem={problem} />}
        <Submit or={['/evidence', 'Back to evidence']}>Add evidence</Submit>
      </Form>
    </EvidencePage>,
    problem?.status ?? 200,
  );
}

const KindPage = ({ request }: { request: Ctx['var']['request'] }) => (
  <EvidencePage request={request} title="Add evidence">
    <Heading eyebrow={<a href="/evidence">Evidence</a>} lead="What kind of evidence do you have?">
      Add evidence
    </Heading>
    <ul class="kinds section">
      {KINDS.map(({ kind, name, about }) => (
        <li class="card">
          <a class="head" href={`/evidence/new?kind=${kind}`}>
            {name}
          </a>
          <p class="quiet">{about}</p>
        </li>
      ))}
    </ul>
    <p class="section">
      Have a list already? <a href="/evidence/paste">Paste it from a spreadsheet</a>.
    </p>
    <NoLearnerData />
  </EvidencePage>
);
