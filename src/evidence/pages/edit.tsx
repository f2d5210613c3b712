/** Changing the words of a piece of evidence; when two people did so at once, both texts. */

import { dayWords } from '../../days.js';
import { saysNoLearners } from '../../people/learner-data.js';
import { type Member, scopeOf } from '../../people/people.js';
import type { Problem } from '../../problems.js';
import { goTo, send } from '../../web/answer.js';
import { Button, ErrorSummary, Form } from '../../web/fields.js';
import { expected, keyOf, one, readForm, type Typed, versionOf } from '../../web/form.js';
import type { Child } from '../../web/html.js';
import { Heading, Page } from '../../web/page.js';
import type { Ctx, Visit } from '../../web/visit.js';
import { changeEvidence, inputOf } from '../changes.js';
import { type ItemInput, type LibraryItem, noEvidence, voiceName } from '../evidence.js';
import { type Choices, findChoices, findItem } from '../library-store.js';
import { EvidenceFields, NoLearnerData, valuesOf } from './fields.js';
import { itemFrom } from './form.js';

/** GET /evidence/:id/edit */
export async function editPage(c: Ctx, member: Member): Promise<Response> {
  return show(c, member);
}

/** POST /evidence/:id/edit */
export async function editPost(c: Ctx, member: Member): Promise<Response> {
  const { world } = c.get('visit');
  const id = c.req.param('id') ?? '';
  const typed = await readForm(c);
  try {
    const input = itemFrom(typed, null);
    const change = { id, input, version: versionOf(typed) };
    const how = { key: keyOf(typed), namesNoLearners: saysNoLearners(typed) };
    await changeEvidence(world, member, change, how);
    return goTo(c, `/evidence/${id}`, `“${input.title}” is changed.`);
  } catch (error) {
    return show(c, member, typed, expected(error));
  }
}

async function show(c: Ctx, member: Member, typed?: Typed, problem?: Problem): Promise<Response> {
  const visit = c.get('visit');
  const id = c.req.param('id') ?? '';
  const { item, choices } = await visit.world.storage.read(scopeOf(member), async (db) => ({
    item: await findItem(db, member.organisation.id, id),
    choices: await findChoices(db, member.organisation.id),
  }));
  if (item.deletedAt) throw noEvidence();
  return send(
    c,
    <EditView visit={visit} item={item} choices={choices} typed={typed} problem={problem} />,
    problem?.status ?? 200,
  );
}

interface ViewProps {
  visit: Visit;
  item: LibraryItem;
  choices: Choices;
  typed: Typed | undefined;
  problem: Problem | undefined;
}

const EditView = ({ visit, item, choices, typed, problem }: ViewProps) => {
  const isConflict = problem?.code === 'evidence.conflict';
  const who = item.updatedBy?.name ?? 'Somebody else';
  // After any other refusal the version stays the one that was read, so that a later conflict is still seen.
  const version = typed && !isConflict ? versionOf(typed) : item.version;
  return (
    <Page
      visit={visit}
      title={isConflict ? `Both texts for ${item.title}` : `Change ${item.title}`}
      place="evidence"
      styles={['evidence']}
      hasError={Boolean(problem)}
    >
      <ErrorSummary problem={problem} />
      <Heading eyebrow={<a href={`/evidence/${item.id}`}>{item.title}</a>}>
        {isConflict ? 'Two people wrote at once' : 'Change the evidence'}
      </Heading>
      <NoLearnerData />
      <Form
        action={`/evidence/${item.id}/edit`}
        key_={visit.world.id()}
        version={version}
        class="form section"
      >
        <input type="hidden" name="kind" value={item.kind} />
        <EvidenceFields
          kind={item.kind}
          choices={choices}
          typed={typed}
          problem={problem}
          values={valuesOf(inputOf(item))}
          {...(isConflict && typed ? { theirs: theirsIn(item, typed, who) } : {})}
        />
        <p class="actions">
          <Button>{isConflict ? 'Save what stands here now' : 'Save the evidence'}</Button>
          <a href={`/evidence/${item.id}`}>
            {isConflict ? `Leave it as ${who} saved it` : 'Leave it as it was'}
          </a>
        </p>
      </Form>
    </Page>
  );
};

/** What the other person saved, for each field that was typed otherwise. */
function theirsIn(
  item: LibraryItem,
  typed: Typed,
  who: string,
): Partial<Record<keyof ItemInput, Child>> {
  const values = valuesOf(inputOf(item));
  const words: Partial<Record<keyof ItemInput, string>> = {
    ...values,
    owner: item.owner?.name ?? '',
    voice: item.voice ? voiceName(item.voice) : '',
    effectiveOn: item.effectiveOn ? dayWords(item.effectiveOn) : '',
    validUntil: item.validUntil ? dayWords(item.validUntil) : '',
  };
  const differing = (Object.keys(values) as (keyof ItemInput)[]).filter(
    (name) => name in typed && one(typed, name).trim() !== (values[name] ?? ''),
  );
  return Object.fromEntries(
    differing.map((name) => [
      name,
      <>
        <b>{who} saved:</b> <span class="typed">{words[name] || 'nothing'}</span>
      </>,
    ]),
  );
}
