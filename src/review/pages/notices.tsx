/** What the product sees and explains: which level the points suggest, and where agreements pull apart. */
import { type Framework, type Statement, statementOf } from '../../framework/framework.js';
import { Fork } from '../../framework/pages/model-frame.js';
import { type Contradiction, contradictionsAbout } from '../contradictions.js';
import type { Marks } from '../marks.js';
import { levelWords, type Rating, type Ratings } from '../rating.js';
import { counted } from '../sentences.js';
import { suggestionWords } from '../suggestion-words.js';
import { keepField } from './statement-form.js';

interface NoticesProps {
  framework: Framework;
  statement: Statement;
  rating: Rating;
  marks: Marks;
  /** All ratings of the review, with this statement's as the form has it. */
  ratings: Ratings;
  /** The notes with which contradictions are kept. */
  contradictionReasons: Readonly<Record<string, string>>;
  /** The address of the review. */
  base: string;
  canAgree: boolean;
}

/** Both kinds of notice, side by side where there is room. The script on the page puts newer ones in it, which are said. */
export const Notices = (props: NoticesProps) => (
  <div class="says" id="notices" aria-live="polite">
    <SuggestionNotice {...props} />
    <ContradictionNotices {...props} />
  </div>
);

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

const SuggestionNotice = ({ framework, statement, rating, marks, canAgree }: NoticesProps) => {
  const words = suggestionWords(framework, statement, rating, marks);
  return (
    <section class="notice" data-suggestion hidden={words === null}>
      <Stones />
      <div>
        <h2>{words?.heading ?? 'The points do not suggest a level yet'}</h2>
        <p>
          <span data-why>{words?.why}</span>{' '}
          <span data-you-decide>{canAgree ? words?.youDecide : ''}</span>
        </p>
      </div>
    </section>
  );
};

const ContradictionNotices = (props: NoticesProps) => {
  const { framework, statement, ratings } = props;
  const { leaning, lower: leanedOn } = contradictionsAbout(framework, ratings, statement.id);
  return (
    <>
      {leaning.length > 0 && <Leaning {...props} contradictions={leaning} />}
      {leanedOn.length > 0 && <LeanedOn {...props} contradictions={leanedOn} />}
    </>
  );
};

type WithContradictions = NoticesProps & { contradictions: Contradiction[] };

const Leaning = ({
  contradictions,
  contradictionReasons,
  base,
  canAgree,
  framework,
}: WithContradictions) => (
  <section class="notice doubt" aria-labelledby="pull-apart">
    <Fork />
    <div class="stack">
      <h2 id="pull-apart">
        {contradictions.length === 1
          ? 'Two judgements pull apart'
          : `${contradictions.length} judgements pull apart from this one`}
      </h2>
      {contradictions.map(({ id, sentence, needs, because }) => (
        <div>
          <p>
            {sentence}{' '}
            <a href={`${base}/statements/${needs.statement}`}>
              {needs.statement} {statementOf(framework, needs.statement)?.title}
            </a>
          </p>
          <p class="small">Because {because}.</p>
          {canAgree ? (
            <Keep id={id} note={contradictionReasons[id] ?? ''} />
          ) : (
            <Kept note={contradictionReasons[id]} />
          )}
        </div>
      ))}
      {canAgree && <p class="small">Both can stand. If they do, give the reason.</p>}
    </div>
  </section>
);

const Keep = ({ id, note }: { id: string; note: string }) => (
  <details open={note !== ''}>
    <summary>{note === '' ? 'Keep both, with a reason' : 'Kept, with this reason'}</summary>
    <label class="vh" for={keepField(id)}>
      Why both can stand
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

const LeanedOn = ({
  contradictions,
  contradictionReasons,
  base,
  framework,
}: WithContradictions) => (
  <section class="notice doubt" aria-labelledby="leaned-on">
    <Fork />
    <div class="stack">
      <h2 id="leaned-on">
        {contradictions.length === 1
          ? 'A higher judgement leans on this one'
          : `${counted(contradictions.length, 'higher judgement')} lean on this one`}
      </h2>
      <ul class="stack">
        {contradictions.map(({ id, leaning, needs }) => (
          <li>
            <a href={`${base}/statements/${leaning.statement}`}>
              {leaning.statement} at {levelWords(framework, Number(leaning.rating))}
            </a>{' '}
            leans on {needs.statement} at {levelWords(framework, needs.level)}.
            <Kept note={contradictionReasons[id]} />
          </li>
        ))}
      </ul>
      <p class="small">They can stand beside each other. The reason is given at the higher one.</p>
    </div>
  </section>
);
