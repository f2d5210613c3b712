/**
 * Somebody else saved while one was writing: what both wrote, field by field, and the choice between the two. Every page
 * that changes something by version shows this one.
 */

import { timeWords } from '../days.js';
import { invalid, type Problem } from '../problems.js';
import { Button, ErrorSummary, Form } from './fields.js';
import { all, KEY_FIELD, one, REPLACES_FIELD, type Typed } from './form.js';
import type { Child } from './html.js';
import { Heading } from './page.js';
import type { RequestContext } from './request-context.js';

/** Something that is chosen as one: a field of the form, or several that belong together. */
export interface ConflictField {
  field: string;
  /** "Why it is the best fit" */
  title: string;
  /** Whether the two can be brought together as one text. */
  isText: boolean;
  /** The names of the form's fields that belong to it. */
  holds(name: string): boolean;
}

/** One with what both wrote, as words to read. */
export interface ConflictPart extends ConflictField {
  mine: string;
  theirs: string;
}

/** Which fields of the page were set beside each other. */
const ASKED_FIELD = '_asked';
const chooseField = (field: string) => `choose-${field}`;
const togetherField = (field: string) => `together-${field}`;

/** A field of the form that is chosen by itself. */
export const conflictField = (field: string, title: string, isText = false): ConflictField => ({
  field,
  title,
  isText,
  holds: (name) => name === field,
});

/** True for a refusal that this page answers. */
export const isEditConflict = ({ code }: Problem): boolean =>
  code === 'conflict.undecided' || code.endsWith('.conflict');

/** True for a form that comes from this page. */
export const hasChoices = (typed: Typed): boolean => all(typed, ASKED_FIELD).length > 0;

/**
 * The form as it stands after a choice was made on this page. What is theirs is left out.
 * @throws Problem 422 `conflict.undecided` when a choice is missing
 */
export function withChoices(typed: Typed, conflictFields: readonly ConflictField[]): Typed {
  const asked = all(typed, ASKED_FIELD);
  const fields: Record<string, string> = {};
  const result: Typed = { ...typed };
  for (const part of conflictFields.filter(({ field }) => asked.includes(field))) {
    const choice = one(typed, chooseField(part.field));
    if (choice === '')
      fields[chooseField(part.field)] = `Choose which to keep: ${part.title.toLowerCase()}`;
    if (choice === 'theirs')
      for (const name of Object.keys(result).filter(part.holds)) delete result[name];
    if (choice === 'together') result[part.field] = [one(typed, togetherField(part.field))];
  }
  if (Object.keys(fields).length === 0) return result;
  throw invalid('conflict.undecided', 'Choose which to keep.', fields);
}

interface ConflictProps {
  request: RequestContext;
  eyebrow: Child;
  /** Where the form is sent to, and the page of the thing itself. */
  action: string;
  back: string;
  saved: {
    version: number;
    at: Date | null;
    by: { id: string | null; name: string | null } | null;
  };
  parts: readonly ConflictPart[];
  typed: Typed;
  problem: Problem;
}

/** What does not differ, or was not typed, is not asked; it is sent along unseen. */
export const EditConflict = (props: ConflictProps) => {
  const { request, eyebrow, action, back, saved, typed, problem } = props;
  const differing = props.parts.filter(
    (part) => Object.keys(typed).some(part.holds) && part.mine.trim() !== part.theirs.trim(),
  );
  const isSelf = saved.by !== null && saved.by.id === request.person?.id;
  const who = isSelf ? '' : ` (${saved.by?.name ?? 'someone else'})`;
  const when = saved.at ? ` at ${timeWords(saved.at)}` : '';
  const said = isSelf
    ? `You saved this${when} in another window.`
    : `${saved.by?.name ?? 'Someone else'} changed this${when} while you were writing.`;
  return (
    <>
      <ErrorSummary problem={Object.keys(problem.fields).length > 0 ? problem : null} />
      <Heading eyebrow={eyebrow} lead={`${said} Here are both. Choose one, or combine both.`}>
        {isSelf ? 'You changed this in two windows' : 'Two people changed this at the same time'}
      </Heading>
      <Form
        action={action}
        key_={request.context.id()}
        version={saved.version}
        class="both"
        draftName="both"
      >
        <input type="hidden" name={REPLACES_FIELD} value={one(typed, KEY_FIELD)} />
        <Unseen typed={typed} />
        {differing.map((part) => (
          <PartChoice
            part={part}
            who={who}
            typed={typed}
            error={problem.fields[chooseField(part.field)]}
          />
        ))}
        <p class="actions section">
          <Button name="go" value="stay">
            Save
          </Button>
          <a href={back}>Cancel</a>
        </p>
      </Form>
    </>
  );
};

/** Everything typed goes along, except what this page asks anew. */
const Unseen = ({ typed }: { typed: Typed }) => (
  <>
    {Object.entries(typed)
      .filter(([name]) => !/^(_key|_version|_asked|go$|choose-|together-)/.test(name))
      .flatMap(([name, values]) =>
        values.map((value) => <input type="hidden" name={name} value={value} />),
      )}
  </>
);

interface ChoiceProps {
  part: ConflictPart;
  /** Who saved the other version, in brackets; empty for oneself. */
  who: string;
  typed: Typed;
  error: string | undefined;
}

const PartChoice = ({ part, who, typed, error }: ChoiceProps) => {
  const { mine, theirs } = part;
  const name = chooseField(part.field);
  const chosen = one(typed, name);
  // What was typed stands here again, emptied or not.
  const joined = typed[togetherField(part.field)]
    ? one(typed, togetherField(part.field))
    : [theirs, mine].filter(Boolean).join('\n\n');
  return (
    <fieldset class="pair section" id={name} aria-describedby={error ? `${name}-error` : undefined}>
      <legend>
        <h2>{part.title}</h2>
      </legend>
      <input type="hidden" name={ASKED_FIELD} value={part.field} />
      {error && (
        <p class="govuk-error-message" id={`${name}-error`}>
          <span class="govuk-visually-hidden">Error:</span> {error}
        </p>
      )}
      <Option
        name={name}
        value="theirs"
        label={`Keep the saved version${who}`}
        words={theirs}
        chosen={chosen}
      />
      <Option name={name} value="mine" label="Keep this version" words={mine} chosen={chosen} />
      {part.isText && (
        <div class="option is-wide">
          <label class="tick">
            <input type="radio" name={name} value="together" checked={chosen === 'together'} />
            <b>Combine both</b>
          </label>
          <label class="vh" for={togetherField(part.field)}>
            {part.title}, combined
          </label>
          <textarea
            class="govuk-textarea"
            id={togetherField(part.field)}
            name={togetherField(part.field)}
            rows={4}
          >
            {joined}
          </textarea>
        </div>
      )}
    </fieldset>
  );
};

interface OptionProps {
  name: string;
  value: string;
  label: string;
  words: string;
  chosen: string;
}

const Option = ({ name, value, label, words, chosen }: OptionProps) => (
  <div class="option">
    <label class="tick">
      <input type="radio" name={name} value={value} checked={chosen === value} />
      <b>{label}</b>
    </label>
    {words ? <p class="typed">{words}</p> : <p class="quiet">Nothing</p>}
  </div>
);
