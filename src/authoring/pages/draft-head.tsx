/** The title and the levels of a model that is written by hand. */
import {
  Button,
  Form,
  type FormState,
  Select,
  TextArea,
  TextField,
} from '../../platform/web/fields.js';
import type { FC } from '../../platform/web/html.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import type { OpenDraft } from '../edit-changes.js';

interface HeadProps extends FormState {
  request: RequestContext;
  draft: OpenDraft;
}

/** A line that goes takes the words of its level with it. */
export const HeadForm: FC<HeadProps> = ({ request, draft, typed, problem }) => {
  const { framework } = draft;
  const shown = typed?.levels ? typed : undefined;
  return (
    <section class="section">
      <h2>Title and levels</h2>
      <Form
        action={`/model/drafts/${draft.id}`}
        key_={request.context.id()}
        version={draft.version}
        class="form section-small"
      >
        <TextField
          name="title"
          label="Title"
          value={framework.title}
          typed={shown}
          problem={problem}
        />
        <TextArea
          name="levels"
          label="Levels"
          hint="Two to eight, one on each line, lowest first. If you remove a line, its words are removed too."
          value={framework.levels.map(({ title }) => title).join('\n')}
          typed={shown}
          problem={problem}
          rows={4}
        />
        <Select
          name="firstLevel"
          label="Number of the lowest level"
          value={String(framework.levels[0]?.level ?? 1)}
          choices={[
            { value: '1', label: '1' },
            { value: '0', label: '0' },
          ]}
          typed={shown}
          problem={problem}
        />
        <Button isSecondary>Save title and levels</Button>
      </Form>
    </section>
  );
};
