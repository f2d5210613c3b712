/** The evidence of a statement: what it cites, what else the school has, and adding something new. */

import type { OfferedEvidence } from '../../evidence/store.js';
import type { Statement } from '../../framework/framework.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { dateWords } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import { Button, Form, Submit, TextArea, TextField } from '../../platform/web/fields.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { listedShort } from '../sentences.js';
import { CITED_FIELD, type FormValues, SEEN_FIELD } from './statement-form.js';

interface EvidenceProps {
  statement: Statement;
  offered: OfferedEvidence[];
  values: FormValues;
  problem: Problem | null;
}

/** Choosing and adding evidence. */
export const StatementEvidence = ({
  hasButton = true,
  ...props
}: EvidenceProps & { hasButton?: boolean }) => {
  const { statement, offered, values, problem } = props;
  const isHere = ({ id, citedBy }: OfferedEvidence) =>
    values.cited.includes(id) || citedBy.includes(statement.id);
  const cited = offered.filter(isHere);
  const others = offered.filter((each) => !isHere(each));
  return (
    <fieldset class="evidence" id="cited">
      <legend class="govuk-label">Evidence</legend>
      <input type="hidden" name={CITED_FIELD} value="1" />
      {cited.length === 0 ? (
        <p class="small quiet">Nothing is cited yet.</p>
      ) : (
        <ul class="rows">
          {cited.map((each) => (
            <Item
              evidence={each}
              statement={statement}
              isChecked={values.cited.includes(each.id)}
              isCited={true}
            />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details class="fold">
          <summary>Cite something the school already has ({others.length})</summary>
          <ul class="rows">
            {others.map((each) => (
              <Item evidence={each} statement={statement} isChecked={false} isCited={false} />
            ))}
          </ul>
        </details>
      )}
      <NewEvidence values={values} problem={problem} hasButton={hasButton} />
    </fieldset>
  );
};

interface CiteProps extends EvidenceProps {
  request: RequestContext;
  base: string;
}

/** A form of its own for those who cite evidence and do not set the level. Only what they tick or untick changes. */
export const CiteHere = ({ request, base, ...props }: CiteProps) => {
  const { statement, offered, problem } = props;
  const seen = offered.filter(({ citedBy }) => citedBy.includes(statement.id));
  return (
    <Form action={`${base}/statements/${statement.id}/agreement`} key_={request.context.id()}>
      {seen.map(({ id }) => (
        <input type="hidden" name={SEEN_FIELD} value={id} />
      ))}
      <StatementEvidence {...props} hasButton={false} />
      <LearnerQuestion problem={problem} />
      <Submit name="go" value="cited">
        Save the evidence
      </Submit>
    </Form>
  );
};

interface ItemProps {
  evidence: OfferedEvidence;
  statement: Statement;
  isChecked: boolean;
  isCited: boolean;
}

const Item = ({ evidence, statement, isChecked, isCited }: ItemProps) => {
  const { id, title, url, note, createdAt, citedBy } = evidence;
  const elsewhere = citedBy.filter((code) => code !== statement.id);
  return (
    <li class="ev">
      <label class="tick">
        <input type="checkbox" name="cited" value={id} checked={isChecked} />
        <span>
          {title}
          {isCited && <span class="vh">, cited here</span>}
        </span>
      </label>
      <span class="small quiet">
        {elsewhere.length > 0
          ? `also cited at ${listedShort(elsewhere)}`
          : `added ${dateWords(createdAt)}`}
      </span>
      {(url || note) && <EvidenceBody title={title} url={url} note={note} />}
    </li>
  );
};

/** The link and the words of a piece of evidence. */
export const EvidenceBody = (props: { title: string; url: string | null; note: string }) => (
  <p class="small body">
    {props.note}
    {props.note && props.url ? ' ' : ''}
    {props.url && (
      <a href={props.url} rel="noreferrer noopener" target="_blank">
        Open the link<span class="vh"> to {props.title}</span> (new tab)
      </a>
    )}
  </p>
);

const NewEvidence = (props: Pick<EvidenceProps, 'values' | 'problem'> & { hasButton: boolean }) => {
  const { values, problem, hasButton } = props;
  const { title, url, note } = values.added;
  const isTyped = [title, url, note].some((text) => text !== '');
  return (
    <details class="fold" open={isTyped}>
      <summary>Add new evidence</summary>
      <div class="fields">
        <p class="small quiet">
          It belongs to the school and can be cited anywhere. Leave out anything about individual
          learners.
        </p>
        <TextField name="evidence-title" label="What is it?" value={title} problem={problem} />
        <TextField
          name="evidence-url"
          label="Web address (optional)"
          type="url"
          inputmode="url"
          spellcheck={false}
          value={url}
          problem={problem}
        />
        <TextArea
          name="evidence-note"
          label="What it shows (optional)"
          rows={2}
          value={note}
          problem={problem}
        />
        {hasButton && (
          <p>
            <Button isSecondary name="go" value="evidence">
              Add this evidence
            </Button>
          </p>
        )}
      </div>
    </details>
  );
};
