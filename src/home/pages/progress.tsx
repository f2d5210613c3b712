/** How far each theme is, statement by statement. */
import { type Framework, shortNameOf } from '../../framework/framework.js';
import { notYetSign, notYetWords } from '../../platform/chart/scale.js';
import { Rail } from '../../review/pages/level-marks.js';
import { isDecided } from '../../review/review.js';
import type { WholeReview } from '../../review/whole-review.js';

interface ProgressProps {
  whole: WholeReview;
  framework: Framework;
  base: string;
  /** The statement that comes next. */
  next: string | null;
}

/** Each theme with its stops, which print the level of each statement. */
export const Progress = ({ whole, framework, base, next }: ProgressProps) => (
  <section aria-labelledby="path">
    <h2 id="path">Progress by theme</h2>
    <ol class="themes">
      {framework.themes.map((theme) => {
        const all = theme.statements.length;
        const decided = theme.statements.filter(({ id }) =>
          isDecided(whole.agreements.get(id)),
        ).length;
        return (
          <li>
            <div>
              <h3>
                {theme.id}. {shortNameOf(theme)}
              </h3>
              <p class="small quiet">
                {decided === all ? `All ${all} agreed` : `${decided} of ${all} agreed`}
              </p>
            </div>
            <Rail
              framework={framework}
              theme={theme}
              agreements={whole.agreements}
              base={base}
              here={next}
              hereWords="next"
            />
          </li>
        );
      })}
    </ol>
    <p class="small quiet">{howToRead(framework)}</p>
  </section>
);

/** "After each statement comes its level. <1 is not yet at level 1, – is not recorded." */
function howToRead(framework: Framework): string {
  const notYet = `${notYetSign(framework)} is n${notYetWords(framework).slice(1)}`;
  return `After each statement comes its level. ${notYet}, – is not recorded.`;
}
