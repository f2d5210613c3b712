/** Narrowing the library down. A form that asks by its address, so that a view can be kept as a bookmark. */

import { Button, Select, Submit, TextField } from '../../platform/web/fields.js';
import type { FC } from '../../platform/web/html.js';
import { Details } from '../../platform/web/page.js';
import { KINDS, VOICES } from '../evidence.js';
import type { Choices } from '../library-store.js';
import { AGES, type Asked, isAsking } from './list-query.js';

const any = (label: string) => ({ value: '', label });

export const FilterForm: FC<{ asked: Asked; choices: Choices }> = ({ asked, choices }) => {
  const { kind, voice, age, statement, owner, isDeleted } = asked.filters;
  const isNarrow = Boolean(kind || voice || age || statement || owner || isDeleted);
  return (
    <search class="section">
      <form method="get" action="/evidence" class="lib-filters">
        <div class="find">
          <TextField
            name="q"
            label="Search evidence"
            type="search"
            inputmode="search"
            value={asked.search}
            maxlength={100}
          />
          <Button isSecondary>Search</Button>
        </div>
        <Details summary="Filters" open={isNarrow}>
          <div class="narrow">
            <Select
              name="kind"
              label="Kind"
              value={kind}
              choices={[
                any('Any kind'),
                ...KINDS.map((each) => ({ value: each.kind, label: each.name })),
              ]}
            />
            <Select
              name="voice"
              label="Whose view"
              value={voice}
              choices={[
                any('Any view'),
                ...VOICES.map((each) => ({ value: each.voice, label: each.name })),
                { value: 'not said', label: 'Not given' },
              ]}
            />
            <Select
              name="age"
              label="Date"
              value={age}
              choices={[
                any('Any date'),
                ...AGES.map((each) => ({ value: each.age, label: each.name })),
              ]}
            />
            <Select
              name="owner"
              label="Owner"
              value={owner}
              choices={[
                any('Anyone'),
                ...choices.owners.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <TextField
              name="statement"
              label="Linked to"
              hint="For example, 2.4"
              width={5}
              value={statement}
            />
            <Select
              name="deleted"
              label="State"
              value={isDeleted ? 'yes' : ''}
              choices={[any('Current'), { value: 'yes', label: 'Deleted' }]}
            />
          </div>
          <Submit isSecondary>Apply filters</Submit>
        </Details>
        {isAsking(asked) && (
          <p>
            <a href="/evidence">Clear filters</a>
          </p>
        )}
      </form>
    </search>
  );
};
