/** The verbs of the library in words, for the pages of history. */
import { sql } from 'kysely';
import { listWords } from '../platform/chart/scale.js';
import { type HistoryMessages, IT, say } from '../platform/history/messages.js';

const NAMES: Readonly<Record<string, string>> = {
  title: 'its title',
  url: 'the web address',
  note: 'what it shows',
  about: 'which group it is about',
  effectiveOn: 'the date of the evidence',
  validUntil: 'how long it is valid',
  owner: 'its owner',
  voice: 'whose view it is',
  figure: 'the figure',
  unit: 'what the figure counts',
};

function citedWords(before: Part, after: Part): string {
  const codes = (part: Part) => (part?.statements as string[] | undefined) ?? [];
  const said = [
    codes(after).length > 0 ? `linked it to ${listWords(codes(after))}` : '',
    codes(before).length > 0 ? `removed its link to ${listWords(codes(before))}` : '',
  ].filter(Boolean);
  return said.join(', and ') || 'changed which criteria it is linked to';
}

type Part = Record<string, unknown> | null;

/** What of an item was changed, and to what where a line can say it. */
const changedDetails = (after: Part): string[] =>
  Object.entries(after ?? {}).map(([field, value]) => {
    const name = capital(NAMES[field] ?? field);
    const isSayable = typeof value === 'string' && value !== '' && field !== 'owner';
    return isSayable ? `${name} is now “${value}”.` : `${name} was changed.`;
  });

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** How the history of a school says what happened here. */
export const evidenceMessages: HistoryMessages = {
  area: 'Evidence',
  verbs: {
    'evidence.added': say`added ${IT} to the evidence`,
    'evidence.changed': ({ after }) => ({
      words: say`changed ${IT}`,
      details: changedDetails(after),
    }),
    'evidence.file-added': ({ after }) =>
      Number(after?.number) > 1
        ? say`replaced the file of ${IT} with ${after?.name} (version ${after?.number})`
        : say`gave ${IT} the file ${after?.name}`,
    'evidence.cited': ({ before, after }) => ({
      words: say`changed which statements ${IT} is linked to`,
      details: [`${capital(citedWords(before, after))}.`],
    }),
    'evidence.deleted': ({ after }) => `deleted the evidence “${after?.title}”`,
    'evidence.restored': say`restored ${IT}`,
  },
  subjects: {
    evidence: {
      word: 'an item of evidence',
      names: (organisation, ids) => sql`
        SELECT id::text, title AS name FROM evidence
        WHERE organisation_id = ${organisation} AND id::text = ANY (${ids}) AND deleted_at IS NULL`,
      path: (id) => `/evidence/${id}`,
    },
  },
};
