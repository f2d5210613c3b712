/** The verbs of the library in words, for the pages of history. */
import { listWords } from '../chart/scale.js';
import { tellHistory } from '../people/history-words.js';

const NAMES: Readonly<Record<string, string>> = {
  title: 'its title',
  url: 'the web address',
  note: 'what it shows',
  about: 'whom it is about',
  effectiveOn: 'the date it speaks of',
  validUntil: 'how long it holds',
  owner: 'who looks after it',
  voice: 'whose voice it is',
  figure: 'the figure',
  unit: 'what the figure counts',
};

function citedWords(before: Part, after: Part): string {
  const codes = (part: Part) => (part?.statements as string[] | undefined) ?? [];
  const said = [
    codes(after).length > 0 ? `cited it at ${listWords(codes(after))}` : '',
    codes(before).length > 0 ? `took its citation back at ${listWords(codes(before))}` : '',
  ].filter(Boolean);
  return said.join(', and ') || 'changed which points it speaks to';
}

type Part = Record<string, unknown> | null;

/** Tells the application how to say what happened here. */
export function tellEvidence(): void {
  tellHistory({
    'evidence.added': ({ after }) => `added “${after?.title ?? 'evidence'}” to the evidence`,
    'evidence.changed': ({ after }) =>
      `changed ${Object.keys(after ?? {})
        .map((field) => NAMES[field] ?? field)
        .join(', ')} of evidence`,
    'evidence.file-added': ({ after }) =>
      Number(after?.number) > 1
        ? `replaced the file by ${after?.name} (version ${after?.number})`
        : `gave it the file ${after?.name}`,
    'evidence.cited': ({ before, after }) => citedWords(before, after),
    'evidence.deleted': ({ after }) => `deleted the evidence “${after?.title}”`,
    'evidence.restored': ({ after }) => `restored the evidence “${after?.title}”`,
  });
}
