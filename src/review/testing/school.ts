/** A school with people in every role, for tests of the review. */

import {
  type AppContextOptions,
  openTestSchool,
  type TestApp,
} from '../../../tests/support/app.js';
import type { Visitor } from '../../../tests/support/visitor.js';
import type { CitedEvidence } from '../../evidence/evidence.js';
import { listCitedEvidence } from '../../evidence/store.js';
import { statementsOf } from '../../framework/framework.js';
import { schoolsModel } from '../../framework/testing/schools-model.js';
import { type Member, type Role, scopeOf } from '../../platform/access/member.js';
import { startReview } from '../changes/start.js';
import { findWholeReview, type WholeReview } from '../whole-review.js';

export interface TestSchool {
  context: TestApp;
  /** Maya's browser: the careers leader, who is signed in. */
  browser: Visitor;
  /** Maya Okafor, careers leader. */
  maya: Member;
  /** Somebody else in the school, in this role. */
  colleague(name: string, role: Role): Promise<Member>;
  /** The same school as this person sees it. */
  as(member: Member, role: Role): Promise<void>;
  /** A new review of 2026/27, started by Maya. */
  review(answersFrom?: string | null, academicYear?: number): Promise<string>;
  /** A review as it stands. */
  read(review: string): Promise<WholeReview>;
  /** What a review cites. */
  evidence(review: string): Promise<CitedEvidence[]>;
  /** The codes of all statements. */
  codes: string[];
}

/** Opens an app context of its own and sets Otterbridge School up in it. */
export async function openSchool(options: AppContextOptions = {}): Promise<TestSchool> {
  const { context, maya: browser } = await openTestSchool(options);
  const { rows } = await context.superuser.query(
    'SELECT p.id AS person, p.name, o.id, o.name AS school FROM persons p CROSS JOIN organisations o',
  );
  const found = rows[0] as { person: string; name: string; id: string; school: string };
  const organisation = { id: found.id, name: found.school, kind: 'school' as const };
  const maya: Member = {
    person: { id: found.person, name: found.name },
    organisation,
    role: 'careers leader',
    isOwner: true,
  };
  return {
    context,
    browser,
    maya,
    colleague: async (name, role) => {
      const id = context.id();
      await context.superuser.query(
        'INSERT INTO persons (id, name, email, created_at) VALUES ($1, $2, $3, now())',
        [id, name, `${id}@otterbridge.example`],
      );
      await context.superuser.query(
        'INSERT INTO memberships (organisation_id, person_id, role, started_at) VALUES ($1, $2, $3, now())',
        [organisation.id, id, role],
      );
      return { person: { id, name }, organisation, role, isOwner: false };
    },
    as: async (member, role) => {
      await context.superuser.query(
        'UPDATE memberships SET role = $3 WHERE organisation_id = $1 AND person_id = $2',
        [organisation.id, member.person.id, role],
      );
    },
    review: async (answersFrom = null, academicYear = 2026) => {
      const input = {
        academicYear,
        title: 'Internal leadership review',
        participants: [],
        answersFrom,
      };
      return (await startReview(context, maya, input, { key: null })).id;
    },
    read: (review) =>
      context.storage.read(scopeOf(maya), (db) => findWholeReview(db, organisation.id, review)),
    evidence: (review) =>
      context.storage.read(scopeOf(maya), (db) => listCitedEvidence(db, organisation.id, review)),
    codes: statementsOf(schoolsModel).map(({ id }) => id),
  };
}
