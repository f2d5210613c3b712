/** The end of a year and the start of the next: carrying over, archiving, beginning. */

import { academicYear, academicYearAt } from '../../platform/academic-year.js';
import { dayAt } from '../../platform/days.js';
import { Button, Form, LinkButton, TextArea } from '../../platform/web/fields.js';
import { Details } from '../../platform/web/page.js';
import { planName } from './plan-parts.js';
import type { YearProps } from './year-read.js';

type Ending = Pick<YearProps, 'request' | 'year' | 'end' | 'problem'>;

/** Carrying over, and putting the plan away. */
export const EndOfYear = ({ request, year, end, problem }: Ending) => (
  <section class="section" aria-labelledby="end">
    <h2 id="end">End of the year</h2>
    <CarryOver {...{ request, year, end, problem }} />
    <Details summary={`Archive the plan for ${academicYear(year)}`} class="section-s">
      <Form action="/year/archive" key_={request.context.id()} class="form">
        <input type="hidden" name="year" value={String(year)} />
        <TextArea
          name="words"
          label="A note about the year"
          hint="Shown at the top of this page, for governors and for your successor."
          maxlength={4000}
        />
        <Button isSecondary>Archive the year</Button>
      </Form>
    </Details>
  </section>
);

/** What is open, to be ticked. Before the summer it stays folded: then little is carried over on purpose. */
const CarryOver = ({ request, year, end, problem }: Ending) => {
  if (end.open.length === 0) return null;
  const isTime = dayAt(request.context.clock()) >= `${year + 1}-06-01`;
  const name = `Carry over to ${academicYear(year + 1)}`;
  return (
    <Details summary={name} class="section-s" open={isTime || problem !== null}>
      <Form action="/year/carry" key_={request.context.id()} class="form">
        <input type="hidden" name="from" value={String(year)} />
        <fieldset class="govuk-fieldset" id="actions">
          <legend class="govuk-fieldset__legend">
            Each continues as a copy, with its dates a year later. The action in{' '}
            {academicYear(year)} stays as it is.
          </legend>
          <div class="govuk-checkboxes govuk-checkboxes--small">
            {end.open.map(({ id, title }) => (
              <div class="govuk-checkboxes__item">
                <input
                  class="govuk-checkboxes__input"
                  id={`carry-${id}`}
                  name="actions"
                  type="checkbox"
                  value={id}
                  checked
                />
                <label class="govuk-label govuk-checkboxes__label" for={`carry-${id}`}>
                  {title}
                </label>
              </div>
            ))}
          </div>
        </fieldset>
        <Button isSecondary>Carry over selected actions</Button>
      </Form>
    </Details>
  );
};

/** How the next year begins. */
export const StartOfYear = ({ request, year }: YearProps) => {
  const now = academicYearAt(request.context.clock());
  if (request.role !== 'careers leader' || year < now - 1) return null;
  return (
    <section class="section" aria-labelledby="start">
      <h2 id="start">Start of the year</h2>
      <p class="measure">
        A new review can start with a copy of the last answers. You confirm each one. The plan can
        start with the actions you carried over and the next steps that help most.
      </p>
      <p class="actions section-s">
        <LinkButton href="/reviews/new" isSecondary>
          Start a review
        </LinkButton>
        <a href={`/plan?year=${Math.max(year, now)}`}>{planName(Math.max(year, now))}</a>
      </p>
    </section>
  );
};
