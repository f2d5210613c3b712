/** A theme of a model that is written by hand: its statements in order, and its heading. */

import { MOST_SHORT } from '../../framework/definition.js';
import type { Theme } from '../../framework/framework.js';
import { countWords } from '../../platform/chart/scale.js';
import { Button, Form } from '../../platform/web/fields.js';
import type { FC } from '../../platform/web/html.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import type { OpenDraft } from '../edit-changes.js';

interface PartProps {
  request: RequestContext;
  draft: OpenDraft;
  theme: Theme;
}

/** With the way to each statement, and buttons that move, add and remove. */
export const ThemePart: FC<PartProps> = ({ request, draft, theme }) => {
  const base = `/model/drafts/${draft.id}`;
  return (
    <section class="section" id={`theme-${theme.id}`}>
      <h2>
        {theme.id}. {theme.title}
      </h2>
      <Form action={base} key_={request.context.id()} version={draft.version}>
        <ul class="rows">
          {theme.statements.map(({ id, title, levels }, at) => {
            const written = levels.filter(({ summary }) => summary !== null).length;
            return (
              <li class="version-row">
                <div>
                  <a href={`${base}/statements/${id}`}>
                    {id} {title}
                  </a>
                  <p class="small quiet">
                    {written} of {countWords(levels.length, 'level')} written
                  </p>
                </div>
                <p class="made-acts">
                  {at > 0 && <Act value={`up:${id}`} words="Up" of={id} />}
                  {at < theme.statements.length - 1 && (
                    <Act value={`down:${id}`} words="Down" of={id} />
                  )}
                  <Act value={`remove:${id}`} words="Remove" of={id} />
                </p>
              </li>
            );
          })}
        </ul>
        <button class="link-button" type="submit" name="act" value={`add statement:${theme.id}`}>
          Add a statement<span class="vh"> to theme {theme.id}</span>
        </button>
      </Form>
      <details class="repair">
        <summary>
          Change heading<span class="vh"> of theme {theme.id}</span>
        </summary>
        <Form action={base} key_={request.context.id()} version={draft.version} class="form">
          <div class="govuk-form-group">
            <label class="govuk-label" for={`title-${theme.id}`}>
              Title
            </label>
            <input
              class="govuk-input"
              id={`title-${theme.id}`}
              name="title"
              value={theme.title}
              maxlength={300}
            />
          </div>
          <div class="govuk-form-group">
            <label class="govuk-label" for={`short-${theme.id}`}>
              Short name
            </label>
            <p class="govuk-hint" id={`short-${theme.id}-hint`}>
              Shown in charts. Leave empty to show the title.
            </p>
            <input
              class="govuk-input govuk-input--width-20"
              id={`short-${theme.id}`}
              name="short"
              value={theme.short ?? ''}
              maxlength={MOST_SHORT}
              aria-describedby={`short-${theme.id}-hint`}
            />
          </div>
          <div class="govuk-form-group">
            <label class="govuk-label" for={`benchmarks-${theme.id}`}>
              Gatsby Benchmarks
            </label>
            <input
              class="govuk-input govuk-input--width-10"
              id={`benchmarks-${theme.id}`}
              name="benchmarks"
              value={theme.benchmarks.join(', ')}
            />
          </div>
          <Button isSecondary name="act" value={`theme:${theme.id}`}>
            Save heading
          </Button>
        </Form>
      </details>
    </section>
  );
};

const Act: FC<{ value: string; words: string; of: string }> = ({ value, words, of }) => (
  <button class="link-button small" type="submit" name="act" value={value}>
    {words}
    <span class="vh"> {of}</span>
  </button>
);
