/** The headings of the school's own plan: their form, and both texts when two people wrote at once. */
import type { Problem } from '../../platform/problems.js';
import { conflictField, EditConflict } from '../../platform/web/edit-conflict.js';
import { Button, Form, TextArea } from '../../platform/web/fields.js';
import { contentVersion, one, type Typed, versionOf } from '../../platform/web/form.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import type { CrosswalkRead } from './crosswalk.js';
import { InsightPage } from './insight-parts.js';

type Headings = CrosswalkRead['headings'];

interface FormProps {
  request: RequestContext;
  headings: Headings;
  typed: Typed | undefined;
  problem: Problem | null;
}

export const HeadingsForm = ({ request, headings, typed, problem }: FormProps) => (
  <Form
    action="/crosswalk/headings"
    key_={request.context.id()}
    version={typed ? versionOf(typed) : contentVersion(headings)}
    class="form"
  >
    <TextArea
      name="headings"
      label="One heading on each line, with its statements"
      hint="For example, “Curriculum: 4.1, 4.2”. Empty lines are ignored."
      rows={6}
      value={textOfHeadings(headings)}
      {...{ problem, typed }}
    />
    <Button isSecondary>Save headings</Button>
  </Form>
);

export const textOfHeadings = (headings: Headings) =>
  headings.map(({ title, statements }) => `${title}: ${statements.join(', ')}`).join('\n');

export const HEADINGS_PART = conflictField('headings', 'Headings of your own plan', true);

/** Two people wrote headings: both, and the choice between them. */
export const bothHeadings = (
  { request, studied, headings }: CrosswalkRead,
  typed: Typed,
  problem: Problem,
) => (
  <InsightPage
    request={request}
    title="Two versions of the headings"
    here="crosswalk"
    framework={studied.framework}
    hasError
  >
    <EditConflict
      {...{ request, typed, problem }}
      eyebrow="Headings of your own plan"
      action="/crosswalk/headings"
      back="/crosswalk"
      saved={{ version: contentVersion(headings), at: null, by: null }}
      parts={[
        {
          ...HEADINGS_PART,
          mine: one(typed, 'headings'),
          theirs: textOfHeadings(headings),
        },
      ]}
    />
  </InsightPage>
);
