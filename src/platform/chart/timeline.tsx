/**
 * A year of actions on its way: the academic year from left to right, a bar for each action from
 * start to due, its state as a pattern and in words, and a yellow post where today is.
 */
import { academicYear } from '../academic-year.js';
import { dayWords } from '../days.js';
import { placeInYear, spanInYear, TERMS, type Term } from './academic-year.js';
import { ReadAsTable } from './table.js';

/** How far an action is. The pattern of its bar follows: hollow, striped, solid, crossed out. */
export type ActionState = 'planned' | 'under-way' | 'done' | 'stopped';

export interface TimelineAction {
  label: string;
  href?: string | undefined;
  /**
   * Days as ISO text: "2026-12-04"; one of the two is there. Without a start, the bar is a short mark at the due day;
   * without a due day it runs to the end of the year, and is never overdue.
   */
  start?: string | undefined;
  due?: string | undefined;
  state: ActionState;
  owner?: string | undefined;
}

export interface TimelineProps {
  /** The calendar year in which the academic year begins: 2026 for 2026/27. */
  year: number;
  actions: readonly TimelineAction[];
  /** Today as ISO text, to draw the post and to say what is overdue. */
  today?: string | undefined;
  /** The school's own terms; England's usual ones otherwise. */
  terms?: readonly Term[] | undefined;
}

/** What every line of the timeline is drawn against. */
interface Frame {
  year: number;
  terms: readonly Term[];
  today: string | undefined;
}

const STATES: Record<ActionState, string> = {
  planned: 'not started',
  'under-way': 'in progress',
  done: 'complete',
  stopped: 'stopped',
};

const MONTHS = ['Sep', 'Oct', 'Nov', 'Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug'];

/** The whole timeline with its table. Order is the caller's. */
export function Timeline({ year, actions, today, terms = TERMS }: TimelineProps) {
  if (actions.length === 0) return <p class="quiet">Nothing is planned for this year yet.</p>;
  return (
    <>
      <div class="timeline">
        <Axis year={year} today={today} terms={terms} />
        <ul>
          {actions.map((action) => (
            <li>
              <p class="small">
                {action.href === undefined ? (
                  <b>{action.label}</b>
                ) : (
                  <a href={action.href}>{action.label}</a>
                )}
                <span class="quiet">{detailWords(action, today)}</span>
              </p>
              <Bar action={action} year={year} today={today} terms={terms} />
            </li>
          ))}
        </ul>
        <StateKey today={placed(today, year) === null ? undefined : today} />
      </div>
      <ReadAsTable {...timelineTable({ year, actions, today })} />
    </>
  );
}

function detailWords(action: TimelineAction, today: string | undefined): string {
  const owner = action.owner ? `, ${action.owner}` : '';
  const day = action.due ? `Due ${dayWords(action.due)}` : `From ${dayWords(action.start ?? '')}`;
  return ` ${day}${owner}, ${stateWords(action, today)}`;
}

/** "in progress", or "in progress, overdue" when the due day is before today and it is still open. */
export function stateWords(action: TimelineAction, today: string | undefined): string {
  const isOpen = action.state === 'planned' || action.state === 'under-way';
  const isOverdue = isOpen && today !== undefined && action.due !== undefined && action.due < today;
  return isOverdue ? `${STATES[action.state]}, overdue` : STATES[action.state];
}

function Axis({ year, today, terms }: Frame) {
  const post = placed(today, year);
  return (
    <svg class="axis" aria-hidden="true">
      <TermLines year={year} terms={terms} height={46} />
      {terms.map((term) => (
        <text class="code" x={`${placeInYear(term.start(year), year) ?? 0}%`} dx={4} y={13}>
          {term.title}
        </text>
      ))}
      {MONTHS.map((month, at) => (
        <text class="code month" x={`${monthPlace(year, at)}%`} dx={4} y={36}>
          {month}
        </text>
      ))}
      {post === null ? null : <circle class="post" cx={`${post}%`} cy={39} r={6} />}
    </svg>
  );
}

function monthPlace(year: number, at: number): number {
  const first = new Date(Date.UTC(year, 8 + at, 1)).toISOString().slice(0, 10);
  return placeInYear(first, year) ?? 0;
}

function TermLines({
  year,
  terms,
  height,
}: {
  year: number;
  terms: readonly Term[];
  height: number;
}) {
  return (
    <>
      {terms.map((term) => {
        const x = `${placeInYear(term.start(year), year) ?? 0}%`;
        return <line class="term" x1={x} x2={x} y1={0} y2={height} />;
      })}
    </>
  );
}

function Bar(props: Frame & { action: TimelineAction }) {
  const { action, year, today, terms } = props;
  const span = spanOf(action, year);
  const post = placed(today, year);
  const x = post === null ? '' : `${post}%`;
  return (
    <svg class="run" role="img" aria-label={actionWords(action, year, today)}>
      <TermLines year={year} terms={terms} height={26} />
      <line class="track" x1="0" x2="100%" y1={13} y2={13} />
      {post === null ? null : <line class="today" x1={x} x2={x} y1={0} y2={26} />}
      {span === null ? null : <BarMarks span={span} state={action.state} />}
    </svg>
  );
}

/** Where the bar of an action lies in the year; null when it is outside. */
function spanOf({ start, due }: TimelineAction, year: number) {
  const end = due ?? `${year + 1}-08-31`;
  // What begins only after this year has no end in it.
  if (due === undefined && start !== undefined && start > end) return null;
  return spanInYear(start ?? end, end, year);
}

function BarMarks({ span, state }: { span: { x: number; width: number }; state: ActionState }) {
  const [from, to] = [`${span.x}%`, `${tenths(span.x + span.width)}%`];
  return (
    <>
      <rect class={`act ${state}`} x={from} y={5.5} width={`${span.width}%`} height={15} rx={4} />
      {state === 'under-way' ? <line class="stripes" x1={from} x2={to} y1={13} y2={13} /> : null}
      {state === 'stopped' ? <line class="struck" x1={from} x2={to} y1={20} y2={6} /> : null}
    </>
  );
}

function tenths(value: number): number {
  return Math.round(value * 100) / 100;
}

function placed(today: string | undefined, year: number): number | null {
  return today === undefined ? null : placeInYear(today, year);
}

function StateKey({ today }: { today: string | undefined }) {
  return (
    <ul class="key">
      {today === undefined ? null : (
        <li>
          <svg width="14" height="26" aria-hidden="true">
            <circle class="post" cx={7} cy={13} r={6} />
          </svg>
          Today, {dayWords(today)}
        </li>
      )}
      {(Object.keys(STATES) as ActionState[]).map((state) => (
        <li>
          <svg width="34" height="26" aria-hidden="true">
            <BarMarks span={{ x: 2, width: 96 }} state={state} />
          </svg>
          {`${STATES[state][0]!.toUpperCase()}${STATES[state].slice(1)}`}
        </li>
      ))}
    </ul>
  );
}

/** "Label: 4 October 2026 to 4 December 2026, in progress, overdue"; says when it is outside the year. */
export function actionWords(
  action: TimelineAction,
  year: number,
  today: string | undefined,
): string {
  const { start, due } = action;
  const from = start ? `${dayWords(start)} to ${due ? dayWords(due) : 'no due date'}` : null;
  const days = from ?? `due ${dayWords(due ?? '')}`;
  return `${action.label}: ${days}, ${stateInYear(action, year, today)}`;
}

/** "in progress, overdue, outside 2026/27" */
function stateInYear(action: TimelineAction, year: number, today: string | undefined): string {
  const state = stateWords(action, today);
  return spanOf(action, year) === null ? `${state}, outside ${academicYear(year)}` : state;
}

/** The timeline as a table. */
export function timelineTable({ year, actions, today }: TimelineProps) {
  return {
    caption: `Actions in ${academicYear(year)}`,
    columns: ['Action', 'Start date', 'Due date', 'Owner', 'Status'],
    rows: actions.map((action) => [
      action.label,
      action.start ? dayWords(action.start) : 'Not set',
      action.due ? dayWords(action.due) : 'Not set',
      action.owner ?? 'No owner',
      stateInYear(action, year, today),
    ]),
  };
}
