/** The levels of a statement side by side, to be read. */

import { Cairn } from '../../platform/chart/cairn.js';
import { countWords, type Scale, spoken, toneOf } from '../../platform/chart/scale.js';
import type { FC } from '../../platform/web/html.js';
import { type Criterion, type Descriptor, NO_WORDING, type Statement } from '../framework.js';
import {
  disagreementsOf,
  type Matched,
  type Wording,
  type WordingChoice,
  wordingsOf,
} from '../wordings.js';

interface LevelsProps {
  matched: Matched;
  statement: Statement;
  first?: WordingChoice;
  /** Criteria beneath each level: open to be read, folded away, or left out. */
  points?: 'open' | 'folded' | 'none';
  /** Headings of the levels: 2 below the title of a page, 3 within a list of statements. */
  heading?: 'h2' | 'h3' | 'h4';
  /** Whether the levels can be linked to: once a page. */
  hasAnchors?: boolean;
}

/** One card for each level, lowest first. */
export const Levels: FC<LevelsProps> = (props) => (
  <div class={`levels levels-${props.matched.framework.levels.length}`}>
    {props.statement.levels.map((descriptor) => (
      <LevelCard {...props} descriptor={descriptor} />
    ))}
  </div>
);

const LevelCard: FC<LevelsProps & { descriptor: Descriptor }> = (props) => {
  const { matched, statement, descriptor, first = 'own', points = 'open' } = props;
  const scale = matched.framework;
  const title = titleOf(scale, descriptor.level);
  const wordings = wordingsOf(matched, statement, descriptor.level, first);
  return (
    <section
      class="choice level-card"
      id={props.hasAnchors ? `level-${descriptor.level}` : undefined}
    >
      <div class="level-words">
        <LevelBar scale={scale} level={descriptor.level} heading={props.heading ?? 'h3'} />
        {wordings.map((wording, at) => (
          <WordingOf wording={wording} isNamed={wordings.length > 1} isFirst={at === 0} />
        ))}
        <Apart sentences={disagreementsOf(matched, statement, descriptor.level)} />
      </div>
      {points !== 'none' && descriptor.criteria.length > 0 && (
        <Points title={title} criteria={descriptor.criteria} isOpen={points === 'open'} />
      )}
    </section>
  );
};

interface BarProps {
  scale: Scale;
  level: number;
  heading: NonNullable<LevelsProps['heading']>;
}

/** The name of a level on its colour, with its cairn. */
export const LevelBar: FC<BarProps> = ({ scale, level, heading: Title }) => (
  <Title class={`bar lv${toneOf(scale, level)}`}>
    {titleOf(scale, level)}
    <Cairn level={level} scale={scale} />
  </Title>
);

/** "Level 3", as the framework calls it. */
export function titleOf(scale: Scale, level: number): string {
  return scale.levels.find((each) => each.level === level)?.title ?? `Level ${level}`;
}

const WordingOf: FC<{ wording: Wording; isNamed: boolean; isFirst: boolean }> = (props) => (
  <div class={props.isFirst ? 'wording' : 'wording second'}>
    {props.isNamed && <p class="tagline quiet">{props.wording.name}</p>}
    {props.wording.text === null ? <MissingWords /> : <p class="words">{props.wording.text}</p>}
  </div>
);

/** Where the two wordings seem to say different things: for a person to look at. */
const Apart: FC<{ sentences: string[] }> = ({ sentences }) =>
  sentences.length === 0 ? null : (
    <div class="apart small">
      <p>
        <b>The two wordings may differ here</b>
      </p>
      {sentences.map((sentence) => (
        <p>{sentence}</p>
      ))}
    </div>
  );

const MissingWords = () => (
  <div class="no-words">
    <p>
      <b>{NO_WORDING}</b>
    </p>
    <p class="quiet">You can still choose this level. No wording has been invented for it.</p>
  </div>
);

const Points: FC<{ title: string; criteria: Criterion[]; isOpen: boolean }> = (props) => (
  <details open={props.isOpen}>
    <summary>
      {countWords(props.criteria.length, 'criterion', 'criteria')}
      <span class="vh"> of {spoken(props.title)}</span>
    </summary>
    <CriteriaList criteria={props.criteria} />
  </details>
);

/** The criteria of a level; nothing where it has none. */
export const CriteriaList: FC<{ criteria: readonly Criterion[] }> = ({ criteria }) =>
  criteria.length === 0 ? null : (
    <ul class="read-points">
      {criteria.map(({ text, optional }) => (
        <li>
          {text}
          {optional && <span class="quiet"> (optional)</span>}
        </li>
      ))}
    </ul>
  );
