/** Two people wrote about the same statement: both texts, and the choice between them. */

import type { Framework, Statement } from '../../framework/framework.js';
import { CairnSymbols } from '../../platform/chart/cairn.js';
import type { Problem } from '../../platform/problems.js';
import {
  type ConflictField,
  conflictField,
  EditConflict,
  withChoices,
} from '../../platform/web/edit-conflict.js';
import type { Typed } from '../../platform/web/form.js';
import { Page } from '../../platform/web/page.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { markField, SAME_FIELD } from '../choice-fields.js';
import type { Marks } from '../marks.js';
import { describe } from '../rating.js';
import type { ReviewAtStatement } from '../whole-review.js';
import { type FormValues, valuesOf, valuesTyped } from './statement-form.js';

interface Part extends ConflictField {
  /** The part of the form, as words to read. */
  words(values: FormValues, names: Names): string;
}

interface Names {
  framework: Framework;
  statement: Statement;
}

const text = (field: string, title: string, read: (values: FormValues) => string): Part => ({
  ...conflictField(field, title, true),
  words: read,
});

const PARTS: readonly Part[] = [
  {
    field: 'level',
    title: 'The agreed level',
    isText: false,
    words: ({ rating }, { framework }) => describe(rating, framework),
    holds: (name) => name === 'level',
  },
  {
    field: 'marks',
    title: 'Criteria',
    isText: false,
    words: ({ marks }, { statement }) => marksWords(statement, marks),
    holds: (name) => name.startsWith(markField('')) || name === SAME_FIELD,
  },
  text('reason', 'Why it is the best fit', ({ reason }) => reason),
  text('strength', 'A strength to celebrate', ({ strength }) => strength),
  text('next-step', 'The next step', ({ nextStep }) => nextStep),
  {
    field: 'contradictionReasons',
    title: 'Why you keep both levels',
    isText: false,
    words: ({ contradictionReasons }) =>
      Object.values(contradictionReasons)
        .filter((note) => note !== '')
        .join('\n'),
    holds: (name) => name.startsWith('keep-'),
  },
];

const SAID = { met: 'met', partly: 'partly', 'not-yet': 'not yet' };

function marksWords(statement: Statement, marks: Marks): string {
  const criteria = statement.levels.flatMap((level) => level.criteria);
  return criteria
    .flatMap(({ id, text: point }) => (marks[id] ? [`${point}: ${SAID[marks[id]]}`] : []))
    .join('\n');
}

/** The form as it stands after a choice: what is theirs is left out, and so stays as it is. */
export const chosenOf = (typed: Typed): Typed => withChoices(typed, PARTS);

interface BothProps {
  found: ReviewAtStatement;
  framework: Framework;
  statement: Statement;
  typed: Typed;
  problem: Problem;
}

/** The page with both texts. What does not differ is sent along unseen. */
export function bothTexts(request: RequestContext, props: BothProps) {
  const { found, statement, framework, typed, problem } = props;
  const saved = found.agreement;
  const names = { framework, statement };
  const mine = valuesTyped(typed);
  const theirs = valuesOf(saved);
  const base = `/reviews/${found.review.id}/statements/${statement.id}`;
  return (
    <Page request={request} title={`Both texts for ${statement.id}`} place="review" hasError>
      <CairnSymbols scale={framework} />
      <EditConflict
        {...{ request, typed, problem }}
        eyebrow={`${statement.id} ${statement.title}`}
        action={`${base}/agreement`}
        back={base}
        saved={{ version: saved.version, at: saved.updatedAt, by: saved.updatedBy }}
        parts={PARTS.map(({ words, ...field }) => ({
          ...field,
          mine: words(mine, names),
          theirs: words(theirs, names),
        }))}
      />
    </Page>
  );
}
