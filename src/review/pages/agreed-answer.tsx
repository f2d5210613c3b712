/** An agreement that is read: the levels with the agreed one marked, and what it rests on. */
import type { Descriptor, Framework, Statement } from '../../framework/framework.js';
import { type Marks, markOf } from '../marks.js';
import { describe, levelTitle } from '../rating.js';
import type { Agreement } from '../review.js';
import { counted } from '../sentences.js';
import { countWords, markWords } from '../suggestion-words.js';
import { DescriptorWords } from './level-choices.js';
import { RatingCairn, RatingChip, toneClass } from './level-marks.js';
import { savedWords } from './saving.js';

interface LevelsProps {
  framework: Framework;
  statement: Statement;
  marks: Marks;
  agreement: Agreement;
}

/** The descriptors side by side, the agreed one marked as the best fit. */
export const AgreedLevels = ({ framework, statement, marks, agreement }: LevelsProps) => (
  <>
    <p class="lead agreed">
      {agreement.rating !== null && (
        <>
          <RatingChip framework={framework} rating={agreement.rating} />{' '}
        </>
      )}
      {agreement.rating === null
        ? 'No level is recorded.'
        : `${describe(agreement.rating, framework)} was agreed as the best fit${agreement.isCarried ? ' in an earlier review, and is not confirmed yet' : ''}.`}
    </p>
    <div class="choices is-read">
      {statement.levels.map((descriptor) => (
        <AgreedLevel
          framework={framework}
          descriptor={descriptor}
          marks={marks}
          isChosen={agreement.rating === descriptor.level}
        />
      ))}
    </div>
  </>
);

interface LevelProps {
  framework: Framework;
  descriptor: Descriptor;
  marks: Marks;
  isChosen: boolean;
}

const AgreedLevel = ({ framework, descriptor, marks, isChosen }: LevelProps) => (
  <section class={`choice${isChosen ? ' is-chosen' : ''}`}>
    <div class="top-half">
      <h2 class={`bar ${toneClass(framework, descriptor.level)}`}>
        {levelTitle(framework, descriptor.level)}
        {isChosen && <span class="fit">Best fit</span>}
        <RatingCairn framework={framework} rating={descriptor.level} />
      </h2>
      <DescriptorWords descriptor={descriptor} />
    </div>
    {descriptor.criteria.length > 0 && (
      <details>
        <summary>
          {isMarked(descriptor, marks)
            ? countWords(descriptor, marks)
            : counted(descriptor.criteria.length, 'criterion', 'criteria')}
        </summary>
        <ul class="points">
          {descriptor.criteria.map(({ id, text }) => (
            <li>
              {text}
              {isMarked(descriptor, marks) && (
                <>
                  {' '}
                  <span class="said">{markWords(markOf(marks, id)).toLowerCase()}</span>
                </>
              )}
            </li>
          ))}
        </ul>
      </details>
    )}
  </section>
);

/** A level whose criteria nobody marked is shown without marks, not as having none met. */
const isMarked = ({ criteria }: Descriptor, marks: Marks) =>
  criteria.some(({ id }) => markOf(marks, id) !== null);

/** Reason, strength and next step as text. */
export const AgreedWords = ({ agreement, base }: { agreement: Agreement; base: string }) => (
  <div class="stack">
    <Text title="Why is this the best fit?" words={agreement.reason} none="No reason is given." />
    <Text title="A strength to celebrate" words={agreement.strength} />
    <Text title="The next step" words={agreement.nextStep} />
    <p class="small quiet">
      {savedWords(agreement)}{' '}
      <a href={`${base}/statements/${agreement.statement}/history`}>
        History<span class="vh"> of this statement</span>
      </a>
    </p>
  </div>
);

const Text = (props: { title: string; words: string; none?: string }) =>
  props.words || props.none ? (
    <section>
      <h2>{props.title}</h2>
      {props.words ? <p class="typed">{props.words}</p> : <p class="quiet">{props.none}</p>}
    </section>
  ) : null;
