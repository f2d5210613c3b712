/** Brings the demo data to life through the same verbs that people use, on the days of their story. */

import { hashPassword } from '../account/passwords.js';
import { addPassword, addPerson } from '../account/people-store.js';
import { addMembership, addOrganisation } from '../organisation/organisation-store.js';
import type { Member } from '../platform/access/member.js';
import type { AppContext } from '../platform/storage/context.js';
import { installation } from '../platform/storage/transaction.js';
import type { Demo } from './demo-types.js';
import { playEvidence } from './evidence.js';
import { larkfield } from './larkfield.js';
import { turnsOfAction } from './make-plan.js';
import { turnsOfRemark } from './make-remarks.js';
import { turnsOfReview } from './make-review.js';
import { otterbridge } from './otterbridge.js';
import { tarnBank } from './tarn-bank.js';
import { playInOrder } from './timeline.js';

/** The password of everybody in the demo data. */
export const DEMO_PASSWORD = 'kestrel over the quarry';

/** One school of the demo data, alive: its people by key, its reviews in order. */
export interface Played {
  organisation: Member['organisation'];
  people: Record<string, Member & { email: string }>;
  reviews: string[];
  evidence: Record<string, string>;
}

/** Makes the schools of the demo data. The first one's careers leader is the installation's administrator. */
export async function makeDemo(
  context: AppContext,
  schools: readonly Demo[] = [otterbridge, larkfield, tarnBank],
): Promise<Played[]> {
  const hash = await hashPassword(DEMO_PASSWORD);
  const played: Played[] = [];
  for (const demo of schools) {
    played.push(await play(context, demo, hash, played.length === 0));
  }
  return played;
}

async function play(
  context: AppContext,
  demo: Demo,
  hash: string,
  isFirst: boolean,
): Promise<Played> {
  const school = await enter(context, demo, hash, isFirst);
  const leader = Object.values(school.people)[0];
  if (!leader) throw new Error('A school of the cast has no one in it.');
  const stage = {
    ...{ demo, school, leader, people: school.people },
    evidenceOf: (on: AppContext, by: Member, keys: string[]) =>
      evidenceOf(on, by, demo, school, keys),
    reviewOf: (year: number) =>
      school.reviews[demo.reviews.findIndex(({ academicYear }) => academicYear === year)],
  };
  await playInOrder(context, [
    ...demo.reviews.flatMap((review) => turnsOfReview(stage, review)),
    ...(demo.plan ?? []).flatMap((action) => turnsOfAction(stage, action)),
    ...(demo.remarks ?? []).flatMap((remark) => turnsOfRemark(school, remark)),
  ]);
  return school;
}

/** The school and its people, as an administrator would have entered them two years ago. */
async function enter(
  context: AppContext,
  demo: Demo,
  hash: string,
  isFirst: boolean,
): Promise<Played> {
  const at = new Date('2024-09-02T09:00:00Z');
  const organisation = {
    id: context.id(),
    name: demo.organisation.name,
    kind: demo.organisation.kind,
  };
  const host = demo.organisation.name
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/-(school|academy)$/, '');
  const people: Played['people'] = {};
  await context.storage.write(installation, async (db) => {
    const { localAuthority, ...about } = demo.organisation;
    await addOrganisation(db, {
      ...about,
      local_authority: localAuthority,
      id: organisation.id,
      created_at: at,
    });
    for (const [key, { name, role, title, isOwner = false }] of Object.entries(demo.people)) {
      const id = context.id();
      const email = `${name
        .normalize('NFD')
        .replace(/[^A-Za-z ]/g, '')
        .toLowerCase()
        .replaceAll(' ', '.')}@${host}.example`;
      const isAdministrator = isFirst && Object.keys(people).length === 0;
      await addPerson(db, { id, name, email, is_administrator: isAdministrator, created_at: at });
      await addPassword(db, id, hash, at);
      await addMembership(db, {
        organisation_id: organisation.id,
        person_id: id,
        role,
        title,
        is_owner: isOwner,
        started_at: at,
      });
      people[key] = { person: { id, name }, organisation, role, isOwner, email };
    }
  });
  return { organisation, people, reviews: [], evidence: {} };
}

/** The ids of these pieces of evidence: each is added on the day that somebody first shows it. */
async function evidenceOf(
  context: AppContext,
  by: Member,
  demo: Demo,
  school: Played,
  keys: string[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const key of keys) {
    school.evidence[key] ??= await playEvidence(context, by, demo, school, key);
    ids.push(school.evidence[key]);
  }
  return ids;
}
