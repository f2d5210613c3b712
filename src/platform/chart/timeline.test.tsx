import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  actionWords,
  stateWords,
  Timeline,
  type TimelineAction,
  timelineTable,
} from './timeline.js';

const action = (more: Partial<TimelineAction>): TimelineAction => ({
  label: 'Ask leavers',
  start: '2026-10-05',
  due: '2026-12-04',
  state: 'planned',
  ...more,
});

test('an action is overdue when its day has passed and it is still open', () => {
  const cases: [Partial<TimelineAction>, string | undefined, string][] = [
    [{}, '2026-12-05', 'not started, overdue'],
    [{}, '2026-12-04', 'not started'],
    [{ state: 'under-way' }, '2027-01-01', 'in progress, overdue'],
    [{ state: 'done' }, '2027-01-01', 'complete'],
    [{ state: 'stopped' }, '2027-01-01', 'stopped'],
    [{}, undefined, 'not started'],
    [{ due: undefined, state: 'under-way' }, '2027-01-01', 'in progress'],
  ];
  for (const [more, today, words] of cases) assert.equal(stateWords(action(more), today), words);
});

test('a bar tells its days and its state, and says when it is outside the year', () => {
  assert.equal(
    actionWords(action({}), 2026, undefined),
    'Ask leavers: 5 October 2026 to 4 December 2026, not started',
  );
  assert.equal(
    actionWords(action({ start: undefined, due: '2028-01-01' }), 2026, undefined),
    'Ask leavers: due 1 January 2028, not started, outside 2026/27',
  );
});

test('what is under way without a due day runs to the end of the year, whenever it began', () => {
  const going = action({ start: '2025-11-12', due: undefined, state: 'under-way' });
  assert.equal(
    actionWords(going, 2026, '2026-11-27'),
    'Ask leavers: 12 November 2025 to no due date, in progress',
  );
  const markup = String(<Timeline year={2026} actions={[going]} today="2026-11-27" />);
  assert.match(markup, /From 12 November 2025, in progress/);
  assert.match(markup, /<rect class="act under-way" x="0%" [^>]*width="100%"/);
  assert.doesNotMatch(markup, /[Dd]ue 12|overdue/);
  const later = action({ start: '2027-10-01', due: undefined });
  assert.match(actionWords(later, 2026, undefined), /outside 2026\/27/);
});

test('each state has a pattern of its own', () => {
  const draw = (state: TimelineAction['state']) => {
    const markup = String(<Timeline year={2026} actions={[action({ state })]} />);
    return markup.slice(markup.indexOf('class="run"'), markup.indexOf('class="key"'));
  };
  assert.match(draw('planned'), /class="act planned"/);
  assert.match(draw('under-way'), /class="stripes"/);
  assert.match(draw('done'), /class="act done"/);
  assert.match(draw('stopped'), /class="struck"/);
});

test('the post of today stands only in its own year, with its date in words', () => {
  const within = String(<Timeline year={2026} actions={[action({})]} today="2026-11-24" />);
  assert.match(within, /class="post"/);
  assert.match(within, /Today, 24 November 2026/);
  const outside = String(<Timeline year={2026} actions={[action({})]} today="2025-11-24" />);
  assert.doesNotMatch(outside, /class="post"|class="today"|Today/);
});

test('the table says what has not been set', () => {
  const table = timelineTable({ year: 2026, actions: [action({ start: undefined })] });
  assert.deepEqual(table.rows, [
    ['Ask leavers', 'Not set', '4 December 2026', 'No owner', 'not started'],
  ]);
});
