/** The four descriptors as large choices, and the two that are no level. */

import {
  type Descriptor,
  type Framework,
  NO_WORDING,
  type Statement,
} from '../../framework/framework.js';
import type { Child } from '../../platform/web/html.js';
import { levelValue } from '../choice-fields.js';
import type { Marks } from '../marks.js';
import { describe, levelTitle, type Rating } from '../rating.js';
import { countWords } from '../suggestion-words.js';
import { RatingCairn, toneClass } from './level-marks.js';

interface ChoicesProps {
  framework: Framework;
  statement: Statement;
  rating: Rating;
  /** True where somebody chose to leave open what had a level: otherwise nothing is chosen beforehand. */
  isLeftOpen: boolean;
  marks: Marks;
  error?: string | undefined;
}

/** Choosing the best fit. */
export const LevelChoices = (props: ChoicesProps) => {
  const { framework, statement, rating, isLeftOpen, marks, error } = props;
  return (
    <fieldset
      class={isLastLong(statement) ? 'choices is-last-long' : 'choices'}
      id="level"
      aria-describedby={error ? 'level-error' : undefined}
    >
      <legend>
        <h2>The team’s agreed level</h2>{' '}
        <span class="hint">
          Choose the level that fits best. Not every criterion of a lower level has to be met.
        </span>
        {error && (
          <span class="govuk-error-message" id="level-error">
            <span class="govuk-visually-hidden">Error:</span> {error}
          </span>
        )}
      </legend>
      {statement.levels.map((descriptor) => (
        <LevelCard
          framework={framework}
          descriptor={descriptor}
          isChosen={rating === descriptor.level}
          marks={marks}
        />
      ))}
      <div class="wide others">
        <OtherChoice
          value="not-yet"
          title={describe('not-yet', framework)}
          isChosen={rating === 'not-yet'}
        >
          added by Waymark; not part of the official model
        </OtherChoice>
        <OtherChoice
          value={null}
          title={describe(null, framework)}
          isChosen={rating === null && isLeftOpen}
        >
          leave it open and come back
        </OtherChoice>
      </div>
    </fieldset>
  );
};

/** True where the highest level says more than all others together: beside them it would reach far below the window. */
function isLastLong({ levels }: Statement): boolean {
  const [last = 0, ...others] = levels.map(({ summary }) => summary?.length ?? 0).reverse();
  return last > others.reduce((sum, each) => sum + each, 0);
}

interface CardProps {
  framework: Framework;
  descriptor: Descriptor;
  isChosen: boolean;
  marks: Marks;
}

/** A level: chosen by a press on it, with one line that leads to its criteria. */
const LevelCard = ({ framework, descriptor, isChosen, marks }: CardProps) => {
  const { level, criteria } = descriptor;
  return (
    <div class="choice" data-level={level} data-title={levelTitle(framework, level)}>
      <label for={`level-${level}`}>
        <input
          type="radio"
          name="level"
          id={`level-${level}`}
          value={String(level)}
          checked={isChosen}
        />
        <span class={`bar ${toneClass(framework, level)}`}>
          <span class="pick"></span>
          {levelTitle(framework, level)} <span class="fit">Best fit</span>
          <RatingCairn framework={framework} rating={level} />
        </span>
        <DescriptorWords descriptor={descriptor} />
      </label>
      {criteria.length > 0 && (
        <p class="met">
          {/* Not a stop of Tab: the folds that it leads to are stops themselves. */}
          <a href={`#criteria-${level}`} tabindex={-1} aria-describedby={`at-${level}`}>
            <span data-count={level}>{countWords(descriptor, marks)}</span>
          </a>
        </p>
      )}
    </div>
  );
};

/** The words of a descriptor; where the source has none, that is said and nothing is invented. */
export const DescriptorWords = ({ descriptor }: { descriptor: Descriptor }) =>
  descriptor.summary === null ? (
    <span class="words quiet">
      <b>{NO_WORDING}</b> You can still choose it.
    </span>
  ) : (
    <span class="words">{descriptor.summary}</span>
  );

interface OtherProps {
  value: 'not-yet' | null;
  title: string;
  isChosen: boolean;
  children: Child;
}

const OtherChoice = ({ value, title, isChosen, children }: OtherProps) => {
  const id = `level-${levelValue(value)}`;
  return (
    <label for={id}>
      <input type="radio" name="level" id={id} value={levelValue(value)} checked={isChosen} />
      <span>
        {title} <span class="quiet">({children})</span>
      </span>
    </label>
  );
};
