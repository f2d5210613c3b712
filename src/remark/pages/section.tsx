/** What was asked and said of the thing that a page shows, beneath it, and the way to write. */
import { Form } from '../../platform/web/fields.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { baseOf, kindsFor, type Place } from '../remark.js';
import type { RemarkList } from '../store.js';
import { Threads } from './threads.js';
import { WRITE, WritingFields } from './writing-fields.js';

interface SectionProps {
  request: RequestContext;
  place: Place;
  /** What remarks are left on here: "this statement", "these results", "this action". */
  what: string;
  remarks: RemarkList;
}

/** The part of a page. Its style sheet is "remark". */
export const RemarksSection = (props: SectionProps) => {
  const { request, place, what, remarks } = props;
  const { shown, count } = remarks;
  return (
    <section class="section" aria-labelledby="remarks">
      <h2 id="remarks">Questions and comments</h2>
      {count === 0 ? <Nothing {...props} /> : <Threads request={request} remarks={shown} />}
      {count > shown.length && (
        <p class="small">
          Showing the newest {shown.length} of {count} on {what}.
        </p>
      )}
      <Writing {...props} />
      {place.review !== null && (
        <p class="small section-s">
          <a href={`${baseOf(place)}/remarks`}>All questions and comments of this review</a>
        </p>
      )}
    </section>
  );
};

/** Says what one may do here, and what comes of it. */
const Nothing = ({ request, what }: SectionProps) => {
  const kinds = kindsFor(request);
  return (
    <p class="quiet measure">
      {kinds.length === 0
        ? `There are no questions or comments about ${what} yet.`
        : kinds.length === 2
          ? `There are no questions or comments about ${what} yet. You can reply to them here.`
          : kinds[0] === 'question'
            ? `There are no questions about ${what} yet. Your careers leader is told when you ask one. The answer appears here.`
            : `There are no comments on ${what} yet. Your school can read yours here and reply.`}
    </p>
  );
};

/** One kind: the form itself. Both: a way to the page where one is chosen, so that the page stays about the work. */
const Writing = ({ request, place, what }: SectionProps) => {
  const kinds = kindsFor(request);
  const [kind] = kinds;
  if (!kind) return null;
  if (kinds.length > 1) {
    const asked = place.statement === null ? '' : `?statement=${place.statement}`;
    return (
      <p class="small section-s no-print">
        <a href={`${baseOf(place)}/remarks/new${asked}`}>Ask a question or leave a comment</a>
      </p>
    );
  }
  return (
    <Form
      action={`${baseOf(place)}/remarks`}
      key_={request.context.id()}
      class="remark-write no-print"
    >
      <WritingFields kinds={kinds} place={place} label={`${WRITE[kind]} about ${what}`} />
    </Form>
  );
};
