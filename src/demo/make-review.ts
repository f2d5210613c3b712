/** A school's reviews, through the same verbs that people use, on the days of its story. */

import { type Framework, statementOf } from '../framework/framework.js';
import { findFrameworkVersion } from '../framework/store.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import type { AppContext } from '../platform/storage/context.js';
import { agree } from '../review/changes/agree.js';
import { closeReview } from '../review/changes/close.js';
import { addLevelSetter } from '../review/changes/level-setters.js';
import { startReview } from '../review/changes/start.js';
import type { Rating } from '../review/rating.js';
import { findReview } from '../review/store.js';
import type { Demo, DemoAnswer, DemoBegun, DemoReview } from './demo-types.js';
import type { Played } from './make.js';
import type { Turn } from './timeline.js';

/** The school as its reviews need it. */
interface Stage {
  demo: Demo;
  school: Played;
  leader: Member;
  /** The ids of these pieces of evidence, added where they are new. */
  evidenceOf(context: AppContext, by: Member, keys: string[]): Promise<string[]>;
}

/** The review while it is played: its id and its model are known once it has started. */
interface Begun {
  id: string;
  framework: Framework;
}

const how = { key: null };

/** Everything that happened in a review: started, answered a quarter of an hour each, closed. */
export function turnsOfReview(stage: Stage, message: DemoReview): Turn[] {
  const { school, leader } = stage;
  const days = storyDays(message);
  const editors = message.participants
    .map((key) => school.people[key])
    .filter((each) => each?.role === 'careers leader' || each?.role === 'contributor') as Member[];
  let asked = 0;
  const nextEditor = () => editors[asked++ % editors.length] ?? leader;
  let begun: Begun;
  const turns: Turn[] = [
    {
      at: days.next(),
      async play(context) {
        begun = await start(context, stage, message);
        school.reviews.push(begun.id);
      },
    },
  ];
  const turn = (play: Turn['play']) => turns.push({ at: days.next(), play });
  for (const [statement, answer] of Object.entries(message.answers)) {
    const by = nextEditor();
    const first = answer.atFirst && school.people[answer.atFirst.by];
    if (answer.atFirst && first) {
      const atFirst = { ...answer, level: answer.atFirst.level };
      turn((context) => playAnswer(context, first, stage, begun, statement, atFirst));
    }
    turn((context) => playAnswer(context, by, stage, begun, statement, answer));
  }
  for (const [statement, what] of Object.entries(message.begun ?? {})) {
    const by = nextEditor();
    turn((context) => playBegun(context, by, stage, begun, statement, what));
  }
  if (message.closedOn) {
    const signing = {
      signedOffAs: message.signedOffAs ?? '',
      gapsReason: message.gapsReason ?? '',
    };
    turns.push({
      at: new Date(`${message.closedOn}T15:30:00Z`),
      play: (context) => closeReview(context, leader, begun.id, signing, how).then(() => {}),
    });
  }
  return turns;
}

async function start(
  context: AppContext,
  { demo, school, leader }: Stage,
  message: DemoReview,
): Promise<Begun> {
  const { id } = await startReview(
    context,
    leader,
    {
      academicYear: message.academicYear,
      title: 'Internal leadership review',
      participants: message.participants.map((key) => {
        const person = demo.people[key];
        if (!person) throw new Error(`No one in the cast is called ${key}.`);
        return { name: person.name, role: person.title };
      }),
      answersFrom: null,
    },
    how,
  );
  // In this school everybody who works on the review takes a turn at writing down what was agreed.
  const named = message.participants.flatMap((key) => {
    const each = school.people[key];
    return each?.role === 'contributor' ? [each.person.id] : [];
  });
  const framework = await context.storage.read(scopeOf(leader), async (db) => {
    const { frameworkVersionId } = await findReview(db, leader.organisation.id, id);
    return findFrameworkVersion(db, frameworkVersionId, leader.organisation.id);
  });
  for (const person of named) await addLevelSetter(context, leader, id, { person }, how);
  return { id, framework };
}

/** One agreement, with the evidence it rests on: cited where the school has it, added where it is new. */
async function playAnswer(
  context: AppContext,
  by: Member,
  stage: Stage,
  { id, framework }: Begun,
  statement: string,
  answer: DemoAnswer,
): Promise<void> {
  const rating: Rating = answer.level === 'not yet' ? 'not-yet' : answer.level;
  const cited = await stage.evidenceOf(context, by, answer.evidence ?? []);
  await agree(context, by, {
    review: id,
    statement,
    input: {
      rating,
      reason: answer.reason,
      strength: answer.strength ?? '',
      nextStep: answer.next ?? '',
      marks: marksFor(framework, statement, rating),
      contradictionReasons: {},
    },
    evidence: cited.length > 0 ? { cited } : {},
    version: null,
    key: null,
  });
}

/** What is there of a statement that nobody has decided. */
async function playBegun(
  context: AppContext,
  by: Member,
  stage: Stage,
  { id, framework }: Begun,
  statement: string,
  { points, reason, evidence }: DemoBegun,
): Promise<void> {
  const marks = marksFor(framework, statement, points);
  const cited = await stage.evidenceOf(context, by, evidence);
  await agree(context, by, {
    ...{ review: id, statement, input: { reason, marks }, version: null, key: null },
    evidence: cited.length > 0 ? { cited } : {},
  });
}

/** Everything up to the level is in place, and one point of the next is begun. */
function marksFor(
  framework: Framework,
  code: string,
  rating: Rating,
): Record<string, 'met' | 'partly' | 'not-yet'> {
  const level = typeof rating === 'number' ? rating : 0;
  const marks: Record<string, 'met' | 'partly' | 'not-yet'> = {};
  for (const descriptor of statementOf(framework, code)?.levels ?? []) {
    descriptor.criteria.forEach(({ id }, index) => {
      if (descriptor.level <= level) marks[id] = 'met';
      else if (descriptor.level === level + 1) marks[id] = index === 0 ? 'partly' : 'not-yet';
    });
  }
  return marks;
}

/** The moments of a review: a quarter of an hour for each answer, on afternoons in a row. */
function storyDays(message: DemoReview): { next: () => Date } {
  const start = new Date(`${message.startedOn}T14:00:00Z`).getTime();
  let count = 0;
  return {
    next: () => {
      const day = Math.floor(count / 8);
      const quarter = count % 8;
      count += 1;
      return new Date(start + day * 86_400_000 + quarter * 15 * 60_000);
    },
  };
}
