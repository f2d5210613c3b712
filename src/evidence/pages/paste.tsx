/** Many pieces of evidence at once, pasted from a spreadsheet: looked at first, then added. */

import { formPost } from '../../platform/access/form-post.js';
import {
  assertNoLearnerData,
  NO_LEARNERS,
  saysNoLearners,
} from '../../platform/access/learner-data.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import { dayWords } from '../../platform/days.js';
import { invalid, type Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, TextArea } from '../../platform/web/fields.js';
import { one, type Typed } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { addSeveral } from '../changes.js';
import { kindName, voiceName } from '../evidence.js';
import { findChoices } from '../library-store.js';
import { MOST_ROWS, type Pasted, readPasted } from '../paste.js';
import { EvidencePage } from './evidence-page.js';
import { NoLearnerData } from './fields.js';

/** GET /evidence/paste */
export async function pastePage(c: Ctx): Promise<Response> {
  return show(c, { typed: {}, pasted: null });
}

/** POST /evidence/paste: looks, or adds the rows that have no fault and keeps the others in the box. */
export const pastePost = formPost(
  async ({ c, context, member, typed, how }) => {
    const text = one(typed, 'rows');
    if (!text.trim()) {
      const sentence = 'Paste at least one row';
      throw invalid('paste.empty', `${sentence}.`, { rows: sentence });
    }
    assertNoLearnerData({ ...how, texts: { rows: text }, today: context.clock() });
    const { owners } = await context.storage.read(scopeOf(member), (db) =>
      findChoices(db, member.organisation.id),
    );
    const pasted = readPasted(text, owners);
    const good = pasted.rows.flatMap(({ input }) => input ?? []);
    if (one(typed, 'go') !== 'add' || good.length === 0) return show(c, { typed, pasted });
    await addSeveral(context, member, good, how);
    const added = `${countWords(good.length, 'item')} ${good.length === 1 ? 'is' : 'are'} added.`;
    if (good.length === pasted.rows.length) return goTo(c, '/evidence', added);
    const rest = leftOver(pasted);
    return show(c, { typed: { rows: [rest] }, pasted: readPasted(rest, owners), added });
  },
  (c, _, typed, problem) => show(c, { typed, pasted: null, problem }),
);

/** The headings, and the lines that have a fault. */
function leftOver({ heading, rows }: Pasted): string {
  const lines = rows.filter(({ input }) => input === null).map(({ raw }) => raw);
  return [...(heading === null ? [] : [heading]), ...lines].join('\n');
}

interface Shown {
  typed: Typed;
  pasted: Pasted | null;
  problem?: Problem;
  /** What was added just now. */
  added?: string;
}

function show(c: Ctx, { typed, pasted, problem, added }: Shown): Promise<Response> {
  const request = c.get('request');
  const good = pasted?.rows.filter(({ input }) => input !== null).length ?? 0;
  const page = (
    <EvidencePage
      request={added ? { ...request, message: { sentence: added } } : request}
      title="Paste evidence"
      problem={problem}
    >
      <Heading
        eyebrow={<a href="/evidence">Evidence</a>}
        lead="Copy the rows of your list and paste them here. You can check them before they are added."
      >
        Paste from a spreadsheet
      </Heading>
      <NoLearnerData />
      <Form action="/evidence/paste" key_={request.context.id()} class="section">
        {pasted && <Preview pasted={pasted} good={good} />}
        <TextArea
          name="rows"
          label="Rows"
          hint={
            <>
              One item of evidence per row, up to {MOST_ROWS}. Use these columns in this order, or
              add headings: title, what it shows, group, date, valid until, view, web address,
              figure, unit, owner.
            </>
          }
          rows={8}
          {...{ typed, problem }}
        />
        <LearnerQuestion problem={problem} />
        {pasted && saysNoLearners(typed) && <input type="hidden" name={NO_LEARNERS} value="yes" />}
        <p class="actions section">
          {good > 0 && (
            <Button name="go" value="add">
              {good === pasted?.rows.length
                ? `Add ${countWords(good, 'item')}`
                : `Add the ${countWords(good, 'row')} without errors`}
            </Button>
          )}
          <Button name="go" value="look" isSecondary={good > 0}>
            {pasted ? 'Check the rows again' : 'Check the rows'}
          </Button>
          <a href="/evidence">Back to evidence</a>
        </p>
      </Form>
    </EvidencePage>
  );
  return send(c, page, problem?.status ?? 200);
}

const Preview = ({ pasted, good }: { pasted: Pasted; good: number }) => {
  const faulty = pasted.rows.length - good;
  return (
    <section aria-labelledby="preview" class="pasted">
      <h2 id="preview">
        {countWords(pasted.rows.length, 'row')}
        {faulty > 0 ? `, ${faulty} with errors` : ''}
      </h2>
      <ol class="rows">
        {pasted.rows.map(({ line, title, input, faults }) => (
          <li class="item">
            <p class="item-title">
              <span class="quiet">Line {line}</span> {title || 'No title'}
            </p>
            {input ? (
              <p class="small quiet">
                {kindName(input.kind)} · {voiceName(input.voice)} ·{' '}
                {input.effectiveOn ? dayWords(input.effectiveOn) : 'no date'}
              </p>
            ) : (
              <ul class="faults small">
                {faults.map((fault) => (
                  <li>{fault}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
};
