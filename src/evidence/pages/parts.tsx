/** Small parts that several pages of the library share. */
import { dayWords } from '../../platform/days.js';
import { FILE_TYPES, type FileType } from '../../platform/documents/uploads/file-types.js';
import type { FC } from '../../platform/web/html.js';
import { type Evidence, figureWords, kindName, voiceName } from '../evidence.js';
import type { Prompt } from '../freshness.js';

/** "PDF", "Link", "Figure: 94% of Year 11" */
export function kindWords(
  item: Pick<Evidence, 'kind' | 'figure'>,
  file: { type: FileType } | null,
): string {
  if (item.kind === 'file' && file) return FILE_TYPES[file.type].name;
  if (item.kind === 'figure' && item.figure) return `Figure: ${figureWords(item.figure)}`;
  return kindName(item.kind);
}

/** Whose view, from when, about which group: the facts beside an item. */
export function weighWords({ voice, effectiveOn, about }: Evidence): string {
  return [
    voice ? voiceName(voice) : 'no view given',
    effectiveOn ? dayWords(effectiveOn) : 'no date',
    about ? `about ${withinSentence(about)}` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Words that begin what people write of somebody and are no name, so that they go small within a sentence. */
const COMMON =
  /^(A|All|An|Boys|Carers|Children|Each|Employers|Every|Families|Former|Girls|Governors|Leavers|Learners|Most|Our|Parents|People|Providers|Pupils|Some|Staff|Students|Teachers|The|Those|Tutors|Young)\b/;

/** "parents and carers of Year 9", and still "Year 9": as it reads in the middle of a sentence. */
export const withinSentence = (words: string): string =>
  words.replace(COMMON, (first) => first.toLowerCase());

/** Where evidence is thin. Shows nothing when it is not. */
export const Prompts: FC<{ prompts: readonly Prompt[]; title: string }> = ({ prompts, title }) =>
  prompts.length === 0 ? null : (
    <div class="notice doubt section">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path
          d="M12 3 2.5 20h19Z M12 10v5 M12 17.2v.6"
          fill="none"
          stroke="currentColor"
          stroke-width="1.6"
          stroke-linejoin="round"
          stroke-linecap="round"
        />
      </svg>
      <div>
        <h2>{title}</h2>
        <ul class="prompts">
          {prompts.map(({ sentence }) => (
            <li>{sentence}</li>
          ))}
        </ul>
      </div>
    </div>
  );
