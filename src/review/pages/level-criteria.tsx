/** The criteria of a statement, level by level: folded, each with one small control for its mark. */

import type { Criterion, Descriptor, Framework, Statement } from '../../framework/framework.js';
import { type Child, type Html, inOnePiece } from '../../platform/web/html.js';
import { criterionData, markField, SAME_FIELD, sameValue } from '../choice-fields.js';
import { type Mark, type MarkedAt, type Marks, markedAt, markOf } from '../marks.js';
import { levelWords } from '../rating.js';
import { countWords, markWords } from '../suggestion-words.js';
import { RatingChip } from './level-marks.js';

interface PanelProps {
  framework: Framework;
  statement: Statement;
  marks: Marks;
  /** What is said of the marks, above them. */
  children: Child;
}

/** All criteria. What stands word for word at two levels is marked once, at the lower one. */
export const CriteriaPanel = ({ framework, statement, marks, children }: PanelProps) => {
  const levels = statement.levels.filter(({ criteria }) => criteria.length > 0);
  const same = markedAt(statement);
  if (levels.length === 0) return <section class="criteria">{children}</section>;
  return (
    <section class="criteria" aria-labelledby="criteria">
      <h2 id="criteria">Check the criteria</h2>
      {children}
      {same.size > 0 && (
        <input
          type="hidden"
          name={SAME_FIELD}
          value={sameValue([...same].map(([id, at]) => [id, at.id]))}
        />
      )}
      {levels.map((descriptor) => (
        <LevelCriteria framework={framework} descriptor={descriptor} marks={marks} same={same} />
      ))}
    </section>
  );
};

interface LevelProps {
  framework: Framework;
  descriptor: Descriptor;
  marks: Marks;
  same: ReadonlyMap<string, MarkedAt>;
}

const LevelCriteria = ({ framework, descriptor, marks, same }: LevelProps) => {
  const { level, criteria } = descriptor;
  return (
    <details class="crits" id={`criteria-${level}`}>
      <summary>
        <h3>
          <span id={`at-${level}`}>
            <RatingChip framework={framework} rating={level} />
          </span>{' '}
          <span data-count={level}>{countWords(descriptor, marks)}</span>
        </h3>
      </summary>
      <ul>
        {criteria.map((criterion) => (
          <Point
            framework={framework}
            criterion={criterion}
            level={level}
            same={same.get(criterion.id)}
            marked={markOf(marks, criterion.id)}
          />
        ))}
      </ul>
      <p class="all-met">
        <button type="submit" class="link-button small" name="go" value={`met-${level}`}>
          Mark all of {levelWords(framework, level)} as met
        </button>
      </p>
    </details>
  );
};

interface PointProps {
  framework: Framework;
  criterion: Criterion;
  level: number;
  same: MarkedAt | undefined;
  marked: Mark | null;
}

/**
 * A criterion with its mark. Criteria are half of the page and a published model never changes, so each is drawn once for
 * each mark (docs/decisions/0077).
 */
const Point = (props: PointProps): Html => {
  const { criterion, marked } = props;
  const known = points.get(criterion) ?? new Map<Mark | null, Html>();
  points.set(criterion, known);
  const point = known.get(marked) ?? inOnePiece(drawPoint(props));
  known.set(marked, point);
  return point;
};

const points = new WeakMap<Criterion, Map<Mark | null, Html>>();

const drawPoint = ({ framework, criterion, level, same, marked }: PointProps) => (
  <li class="crit" {...criterionData(criterion, same?.id)}>
    <p id={`c-${criterion.id}`}>
      {criterion.text}
      {criterion.optional && <span class="quiet"> (optional)</span>}
    </p>
    {same ? (
      <p class="same">
        <b data-said={same.id}>{markWords(marked)}</b>{' '}
        <a href={`#criteria-${same.level}`}>
          Same at {levelWords(framework, same.level)}: marked once
        </a>
      </p>
    ) : (
      <div class="tri" role="radiogroup" aria-labelledby={`at-${level} c-${criterion.id}`}>
        {MARKS.map((mark) => (
          <label>
            <input
              type="radio"
              name={markField(criterion.id)}
              value={mark}
              checked={marked === mark}
            />
            <span>{markWords(mark)}</span>
          </label>
        ))}
        {/* Nothing is chosen beforehand, so that the keyboard enters at the first word. */}
        <label class="clear" title="Clear">
          <input type="radio" name={markField(criterion.id)} value="" aria-label="Clear" />
          <span aria-hidden="true">×</span>
        </label>
      </div>
    )}
  </li>
);

const MARKS: readonly Mark[] = ['met', 'partly', 'not-yet'];
