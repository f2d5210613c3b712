/** What the history holds of reports. */
import { z } from 'zod';
import { day, defineEvents, id } from '../platform/history/events.js';
import { REPORT_KINDS } from './kinds.js';

/** Ids and words of ours: never a token or a passphrase. */
const link = { link: id, report: z.enum(REPORT_KINDS.map((kind) => kind.id)) };

export const reportEvents = defineEvents({
  'report-link.made': {
    ...link,
    until: day,
    has_names: z.boolean(),
    has_remarks: z.boolean(),
    has_passphrase: z.boolean(),
  },
  'report-link.revoked': link,
});
