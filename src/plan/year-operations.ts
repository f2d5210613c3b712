/** What a program does at the end of a year of the plan. */
import { z } from 'zod';
import { type Member, scopeOf } from '../platform/access/member.js';
import { careersLeaders, everyone } from '../platform/access/route.js';
import { type Operation, operationsOf } from '../platform/operations/operation.js';
import { notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { archiveInput, archiveYear, carryInput, carryOver, openYear } from './changes/years.js';
import { findYearEnd } from './year-store.js';

const operation = operationsOf('plan');

/** The year in the address. @throws Problem 404 `year.unknown` */
function yearIn(year: string): number {
  if (/^20\d\d$/.test(year)) return Number(year);
  throw notFound('year.unknown', 'Give the year in which the academic year begins, like 2026.');
}

const yearSchema = z.object({
  year: z.int(),
  is_archived: z.boolean(),
  words: z.string().nullable(),
  archived_at: z.iso.datetime().nullable(),
  actions: z.object({
    all: z.int(),
    done: z.int(),
    stopped: z.int(),
    open: z.int(),
    carried: z.int(),
  }),
});

async function read(context: AppContext, member: Member, id: string) {
  const year = yearIn(id);
  const { archived, counts } = await context.storage.read(scopeOf(member), (db) =>
    findYearEnd(db, member.organisation.id, year),
  );
  return {
    year,
    is_archived: archived !== null,
    words: archived?.words ?? null,
    archived_at: archived?.at.toISOString() ?? null,
    actions: counts,
  };
}

/** The API of the years; the plan adds them to its own. */
export const yearOperations: Operation[] = [
  operation({
    name: 'year.read',
    summary: 'Read how a year of the plan ended: how many actions, and whether it is archived.',
    http: { method: 'GET', path: '/plan/years/:year' },
    allow: everyone,
    output: yearSchema,
    form: 'GET /year',
    run: ({ context, member, id }) => read(context, member, id),
  }),
  operation({
    name: 'year.carry-over',
    summary: 'Carry open actions of a year over to the plan of the next.',
    http: { method: 'POST', path: '/plan/years/:year/carry-over' },
    allow: careersLeaders,
    input: carryInput.omit({ from: true }),
    output: z.object({ carried: z.int() }),
    form: 'POST /year/carry',
    run: ({ context, member, id, input, how }) =>
      carryOver(context, member, { ...input, from: yearIn(id) }, how),
  }),
  operation({
    name: 'year.archive',
    summary: 'Archive a year of the plan, with a summary: it can be read, and not changed.',
    http: { method: 'PUT', path: '/plan/years/:year/archive' },
    allow: careersLeaders,
    input: archiveInput.omit({ year: true }),
    output: yearSchema,
    form: 'POST /year/archive',
    run: ({ context, member, id, input, how }) =>
      archiveYear(context, member, { ...input, year: yearIn(id) }, how),
    answer: read,
  }),
  operation({
    name: 'year.open',
    summary: 'Reopen an archived year of the plan.',
    http: { method: 'DELETE', path: '/plan/years/:year/archive' },
    allow: careersLeaders,
    form: 'POST /year/open',
    run: ({ context, member, id, how }) => openYear(context, member, yearIn(id), how),
  }),
];
