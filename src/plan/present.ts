/** Actions as JSON: allow-lists, for the API and the command line alike. */
import { z } from 'zod';
import { jsonKeys, presented } from '../platform/casing.js';
import { presentRemark, remarkSchema } from '../remark/present.js';
import type { Remark } from '../remark/remark.js';
import { type Action, STATUSES, urgencyOf } from './plan.js';

const day = z.iso.date().nullable();

/** What `presentAction` gives. */
export const actionSchema = z.object({
  id: z.uuid(),
  academic_year: z.int().meta({ description: 'The year in which it begins: 2026 for 2026/27.' }),
  title: z.string(),
  priority: z.string(),
  objective: z.string(),
  aim: z.object({ statement: z.string(), level: z.int() }).nullable(),
  owner: z.string().nullable(),
  owner_id: z.uuid().nullable(),
  start_on: day,
  due_on: day,
  status: z.enum(STATUSES),
  closed_on: day,
  urgency: z.enum(['overdue', 'due soon']).nullable(),
  milestones: z.array(z.object({ on: day, what: z.string(), is_reached: z.boolean() })),
  resources: z.string(),
  cost: z.string(),
  expected_change: z.string(),
  measure: z.string(),
  expected_evidence: z.string(),
  result: z.string(),
  changed: z.string(),
  updated_by: z.string().nullable(),
  updated_at: z.iso.datetime(),
  version: z.int(),
});

/** What `presentWholeAction` gives. */
export const wholeActionSchema = actionSchema.extend({ remarks: z.array(remarkSchema) });

/** An action; `today` is for whether it is overdue. */
export const presentAction = (action: Action, today: string) =>
  presented(actionSchema, {
    ...jsonKeys(action),
    owner: action.owner?.name ?? null,
    owner_id: action.owner?.id ?? null,
    urgency: urgencyOf(action, today),
    milestones: action.milestones.map(jsonKeys),
  });

/** An action with the newest questions and comments on it. */
export const presentWholeAction = (action: Action, remarks: readonly Remark[], today: string) => ({
  ...presentAction(action, today),
  remarks: remarks.map(presentRemark),
});
