/** The verbs of the plan in words, for the pages of history. */
import { academicYear } from '../chart/academic-year.js';
import { listWords } from '../chart/scale.js';
import { tellHistory } from '../people/history-words.js';

const NAMES: Readonly<Record<string, string>> = {
  title: 'what is done',
  aim: 'what it aims at',
  owner: 'who owns it',
  startOn: 'when it starts',
  dueOn: 'when it is due',
  academicYear: 'the year',
  expectedChange: 'what is to change',
  measure: 'the success measure',
  expectedEvidence: 'the evidence expected',
};

const namesOf = (part: Record<string, unknown> | null) =>
  listWords(Object.keys(part ?? {}).map((field) => NAMES[field] ?? `the ${field}`));

/** Tells the application how to say what happened here. */
export function tellPlan(): void {
  tellHistory({
    'action.added': ({ after }) => `put “${after?.title}” into the plan`,
    'action.changed': ({ after }) => `changed ${namesOf(after)} of an action`,
    'action.closed': ({ after }) =>
      after?.status === 'done' ? 'closed an action that was done' : 'stopped an action',
    'action.evidence-attached': 'attached evidence to an action',
    'action.noted': 'wrote down how an action is going',
    'action.deleted': 'deleted an action',
    'action.restored': 'restored an action',
    'year.archived': ({ subject }) => `archived the plan of ${academicYear(Number(subject.id))}`,
    'year.opened': ({ subject }) => `opened the plan of ${academicYear(Number(subject.id))} again`,
    'calendar.made': 'made a calendar address',
    'calendar.dropped': 'took a calendar address back',
  });
}
