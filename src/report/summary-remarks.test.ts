import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { harbour } from '../framework/testing/harbour.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { summarise } from './summary.js';
import { otterbridge } from './testing/otterbridge.js';
import { remarkAt, writtenBy } from './testing/remarks.js';

const source = otterbridge(schoolsModel);
const statementsOf = (message: ReturnType<typeof summarise>) =>
  message.themes.flatMap((each) => each.statements);

describe('questions and comments in a telling', () => {
  it('stand on their statement, with who, when, what was replied and whether it is answered', () => {
    const message = statementsOf(summarise(source)).filter(({ remarks }) => remarks.length > 0);
    assert.deepEqual(
      message.map(({ code }) => code),
      ['1.7', '2.4'],
    );
    const [comment] = message[0]!.remarks;
    assert.deepEqual(
      [comment?.kind, comment?.by, comment?.on, comment?.state, comment?.replies],
      ['Comment', 'Priya Desai, adviser', '16 November 2026', null, []],
    );
    const [question] = message[1]!.remarks;
    assert.equal(question?.state, 'Answered on 16 November 2026');
    assert.deepEqual(
      question?.replies.map(({ by, on }) => `${by}, ${on}`),
      ['Jo Hart, contributor, 13 November 2026', 'Maya Okafor, careers leader, 16 November 2026'],
    );
  });

  it('on the results and on actions of the plan stand beside them, an action once', () => {
    const twice = remarkAt(
      { action: 'Ask leavers about their first term' },
      'question',
      writtenBy('Helen Marsh', 'governor', '2026-12-01', 'How many answered?'),
    );
    const { remarks } = summarise({ ...source, remarks: [...(source.remarks ?? []), twice] });
    assert.deepEqual(
      remarks?.results.map(({ state }) => state),
      ['Open'],
    );
    assert.deepEqual(
      remarks?.actions.map(({ title, remarks: on }) => [title, on.length]),
      [['Ask leavers about their first term', 2]],
    );
  });

  it('on a statement that the wording does not have stand with the results, so that none is lost', () => {
    const { remarks } = summarise({ ...otterbridge(harbour), agreements: [], lastYear: null });
    const codes = new Set(harbour.themes.flatMap((theme) => theme.statements.map(({ id }) => id)));
    const lost = source.remarks?.filter(
      ({ place }) => place.action === null && !codes.has(place.statement ?? ''),
    );
    assert.equal(remarks?.results.length, lost?.length);
  });

  it('name nobody whose data is erased', () => {
    const written = writtenBy('Former governor', 'governor', '2026-11-12', 'Why?');
    const remark = remarkAt({ statement: '1.1' }, 'question', {
      ...written,
      by: { ...written.by, isErased: true },
    });
    const [message] = statementsOf(summarise({ ...source, remarks: [remark] }))[0]!.remarks;
    assert.equal(message?.by, 'Former governor');
  });

  it('are left out altogether when they were not asked for', () => {
    const message = summarise({ ...source, remarks: null });
    assert.equal(message.remarks, null);
    assert.ok(statementsOf(message).every(({ remarks }) => remarks.length === 0));
  });
});
