/** Small marks that many pages share: chips, stops of the rail, the path of a theme. */

import type { Framework, Theme } from '../../framework/framework.js';
import { Cairn, LevelChip } from '../../platform/chart/cairn.js';
import { type Mark as ChartMark, shortMark, toneOf } from '../../platform/chart/scale.js';
import { describeWithin, type Rating } from '../rating.js';
import type { AgreementsInBrief } from '../review.js';

/** A rating as the charts write it: "not yet" is the number below the first level. */
export function chartMark(framework: Framework, rating: Rating): ChartMark {
  return rating === 'not-yet' ? (framework.levels[0]?.level ?? 1) - 1 : rating;
}

/** The class of the level's colour: "lv3", "lv0" for not yet, "lvn" for not recorded. */
export function toneClass(framework: Framework, rating: Rating): string {
  return `lv${toneOf(framework, chartMark(framework, rating))}`;
}

export const RatingChip = (props: { framework: Framework; rating: Rating }) => (
  <LevelChip level={chartMark(props.framework, props.rating)} scale={props.framework} />
);

export const RatingCairn = (props: { framework: Framework; rating: Rating }) => (
  <Cairn level={chartMark(props.framework, props.rating)} scale={props.framework} />
);

export interface StopProps {
  framework: Framework;
  id: string;
  agreements: AgreementsInBrief;
  isHere: boolean;
}

/** A stop as it is seen: the code, then the level as a number first and a colour second. */
export const Stop = ({ framework, id, agreements, isHere }: StopProps) => {
  const { rating, isCarried } = agreements.get(id) ?? NOT_RECORDED;
  return (
    <span class={`st${stateOf(rating, isCarried)}${isHere ? ' is-here' : ''}`}>
      <span>{id}</span>
      <span
        class={isCarried || rating === null ? 'l' : `l ${toneClass(framework, rating)}`}
        aria-hidden="true"
      >
        {shortMark(framework, chartMark(framework, rating))}
      </span>
    </span>
  );
};

const stateOf = (rating: Rating, isCarried: boolean) =>
  rating === null ? ' is-none' : isCarried ? ' is-carried' : '';

/** The level of a stop in words, for those who do not see it: " level 3, to confirm". */
export const StopWords = ({ framework, id, agreements }: Omit<StopProps, 'isHere'>) => {
  const { rating, isCarried } = agreements.get(id) ?? NOT_RECORDED;
  return (
    <span class="vh">
      {' '}
      {describeWithin(rating, framework)}
      {isCarried && ', to confirm'}
    </span>
  );
};

const NOT_RECORDED = { rating: null, isCarried: false };

interface RailProps {
  framework: Framework;
  theme: Theme;
  agreements: AgreementsInBrief;
  /** The address of the review. */
  base: string;
  /** The statement that the page is about, or that comes next. */
  here: string | null;
  hereWords?: string;
}

/** A theme as a path of stops that lead to their statements: yellow for here, dashed for still to do. */
export const Rail = ({ base, here, hereWords = 'you are here', theme, ...props }: RailProps) => (
  <ol class="stops">
    {theme.statements.map(({ id }) => {
      const isHere = id === here;
      return (
        <li>
          <a href={`${base}/statements/${id}`} aria-current={isHere ? 'step' : undefined}>
            <Stop {...props} id={id} isHere={isHere} />
            <StopWords {...props} id={id} />
            {isHere && <span class="vh">, {hereWords}</span>}
          </a>
        </li>
      );
    })}
  </ol>
);
