/** What the history holds of questions, comments and replies: that they were, and never what they say. */
import { z } from 'zod';
import { code, defineEvents } from '../platform/history/events.js';

const remark = {
  kind: z.enum(['question', 'comment', 'reply']),
  on: z.union([code, z.enum(['an action', 'the results'])]),
  /** What a reply stands under. */
  to: z.enum(['question', 'comment']),
};

export const remarkEvents = defineEvents({
  'remark.written': remark,
  'remark.answered': remark,
  'remark.reopened': remark,
  'remark.withdrawn': remark,
  'remark.restored': remark,
});
