/** The evidence of a statement: what it cites, what else the school has, and adding something new. */

import type { OfferedEvidence } from '../../evidence/store.js';
import type { Statement } from '../../framework/framework.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { dateWords } from '../../platform/days.js';
import { ACCEPTED } from '../../platform/documents/uploads/file-types.js';
import type { Problem } from '../../platform/problems.js';
import { describedBy, groupClass, HintAndError } from '../../platform/web/field-parts.js';
import { Button, Form, Submit, TextArea, TextField } from '../../platform/web/fields.js';
import type { Child } from '../../platform/web/html.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { listedShort } from '../sentences.js';
import { FILE_FIELD } from './statement-files.js';
import { type FormValues, UNLINK_FIELD } from './statement-form.js';

interface EvidenceProps {
  request: RequestContext;
  statement: Statement;
  offered: OfferedEvidence[];
  values: FormValues;
  problem: Problem | null;
}

/** Opening, choosing and adding evidence. */
export const StatementEvidence = ({
  hasButton = true,
  ...props
}: EvidenceProps & { hasButton?: boolean }) => {
  const { request, statement, offered, values, problem } = props;
  const isCited = ({ citedBy }: OfferedEvidence) => citedBy.includes(statement.id);
  const cited = offered.filter(isCited);
  const others = offered.filter((each) => !isCited(each));
  return (
    <section class="proof" aria-labelledby="evidence">
      <EvidenceHeading statement={statement} count={cited.length} />
      {cited.length > 0 && (
        <ul class="evs">
          {cited.map((each) => (
            <CitedItem request={request} evidence={each}>
              <button type="submit" class="link-button small" name={UNLINK_FIELD} value={each.id}>
                Remove<span class="vh"> {each.title}</span>
              </button>
            </CitedItem>
          ))}
        </ul>
      )}
      <div class="adds">
        <Attach problem={problem} />
        {others.length > 0 && (
          <details open={values.cited.length > 0}>
            <summary>Choose from your evidence ({others.length})</summary>
            <ul class="evs">
              {others.map((each) => (
                <OfferedItem evidence={each} isChecked={values.cited.includes(each.id)} />
              ))}
            </ul>
          </details>
        )}
        <NewEvidence
          statement={statement}
          values={values}
          problem={problem}
          hasButton={hasButton}
        />
      </div>
    </section>
  );
};

const EvidenceHeading = ({ statement, count }: { statement: Statement; count: number }) => (
  <h2 id="evidence">
    Evidence for {statement.id} <span class="quiet small">({count})</span>
  </h2>
);

interface CitedProps {
  request: RequestContext;
  statement: Statement;
  offered: OfferedEvidence[];
}

/** What a statement cites, to be opened. */
export const CitedEvidence = ({ request, statement, offered }: CitedProps) => {
  const cited = offered.filter(({ citedBy }) => citedBy.includes(statement.id));
  return (
    <section class="proof" aria-labelledby="evidence">
      <EvidenceHeading statement={statement} count={cited.length} />
      {cited.length === 0 ? (
        <p class="small quiet">No evidence yet.</p>
      ) : (
        <ul class="evs">
          {cited.map((each) => (
            <CitedItem request={request} evidence={each} />
          ))}
        </ul>
      )}
    </section>
  );
};

interface FormProps extends EvidenceProps {
  base: string;
}

/** A form of its own for those who cite evidence and do not set the level. Only what they choose or remove changes. */
export const CiteHere = ({ base, ...props }: FormProps) => {
  const { request, statement, problem } = props;
  return (
    <Form action={`${base}/statements/${statement.id}/agreement`} key_={request.context.id()}>
      <StatementEvidence {...props} hasButton={false} />
      <LearnerQuestion problem={problem} />
      <Submit name="go" value="cited" class="section-s">
        Save the evidence
      </Submit>
    </Form>
  );
};

/** Files, chosen or dropped: a form with files is sent otherwise than one without, so they have a button of their own. */
const Attach = ({ problem }: { problem: Problem | null }) => {
  const field = { name: FILE_FIELD, label: 'Attach files', problem };
  const hint = 'Nothing about individual learners.';
  return (
    <div class={`attach ${groupClass(field)}`}>
      <label for={FILE_FIELD}>{field.label}</label>
      <HintAndError {...field} hint={hint} />
      <input
        type="file"
        id={FILE_FIELD}
        name={FILE_FIELD}
        multiple
        accept={ACCEPTED}
        aria-describedby={describedBy({ ...field, hint })}
      />
      <button
        type="submit"
        class="govuk-button govuk-button--secondary"
        formenctype="multipart/form-data"
        name="go"
        value="files"
      >
        Attach files
      </button>
    </div>
  );
};

interface ItemProps {
  request: RequestContext;
  evidence: OfferedEvidence;
  children?: Child;
}

/** One that is cited: its title opens it. A personal link opens one review, and the library is not in it. */
const CitedItem = ({ request, evidence, children }: ItemProps) => {
  const { id, title, url, note, createdAt, file } = evidence;
  const href = url ?? (file === null ? `/evidence/${id}` : `/evidence/${id}/files/${file}/view`);
  return (
    <li>
      {request.limitedTo && !url ? (
        <span>{title}</span>
      ) : (
        <a href={href} rel="noreferrer noopener" target="_blank" title="New tab">
          {title}
        </a>
      )}
      {children}
      <p>
        {note} Added {dateWords(createdAt)}.
      </p>
    </li>
  );
};

const OfferedItem = (props: { evidence: OfferedEvidence; isChecked: boolean }) => {
  const { id, title, citedBy } = props.evidence;
  return (
    <li>
      <label class="tick">
        <input type="checkbox" name="cited" value={id} checked={props.isChecked} />
        <span>{title}</span>
      </label>
      {citedBy.length > 0 && <span class="small quiet">also linked to {listedShort(citedBy)}</span>}
    </li>
  );
};

type NewProps = Pick<EvidenceProps, 'statement' | 'values' | 'problem'> & { hasButton: boolean };

const NewEvidence = ({ statement, values, problem, hasButton }: NewProps) => {
  const { title, url, note } = values.added;
  const isTyped = [title, url, note].some((text) => text !== '');
  return (
    <details open={isTyped}>
      <summary>Add a link or a note</summary>
      <div class="fields">
        <TextField name="evidence-title" label="Name" value={title} problem={problem} />
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
              Add to {statement.id}
            </Button>
          </p>
        )}
      </div>
    </details>
  );
};
