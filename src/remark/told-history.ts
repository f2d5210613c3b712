/** The verbs of remarks in words. What was asked stands on its page: the history says that it was, and never what. */
import { tellHistory } from '../people/history-words.js';

type Part = Record<string, unknown> | null;

const WHAT: Readonly<Record<string, string>> = {
  question: 'a question',
  comment: 'a comment',
  reply: 'a reply',
};
const what = (part: Part) => WHAT[String(part?.kind)] ?? 'something';
/** "on 2.4", "on the results", "on an action". */
const where = (part: Part) => (part?.on ? ` on ${String(part.on)}` : '');

/** "asked a question on 2.4", by verb. */
export const REMARK_WORDS = {
  'remark.written': ({ after }: { after: Part }) =>
    after?.kind === 'comment'
      ? `left a comment${where(after)}`
      : after?.kind === 'reply'
        ? `replied${where(after)}`
        : `asked a question${where(after)}`,
  'remark.answered': ({ after }: { after: Part }) => `marked a question${where(after)} answered`,
  'remark.reopened': ({ after }: { after: Part }) => `opened a question${where(after)} again`,
  'remark.withdrawn': ({ after }: { after: Part }) => `took ${what(after)}${where(after)} back`,
  'remark.restored': ({ after }: { after: Part }) => `put ${what(after)}${where(after)} back`,
} as const;

/** "Asked a question on 2.4.", or null for the verb of another room. */
export function remarkSentence(verb: string, after: Part): string | null {
  const tell = REMARK_WORDS[verb as keyof typeof REMARK_WORDS];
  if (!tell) return null;
  const said = tell({ after });
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

/** Tells the application how to say what happened here. */
export function tellRemarks(): void {
  tellHistory('Questions and comments', REMARK_WORDS);
}
