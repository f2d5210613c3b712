/** One statement: its page, and what its form does. */

import { listOffered } from '../../evidence/store.js';
import { findFrameworkVersion } from '../../framework/store.js';
import { saysNoLearners } from '../../platform/access/learner-data.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { timeWords } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { isEditConflict } from '../../platform/web/edit-conflict.js';
import { expected, keyOf, one, readForm, type Typed, versionOf } from '../../platform/web/form.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { statementIn } from '../agreement.js';
import { agree } from '../changes/agree.js';
import { assertMay } from '../permissions.js';
import { findReviewAt } from '../whole-review.js';
import { bothTexts, chosenOf } from './both-texts.js';
import { asDraft, askedBy, onForm, valuesOf, valuesTyped } from './statement-form.js';
import { neighbours, noticesHtml, StatementPage } from './statement-view.js';

/** Everything that the page of a statement shows. @throws NotFound */
export async function readStatement(c: Ctx, member: Member) {
  const code = c.req.param('code') ?? '';
  const organisation = member.organisation.id;
  const id = c.req.param('id') ?? '';
  const { storage, clock } = c.get('request').context;
  const { found, framework } = await storage.read(scopeOf(member), async (db) => {
    const reading = { person: member.person.id, now: clock() };
    const at = await findReviewAt(db, organisation, id, code, reading);
    assertMay(member, 'review.read', at.review);
    const version = at.review.frameworkVersionId;
    return {
      framework: await findFrameworkVersion(db, version, organisation),
      found: { ...at, offered: await listOffered(db, organisation, id, code) },
    };
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
  return c.redirect(c.req.path.replace(/\/agreement$/, ''), 303);
}

/** POST …/agreement. A script that saves as one goes asks for JSON, and then no new evidence is added. */
export async function statementPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  const isDraft = (c.req.header('accept') ?? '').startsWith('application/json');
  if (isDraft) return saveDraft(c, member, typed);
  try {
    await save(c, member, typed, false);
  } catch (error) {
    return showAgain(c, member, typed, onForm(expected(error)));
  }
  return goOn(c, member, typed);
}

const placeOf = (c: Ctx) => ({ review: c.req.param('id') ?? '', code: c.req.param('code') ?? '' });

async function save(c: Ctx, member: Member, typed: Typed, isDraft: boolean) {
  const { review, code } = placeOf(c);
  return agree(c.get('request').context, member, {
    review,
    statement: code,
    ...askedBy(chosenOf(typed), { isDraft }),
    version: versionOf(typed),
    key: keyOf(typed),
    namesNoLearners: saysNoLearners(typed),
  });
}

/** To the next statement, or back to this one. */
async function goOn(c: Ctx, member: Member, typed: Typed): Promise<Response> {
  const { review, code } = placeOf(c);
  const base = `/reviews/${review}`;
  const go = one(typed, 'go');
  if (go !== 'next') {
    const message =
      go === 'evidence' ? 'The evidence is added and cited here.' : `${code} is saved.`;
    return goTo(c, `${base}/statements/${code}`, message);
  }
  const { framework, statement } = await readStatement(c, member);
  const { next } = neighbours(framework, statement);
  return goTo(c, next ? `${base}/statements/${next.id}` : base, `${code} is saved.`);
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

/** Saves as one goes: the version to go on with, when it was saved, and the notices as they are now. */
async function saveDraft(c: Ctx, member: Member, typed: Typed): Promise<Response> {
  try {
    const { version, savedAt } = await save(c, member, typed, true);
    const { cited, ...read } = await readStatement(c, member);
    const values = valuesOf(read.found.agreement, cited);
    const notices = noticesHtml(c.get('request'), { ...read, values });
    return c.json({ version, saved: `Saved at ${timeWords(new Date(savedAt))}.`, notices });
  } catch (error) {
    const { status, code, message, fields } = asDraft(expected(error));
    return c.json({ status, code, detail: message, fields }, status);
  }
}
