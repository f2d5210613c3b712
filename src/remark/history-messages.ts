/** The verbs of remarks in words. What was asked stands on its page: the history says that it was, and never what. */
import { sql } from 'kysely';
import { type HistoryMessages, IT, type Saying, say } from '../platform/history/messages.js';

type Part = Record<string, unknown> | null;

/** " on 2.4", " on the results", " on an action". */
const where = (part: Part) => (part?.on ? ` on ${String(part.on)}` : '');
/** "a question on 2.4": the question or comment that an entry is about, a reply's as well. */
const thread = (part: Part) =>
  `${part?.kind === 'comment' || part?.to === 'comment' ? 'a comment' : 'a question'}${where(part)}`;
const isReply = (part: Part) => part?.kind === 'reply';

/** "asked it", by verb. */
const REMARK_WORDS = {
  'remark.written': ({ after }: { after: Part }) =>
    isReply(after)
      ? say`replied to ${IT}`
      : after?.kind === 'comment'
        ? say`left ${IT}`
        : say`asked ${IT}`,
  'remark.answered': () => say`marked ${IT} answered`,
  'remark.reopened': () => say`reopened ${IT}`,
  'remark.withdrawn': ({ after }: { after: Part }) =>
    isReply(after) ? say`withdrew a reply to ${IT}` : `withdrew ${thread(after)}`,
  'remark.restored': ({ after }: { after: Part }) =>
    isReply(after) ? say`restored a reply to ${IT}` : say`restored ${IT}`,
} as const;

/** "Asked a question on 2.4.", or null for the verb of another feature. */
export function remarkSentence(verb: string, after: Part): string | null {
  const words = REMARK_WORDS[verb as keyof typeof REMARK_WORDS];
  if (!words) return null;
  const said = saidOf(words({ after }), thread(after));
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

const saidOf = (words: string | Saying, it: string): string =>
  typeof words === 'string' ? words : words.map((part) => (part === IT ? it : part)).join('');

/** How the history of a school says what happened here. */
export const remarkMessages: HistoryMessages = {
  area: 'Questions and comments',
  verbs: REMARK_WORDS,
  subjects: {
    remark: {
      word: 'a question or a comment',
      names: (organisation, ids) => sql`
        SELECT u.id, CASE m.kind WHEN 'comment' THEN 'a comment' ELSE 'a question' END || ' on '
          || CASE WHEN m.action_id IS NOT NULL THEN 'an action' ELSE coalesce(m.statement, 'the results') END AS name
        FROM unnest(${ids}::text[]) AS u (id)
        JOIN remarks m ON m.organisation_id = ${organisation} AND m.id::text = regexp_replace(u.id, '^.*/', '')
        LEFT JOIN actions a ON a.organisation_id = m.organisation_id AND a.id = m.action_id
        LEFT JOIN reviews r ON r.organisation_id = m.organisation_id AND r.id = m.review_id
        WHERE m.withdrawn_at IS NULL AND a.deleted_at IS NULL AND r.deleted_at IS NULL`,
      path: pathFrom,
    },
  },
};

/** "REVIEW/2.4/REMARK" or "REVIEW//REMARK"; "ACTION/REMARK" for one on an action. */
function pathFrom(id: string): string {
  const parts = id.split('/');
  const base = parts.length > 2 ? '/reviews' : '/plan/actions';
  return `${base}/${parts[0]}/remarks/${parts.at(-1)}`;
}
