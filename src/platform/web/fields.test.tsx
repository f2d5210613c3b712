/** Fields of forms, as browsers and screen readers get them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { invalid } from '../problems.js';
import { Choices, FileField, Select, TextArea, TextField } from './fields.js';

const problem = invalid('test.wrong', 'Something is wrong.', { town: 'Enter a town' });
const choices = [{ value: 'a', label: 'A' }];

describe('a field of a form', () => {
  const kinds = { TextField, TextArea, FileField, Select, Choices };
  for (const [kind, Field] of Object.entries(kinds))
    it(`is described by its hint and by what is wrong with it: ${kind}`, () => {
      const described = (given: object) => {
        const html = String(<Field name="town" label="Town" choices={choices} {...given} />);
        const ids = /<(?:input|textarea|select|fieldset)[^>]* aria-describedby="([^"]*)"/.exec(
          html,
        );
        for (const id of ids?.[1]?.split(' ') ?? []) assert.ok(html.includes(` id="${id}"`), id);
        return ids?.[1] ?? null;
      };
      assert.equal(described({}), null);
      assert.equal(described({ hint: 'Where' }), 'town-hint');
      assert.equal(described({ problem }), 'town-error');
      assert.equal(described({ hint: 'Where', problem }), 'town-hint town-error');
    });

  it('can be there to be read alone', () => {
    const shown = (isReadOnly?: boolean) =>
      String(<TextField name="town" label="Town" {...(isReadOnly ? { isReadOnly } : {})} />);
    assert.match(shown(true), / readonly[ =/>]/);
    assert.doesNotMatch(shown(), /readonly/);
  });
});
