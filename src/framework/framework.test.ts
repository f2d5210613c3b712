import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { leaningOn, statementOf, statementsOf, themeOf } from './framework.js';
import { schoolsModel } from './testing/schools-model.js';

describe('what a framework holds, by code', () => {
  it('finds every statement and its theme, and nothing by a code that nobody has', () => {
    for (const theme of schoolsModel.themes)
      for (const statement of theme.statements) {
        assert.equal(statementOf(schoolsModel, statement.id), statement);
        assert.equal(themeOf(schoolsModel, statement.id), theme);
      }
    for (const code of ['9.9', '', '__proto__', 'constructor']) {
      assert.equal(statementOf(schoolsModel, code), undefined);
      assert.equal(themeOf(schoolsModel, code), undefined);
      assert.deepEqual(leaningOn(schoolsModel, code), []);
    }
  });

  it('knows what needs a statement: each once, in the order of the document', () => {
    for (const { id } of statementsOf(schoolsModel)) {
      const leaning = statementsOf(schoolsModel).filter(({ buildsOn }) =>
        buildsOn.some(({ needs }) => needs.statement === id),
      );
      assert.deepEqual(leaningOn(schoolsModel, id), leaning);
    }
  });

  it('means the first of two statements with one code, as in a draft that is not checked yet', () => {
    const [first, second, ...others] = schoolsModel.themes;
    const [one, two] = [first!.statements[0]!, second!.statements[0]!];
    const draft = {
      ...schoolsModel,
      themes: [
        { ...first!, statements: [one] },
        { ...second!, statements: [{ ...two, id: one.id }] },
        ...others,
      ],
    };
    assert.equal(statementOf(draft, one.id), one);
    assert.equal(themeOf(draft, one.id)?.id, first!.id);
  });
});
