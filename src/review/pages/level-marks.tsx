/** Small marks that many pages share: chips, stops of the rail, the path of a theme. */

import type { Framework, Theme } from '../../framework/framework.js';
import { Cairn, LevelChip } from '../../platform/chart/cairn.js';
import { type Mark as ChartMark, toneOf } from '../../platform/chart/scale.js';
import { describe, type Rating } from '../rating.js';
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

/** A theme as a path of stops: coloured when agreed, yellow for here, dashed for still to do. */
export const Rail = ({ framework, theme, agreements, base, here, hereWords }: RailProps) => (
  <ol class="rail">
    {theme.statements.map(({ id }) => {
      const { rating, isCarried } = agreements.get(id) ?? NOT_RECORDED;
      const words = describe(rating, framework);
      const href = `${base}/statements/${id}`;
      return id === here ? (
        <li>
          <a class="stop num here" href={href} aria-current="step">
            {id}
            <span class="vh">
              {' '}
              {hereWords ?? 'you are here'}, {words}
              {isCarried && ', to confirm'}
            </span>
          </a>
        </li>
      ) : (
        <li>
          <a
            class={`stop num ${isCarried ? 'lvn is-carried' : toneClass(framework, rating)}`}
            href={href}
          >
            {id}
            <span class="vh">
              {' '}
              {words}
              {isCarried && ', to confirm'}
            </span>
          </a>
        </li>
      );
    })}
  </ol>
);

const NOT_RECORDED = { rating: null, isCarried: false };
