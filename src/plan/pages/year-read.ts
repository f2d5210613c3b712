/** What the page of a year is made of. */
import { statementsOf } from '../../framework/framework.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import type { Problem } from '../../platform/problems.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { type Comparison, compare } from '../../review/comparison.js';
import { type Outcome, whatFollowed } from '../level-changes.js';
import { may } from '../permissions.js';
import { frameworksOf, sameWordingIn } from '../wording.js';
import { findYearEnd, type YearEnd } from '../year-store.js';
import type { YearStood } from '../years-store.js';
import { readStandpoint, type Standpoint } from './plan-read.js';

export interface YearProps {
  request: RequestContext;
  year: number;
  end: YearEnd;
  standpoint: Standpoint;
  /** The reviews at both ends of the year, and what changed between them. */
  first: YearStood | null;
  second: YearStood | null;
  comparison: Comparison | null;
  /** What the reviews say of the actions that were done, by the id of the action. */
  outcomes: ReadonlyMap<string, Outcome>;
  problem: Problem | null;
}

/** A year of the plan with the reviews around it. */
export async function readYear(c: Ctx, member: Member, year: number): Promise<YearProps> {
  const organisation = member.organisation.id;
  const request = c.get('request');
  return request.context.storage.read(scopeOf(member), async (db) => {
    const standpoint = await readStandpoint(db, member);
    const end = await findYearEnd(db, organisation, year);
    const first = standpoint.years.findLast((each) => each.academicYear === year) ?? null;
    const second = standpoint.years.find((each) => each.academicYear > year) ?? null;
    const same = sameWordingIn(await frameworksOf(db, organisation, standpoint.years));
    const comparison = first && second ? compared(standpoint, first, second, same) : null;
    const outcomes = new Map(
      whatFollowed(end.closed, standpoint.years, same).map(({ action, outcome }) => [
        action.id,
        outcome,
      ]),
    );
    return { request, year, end, standpoint, first, second, comparison, outcomes, problem: null };
  });
}

function compared(
  { framework }: Standpoint,
  first: YearStood,
  second: YearStood,
  same: ReturnType<typeof sameWordingIn>,
): Comparison {
  const reworded = statementsOf(framework)
    .map(({ id }) => id)
    .filter((id) => !same(id, first.frameworkVersionId, second.frameworkVersionId));
  return compare(framework, first.ratings, second.ratings, { reworded });
}

/** True when the reader may carry over and archive. */
export const isLeader = ({ request }: YearProps) => may(request, 'plan.lead');
