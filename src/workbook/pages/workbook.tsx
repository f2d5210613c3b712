/** The pages of a workbook: of a review and of a plan alike. */

import { yearAsked } from '../../plan/pages/plan-read.js';
import { saysNoLearners } from '../../platform/access/learner-data.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import type { How } from '../../platform/access/member-changes.js';
import { countWords } from '../../platform/chart/scale.js';
import { invalid, Problem, tooLarge } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import { goTo, send } from '../../platform/web/answer.js';
import { expected, keyOf, readForm } from '../../platform/web/form.js';
import { gather, readWithFile } from '../../platform/web/multipart.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { applyToPlan } from '../changes/apply-to-plan.js';
import { applyToReview } from '../changes/apply-to-review.js';
import { type Chosen, chooseField } from '../chosen.js';
import { compareWith, type WorkbookContent } from '../content.js';
import { loadWorkbook, WORKBOOK_LIMITS } from '../load-workbook.js';
import { planContent } from '../plan-content.js';
import { tooMuch } from '../refusals.js';
import { reviewContent } from '../review-content.js';
import { workbookFile } from '../workbook-file.js';
import { ChangesPage } from './changes-page.js';
import { LoadPage } from './load-page.js';
import { type Place, planPlace, reviewPlace } from './places.js';
import { bytesOf, sentFrom, shownAgain, shownFrom } from './sent.js';

/** The file, and room for the words around it. */
export const UPLOAD_BYTES = WORKBOOK_LIMITS.bytes + 64 * 1024;
/** The changes of a whole review with every field full, in any script: what a form says takes up to nine bytes a letter. */
export const CHANGES_BYTES = 5 * 1024 * 1024;

/** As many as one page can show. */
const MOST_CHANGES = 500;

/** What the pages of reviews and of plans do differently. */
interface Kind {
  placeOf(c: Ctx): Place;
  content(db: Db, c: Ctx, member: Member): Promise<WorkbookContent>;
  apply(
    context: AppContext,
    member: Member,
    record: string,
    chosen: Chosen,
    how: How,
  ): Promise<{ changes: number; added?: number }>;
}

const idOf = (c: Ctx): string => c.req.param('id') ?? '';

const review: Kind = {
  placeOf: (c) => reviewPlace(idOf(c)),
  content: (db, c, member) => reviewContent(db, member, idOf(c)),
  apply: applyToReview,
};

const plan: Kind = {
  placeOf: (c) => planPlace(yearAsked(c)),
  content: (db, c, member) => planContent(db, member, yearAsked(c)),
  apply: (context, member, year, chosen, how) =>
    applyToPlan(context, member, Number(year), chosen, how),
};

const readContent = (kind: Kind, c: Ctx, member: Member): Promise<WorkbookContent> =>
  c.get('request').context.storage.read(scopeOf(member), (db) => kind.content(db, c, member));

/** The four pages of a kind of workbook. */
const pagesOf = (kind: Kind) => ({
  /** GET …/workbook */
  async page(c: Ctx, member: Member): Promise<Response> {
    const content = await readContent(kind, c, member);
    return send(c, loadPage(kind, c, content));
  },

  /** GET …/workbook.xlsx */
  async file(c: Ctx, member: Member): Promise<Response> {
    return workbookFile(c.get('request').context, await readContent(kind, c, member));
  },

  /** POST …/workbook: shows what the file says otherwise; nothing is saved. */
  async upload(c: Ctx, member: Member): Promise<Response> {
    const content = await readContent(kind, c, member);
    if (content.refusal) throw content.refusal;
    try {
      const take = ({ bytes }: { bytes: AsyncIterable<Uint8Array> }) =>
        gather(bytes, WORKBOOK_LIMITS.bytes, tooMuch);
      const { file, refusal } = await readWithFile(c.req.raw, take);
      if (refusal) throw refusal;
      if (!file) throw invalid('workbook.none', 'Choose the workbook.');
      const sheets = await loadWorkbook(c.get('request').context, file);
      const shown = shownFrom(await compareWith(content, sheets), content);
      const count = shown.cells.length + shown.added.length;
      if (count > MOST_CHANGES || bytesOf(shown) > CHANGES_BYTES) throw tooManyChanges();
      return await changesPage(kind, c, { content, shown });
    } catch (error) {
      const { status, code, message } = expected(error);
      const problem = new Problem(status, code, message, { file: message });
      return send(c, loadPage(kind, c, content, problem), problem.status);
    }
  },

  /** POST …/workbook/changes */
  async changes(c: Ctx, member: Member): Promise<Response> {
    const typed = await readForm(c);
    const { context } = c.get('request');
    const content = await readContent(kind, c, member);
    try {
      if (content.refusal) throw content.refusal;
      const { chosen, open } = sentFrom(typed);
      if (open.length > 0) throw undecided(open, content);
      if (chosen.cells.length + chosen.added.length === 0)
        return goTo(c, kind.placeOf(c).back, 'Nothing was changed.');
      const how = { key: keyOf(typed), namesNoLearners: saysNoLearners(typed) };
      const saved = await kind.apply(context, member, content.of.record, chosen, how);
      return goTo(c, kind.placeOf(c).back, savedWords(saved));
    } catch (error) {
      const problem = expected(error);
      if (problem.code === 'form.unreadable') throw problem;
      const again = await readContent(kind, c, member);
      return changesPage(kind, c, { content: again, shown: shownAgain(typed, again), problem });
    }
  },
});

export const reviewWorkbook = pagesOf(review);
export const planWorkbook = pagesOf(plan);

const loadPage = (kind: Kind, c: Ctx, content: WorkbookContent, problem?: Problem) => (
  <LoadPage request={c.get('request')} {...{ content, problem }} place={kind.placeOf(c)} />
);

async function changesPage(
  kind: Kind,
  c: Ctx,
  props: Pick<Parameters<typeof ChangesPage>[0], 'content' | 'shown' | 'problem'>,
): Promise<Response> {
  const page = <ChangesPage request={c.get('request')} {...props} place={kind.placeOf(c)} />;
  return send(c, page, props.problem?.status ?? 200);
}

const tooManyChanges = () =>
  tooLarge(
    'workbook.too-many-changes',
    'There are more changes in this file than can be saved at once. Load it in two parts: remove half of the rows first.',
  );

/** @returns Problem 422 `workbook.undecided`, with a sentence for each cell that asks for a choice */
function undecided(
  open: readonly { row: string; field: string }[],
  content: WorkbookContent,
): Problem {
  const fields = open.map(({ row, field }) => {
    const title = content.fields.find(({ key }) => key === field)?.title ?? field;
    const of = content.rows.find(({ id }) => id === row)?.title ?? row;
    return [chooseField(row, field), `Choose which to keep: ${title.toLowerCase()} of ${of}`];
  });
  return invalid('workbook.undecided', 'Choose which to keep.', Object.fromEntries(fields));
}

function savedWords({ changes, added = 0 }: { changes: number; added?: number }): string {
  const parts = [
    changes > 0 ? `${countWords(changes, 'change')} saved` : '',
    added > 0 ? `${countWords(added, 'action')} added` : '',
  ].filter(Boolean);
  return `From the workbook: ${parts.join(', ')}.`;
}
