/** One statement: its page, and what its form does. */

import { findFrameworkVersion } from '../../framework/store.js';
import { saysNoLearners } from '../../platform/access/learner-data.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { timeWords } from '../../platform/days.js';
import { type Autosave, readAutosave, writeAutosave } from '../../platform/drafts/autosave.js';
import { refused } from '../../platform/drafts/routes.js';
import { invalid, type Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { isEditConflict } from '../../platform/web/edit-conflict.js';
import { expected, keyOf, one, readForm, type Typed, versionOf } from '../../platform/web/form.js';
import { wantsJson } from '../../platform/web/problem-page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { statementIn } from '../agreement.js';
import { agree } from '../changes/agree.js';
import { assertMay, may } from '../permissions.js';
import { findReviewAt } from '../whole-review.js';
import { bothTexts, chosenOf } from './both-texts.js';
import { asDraft, askedBy, isAdded, onForm, valuesOf, valuesTyped } from './statement-form.js';
import { neighbours, noticesHtml, StatementPage } from './statement-view.js';

/** Everything that the page of a statement shows. @throws NotFound */
export async function readStatement(c: Ctx, member: Member) {
  const code = c.req.param('code') ?? '';
  const organisation = member.organisation.id;
  const id = c.req.param('id') ?? '';
  const { storage, clock } = c.get('request').context;
  const { found, framework } = await storage.read(scopeOf(member), async (db) => {
    const reading = { person: member.person.id, now: clock() };
    const found = await findReviewAt(db, organisation, id, code, reading);
    assertMay(member, 'review.read', found.review);
    const version = found.review.frameworkVersionId;
    return { found, framework: await findFrameworkVersion(db, version, organisation) };
  });
  const statement = statementIn(framework, code);
  const cited = found.offered.filter(({ citedBy }) => citedBy.includes(code)).map(({ id }) => id);
  return { found, framework, statement, cited };
}

/** GET /reviews/:id/statements/:code */
export async function statementPage(c: Ctx, member: Member): Promise<Response> {
  const { cited, ...read } = await readStatement(c, member);
  const { agreement } = read.found;
  const page = (
    <StatementPage
      request={c.get('request')}
      {...read}
      values={valuesOf(agreement, cited)}
      version={agreement.version}
      problem={null}
    />
  );
  return send(c, page);
}

/** GET …/agreement: where the form is sent to, for whoever comes back to it. */
export function backToPage(c: Ctx): Response {
  return c.redirect(backOf(c), 303);
}

const backOf = (c: Ctx) => c.req.path.replace(/\/agreement$/, '');

/** POST …/agreement, by a button or, for JSON, by the script that saves while one types. */
export async function statementPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  if (wantsJson(c)) return autosave(c, member, typed);
  let isChange: boolean;
  try {
    ({ isChange } = await save(c, member, typed));
  } catch (error) {
    return showAgain(c, member, typed, onForm(expected(error)));
  }
  if (!isChange && !may(member, 'review.agree', (await readStatement(c, member)).found.review))
    return goTo(c, backOf(c), `There was nothing new to save in ${placeOf(c).code}.`);
  return goOn(c, member, typed);
}

const placeOf = (c: Ctx) => ({ review: c.req.param('id') ?? '', code: c.req.param('code') ?? '' });

async function save(c: Ctx, member: Member, typed: Typed, draft?: Autosave) {
  const { review, code } = placeOf(c);
  const isDraft = draft !== undefined;
  // New evidence is added by its button alone, and stays in the draft.
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

/** To the next statement, or back to this one. */
async function goOn(c: Ctx, member: Member, typed: Typed): Promise<Response> {
  const { review, code } = placeOf(c);
  const base = `/reviews/${review}`;
  const go = one(typed, 'go');
  if (go !== 'next') {
    return goTo(c, `${base}/statements/${code}`, savedWords(code, typed));
  }
  const { framework, statement } = await readStatement(c, member);
  const { next } = neighbours(framework, statement);
  return goTo(c, next ? `${base}/statements/${next.id}` : base, `${code} is saved.`);
}

/** What was done by a button that stays on the page. Evidence is said to be added only where some was typed. */
function savedWords(code: string, typed: Typed): string {
  const go = one(typed, 'go');
  const isAdded = one(typed, 'evidence-title').trim() !== '';
  if (go === 'cited' && !isAdded) return `The evidence of ${code} is saved.`;
  if (go === 'evidence' || go === 'cited')
    return isAdded
      ? 'The evidence is added and cited here.'
      : `${code} is saved. No evidence was added: enter what it is first.`;
  return `${code} is saved.`;
}

/** The same page with everything typed; after a conflict, the page with both texts. */
async function showAgain(c: Ctx, member: Member, typed: Typed, problem: Problem) {
  const { cited, ...read } = await readStatement(c, member);
  if (isEditConflict(problem)) {
    return send(c, bothTexts(c.get('request'), { ...read, cited, typed, problem }), 409);
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
async function autosave(c: Ctx, member: Member, typed: Typed): Promise<Response> {
  try {
    const draft = readAutosave(member, typed);
    if (!draft) throw invalid('draft.unreadable', 'Open the page again and go on from there.');
    const answer = await writeAutosave(c.get('request').context, member, draft);
    const { found, ...read } = await readStatement(c, member);
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
