/** Confirming levels that were copied from an earlier review, several at once: as a form, and as a change. */
import { type Framework, statementsOf } from '../../framework/framework.js';
import { formPost } from '../../platform/access/form-post.js';
import type { Member } from '../../platform/access/member.js';
import { CairnSymbols } from '../../platform/chart/cairn.js';
import { invalid, type Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { ErrorSummary, Form, Submit } from '../../platform/web/fields.js';
import { all, keyOf, type Typed } from '../../platform/web/form.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { agree } from '../changes/agree.js';
import { assertMay } from '../permissions.js';
import { type Agreement, reviewName } from '../review.js';
import { counted } from '../sentences.js';
import type { Previous, WholeReview } from '../whole-review.js';
import { RatingChip } from './level-marks.js';
import { readReview } from './review-read.js';

/** GET /reviews/:id/confirm */
export async function confirmPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const { whole, framework, base } = await readReview(c, member);
  assertMay(member, 'review.agree', whole.review);
  const copied = copiedIn(whole, framework);
  return send(
    c,
    <Page
      request={request}
      title={`Confirm copied levels, ${reviewName(whole.review)}`}
      place="review"
      hasError={problem !== undefined}
    >
      <CairnSymbols scale={framework} />
      <ErrorSummary problem={problem} />
      <Heading
        eyebrow={<a href={base}>{reviewName(whole.review)}</a>}
        lead={copied.length > 0 ? leadWords(whole.previous) : 'Every copied level is confirmed.'}
      >
        Confirm copied levels
      </Heading>
      {copied.length > 0 && (
        <Form action={`${base}/confirm`} key_={request.context.id()} class="section">
          <ul class="rows" id="confirm">
            {copied.map((each) => (
              <CopiedRow
                {...each}
                framework={framework}
                base={base}
                isChecked={all(typed ?? {}, 'confirm').includes(seenAs(each.agreement))}
              />
            ))}
          </ul>
          <Submit class="section-s" or={[base, 'Cancel']}>
            Confirm these levels
          </Submit>
        </Form>
      )}
    </Page>,
    problem?.status ?? 200,
  );
}

/** POST /reviews/:id/confirm: what somebody else changed meanwhile is left for another look. */
export const confirmPost = formPost(async ({ c, context, member, typed, id }) => {
  const { whole, framework } = await readReview(c, member);
  assertMay(member, 'review.agree', whole.review);
  const chosen = all(typed, 'confirm');
  if (chosen.length === 0) throw nothingChosen();
  const copied = copiedIn(whole, framework).filter(({ agreement }) =>
    chosen.includes(seenAs(agreement)),
  );
  for (const { agreement } of copied)
    await agree(context, member, {
      review: id,
      statement: agreement.statement,
      input: { rating: agreement.rating },
      version: agreement.version,
      key: keyOf(typed, agreement.statement),
    });
  const rest = chosen.length - copied.length;
  const said = [
    ...(copied.length > 0 ? [`${counted(copied.length, 'level')} confirmed.`] : []),
    ...(rest > 0 ? [`${counted(rest, 'level')} had been changed or confirmed already.`] : []),
  ];
  return goTo(c, `/reviews/${id}`, said.join(' '));
}, confirmPage);

const nothingChosen = () =>
  invalid('confirm.nothing', 'Choose at least one level to confirm.', {
    confirm: 'Choose at least one level to confirm',
  });

const leadWords = (previous: Previous | null): string =>
  `They were copied from ${previous ? reviewName(previous) : 'an earlier review'}. Choose those that are still right.`;

interface Copied {
  agreement: Agreement;
  title: string;
}

/** What is to be confirmed, in the order of the model. */
const copiedIn = (whole: WholeReview, framework: Framework): Copied[] =>
  statementsOf(framework).flatMap(({ id, title }) => {
    const agreement = whole.agreements.get(id);
    return agreement?.isCarried && agreement.rating !== null ? [{ agreement, title }] : [];
  });

/** A statement as it was seen: "2.4@3". */
const seenAs = ({ statement, version }: Agreement): string => `${statement}@${version}`;

const CopiedRow = (props: Copied & { framework: Framework; base: string; isChecked: boolean }) => {
  const { agreement, title, framework, base, isChecked } = props;
  const { statement, rating, reason } = agreement;
  return (
    <li class="ev">
      <label class="tick">
        <input type="checkbox" name="confirm" value={seenAs(agreement)} checked={isChecked} />
        <span>
          <RatingChip framework={framework} rating={rating} /> {statement} {title}
        </span>
      </label>
      <a class="small" href={`${base}/statements/${statement}`}>
        Open<span class="vh"> {statement}</span>
      </a>
      {reason !== '' && <p class="small quiet reason">{reason}</p>}
    </li>
  );
};
