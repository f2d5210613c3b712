/** What the pages of the plan begin with: what the address asks for, and where the school stands. */

import { type Framework, statementsOf } from '../../framework/framework.js';
import { findFrameworkVersion } from '../../framework/store.js';
import { academicYearAt } from '../../platform/academic-year.js';
import type { Member } from '../../platform/access/member.js';
import { dayAt } from '../../platform/days.js';
import type { Db } from '../../platform/storage/transaction.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { type Asked, GROUPINGS, type Grouping } from '../list-store.js';
import { STATUSES } from '../plan.js';
import { listYears, type YearStood } from '../years-store.js';

const VIEWS = ['list', 'timeline', 'board', 'heatmap'] as const;
type View = (typeof VIEWS)[number];

/** What the address asks for. */
export interface PlanAsked extends Asked {
  view: View;
  by: Grouping;
  page: number;
  /** Today in England. */
  today: string;
}

const oneOf = <T extends string>(list: readonly T[], word: string | undefined): T | null =>
  list.find((each) => each === word) ?? null;

/** Reads the address. What makes no sense is taken as the usual. */
export function askedOf(c: Ctx): PlanAsked {
  const now = c.get('request').context.clock();
  return {
    academicYear: yearAsked(c),
    view: oneOf(VIEWS, c.req.query('view')) ?? 'list',
    by: oneOf(GROUPINGS, c.req.query('by')) ?? 'priority',
    status: oneOf([...STATUSES, 'open'] as const, c.req.query('status')),
    page: Math.max(1, Math.min(10_000, Math.trunc(Number(c.req.query('page'))) || 1)),
    today: dayAt(now),
  };
}

/** The academic year that the address asks for, or the one that is now. */
export function yearAsked(c: Ctx): number {
  const year = Number(c.req.query('year') ?? c.req.param('year'));
  const isYear = Number.isInteger(year) && year >= 2000 && year <= 2100;
  return isYear ? year : academicYearAt(c.get('request').context.clock());
}

export interface Standpoint {
  framework: Framework;
  /** The statements in the order of the framework. */
  codes: string[];
  years: YearStood[];
}

/** Where the school stood in each review, and the framework of the latest. One query, two when it was not read before. */
export async function readStandpoint(db: Db, member: Member): Promise<Standpoint> {
  const organisation = member.organisation.id;
  const { years, frameworkVersionId } = await listYears(db, organisation);
  const framework = await findFrameworkVersion(db, frameworkVersionId, organisation);
  return { framework, codes: statementsOf(framework).map(({ id }) => id), years };
}

/** The address of the plan with some of what it asks for changed; a new choice begins at the first page. */
export function planHref(asked: PlanAsked, change: Partial<PlanAsked> = {}): string {
  const next = { ...asked, page: 1, ...change };
  const query = new URLSearchParams();
  query.set('year', String(next.academicYear));
  if (next.view !== 'list') query.set('view', next.view);
  if (next.by !== 'priority') query.set('by', next.by);
  if (next.status) query.set('status', next.status);
  if (next.page > 1) query.set('page', String(next.page));
  return `/plan?${query}`;
}
