/** Questions and comments with their replies, as they are read on any page. */

import { dateWords, momentWords } from '../../platform/days.js';
import { restorableUntil } from '../../platform/restoring.js';
import type { Child } from '../../platform/web/html.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { may } from '../permissions.js';
import { authorOf, isOpen, isOwn, pathOf, type Remark, titleOf, type Written } from '../remark.js';

/** Open or answered, in words. Nothing for a comment. */
export const RemarkState = ({ remark }: { remark: Remark }) => {
  if (remark.kind !== 'question' || remark.withdrawnAt) return null;
  return isOpen(remark) ? (
    <span class="remark-state is-open">Open</span>
  ) : (
    <span class="remark-state">Answered</span>
  );
};

interface ThreadsProps {
  request: RequestContext;
  remarks: readonly Remark[];
  /** What stands above the title, where places differ: "2.4 Destinations data". */
  placeOf?: (remark: Remark) => Child;
}

/** Each with its words, its replies and the way to reply. */
export const Threads = ({ request, remarks, placeOf }: ThreadsProps) => (
  <ol class="plain remarks">
    {remarks.map((remark) => (
      <li>
        {placeOf && <p class="small remark-place">{placeOf(remark)}</p>}
        <div class="remark-line">
          <h3>
            <a href={pathOf(remark)}>{titleOf(remark)}</a>
          </h3>
          <RemarkState remark={remark} />
          <span class="small quiet">{dateWords(remark.at)}</span>
        </div>
        <Taken written={remark} />
        <p class="typed">{remark.words}</p>
        <Replies replies={remark.replies} />
        <ReplyLink request={request} remark={remark} />
      </li>
    ))}
  </ol>
);

const ReplyLink = ({ request, remark }: { request: RequestContext; remark: Remark }) => {
  if (remark.withdrawnAt || !may(request, 'remark.reply', remark)) return null;
  const words = isOwn(remark, request)
    ? remark.replies.length > 0
      ? 'Add to it'
      : 'Add to it or withdraw it'
    : 'Reply';
  return (
    <p class="small remark-own no-print">
      <a href={pathOf(remark)}>
        {words}
        <span class="vh">: {titleOf(remark)}</span>
      </a>
    </p>
  );
};

/** What was replied, oldest first. `children` stand beneath each. */
export const Replies = (props: {
  replies: readonly Written[];
  beneath?: (reply: Written) => Child;
}) =>
  props.replies.length === 0 ? null : (
    <ol class="replies">
      {props.replies.map((reply) => (
        <li>
          <p class="small quiet">
            {authorOf(reply)}, {momentWords(reply.at)}
          </p>
          <Taken written={reply} />
          <p class="typed">{reply.words}</p>
          {props.beneath?.(reply)}
        </li>
      ))}
    </ol>
  );

/** To its author: that nobody else sees it, and until when it can be put back. */
export const Taken = ({ written: { withdrawnAt } }: { written: Written }) =>
  withdrawnAt ? (
    <p class="small remark-taken">
      You withdrew this on {dateWords(withdrawnAt)}. Only you can see it. You can restore it until{' '}
      {dateWords(restorableUntil(withdrawnAt))}.
    </p>
  ) : null;
