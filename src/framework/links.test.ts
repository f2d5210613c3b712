import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statementOf, statementsOf } from './framework.js';
import { leanedOnBy, leansOn } from './links.js';
import { schoolsModel } from './testing/schools-model.js';

describe('links', () => {
  it('are seen from both ends, each exactly once', () => {
    const all = statementsOf(schoolsModel);
    const down = all.flatMap((from) =>
      leansOn(schoolsModel, from).map(
        (link) => `${from.id}@${link.level}>${link.statement.id}@${link.needs}`,
      ),
    );
    const up = all.flatMap((to) =>
      leanedOnBy(schoolsModel, to.id).map(
        (link) => `${link.statement.id}@${link.level}>${to.id}@${link.needs}`,
      ),
    );
    assert.ok(down.length > 100);
    assert.deepEqual(down.sort(), up.sort());
  });

  it('come lowest level first, with their reason', () => {
    const statement = statementOf(schoolsModel, '3.1')!;
    const on = leansOn(schoolsModel, statement);
    assert.deepEqual(
      on.map(({ level }) => level),
      on.map(({ level }) => level).sort(),
    );
    assert.ok(on.every(({ because }) => because.length > 10));
  });
});
