/** What helps to talk a statement over, and, once this year's level is chosen, last year's. */

import type { Framework, Statement } from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import { dateWords } from '../../platform/days.js';
import { describe, type Rating } from '../rating.js';
import { reviewName } from '../review.js';
import { listed } from '../sentences.js';
import type { Previous } from '../whole-review.js';
import { RatingChip } from './level-marks.js';

interface HelpProps {
  previous: Previous | null;
  /** The year of this review: the review before may be of the same. */
  year: number;
  framework: Framework;
  statement: Statement;
  /** Where the school stood before; undefined while that is not to be shown. */
  previousRating: Rating | undefined;
}

export const StatementHelp = ({
  previous,
  year,
  framework,
  statement,
  previousRating,
}: HelpProps) => (
  <aside aria-label="Help with this statement" class="help">
    <Lists statement={statement} />
    {previousRating !== undefined && previous && (
      <>
        <h2>
          {previous.academicYear === year
            ? reviewName(previous)
            : academicYear(previous.academicYear)}
        </h2>
        <p class="small">
          <RatingChip framework={framework} rating={previousRating} />{' '}
          {previousRating === null
            ? describe(null, framework).toLowerCase()
            : previous.closedAt
              ? `agreed on ${dateWords(previous.closedAt)}`
              : 'agreed'}
          {previous.mapping?.reworded.includes(statement.id) &&
            '. The wording has changed since, so the two levels cannot be set side by side.'}
        </p>
      </>
    )}
  </aside>
);

const Lists = ({ statement }: { statement: Statement }) => (
  <>
    <List title="Talk it over" items={statement.prompts} />
    {statement.voices.length > 0 && (
      <>
        <h2>Whose view is worth hearing</h2>
        <p class="voices">{listed(statement.voices)}</p>
      </>
    )}
    <List title="Evidence that often helps" items={statement.evidence} isSmall />
    <p class="small">
      <a href={`/model/${statement.id}`}>What {statement.id} leans on, in the model</a>
    </p>
  </>
);

const List = (props: { title: string; items: string[]; isSmall?: boolean }) =>
  props.items.length === 0 ? null : (
    <>
      <h2>{props.title}</h2>
      <ul class={props.isSmall ? 'small' : undefined}>
        {props.items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    </>
  );
