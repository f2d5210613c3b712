/** Where one is in a review, and the ways to every other statement. */

import type { Framework, Statement } from '../../framework/framework.js';
import { shortTitle, themeOf } from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import { dateWords } from '../../platform/days.js';
import { Select } from '../../platform/web/fields.js';
import { type AgreementsInBrief, isDecided, type Review } from '../review.js';
import { counted } from '../sentences.js';
import { Rail } from './level-marks.js';

interface BarProps {
  review: Review;
  agreements: AgreementsInBrief;
  framework: Framework;
  statement: Statement;
  base: string;
}

/** The way back, the theme, and the stops of the theme. */
export const ReviewBar = ({ review, agreements, framework, statement, base }: BarProps) => {
  const theme = themeOf(framework, statement.id);
  if (!theme) return null;
  return (
    <>
      <nav class="where" aria-label="Statements of this theme">
        <p class="small">
          <a href={base}>All {counted(countOf(framework), 'statement')}</a>
          <span class="quiet">
            {' / '}Theme {theme.id} of {framework.themes.length}, {shortTitle(theme)}
          </span>
        </p>
        <Rail
          framework={framework}
          theme={theme}
          agreements={agreements}
          base={base}
          here={statement.id}
        />
      </nav>
      <ClosedBanner review={review} />
    </>
  );
};

const countOf = (framework: Framework) =>
  framework.themes.reduce((sum, { statements }) => sum + statements.length, 0);

/** Says that a review is closed, by whom and when. Nothing for an open one. */
export const ClosedBanner = ({ review }: { review: Review }) =>
  review.closedAt ? (
    <p class="locked">
      <b>Closed on {dateWords(review.closedAt)}</b>, signed off by {review.signedOffAs}. Nothing in
      it can be changed.
    </p>
  ) : null;

/** Every statement of the review, one press away. */
export const StatementJump = ({
  agreements,
  framework,
  statement,
  base,
}: Omit<BarProps, 'review'>) => (
  <details class="jump section">
    <summary>Go to any statement</summary>
    <nav aria-label="Every statement">
      <ThemePaths agreements={agreements} framework={framework} base={base} here={statement.id} />
    </nav>
  </details>
);

interface PathsProps {
  agreements: AgreementsInBrief;
  framework: Framework;
  base: string;
  here: string | null;
  hereWords?: string;
}

/** All themes as paths. */
export const ThemePaths = ({ agreements, framework, base, here, hereWords }: PathsProps) => (
  <ol class="themes">
    {framework.themes.map((theme) => {
      const decided = theme.statements.filter(({ id }) => isDecided(agreements.get(id))).length;
      const all = theme.statements.length;
      return (
        <li>
          <div>
            <h3>
              {theme.id}. {shortTitle(theme)}
            </h3>
            <p class="small quiet">
              {decided === all ? `All ${all} agreed` : `${decided} of ${all} agreed`}
            </p>
          </div>
          <Rail
            framework={framework}
            theme={theme}
            agreements={agreements}
            base={base}
            here={here}
            {...(hereWords ? { hereWords } : {})}
          />
        </li>
      );
    })}
  </ol>
);

/** The academic year of a review: the one that is meant, the one before, the one after. */
export const YearSelect = ({
  year,
  ...props
}: { year: number } & Partial<Parameters<typeof Select>[0]>) => (
  <Select
    name="academicYear"
    label="Academic year"
    value={String(year)}
    choices={[year - 1, year, year + 1].map((each) => ({
      value: String(each),
      label: academicYear(each),
    }))}
    {...props}
  />
);
