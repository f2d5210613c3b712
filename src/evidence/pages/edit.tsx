/** Changing the words of a piece of evidence; when two people did so at once, both texts. */

import { saysNoLearners } from '../../platform/access/learner-data.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { dayAsTyped } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  conflictField,
  EditConflict,
  hasChoices,
  isEditConflict,
  withChoices,
} from '../../platform/web/edit-conflict.js';
import { Form, Submit } from '../../platform/web/fields.js';
import { expected, keyOf, one, readForm, type Typed, versionOf } from '../../platform/web/form.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { changeEvidence, inputOf } from '../changes.js';
import { type LibraryItem, noEvidence, VOICES } from '../evidence.js';
import { type Choices, findChoices, findItem } from '../library-store.js';
import { EvidencePage } from './evidence-page.js';
import { EvidenceFields, NoLearnerData, valuesOf } from './fields.js';
import { itemFrom } from './form.js';

/** POST /evidence/:id/edit */
export async function editPost(c: Ctx, member: Member): Promise<Response> {
  const { context } = c.get('request');
  const id = c.req.param('id') ?? '';
  let typed = await readForm(c);
  try {
    if (hasChoices(typed)) {
      const { item } = await read(c, member);
      typed = { ...savedFields(item), ...withChoices(typed, CONFLICT_FIELDS) };
    }
    const input = itemFrom(typed, null);
    const change = { id, input, version: versionOf(typed) };
    const how = { key: keyOf(typed), namesNoLearners: saysNoLearners(typed) };
    await changeEvidence(context, member, change, how);
    return goTo(c, `/evidence/${id}`, `“${input.title}” saved.`);
  } catch (error) {
    return editPage(c, member, typed, expected(error));
  }
}

/** GET /evidence/:id/edit */
export async function editPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const { item, choices } = await read(c, member);
  if (item.deletedAt) throw noEvidence();
  if (typed && problem && isEditConflict(problem))
    return send(c, <BothTexts {...{ request, item, choices, typed, problem }} />, 409);
  return send(
    c,
    <EvidencePage request={request} title={`Change ${item.title}`} problem={problem}>
      <Heading eyebrow={<a href={`/evidence/${item.id}`}>{item.title}</a>}>Change evidence</Heading>
      <NoLearnerData />
      <Form
        action={`/evidence/${item.id}/edit`}
        key_={request.context.id()}
        // After a refusal the version stays the one that was read, so that a later conflict is still seen.
        version={typed ? versionOf(typed) : item.version}
        class="form section"
      >
        <input type="hidden" name="kind" value={item.kind} />
        <EvidenceFields
          kind={item.kind}
          ownerNow={item.owner}
          {...{ choices, typed, problem }}
          values={valuesOf(inputOf(item))}
        />
        <Submit or={[`/evidence/${item.id}`, 'Cancel']}>Save evidence</Submit>
      </Form>
    </EvidencePage>,
    problem?.status ?? 200,
  );
}

const read = (c: Ctx, member: Member) =>
  c.get('request').context.storage.read(scopeOf(member), async (db) => ({
    item: await findItem(db, member.organisation.id, c.req.param('id') ?? ''),
    choices: await findChoices(db, member.organisation.id),
  }));

interface BothProps {
  request: RequestContext;
  item: LibraryItem;
  choices: Choices;
  typed: Typed;
  problem: Problem;
}

const savedFields = (item: LibraryItem): Typed =>
  Object.fromEntries(
    Object.entries(valuesOf(inputOf(item))).map(([name, value]) => [name, [value]]),
  );

const CONFLICT_FIELDS = [
  conflictField('title', 'Title'),
  conflictField('url', 'Web address'),
  conflictField('figure', 'Figure'),
  conflictField('unit', 'What the figure counts'),
  conflictField('note', 'What it shows', true),
  conflictField('about', 'Group'),
  conflictField('voice', 'Whose view'),
  conflictField('effectiveOn', 'Date of the evidence'),
  conflictField('validUntil', 'Valid until'),
  conflictField('owner', 'Owner'),
];

const BothTexts = (props: BothProps) => {
  const { request, item, choices, typed, problem } = props;
  const owners = item.owner
    ? [...choices.owners, { ...item.owner, name: item.owner.name ?? '' }]
    : choices.owners;
  const words = (field: string, values: Typed) =>
    wordsOf(field, one(values, field), { ...choices, owners });
  return (
    <Page
      request={request}
      title={`Two versions of ${item.title}`}
      place="evidence"
      styles={['evidence']}
      hasError
    >
      <EditConflict
        {...{ request, typed, problem }}
        eyebrow={item.title}
        action={`/evidence/${item.id}/edit`}
        back={`/evidence/${item.id}`}
        saved={{ version: item.version, at: item.updatedAt ?? item.createdAt, by: item.updatedBy }}
        parts={CONFLICT_FIELDS.map((each) => ({
          ...each,
          mine: words(each.field, typed),
          theirs: words(each.field, savedFields(item)),
        }))}
      />
    </Page>
  );
};

/** A field of the form as words to read. */
function wordsOf(field: string, value: string, { owners }: Choices): string {
  if (field === 'owner') return owners.find(({ id }) => id === value)?.name ?? '';
  if (field === 'voice') return VOICES.find(({ voice }) => voice === value)?.name ?? '';
  return field === 'effectiveOn' || field === 'validUntil' ? dayAsTyped(value) : value;
}
