/** What helps to talk a statement over, and, once this year's level is chosen, last year's. */

import type { Framework, Statement } from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import { dateWords } from '../../platform/days.js';
import { describe, type Rating } from '../rating.js';
import { reviewName } from '../review.js';
import { counted, listed } from '../sentences.js';
import type { Previous } from '../whole-review.js';
import { RatingChip } from './level-marks.js';

interface PreviousProps {
  previous: Previous;
  /** The year of this review: the review before may be of the same. */
  year: number;
  framework: Framework;
  statement: Statement;
  rating: Rating;
}

/** Where the school stood before. */
export const PreviousLevel = ({ previous, year, framework, statement, rating }: PreviousProps) => (
  <p class="small quiet before">
    {previous.academicYear === year ? reviewName(previous) : academicYear(previous.academicYear)}:{' '}
    {rating === null ? (
      describe(null, framework).toLowerCase()
    ) : (
      <>
        <RatingChip framework={framework} rating={rating} />{' '}
        {previous.closedAt ? `agreed on ${dateWords(previous.closedAt)}` : 'agreed'}
      </>
    )}
    {previous.mapping?.reworded.includes(statement.id) &&
      '. The wording has changed since, so the two levels cannot be set side by side.'}
  </p>
);

/** Questions, people and evidence for the talk about a statement, folded. */
export const StatementHelp = ({ statement }: { statement: Statement }) => {
  const { id, prompts, voices, evidence } = statement;
  return (
    <details class="talk">
      <summary>
        For the discussion
        {prompts.length > 0 && `: ${counted(prompts.length, 'question')}`}
      </summary>
      <div class="three">
        <List title="Discussion questions" items={prompts} />
        <div>
          {voices.length > 0 && (
            <>
              <h3>Who to involve</h3>
              <p>{listed(voices)}</p>
            </>
          )}
          <p>
            <a href={`/model/${id}`}>Statements related to {id}</a>
          </p>
        </div>
        <List title="Useful evidence" items={evidence} />
      </div>
    </details>
  );
};

const List = ({ title, items }: { title: string; items: string[] }) =>
  items.length === 0 ? null : (
    <div>
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    </div>
  );
