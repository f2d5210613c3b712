/** The four descriptors as large choices, with their points beneath, and the two that are no level. */

import type { Criterion, Descriptor, Framework, Statement } from '../../framework/framework.js';
import type { Child, Html } from '../../platform/web/html.js';
import { levelValue, markField, pointData } from '../choice-fields.js';
import { type Mark, type Marks, markOf } from '../marks.js';
import { describe, levelTitle, levelWords, type Rating } from '../rating.js';
import { countWords } from '../suggestion-words.js';
import { RatingCairn, toneClass } from './level-marks.js';

interface ChoicesProps {
  framework: Framework;
  statement: Statement;
  rating: Rating;
  marks: Marks;
  error?: string | undefined;
}

/** Choosing the best fit, and marking the points under each level. */
export const LevelChoices = ({ framework, statement, rating, marks, error }: ChoicesProps) => (
  <fieldset class="choices" id="level" aria-describedby={error ? 'level-error' : undefined}>
    <legend>
      <span class="lead">
        Choose the descriptor that is the <b>best fit</b>. Not every point of a lower level has to
        be met.
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
    <p class="wide small quiet keys" data-keys hidden>
      <span role="status">Keys choose a level.</span>{' '}
      <button type="button" class="plain">
        Turn keys off
      </button>
    </p>
    <Others framework={framework} rating={rating} />
  </fieldset>
);

/** The two that are no level of the model. */
const Others = ({ framework, rating }: { framework: Framework; rating: Rating }) => (
  <div class="wide others">
    <OtherChoice
      value="not-yet"
      title={describe('not-yet', framework)}
      isChosen={rating === 'not-yet'}
    >
      Waymark’s own addition. It is left out of anything that claims to be the model.
    </OtherChoice>
    <OtherChoice value={null} title={describe(null, framework)} isChosen={rating === null}>
      Leave it open and come back. It is never counted as{' '}
      {levelWords(framework, framework.levels[0]?.level ?? 1)}.
    </OtherChoice>
  </div>
);

interface CardProps {
  framework: Framework;
  descriptor: Descriptor;
  isChosen: boolean;
  marks: Marks;
}

const LevelCard = ({ framework, descriptor, isChosen, marks }: CardProps) => {
  const { level, criteria } = descriptor;
  return (
    <div class="choice" data-level={level} data-title={levelTitle(framework, level)}>
      <LevelLabel framework={framework} descriptor={descriptor} isChosen={isChosen} />
      {criteria.length > 0 && (
        <details open>
          <summary>
            <span data-count={level}>{countWords(descriptor, marks)}</span>
            <span class="vh"> at {levelWords(framework, level)}</span>
          </summary>
          <ul class="points">
            {criteria.map((criterion) => (
              <Point criterion={criterion} marked={markOf(marks, criterion.id)} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};

/** What is chosen with a press: the level and its words. */
const LevelLabel = ({ framework, descriptor, isChosen }: Omit<CardProps, 'marks'>) => {
  const { level } = descriptor;
  return (
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
        {levelTitle(framework, level)}
        <RatingCairn framework={framework} rating={level} />
      </span>
      <DescriptorWords descriptor={descriptor} />
    </label>
  );
};

/** The words of a descriptor; where the source has none, that is said and nothing is invented. */
export const DescriptorWords = ({ descriptor }: { descriptor: Descriptor }) =>
  descriptor.summary === null ? (
    <span class="words quiet">
      <b>The wording is missing.</b> {descriptor.missing} It can be chosen all the same.
    </span>
  ) : (
    <span class="words">{descriptor.summary}</span>
  );

const MARK_WORDS: readonly { mark: Mark | null; word: string; spoken: string }[] = [
  { mark: 'met', word: 'Met', spoken: 'Met' },
  { mark: 'partly', word: 'Partly', spoken: 'Partly' },
  { mark: 'not-yet', word: 'Not yet', spoken: 'Not yet' },
  { mark: null, word: '–', spoken: 'Not marked' },
];

interface PointProps {
  criterion: Criterion;
  marked: Mark | null;
}

/**
 * A point with its marks. Points are half of the page and a published model never changes, so each is drawn once for
 * each mark (docs/decisions/0077).
 */
const Point = (props: PointProps): Html => {
  const { criterion, marked } = props;
  const known = points.get(criterion) ?? new Map<Mark | null, Html>();
  points.set(criterion, known);
  const point = known.get(marked) ?? drawPoint(props);
  known.set(marked, point);
  return point;
};

const points = new WeakMap<Criterion, Map<Mark | null, Html>>();

const drawPoint = ({ criterion, marked }: PointProps) => (
  <li>
    <fieldset class="point" {...pointData(criterion)}>
      <legend>
        {criterion.text}
        {criterion.optional && <span class="quiet"> (optional)</span>}
      </legend>
      <div class="marks">
        {MARK_WORDS.map(({ mark, word, spoken }) => (
          <label>
            <input
              type="radio"
              name={markField(criterion.id)}
              value={mark ?? ''}
              checked={marked === mark}
            />
            {word === spoken ? (
              <span>{word}</span>
            ) : (
              <span>
                <span aria-hidden="true">{word}</span>
                <span class="vh">{spoken}</span>
              </span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  </li>
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
    <div class="choice">
      <label for={id}>
        <input type="radio" name="level" id={id} value={levelValue(value)} checked={isChosen} />
        <span class="pick"></span>
        <b>{title}</b>
        <span class="small quiet">{children}</span>
      </label>
    </div>
  );
};
