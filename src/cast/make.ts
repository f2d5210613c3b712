/** Brings the cast to life through the same verbs that people use, on the days of their story. */

import { type Framework, statementOf } from '../framework/framework.js';
import { findFrameworkVersion } from '../framework/store.js';
import { hashPassword } from '../people/passwords.js';
import type { Member } from '../people/people.js';
import { scopeOf } from '../people/people.js';
import { closeReview } from '../review/changes/close.js';
import { judge } from '../review/changes/judge.js';
import { startReview } from '../review/changes/start.js';
import type { Standing } from '../review/standing.js';
import { findReview } from '../review/store.js';
import { installation } from '../storage/transaction.js';
import type { World } from '../storage/world.js';
import type { Cast, CastAnswer, CastReview } from './cast.js';
import { playEvidence } from './evidence.js';
import { larkfield } from './larkfield.js';
import { playPlan } from './make-plan.js';
import { playRemarks } from './make-remarks.js';
import { otterbridge } from './otterbridge.js';
import { tarnBank } from './tarn-bank.js';

/** The password of everybody in the cast. */
export const CAST_PASSWORD = 'kestrel over the quarry';

/** One school of the cast, alive: its people by key, its reviews in order. */
export interface Played {
  organisation: Member['organisation'];
  people: Record<string, Member & { email: string }>;
  reviews: string[];
  evidence: Record<string, string>;
}

/** Makes the schools of the cast. The first one's careers leader is the installation's administrator. */
export async function makeCast(
  world: World,
  schools: readonly Cast[] = [otterbridge, larkfield, tarnBank],
): Promise<Played[]> {
  const hash = await hashPassword(CAST_PASSWORD);
  const played: Played[] = [];
  for (const cast of schools) {
    played.push(await play(world, cast, hash, played.length === 0));
  }
  return played;
}

async function play(world: World, cast: Cast, hash: string, isFirst: boolean): Promise<Played> {
  const school = await enter(world, cast, hash, isFirst);
  for (const review of cast.reviews) await playReview(world, cast, school, review);
  for (const key of Object.keys(cast.evidence))
    school.evidence[key] ??= await playEvidence(world, leaderOf(school), cast, school, key);
  const reviewOf = (year: number) =>
    school.reviews[cast.reviews.findIndex(({ academicYear }) => academicYear === year)];
  await playPlan(world, { ...school, leader: leaderOf(school), reviewOf }, cast.plan ?? []);
  await playRemarks(world, school, cast.remarks ?? []);
  return school;
}

/** The school and its people, as an administrator would have entered them two years ago. */
async function enter(world: World, cast: Cast, hash: string, isFirst: boolean): Promise<Played> {
  const at = new Date('2024-09-02T09:00:00Z');
  const organisation = {
    id: world.id(),
    name: cast.organisation.name,
    kind: cast.organisation.kind,
  };
  const host = cast.organisation.name
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/-(school|academy)$/, '');
  const people: Played['people'] = {};
  await world.storage.write(installation, async (db) => {
    const { localAuthority, ...about } = cast.organisation;
    await db
      .insertInto('organisations')
      .values({ ...about, local_authority: localAuthority, id: organisation.id, created_at: at })
      .execute();
    for (const [key, { name, role, title, isOwner = false }] of Object.entries(cast.people)) {
      const id = world.id();
      const email = `${name
        .normalize('NFD')
        .replace(/[^A-Za-z ]/g, '')
        .toLowerCase()
        .replaceAll(' ', '.')}@${host}.example`;
      const isAdministrator = isFirst && Object.keys(people).length === 0;
      await db
        .insertInto('persons')
        .values({ id, name, email, is_administrator: isAdministrator, created_at: at })
        .execute();
      await db.insertInto('passwords').values({ person_id: id, hash, changed_at: at }).execute();
      await db
        .insertInto('memberships')
        .values({
          organisation_id: organisation.id,
          person_id: id,
          role,
          title,
          is_owner: isOwner,
          started_at: at,
        })
        .execute();
      people[key] = { person: { id, name }, organisation, role, isOwner, email };
    }
  });
  return { organisation, people, reviews: [], evidence: {} };
}

async function playReview(
  world: World,
  cast: Cast,
  school: Played,
  told: CastReview,
): Promise<void> {
  const leader = leaderOf(school);
  const days = storyDays(told);
  const on = (day: Date): World => ({ ...world, clock: () => day });
  const { id } = await startReview(
    on(days.next()),
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
    { key: null },
  );
  school.reviews.push(id);
  const framework = await frameworkOf(world, leader, id);
  const judges = told.participants
    .map((key) => school.people[key])
    .filter((each) => each?.role === 'careers leader' || each?.role === 'contributor') as Member[];
  let turn = 0;
  for (const [statement, answer] of Object.entries(told.answers)) {
    const by = judges[turn++ % judges.length] ?? leader;
    const place = { review: id, statement, framework, cast, school };
    const first = answer.atFirst && school.people[answer.atFirst.by];
    if (answer.atFirst && first)
      await playAnswer(on(days.next()), first, place, { ...answer, level: answer.atFirst.level });
    await playAnswer(on(days.next()), by, place, answer);
  }
  for (const [statement, { points, reason, evidence }] of Object.entries(told.begun ?? {})) {
    const by = judges[turn++ % judges.length] ?? leader;
    const marks = marksFor(framework, statement, points);
    const cited = await evidenceOf(world, by, { cast, school }, evidence);
    await judge(on(days.next()), by, {
      ...{ review: id, statement, input: { reason, marks }, version: null, key: null },
      evidence: cited.length > 0 ? { cited } : {},
    });
  }
  if (told.closedOn) {
    const signing = { signedOffAs: told.signedOffAs ?? '', gapsReason: told.gapsReason ?? '' };
    await closeReview(on(new Date(`${told.closedOn}T15:30:00Z`)), leader, id, signing, {
      key: null,
    });
  }
}

const leaderOf = (school: Played): Member => {
  const leader = Object.values(school.people)[0];
  if (!leader) throw new Error('A school of the cast has nobody in it.');
  return leader;
};

async function frameworkOf(world: World, member: Member, review: string): Promise<Framework> {
  return world.storage.read(scopeOf(member), async (db) => {
    const { frameworkVersionId } = await findReview(db, member.organisation.id, review);
    return findFrameworkVersion(db, frameworkVersionId, member.organisation.id);
  });
}

interface Place {
  review: string;
  statement: string;
  framework: Framework;
  cast: Cast;
  school: Played;
}

/** One judgement, with the evidence it rests on: cited where the school has it, added where it is new. */
async function playAnswer(
  world: World,
  by: Member,
  place: Place,
  answer: CastAnswer,
): Promise<void> {
  const { review, statement, framework, cast, school } = place;
  const standing: Standing = answer.level === 'not yet' ? 'not-yet' : answer.level;
  const cited = await evidenceOf(world, by, { cast, school }, answer.evidence ?? []);
  await judge(world, by, {
    review,
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

/** The ids of these pieces of evidence, added where they are new. */
async function evidenceOf(
  world: World,
  by: Member,
  { cast, school }: Pick<Place, 'cast' | 'school'>,
  keys: string[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const key of keys) {
    school.evidence[key] ??= await playEvidence(world, by, cast, school, key);
    ids.push(school.evidence[key]);
  }
  return ids;
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
