/** Small marks that many pages share: chips, stops of the rail, the path of a theme. */

import type { Framework, Theme } from '../../framework/framework.js';
import { Cairn, LevelChip } from '../../platform/chart/cairn.js';
import { type Mark as ChartMark, toneOf } from '../../platform/chart/scale.js';
import type { JudgementsInBrief } from '../review.js';
import { describe, type Standing } from '../standing.js';

/** A standing as the charts write it: "not yet" is the number below the first level. */
export function chartMark(framework: Framework, standing: Standing): ChartMark {
  return standing === 'not-yet' ? (framework.levels[0]?.level ?? 1) - 1 : standing;
}

/** The class of the level's colour: "lv3", "lv0" for not yet, "lvn" for not recorded. */
export function toneClass(framework: Framework, standing: Standing): string {
  return `lv${toneOf(framework, chartMark(framework, standing))}`;
}

export const StandingChip = (props: { framework: Framework; standing: Standing }) => (
  <LevelChip level={chartMark(props.framework, props.standing)} scale={props.framework} />
);

export const StandingCairn = (props: { framework: Framework; standing: Standing }) => (
  <Cairn level={chartMark(props.framework, props.standing)} scale={props.framework} />
);

interface RailProps {
  framework: Framework;
  theme: Theme;
  judgements: JudgementsInBrief;
  /** The address of the review. */
  base: string;
  /** The statement that the page is about, or that comes next. */
  here: string | null;
  hereWords?: string;
}

/** A theme as a path of stops: coloured when agreed, yellow for here, dashed for still to do. */
export const Rail = ({ framework, theme, judgements, base, here, hereWords }: RailProps) => (
  <ol class="rail">
    {theme.statements.map(({ id }) => {
      const { standing, isCarried } = judgements.get(id) ?? NOT_RECORDED;
      const words = describe(standing, framework);
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
            class={`stop num ${isCarried ? 'lvn is-carried' : toneClass(framework, standing)}`}
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

const NOT_RECORDED = { standing: null, isCarried: false };

/**
 * The title of a theme as every page says it: whole, without the benchmarks that a printed heading may name in brackets
 * after it. What explains a word, as "(LMI)" does, belongs to the title and stays.
 */
export const shortTitle = ({ title }: Pick<Theme, 'title'>) =>
  title.replace(/\s*\((?:gatsby\s+)?benchmarks?\b[^)]*\)/gi, '').trim() || title;
