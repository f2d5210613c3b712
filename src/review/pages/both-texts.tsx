/** Two people wrote about the same statement: both texts, and the choice between them. */

import { CairnSymbols } from '../../chart/cairn.js';
import { timeWords } from '../../days.js';
import type { OfferedEvidence } from '../../evidence/store.js';
import type { Framework, Statement } from '../../framework/framework.js';
import { invalid, type Problem } from '../../problems.js';
import { Button, ErrorSummary, Form } from '../../web/fields.js';
import { all, one, type Typed } from '../../web/form.js';
import { Heading, Page } from '../../web/page.js';
import type { Visit } from '../../web/visit.js';
import type { Marks } from '../marks.js';
import { describe } from '../standing.js';
import type { StatementReview } from '../statement-review.js';
import { CITED_FIELD, type FormValues, valuesOf, valuesTyped } from './statement-form.js';

/** Which fields of the page were set beside each other. */
const ASKED_FIELD = '_asked';
const chooseField = (field: string) => `choose-${field}`;
const togetherField = (field: string) => `together-${field}`;

interface Part {
  field: string;
  title: string;
  /** Whether the two can be brought together as one text. */
  isText: boolean;
  /** The part of the form, as words to read. */
  words(values: FormValues, names: Names): string;
  /** The names of the form's fields that belong to it. */
  holds(name: string): boolean;
}

interface Names {
  framework: Framework;
  statement: Statement;
  evidence: OfferedEvidence[];
}

const text = (field: string, title: string, read: (values: FormValues) => string): Part => ({
  field,
  title,
  isText: true,
  words: read,
  holds: (name) => name === field,
});

const PARTS: readonly Part[] = [
  {
    field: 'level',
    title: 'The best fit',
    isText: false,
    words: ({ standing }, { framework }) => describe(standing, framework),
    holds: (name) => name === 'level',
  },
  {
    field: 'marks',
    title: 'The points',
    isText: false,
    words: ({ marks }, { statement }) => marksWords(statement, marks),
    holds: (name) => name.startsWith('mark-'),
  },
  text('reason', 'Why it is the best fit', ({ reason }) => reason),
  text('strength', 'A strength to celebrate', ({ strength }) => strength),
  text('next-step', 'The next step', ({ nextStep }) => nextStep),
  {
    field: 'kept',
    title: 'Why judgements that pull apart both stand',
    isText: false,
    words: ({ kept }) =>
      Object.values(kept)
        .filter((note) => note !== '')
        .join('\n'),
    holds: (name) => name.startsWith('keep-'),
  },
  {
    field: 'cited',
    title: 'Evidence',
    isText: false,
    words: ({ cited }, { evidence }) =>
      evidence
        .filter(({ id }) => cited.includes(id))
        .map(({ title }) => title)
        .join('\n'),
    holds: (name) => name === 'cited' || name === CITED_FIELD,
  },
];

const SAID = { met: 'met', partly: 'partly', 'not-yet': 'not yet' };

function marksWords(statement: Statement, marks: Marks): string {
  const criteria = statement.levels.flatMap((level) => level.criteria);
  return criteria
    .flatMap(({ id, text: point }) => (marks[id] ? [`${point}: ${SAID[marks[id]]}`] : []))
    .join('\n');
}

/**
 * The form as it stands after a choice was made on this page: what is theirs is left out, and so stays as it is.
 * @throws Problem 422 `judgement.undecided` when a choice is missing
 */
export function withChoices(typed: Typed): Typed {
  const asked = all(typed, ASKED_FIELD);
  const fields: Record<string, string> = {};
  const result: Typed = { ...typed };
  for (const part of PARTS.filter(({ field }) => asked.includes(field))) {
    const choice = one(typed, chooseField(part.field));
    if (choice === '')
      fields[chooseField(part.field)] = `Choose which to keep: ${part.title.toLowerCase()}`;
    if (choice === 'theirs')
      for (const name of Object.keys(result).filter(part.holds)) delete result[name];
    if (choice === 'together') result[part.field] = [one(typed, togetherField(part.field))];
  }
  if (Object.keys(fields).length === 0) return result;
  throw invalid('judgement.undecided', 'Choose which to keep.', fields);
}

interface BothProps {
  found: StatementReview;
  framework: Framework;
  statement: Statement;
  cited: string[];
  typed: Typed;
  problem: Problem;
}

/** The page with both texts. What does not differ is sent along unseen. */
export function bothTexts(visit: Visit, props: BothProps) {
  const { found, statement, framework, cited, typed, problem } = props;
  const saved = found.judgement;
  const names = { framework, statement, evidence: found.offered };
  const mine = valuesTyped(typed);
  const theirs = valuesOf(saved, cited);
  const differing = PARTS.filter(
    (part) =>
      Object.keys(typed).some(part.holds) &&
      part.words(mine, names).trim() !== part.words(theirs, names).trim(),
  );
  const isSelf = saved.updatedBy?.id === visit.person?.id;
  const who = isSelf ? 'you' : (saved.updatedBy?.name ?? 'somebody else');
  const when = saved.updatedAt ? ` at ${timeWords(saved.updatedAt)}` : '';
  const base = `/reviews/${found.review.id}/statements/${statement.id}`;
  return (
    <Page visit={visit} title={`Both texts for ${statement.id}`} place="review" hasError>
      <CairnSymbols scale={framework} />
      <ErrorSummary problem={Object.keys(problem.fields).length > 0 ? problem : null} />
      <Heading
        eyebrow={`${statement.id} ${statement.title}`}
        lead={
          isSelf
            ? `You saved this${when} in another window. Here are both. Choose one, or bring them together.`
            : `${who} changed this${when} while you were writing. Here are both. Choose one, or bring them together.`
        }
      >
        {isSelf ? 'You wrote in two windows' : 'Two people wrote at once'}
      </Heading>
      <Form
        action={`${base}/judgement`}
        key_={visit.world.id()}
        version={saved.version}
        class="both"
      >
        <Unseen typed={typed} />
        {differing.map((part) => (
          <PartChoice
            part={part}
            mine={part.words(mine, names)}
            theirs={part.words(theirs, names)}
            who={who}
            typed={typed}
            error={problem.fields[chooseField(part.field)]}
          />
        ))}
        <p class="actions section">
          <Button name="go" value="stay">
            Save what I chose
          </Button>
          <a href={base}>Leave it as it was saved</a>
        </p>
      </Form>
    </Page>
  );
}

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
  part: Part;
  mine: string;
  theirs: string;
  who: string;
  typed: Typed;
  error: string | undefined;
}

const PartChoice = ({ part, mine, theirs, who, typed, error }: ChoiceProps) => {
  const name = chooseField(part.field);
  const chosen = one(typed, name);
  const joined =
    one(typed, togetherField(part.field)) || [theirs, mine].filter(Boolean).join('\n\n');
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
        label={`Keep what ${who} saved`}
        words={theirs}
        chosen={chosen}
      />
      <Option name={name} value="mine" label="Keep mine" words={mine} chosen={chosen} />
      {part.isText && (
        <div class="option is-wide">
          <label class="tick">
            <input type="radio" name={name} value="together" checked={chosen === 'together'} />
            <b>Bring them together</b>
          </label>
          <label class="vh" for={togetherField(part.field)}>
            {part.title}, brought together
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
