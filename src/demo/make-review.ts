/** A school's reviews, through the same verbs that people use, on the days of its story. */

import { type Framework, statementOf } from '../framework/framework.js';
import { findFrameworkVersion } from '../framework/store.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import type { World } from '../platform/storage/context.js';
import { closeReview } from '../review/changes/close.js';
import { judge } from '../review/changes/judge.js';
import { startReview } from '../review/changes/start.js';
import type { Standing } from '../review/standing.js';
import { findReview } from '../review/store.js';
import type { Cast, CastAnswer, CastBegun, CastReview } from './cast.js';
import type { Played } from './make.js';
import type { Turn } from './timeline.js';

/** The school as its reviews need it. */
interface Stage {
  cast: Cast;
  school: Played;
  leader: Member;
  /** The ids of these pieces of evidence, added where they are new. */
  evidenceOf(world: World, by: Member, keys: string[]): Promise<string[]>;
}

/** The review while it is played: its id and its model are known once it has started. */
interface Begun {
  id: string;
  framework: Framework;
}

const how = { key: null };

/** Everything that happened in a review: started, answered a quarter of an hour each, closed. */
export function turnsOfReview(stage: Stage, told: CastReview): Turn[] {
  const { school, leader } = stage;
  const days = storyDays(told);
  const judges = told.participants
    .map((key) => school.people[key])
    .filter((each) => each?.role === 'careers leader' || each?.role === 'contributor') as Member[];
  let asked = 0;
  const nextJudge = () => judges[asked++ % judges.length] ?? leader;
  let begun: Begun;
  const turns: Turn[] = [
    {
      at: days.next(),
      async play(world) {
        begun = await start(world, stage, told);
        school.reviews.push(begun.id);
      },
    },
  ];
  const turn = (play: Turn['play']) => turns.push({ at: days.next(), play });
  for (const [statement, answer] of Object.entries(told.answers)) {
    const by = nextJudge();
    const first = answer.atFirst && school.people[answer.atFirst.by];
    if (answer.atFirst && first) {
      const atFirst = { ...answer, level: answer.atFirst.level };
      turn((world) => playAnswer(world, first, stage, begun, statement, atFirst));
    }
    turn((world) => playAnswer(world, by, stage, begun, statement, answer));
  }
  for (const [statement, what] of Object.entries(told.begun ?? {})) {
    const by = nextJudge();
    turn((world) => playBegun(world, by, stage, begun, statement, what));
  }
  if (told.closedOn) {
    const signing = { signedOffAs: told.signedOffAs ?? '', gapsReason: told.gapsReason ?? '' };
    turns.push({
      at: new Date(`${told.closedOn}T15:30:00Z`),
      play: (world) => closeReview(world, leader, begun.id, signing, how).then(() => {}),
    });
  }
  return turns;
}

async function start(world: World, { cast, leader }: Stage, told: CastReview): Promise<Begun> {
  const { id } = await startReview(
    world,
    leader,
    {
      academicYear: told.academicYear,
      title: 'Internal leadership review',
      participants: told.participants.map((key) => {
        const person = cast.people[key];
        if (!person) throw new Error(`Nobody in the cast is called ${key}.`);
        return { name: person.name, role: person.title };
      }),
      answersFrom: null,
    },
    how,
  );
  const framework = await world.storage.read(scopeOf(leader), async (db) => {
    const { frameworkVersionId } = await findReview(db, leader.organisation.id, id);
    return findFrameworkVersion(db, frameworkVersionId, leader.organisation.id);
  });
  return { id, framework };
}

/** One judgement, with the evidence it rests on: cited where the school has it, added where it is new. */
async function playAnswer(
  world: World,
  by: Member,
  stage: Stage,
  { id, framework }: Begun,
  statement: string,
  answer: CastAnswer,
): Promise<void> {
  const standing: Standing = answer.level === 'not yet' ? 'not-yet' : answer.level;
  const cited = await stage.evidenceOf(world, by, answer.evidence ?? []);
  await judge(world, by, {
    review: id,
    statement,
    input: {
      standing,
      reason: answer.reason,
      strength: answer.strength ?? '',
      nextStep: answer.next ?? '',
      marks: marksFor(framework, statement, standing),
      kept: {},
    },
    evidence: cited.length > 0 ? { cited } : {},
    version: null,
    key: null,
  });
}

/** What is there of a statement that nobody has decided. */
async function playBegun(
  world: World,
  by: Member,
  stage: Stage,
  { id, framework }: Begun,
  statement: string,
  { points, reason, evidence }: CastBegun,
): Promise<void> {
  const marks = marksFor(framework, statement, points);
  const cited = await stage.evidenceOf(world, by, evidence);
  await judge(world, by, {
    ...{ review: id, statement, input: { reason, marks }, version: null, key: null },
    evidence: cited.length > 0 ? { cited } : {},
  });
}

/** Everything up to the level is in place, and one point of the next is begun. */
function marksFor(
  framework: Framework,
  code: string,
  standing: Standing,
): Record<string, 'met' | 'partly' | 'not-yet'> {
  const level = typeof standing === 'number' ? standing : 0;
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
function storyDays(told: CastReview): { next: () => Date } {
  const start = new Date(`${told.startedOn}T14:00:00Z`).getTime();
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
