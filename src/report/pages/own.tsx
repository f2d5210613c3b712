/** What a school sets for a report: the texts that it writes itself, and the parts with their order. */

import { formPost } from '../../platform/access/form-post.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { invalid, type Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  type ConflictPart,
  conflictField,
  EditConflict,
  hasChoices,
  isEditConflict,
  withChoices,
} from '../../platform/web/edit-conflict.js';
import { Button, Form, FormPage, Submit, TextArea, TextField } from '../../platform/web/fields.js';
import {
  all,
  contentVersion,
  one,
  parse,
  single,
  type Typed,
  versionOf,
} from '../../platform/web/form.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { findReadable } from '../../review/readable.js';
import { PARTS, type ReportKind } from '../kinds.js';
import {
  knownKind,
  layoutInput,
  layoutVersion,
  MOST_OWN_WORDS,
  setReportLayout,
  setReportTexts,
  textsOf,
} from '../own-changes.js';
import { findOwnReports, type OwnReports } from '../own-store.js';
import { assertMay } from '../permissions.js';

interface Read {
  kind: ReportKind;
  own: OwnReports;
  /** The page of the report. */
  path: string;
}

/** @throws Problem 403 `report.write-denied`; 404 `report.unknown`, `review.not-found` */
async function read(c: Ctx, member: Member): Promise<Read> {
  assertMay(member, 'report.write');
  const kind = knownKind(c.req.param('kind') ?? '');
  const review = c.req.param('id') ?? '';
  const own = await c.get('request').context.storage.read(scopeOf(member), async (db) => {
    await findReadable(db, member, review);
    return findOwnReports(db, member.organisation.id);
  });
  return { kind, own, path: `/reviews/${review}/reports/${kind.id}` };
}

/** GET /reviews/:id/reports/:kind/words */
export async function wordsPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const { kind, own, path } = await read(c, member);
  const request = c.get('request');
  const texts = textsOf(kind, own.texts);
  if (typed && problem && isEditConflict(problem))
    return send(c, bothTexts(c, { kind, path, texts }, typed, problem), problem.status);
  return send(
    c,
    <FormPage
      request={request}
      title={`Your own words: ${kind.name}`}
      place="results"
      styles={['reports']}
      problem={problem}
    >
      <Heading
        eyebrow={<a href={path}>{kind.name}</a>}
        lead="Kept for your school, and used each time this report is made."
      >
        Your own words
      </Heading>
      <Form
        action={`${path}/words`}
        key_={request.context.id()}
        version={typed ? versionOf(typed) : contentVersion(texts)}
        class="form section"
      >
        {kind.texts.map(({ id, label, hint }) => (
          <TextArea
            name={id}
            label={label}
            hint={hint}
            value={texts[id]}
            rows={4}
            maxlength={MOST_OWN_WORDS}
            {...{ typed, problem }}
          />
        ))}
        <LearnerQuestion problem={problem} />
        <Submit or={[path, 'Cancel']}>Save</Submit>
      </Form>
    </FormPage>,
    problem?.status ?? 200,
  );
}

const conflictFields = ({ texts }: ReportKind) =>
  texts.map(({ id, label }) => conflictField(id, label, true));

/** Two people wrote at once: both texts, and the choice between them. */
function bothTexts(
  c: Ctx,
  { kind, path, texts }: { kind: ReportKind; path: string; texts: Record<string, string> },
  typed: Typed,
  problem: Problem,
) {
  const parts = conflictFields(kind).map(
    (each): ConflictPart => ({
      ...each,
      mine: one(typed, each.field),
      theirs: texts[each.field] ?? '',
    }),
  );
  return (
    <Page
      request={c.get('request')}
      title={`Two versions: ${kind.name}`}
      place="results"
      styles={['reports']}
      hasError
    >
      <EditConflict
        {...{ request: c.get('request'), typed, problem, parts }}
        eyebrow={<a href={path}>{kind.name}</a>}
        action={`${path}/words`}
        back={path}
        saved={{ version: contentVersion(texts), at: null, by: null }}
      />
    </Page>
  );
}

/** POST /reviews/:id/reports/:kind/words */
export const wordsPost = formPost(async ({ c, context, member, typed: sent, how }) => {
  const { kind, own, path } = await read(c, member);
  const now = Object.fromEntries(
    Object.entries(textsOf(kind, own.texts)).map(([id, words]) => [id, [words]]),
  );
  const typed = hasChoices(sent) ? { ...now, ...withChoices(sent, conflictFields(kind)) } : sent;
  const given = Object.fromEntries(
    kind.texts.flatMap(({ id }) => (typed[id] ? [[id, one(typed, id)]] : [])),
  );
  await setReportTexts(context, member, kind.id, given, { ...how, version: versionOf(typed) });
  return goTo(c, path, 'Your words are saved.');
}, wordsPage);

/** GET /reviews/:id/reports/:kind/parts */
export async function partsPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const { kind, own, path } = await read(c, member);
  const request = c.get('request');
  const layout = own.layouts[kind.id];
  const chosen = typed ? all(typed, 'parts') : (layout?.parts ?? kind.parts);
  const placeOf = (id: string): string =>
    typed ? one(typed, `place-${id}`) : String(chosen.indexOf(id) + 1 || '');
  const offered = [...PARTS].sort((a, b) => orderOf(chosen, a.id) - orderOf(chosen, b.id));
  return send(
    c,
    <FormPage
      request={request}
      title={`Parts: ${kind.name}`}
      place="results"
      styles={['reports']}
      problem={problem}
    >
      <Heading
        eyebrow={<a href={path}>{kind.name}</a>}
        lead="Choose what your school’s version of this report has in it, and number the parts in the order that you want."
      >
        Parts of the report
      </Heading>
      <Form
        action={`${path}/parts`}
        key_={request.context.id()}
        version={
          typed && problem?.code !== 'report-layout.changed'
            ? versionOf(typed)
            : layoutVersion(layout)
        }
        class="form section"
      >
        <TextField
          name="name"
          label="Name of the report"
          value={layout?.name ?? kind.name}
          maxlength={80}
          {...{ typed, problem }}
        />
        <fieldset class="govuk-fieldset" id="parts">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Parts</legend>
          <ul class="rows">
            {offered.map(({ id, title }) => (
              <li class="report-part">
                <div class="govuk-checkboxes govuk-checkboxes--small">
                  <div class="govuk-checkboxes__item">
                    <input
                      class="govuk-checkboxes__input"
                      id={`part-${id}`}
                      name="parts"
                      type="checkbox"
                      value={id}
                      checked={chosen.includes(id)}
                    />
                    <label class="govuk-label govuk-checkboxes__label" for={`part-${id}`}>
                      {title}
                    </label>
                  </div>
                </div>
                <label class="small">
                  Place<span class="vh"> of {title}</span>{' '}
                  <input
                    class="govuk-input govuk-input--width-2"
                    name={`place-${id}`}
                    type="text"
                    inputmode="numeric"
                    value={placeOf(id)}
                  />
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <Submit or={[path, 'Cancel']}>Save</Submit>
      </Form>
      {layout && (
        <Form action={`${path}/parts/standard`} key_={request.context.id()} class="section">
          <Button isSecondary>Go back to the standard parts</Button>
        </Form>
      )}
    </FormPage>,
    problem?.status ?? 200,
  );
}

/** Chosen parts stand first, in their order; the others keep theirs. */
const orderOf = (chosen: readonly string[], id: string): number =>
  chosen.includes(id)
    ? chosen.indexOf(id)
    : chosen.length + PARTS.findIndex((each) => each.id === id);

/** POST /reviews/:id/reports/:kind/parts */
export const partsPost = formPost(async ({ c, context, member, typed, how }) => {
  const { kind, path } = await read(c, member);
  const parts = all(typed, 'parts')
    .map((id, at) => ({ id, place: Number(one(typed, `place-${id}`)) || 1000 + at }))
    .sort((one_, other) => one_.place - other.place)
    .map(({ id }) => id);
  if (parts.length === 0)
    throw invalid('report-layout.parts', 'Choose at least one part.', {
      parts: 'Choose at least one part',
    });
  const isWrong = (id: string) => !/^\d{0,3}$/.test(one(typed, `place-${id}`).trim());
  if (parts.some(isWrong))
    throw invalid('report-layout.place', 'Enter each place as a number, like 3.', {
      parts: 'Enter each place as a number, like 3',
    });
  const layout = parse(layoutInput, { ...single(typed), parts });
  await setReportLayout(context, member, kind.id, layout, { ...how, version: versionOf(typed) });
  return goTo(c, path, 'Your version of the report is saved.');
}, partsPage);

/** POST /reviews/:id/reports/:kind/parts/standard */
export const standardPost = formPost(async ({ c, context, member, how }) => {
  const { kind, path } = await read(c, member);
  await setReportLayout(context, member, kind.id, null, how);
  return goTo(c, path, 'The report has its standard parts again.');
});
