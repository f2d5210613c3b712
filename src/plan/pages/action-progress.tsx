/** One action: how it is going, and what shows it. */

import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { momentWords } from '../../platform/days.js';
import { Button, Form, TextArea } from '../../platform/web/fields.js';
import { Details } from '../../platform/web/page.js';
import type { WholeAction } from '../notes-store.js';
import { type ActionProps, mayWrite } from './action-read.js';

/** How it is going, and the form to say so. */
export const Progress = (props: ActionProps) => {
  const { request, whole, problem, typed } = props;
  return (
    <section class="section-s" aria-labelledby="progress">
      <h2 id="progress">Progress</h2>
      {mayWrite(props) && (
        <Form
          action={`/plan/actions/${whole.action.id}/notes`}
          key_={request.context.id()}
          class="note-form"
        >
          <TextArea
            name="words"
            label="How is it going?"
            hint="Nothing about individual learners."
            maxlength={4000}
            {...{ typed, problem }}
          />
          <LearnerQuestion problem={problem} />
          <Button isSecondary>Add a note</Button>
        </Form>
      )}
      {whole.notes.length === 0 ? (
        <p class="quiet">No notes yet.</p>
      ) : (
        <ol class="notes">
          {whole.notes.map(({ words, by, at }) => (
            <li>
              <p class="typed">{words}</p>
              <p class="small quiet">
                {by ?? 'Name removed'}, {momentWords(at)}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
};

/** What shows it, and what can be attached. */
export const EvidenceList = (props: ActionProps) => {
  const { request, whole } = props;
  const { evidence, offered, action } = whole;
  return (
    <section aria-labelledby="evidence-heading">
      <h3 id="evidence-heading">Evidence attached</h3>
      {evidence.length === 0 ? (
        <p class="quiet">Nothing yet.</p>
      ) : (
        <ul class="plain-rows">
          {evidence.map(({ id, title }) => (
            <li>
              <a href={`/evidence/${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      )}
      {mayWrite(props) && offered.length > 0 && (
        <Details summary="Attach evidence">
          <Form
            action={`/plan/actions/${action.id}/evidence`}
            key_={request.context.id()}
            class="note-form"
          >
            <EvidenceChoices offered={offered} chosen={[]} />
            <Button isSecondary>Attach evidence</Button>
          </Form>
        </Details>
      )}
    </section>
  );
};

/** What the school has and the action does not show yet, as checkboxes. */
export const EvidenceChoices = (props: { offered: WholeAction['offered']; chosen: string[] }) => (
  <fieldset class="govuk-fieldset" id="evidence">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">From your evidence</legend>
    <div class="govuk-checkboxes govuk-checkboxes--small">
      {props.offered.map(({ id, title }) => (
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={`evidence-${id}`}
            name="evidence"
            type="checkbox"
            value={id}
            checked={props.chosen.includes(id)}
          />
          <label class="govuk-label govuk-checkboxes__label" for={`evidence-${id}`}>
            {title}
          </label>
        </div>
      ))}
    </div>
  </fieldset>
);
