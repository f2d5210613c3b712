/** A question with its answer, into the evidence: the challenge of governors can be cited. */
import { MOST_NOTE, MOST_TITLE } from '../../evidence/evidence.js';
import { may } from '../../evidence/permissions.js';
import { dateWords, dayAt } from '../../platform/days.js';
import { Button, Form } from '../../platform/web/fields.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import type { Remark, Remarked, Written } from '../remark.js';

interface Props {
  request: RequestContext;
  remark: Remark;
  remarked: Remarked;
}

/**
 * One press makes a note of an answered question; its page offers the statements to link it to. Roles stand for people, so
 * that the note holds no name.
 */
export const AsEvidence = ({ request, remark, remarked }: Props) => {
  const answers = remark.replies.filter(({ withdrawnAt }) => withdrawnAt === null);
  if (remark.answeredAt === null || remark.withdrawnAt || answers.length === 0) return null;
  if (!may(request, 'evidence.add')) return null;
  const title = `Question and answer on ${remarked.name}, ${remarked.within}`;
  const fields = {
    kind: 'note',
    title: title.slice(0, MOST_TITLE),
    note: noteOf(remark, answers).slice(0, MOST_NOTE),
    owner: request.person?.id ?? '',
    effectiveOn: dayAt(remark.answeredAt),
    voice: remark.as === 'governor' ? 'governor' : '',
  };
  return (
    <Form action="/evidence/new" key_={request.context.id()} class="section-s no-print">
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Button isSecondary>Add to your evidence</Button>
    </Form>
  );
};

/** What was asked and what was answered, each with the role and the day. */
function noteOf(remark: Remark, answers: readonly Written[]): string {
  const said = (name: string, { as, at, words }: Written) =>
    `${name} (${as}, ${dateWords(at)}): ${words}`;
  return [said('Question', remark), ...answers.map((each) => said('Answer', each))].join('\n\n');
}
