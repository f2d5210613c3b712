/** Where one is in a review, and the ways to every other statement. */

import type { Framework, Statement, Theme } from '../../framework/framework.js';
import { shortNameOf, shortTitle, statementsOf, themeOf } from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import { dateWords } from '../../platform/days.js';
import { Select } from '../../platform/web/fields.js';
import { type AgreementsInBrief, isDecided, type Review } from '../review.js';
import { counted } from '../sentences.js';
import { Stop, StopWords } from './level-marks.js';

interface BarProps {
  review: Review;
  agreements: AgreementsInBrief;
  framework: Framework;
  statement: Statement;
  base: string;
}

/** Where one is: the stops of the theme, which open into the names and all other statements; and how far the review is. */
export const ReviewBar = (props: BarProps) => {
  const { review, agreements, framework, statement } = props;
  const theme = themeOf(framework, statement.id);
  if (!theme) return null;
  const all = statementsOf(framework);
  const decided = all.filter(({ id }) => isDecided(agreements.get(id))).length;
  return (
    <>
      <div class="where">
        <details class="jump">
          <summary>
            <span class="go">
              Theme {theme.id} of {framework.themes.length}
              <span class="vh">, other statements</span>
            </span>
            <span class="stops" aria-hidden="true">
              {theme.statements.map(({ id }) => (
                <Stop
                  framework={framework}
                  agreements={agreements}
                  id={id}
                  isHere={id === statement.id}
                />
              ))}
            </span>
          </summary>
          <JumpList {...props} theme={theme} all={all.length} />
        </details>
        <p class="progress">
          <span>
            <b>
              {decided} of {all.length}
            </b>{' '}
            agreed
          </span>
          <svg viewBox="0 0 128 8" preserveAspectRatio="none" aria-hidden="true">
            <rect width={String(Math.round((128 * decided) / all.length))} height="8" />
          </svg>
        </p>
      </div>
      <ClosedBanner review={review} />
    </>
  );
};

/** This theme by name, the others by their codes, and the way to all of them. */
const JumpList = (props: BarProps & { theme: Theme; all: number }) => {
  const { framework, agreements, base, statement, theme: here, all } = props;
  return (
    <nav class="jump-list" aria-label="Statements">
      <p class="small quiet">
        {here.id}. {shortTitle(here)}
      </p>
      <ul class="rows">
        {here.statements.map(({ id, title }) => (
          <li>
            <a
              class="row"
              href={`${base}/statements/${id}`}
              aria-current={id === statement.id ? 'step' : undefined}
            >
              <Stop
                framework={framework}
                agreements={agreements}
                id={id}
                isHere={id === statement.id}
              />
              <span>
                {title}
                <StopWords framework={framework} agreements={agreements} id={id} />
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a href={base}>All {counted(all, 'statement')}</a>
      </p>
      {framework.themes
        .filter((theme) => theme !== here)
        .map((theme) => (
          <p class="small codes">
            <span class="quiet">{shortNameOf(theme)}</span>
            {theme.statements.map(({ id }) => (
              <a href={`${base}/statements/${id}`}>{id}</a>
            ))}
          </p>
        ))}
    </nav>
  );
};

/** Says that a review is closed, by whom and when. Nothing for an open one. */
export const ClosedBanner = ({ review }: { review: Review }) =>
  review.closedAt ? (
    <p class="locked">
      <b>Closed on {dateWords(review.closedAt)}</b>, signed off by {review.signedOffAs}. Nothing in
      it can be changed.
    </p>
  ) : null;

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
