/** What happened to a review, or to one statement of it: who, when, from what to what. */

import { findFrameworkVersion } from '../../framework/store.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { dateWords, timeWords } from '../../platform/days.js';
import { isUndoable } from '../../platform/history/undo.js';
import { send } from '../../platform/web/answer.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { UndoForm } from '../../platform/web/undo-form.js';
import { statementIn } from '../agreement.js';
import { findAgreement } from '../agreement-store.js';
import { type Entry, type HistoryItem, historySentences } from '../history-messages.js';
import { listReviewHistory } from '../history-rows.js';
import { may } from '../permissions.js';
import { findReadable } from '../readable.js';
import { type Review, reviewName } from '../review.js';

const A_PAGE = 100;

/** GET /reviews/:id/history and /reviews/:id/statements/:code/history, each with ?before=POSITION */
export async function historyPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const id = c.req.param('id') ?? '';
  const code = c.req.param('code');
  const organisation = member.organisation.id;
  const before = Number(c.req.query('before')) || undefined;
  const { review, framework, entries, version } = await request.context.storage.read(
    scopeOf(member),
    async (db) => {
      const found = await findReadable(db, member, id);
      return {
        review: found,
        framework: await findFrameworkVersion(db, found.frameworkVersionId, organisation),
        entries: await listReviewHistory(db, organisation, {
          review: id,
          statement: code,
          before,
          most: A_PAGE,
        }),
        version: code ? (await findAgreement(db, organisation, id, code))?.version : undefined,
      };
    },
  );
  const statement = code === undefined ? null : statementIn(framework, code);
  const title = statement ? `History of ${statement.id}` : 'History of this review';
  const base = `/reviews/${id}`;
  const page = (
    <Page request={request} title={title} place="review">
      <Heading
        eyebrow={<Way review={review} base={base} code={code} />}
        lead={
          statement ? statement.title : 'Every change, newest first. Nothing is removed from it.'
        }
      >
        {title}
      </Heading>
      {code && !before && canUndo(member, review, entries, request.context.clock()) && (
        <UndoForm
          undo={{ action: `${base}/statements/${code}/undo`, version }}
          key_={request.context.id()}
          what={`the last change of ${code}`}
        />
      )}
      <Entries
        message={historySentences(framework, entries)}
        base={base}
        hasCode={code !== undefined}
      />
      <Older entries={entries} path={c.req.path} />
    </Page>
  );
  return send(c, page);
}

/** True where the newest change is one of the agreement, of today or nearly so. */
const canUndo = (member: Member, review: Review, [last]: Entry[], now: Date): boolean =>
  last?.verb === 'agreement.set' && isUndoable(last.at, now) && may(member, 'review.agree', review);

const Way = ({
  review,
  base,
  code,
}: {
  review: Review;
  base: string;
  code: string | undefined;
}) => (
  <a href={code ? `${base}/statements/${code}` : base}>
    {code ? `Back to ${code}` : reviewName(review)}
  </a>
);

const Entries = (props: { message: HistoryItem[]; base: string; hasCode: boolean }) =>
  props.message.length === 0 ? (
    <p class="section quiet">Nothing has happened yet.</p>
  ) : (
    <ol class="rows section history">
      {props.message.map((each) => (
        <li>
          <p class="small quiet">
            {whenWords(each)}, {each.who}
            {each.channel === 'command' ? ', on the command line' : ''}
          </p>
          {each.statement && !props.hasCode && (
            <h2>
              <a href={`${props.base}/statements/${each.statement}`}>Statement {each.statement}</a>
            </h2>
          )}
          {each.sentences.map((sentence) => (
            <p class="typed">{sentence}</p>
          ))}
        </li>
      ))}
    </ol>
  );

/** "23 November 2026, 10:42", "23 November 2026, 10:40 to 10:46", with both days where midnight lies between. */
function whenWords({ from, to }: HistoryItem): string {
  const day = dateWords(from);
  const [first, last] = [timeWords(from), timeWords(to)];
  if (day !== dateWords(to)) return `${day}, ${first} to ${dateWords(to)}, ${last}`;
  return `${day}, ${first === last ? first : `${first} to ${last}`}`;
}

const Older = ({ entries, path }: { entries: Entry[]; path: string }) =>
  entries.length < A_PAGE ? null : (
    <p class="section">
      <a href={`${path}?before=${entries.at(-1)?.position}`}>Show what was before</a>
    </p>
  );
