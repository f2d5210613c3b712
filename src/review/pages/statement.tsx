/** One statement: its page, and what its form does. */

import { descriptorOf } from '../../framework/framework.js';
import { findFrameworkVersion } from '../../framework/store.js';
import { formPost } from '../../platform/access/form-post.js';
import { saysNoLearners } from '../../platform/access/learner-data.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { timeWords } from '../../platform/days.js';
import { type Autosave, readAutosave, writeAutosave } from '../../platform/drafts/autosave.js';
import { refused } from '../../platform/drafts/routes.js';
import { invalid, type Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { isEditConflict } from '../../platform/web/edit-conflict.js';
import {
  all,
  expected,
  keyOf,
  one,
  type Typed,
  VERSION_FIELD,
  versionOf,
} from '../../platform/web/form.js';
import { wantsJson } from '../../platform/web/problem-page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { statementIn } from '../agreement.js';
import { type Agreed, agree } from '../changes/agree.js';
import { undoAgreement } from '../changes/undo.js';
import { markField } from '../choice-fields.js';
import { markedAt } from '../marks.js';
import { assertMay, may } from '../permissions.js';
import type { NextStep, PlanAtStatement } from '../planned.js';
import { counted } from '../sentences.js';
import { findReviewAt } from '../whole-review.js';
import { bothTexts, chosenOf } from './both-texts.js';
import { addFiles, namesFilesAlone, readSent } from './statement-files.js';
import {
  asDraft,
  askedBy,
  isAdded,
  onForm,
  stepTyped,
  UNLINK_FIELD,
  valuesOf,
  valuesTyped,
} from './statement-form.js';
import { neighbours, noticesHtml, StatementPage } from './statement-view.js';

/** Everything that the page of a statement shows. @throws NotFound */
async function readStatement({ c, member, plan }: Asked) {
  const code = c.req.param('code') ?? '';
  const organisation = member.organisation.id;
  const id = c.req.param('id') ?? '';
  const { storage, clock } = c.get('request').context;
  const { found, framework } = await storage.read(scopeOf(member), async (db) => {
    const reading = { person: member.person.id, now: clock() };
    const asked = plan.json(organisation, code);
    const found = await findReviewAt(db, organisation, id, code, reading, asked);
    assertMay(member, 'review.read', found.review);
    const version = found.review.frameworkVersionId;
    return { found, framework: await findFrameworkVersion(db, version, organisation) };
  });
  const statement = statementIn(framework, code);
  return { found, framework, statement, planHere: plan.from(found.beside, clock()) };
}

/** Who asks for which statement. The plan, which lies above this feature, is handed in. */
interface Asked {
  c: Ctx;
  member: Member;
  plan: PlanAtStatement;
}

/** GET /reviews/:id/statements/:code */
export const statementPage =
  (plan: PlanAtStatement) =>
  async (c: Ctx, member: Member): Promise<Response> => {
    const read = await readStatement({ c, member, plan });
    const { agreement } = read.found;
    const page = (
      <StatementPage
        request={c.get('request')}
        {...read}
        values={valuesOf(agreement)}
        version={agreement.version}
        problem={null}
      />
    );
    return send(c, page);
  };

/** GET …/agreement: where the form is sent to, for whoever comes back to it. */
export function backToPage(c: Ctx): Response {
  return c.redirect(backOf(c), 303);
}

const backOf = (c: Ctx) => c.req.path.replace(/\/agreement$/, '');

/** POST …/agreement, by a button or, for JSON, by the script that saves while one types. */
export const statementPost =
  (plan: PlanAtStatement) =>
  async (c: Ctx, member: Member): Promise<Response> => {
    const asked = { c, member, plan };
    const sent = await readSent(c);
    if (wantsJson(c)) return autosave(asked, sent.typed);
    const { ids, problem } = await addFiles(c, member, sent, async () =>
      assertMay(member, 'review.cite', (await readStatement(asked)).found.review),
    );
    const marked = await allMet(asked, sent.typed);
    const typed = { ...marked, cited: [...all(marked, 'cited'), ...ids] };
    try {
      if (problem) throw problem;
      const step = stepTyped(typed, placeOf(c));
      const saved = await save(c, member, typed);
      if (step)
        return await planStep(asked, step, { ...typed, [VERSION_FIELD]: [`${saved.version}`] });
      return await goOn(asked, typed, { ...saved, files: ids.length });
    } catch (error) {
      return showAgain(asked, typed, onForm(expected(error)));
    }
  };

/** Puts the next step, which is saved by now, into the plan. */
async function planStep(asked: Asked, step: NextStep, typed: Typed): Promise<Response> {
  const { c, member, plan } = asked;
  const how = { key: keyOf(typed, 'plan') };
  try {
    const { isNew } = await plan.add(c.get('request').context, member, step, how);
    const said = isNew ? 'The next step is in your plan.' : 'Your plan has this step already.';
    return goTo(c, `${backOf(c)}#actions`, said);
  } catch (error) {
    // What else the form held is saved by now: it does not stand there to be added again.
    const left = Object.entries(typed).filter(
      ([name]) => !/^(evidence-|cited$|unlink$)/.test(name),
    );
    return showAgain(asked, Object.fromEntries(left), onForm(expected(error)));
  }
}

/** POST …/undo: makes the statement what it was before its last change. */
export const undoPost = formPost(async ({ c, context, member, typed, id, how }) => {
  const { code } = placeOf(c);
  const undoing = { review: id, statement: code, version: versionOf(typed) };
  await undoAgreement(context, member, undoing, how);
  return goTo(c, `/reviews/${id}/statements/${code}`, `The last change of ${code} is undone.`);
});

const placeOf = (c: Ctx) => ({ review: c.req.param('id') ?? '', code: c.req.param('code') ?? '' });

async function save(c: Ctx, member: Member, typed: Typed, draft?: Autosave) {
  const { review, code } = placeOf(c);
  const isDraft = draft !== undefined;
  // New evidence and the fields of the plan stay in the draft: only their own buttons take them.
  const hasMore = draft?.fields.some(([name, value]) => isAdded(name) && value.trim());
  return agree(c.get('request').context, member, {
    review,
    statement: code,
    ...askedBy(chosenOf(typed), { isDraft }),
    // A draft is saved again and again under the key of its form; the same words twice are one change anyway.
    key: isDraft ? null : keyOf(typed),
    namesNoLearners: saysNoLearners(typed),
    ...(draft
      ? { draft: { key: draft.key, step: draft.step, rest: hasMore ? draft.fields : [] } }
      : {}),
  });
}

/** What was typed, with every criterion of a level as met where the button for that was pressed. */
async function allMet(asked: Asked, typed: Typed): Promise<Typed> {
  const [, level] = /^met-(\d+)$/.exec(one(typed, 'go')) ?? [];
  if (level === undefined) return typed;
  const { statement } = await readStatement(asked);
  const same = markedAt(statement);
  const criteria = descriptorOf(statement, Number(level))?.criteria ?? [];
  const met = criteria.map(({ id }) => [markField(same.get(id)?.id ?? id), ['met']]);
  return { ...typed, ...Object.fromEntries(met) };
}

/** What a form has changed: whether anything, and how many files it brought. */
type Saved = Agreed & { files: number };

/** To the next statement, or back to this one and the place of the button. */
async function goOn(asked: Asked, typed: Typed, saved: Saved): Promise<Response> {
  const { c, member } = asked;
  const { code } = placeOf(c);
  const read = await readStatement(asked);
  const base = `/reviews/${read.found.review.id}`;
  const undo = saved.isChange
    ? { action: `${base}/statements/${code}/undo`, version: saved.version }
    : undefined;
  if (namesFilesAlone(c, typed)) {
    const said = saved.isChange ? `${code} is saved. ` : '';
    const again = 'The file was not sent: choose it again and press Attach files.';
    return goTo(c, `${backOf(c)}#evidence`, `${said}${again}`, undo);
  }
  if (!saved.isChange && !may(member, 'review.agree', read.found.review))
    return goTo(c, backOf(c), `There was nothing new to save in ${code}.`);
  if (one(typed, 'go') !== 'next')
    return goTo(
      c,
      `${backOf(c)}${placeOfButton(typed)}`,
      savedWords(code, typed, saved.files),
      undo,
    );
  const { next } = neighbours(read.framework, read.statement);
  return goTo(c, next ? `${base}/statements/${next.id}` : base, `${code} is saved.`, undo);
}

/** Where on the page the button stands that was pressed: "#evidence". */
function placeOfButton(typed: Typed): string {
  const go = one(typed, 'go');
  if (go.startsWith('met-')) return `#at-${go.slice('met-'.length)}`;
  return /^(evidence|cited|files)$/.test(go) || one(typed, UNLINK_FIELD) ? '#evidence' : '';
}

/** What was done by a button that stays on the page. Evidence is said to be added only where some was typed. */
function savedWords(code: string, typed: Typed, files: number): string {
  const go = one(typed, 'go');
  const isAdded = one(typed, 'evidence-title').trim() !== '';
  if (one(typed, UNLINK_FIELD)) return `The evidence is removed from ${code}.`;
  if (go === 'files')
    return files === 0
      ? `${code} is saved. No file was attached: choose one first.`
      : `${counted(files, 'file')} attached to ${code}.`;
  if (go === 'cited' && !isAdded) return `The evidence for ${code} is saved.`;
  if (go === 'evidence' || go === 'cited')
    return isAdded
      ? `The evidence is added to ${code}.`
      : `${code} is saved. No evidence was added: enter its name first.`;
  return `${code} is saved.`;
}

/** The same page with everything typed; after a conflict, the page with both texts. */
async function showAgain(asked: Asked, typed: Typed, problem: Problem) {
  const { c } = asked;
  const read = await readStatement(asked);
  if (isEditConflict(problem)) {
    return send(c, bothTexts(c.get('request'), { ...read, typed, problem }), 409);
  }
  const page = (
    <StatementPage
      request={c.get('request')}
      {...read}
      values={valuesTyped(chosenOf(typed))}
      version={versionOf(typed)}
      problem={problem}
    />
  );
  return send(c, page, problem.status);
}

/**
 * Saves while one types: the draft always; the agreement when the page is left or the draft has waited long enough.
 * What is refused then stays a draft, and the page says why.
 */
async function autosave(asked: Asked, typed: Typed): Promise<Response> {
  const { c, member } = asked;
  try {
    const draft = readAutosave(member, typed);
    if (!draft) throw invalid('draft.unreadable', 'Open the page again and go on from there.');
    const answer = await writeAutosave(c.get('request').context, member, draft);
    const { found, ...read } = await readStatement(asked);
    if (answer.isSpent) return c.json(answer);
    const saved = draft.isToSave ? await saveDraft(c, member, typed, draft) : {};
    const values = valuesTyped(typed);
    const notices = noticesHtml(c.get('request'), { ...read, found, values });
    return c.json({ ...answer, ...saved, notices });
  } catch (error) {
    return refused(c, error);
  }
}

/** The version to go on with, or why it stays a draft. */
async function saveDraft(c: Ctx, member: Member, typed: Typed, draft: Autosave) {
  try {
    const { version, savedAt } = await save(c, member, typed, draft);
    return { version, saved: `Saved at ${timeWords(new Date(savedAt))}.` };
  } catch (error) {
    return { note: asDraft(expected(error)).message.replace(/[^.]$/, '$&.') };
  }
}
