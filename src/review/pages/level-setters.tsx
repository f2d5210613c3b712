/** Who can set agreed levels in a review, on the page of the people who take part. */
import type { Problem } from '../../platform/problems.js';
import { Form, Select, Submit } from '../../platform/web/fields.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import type { LevelSetter } from '../level-setters-store.js';
import { may } from '../permissions.js';
import type { ReviewRead } from './review-read.js';

interface Props extends ReviewRead {
  request: RequestContext;
  setters: { named: LevelSetter[]; others: LevelSetter[] };
  problem: Problem | null;
}

/** Who can set agreed levels: careers leaders, and whoever is named here. */
export const LevelSetters = ({ request, whole, base, setters, problem }: Props) => {
  const mayName = may(request, 'review.name-setters', whole.review);
  const { named, others } = setters;
  return (
    <section class="form section" aria-labelledby="level-setters">
      <h2 id="level-setters">Who can set agreed levels</h2>
      <p class="quiet">
        Careers leaders and the people on this list set the agreed level of each statement. Everyone
        else who works on the review can add evidence and comment.
      </p>
      <ul class="rows">
        {named.length === 0 && <li class="quiet">Careers leaders only.</li>}
        {named.map((person) => (
          <li class="review-row">
            <p>
              <b>{person.name}</b>{' '}
              <span class="quiet">{person.hasLeft ? '(no longer takes part)' : person.title}</span>
            </p>
            {mayName && (
              <Form action={`${base}/level-setters/remove`} key_={request.context.id()}>
                <input type="hidden" name="person" value={person.id} />
                <button type="submit" class="plain">
                  Remove<span class="vh"> {person.name}</span>
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {mayName && others.length > 0 && (
        <Form action={`${base}/level-setters`} key_={request.context.id()}>
          <Select
            name="person"
            label="Let someone else set agreed levels"
            hint="Contributors of your school, and people with a personal link to this review."
            choices={[
              { value: '', label: 'Choose a person' },
              ...others.map(({ id, name, title }) => ({
                value: id,
                label: title ? `${name}, ${title}` : name,
              })),
            ]}
            problem={problem}
          />
          <Submit isSecondary>Let them set levels</Submit>
        </Form>
      )}
    </section>
  );
};
