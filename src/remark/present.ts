/** Remarks as JSON: allow-lists, for the API and the command line alike. */
import { z } from 'zod';
import { EVERY_ROLE, type Role } from '../platform/access/member.js';
import type { Remark, Written } from './remark.js';

const writtenSchema = z.object({
  id: z.uuid(),
  words: z.string(),
  written_by: z.string().nullable(),
  role: z.enum(EVERY_ROLE as [Role, ...Role[]]),
  written_at: z.iso.datetime(),
});

/** What `presentRemark` gives. */
export const remarkSchema = writtenSchema.extend({
  kind: z.enum(['question', 'comment']),
  statement: z.string().nullable(),
  answered_at: z.iso.datetime().nullable(),
  replies: z.array(writtenSchema),
});

const presentWritten = ({ id, words, by, as, at }: Written) => ({
  id,
  words,
  written_by: by.name,
  role: as,
  written_at: at.toISOString(),
});

/** A question or a comment with its replies; `statement` is null for one on the results as a whole, or on an action. */
export const presentRemark = (remark: Remark) => ({
  ...presentWritten(remark),
  kind: remark.kind,
  statement: remark.place.statement,
  answered_at: remark.answeredAt?.toISOString() ?? null,
  replies: remark.replies.map(presentWritten),
});
