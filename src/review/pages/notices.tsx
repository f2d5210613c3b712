/** What the product sees and explains: which level the criteria suggest, and what may not fit together. */
import { type Framework, type Statement, statementOf } from '../../framework/framework.js';
import { Fork } from '../../framework/pages/model-frame.js';
import { type Contradiction, contradictionsAbout } from '../contradictions.js';
import type { Marks } from '../marks.js';
import { levelWords, type Ratings } from '../rating.js';
import { suggestionWords } from '../suggestion-words.js';
import { keepField } from './statement-form.js';

interface SuggestionProps {
  framework: Framework;
  statement: Statement;
  marks: Marks;
  canAgree: boolean;
}

/** Which level the criteria suggest. The script on the page keeps it up to date; nothing is said while there is none. */
export const Suggestion = ({ framework, statement, marks, canAgree }: SuggestionProps) => {
  const words = suggestionWords(framework, statement, marks);
  return (
    <div role="status">
      <p class="suggests" data-suggestion hidden={words === null}>
        <Stones />
        <span>
          The criteria suggest <b data-level-words>{words?.level}</b>.{' '}
          <span data-why>{words?.why}</span>
          {canAgree && ' You decide.'}
        </span>
      </p>
    </div>
  );
};

const Stones = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <rect fill="currentColor" x="3" y="17.5" width="18" height="3.7" rx="1.85" />
    <rect fill="currentColor" x="5" y="12.5" width="14" height="3.7" rx="1.85" />
    <g fill="none" stroke="currentColor" stroke-width="1.5">
      <rect x="7.5" y="7.5" width="9" height="3.7" rx="1.85" />
      <rect x="9.5" y="2.5" width="5" height="3.7" rx="1.85" />
    </g>
  </svg>
);

interface NoticesProps {
  framework: Framework;
  statement: Statement;
  /** All ratings of the review, with this statement's as the form has it. */
  ratings: Ratings;
  /** The notes with which contradictions are kept. */
  contradictionReasons: Readonly<Record<string, string>>;
  /** The address of the review. */
  base: string;
  canAgree: boolean;
}

/** The possible inconsistencies of a statement. The script on the page puts newer ones in it, which are said. */
export const Notices = (props: NoticesProps) => {
  const { framework, statement, ratings } = props;
  const { leaning, lower } = contradictionsAbout(framework, ratings, statement.id);
  return (
    <div id="notices" aria-live="polite">
      {leaning.map((each) => (
        <Leaning {...props} contradiction={each} />
      ))}
      {lower.map((each) => (
        <Lower {...props} contradiction={each} />
      ))}
    </div>
  );
};

type OneNotice = NoticesProps & { contradiction: Contradiction };

/** This statement normally needs another that is lower: both can be kept, with a reason. */
const Leaning = ({ contradiction, contradictionReasons, base, canAgree, framework }: OneNotice) => {
  const { id, sentence, needs, because } = contradiction;
  const note = contradictionReasons[id];
  return (
    <div class="suggests doubt">
      <Fork />
      <div>
        <p>
          <b>Possible inconsistency.</b> {sentence}{' '}
          <a href={`${base}/statements/${needs.statement}`}>
            {needs.statement} {statementOf(framework, needs.statement)?.title}
          </a>
        </p>
        {canAgree ? <Keep id={id} note={note ?? ''} because={because} /> : <Kept note={note} />}
      </div>
    </div>
  );
};

const Keep = ({ id, note, because }: { id: string; note: string; because: string }) => (
  <details open={note !== ''}>
    <summary>{note === '' ? 'Keep both levels and explain why' : 'Both levels are kept'}</summary>
    <p class="small">Because {because}.</p>
    <label class="vh" for={keepField(id)}>
      Why you keep both levels
    </label>
    <textarea class="govuk-textarea" id={keepField(id)} name={keepField(id)} rows={2}>
      {note}
    </textarea>
  </details>
);

const Kept = ({ note }: { note: string | undefined }) =>
  note ? (
    <p class="small">
      <b>Kept:</b> {note}
    </p>
  ) : null;

/** Another statement that normally needs this one is higher: the reason is given there. */
const Lower = ({ contradiction, contradictionReasons, base, framework }: OneNotice) => {
  const { id, leaning, needs } = contradiction;
  return (
    <div class="suggests doubt">
      <Fork />
      <div>
        <p>
          <b>Possible inconsistency.</b>{' '}
          <a href={`${base}/statements/${leaning.statement}`}>
            {leaning.statement} at {levelWords(framework, Number(leaning.rating))}
          </a>{' '}
          normally needs {levelWords(framework, needs.level)} here.
        </p>
        <Kept note={contradictionReasons[id]} />
      </div>
    </div>
  );
};
