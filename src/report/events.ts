/** What the history holds of reports. */
import { z } from 'zod';
import { day, defineEvents, id, typedWords } from '../platform/history/events.js';
import { PARTS, REPORT_KINDS } from './kinds.js';
import { OWN_TEXTS } from './sections/own-words.js';

/** Ids and words of ours: never a token or a passphrase. */
const link = { link: id, report: z.enum(REPORT_KINDS.map((kind) => kind.id)) };

const report = z.enum(REPORT_KINDS.map((kind) => kind.id));

export const reportEvents = defineEvents({
  'report-text.set': { text: z.enum(OWN_TEXTS.map((text) => text.id)), words: typedWords },
  'report-layout.set': {
    report,
    name: typedWords,
    parts: z.array(z.enum(PARTS.map((part) => part.id))),
  },
  'report-layout.reset': { report },
  'report-link.made': {
    ...link,
    until: day,
    has_names: z.boolean(),
    has_remarks: z.boolean(),
    has_passphrase: z.boolean(),
  },
  'report-link.revoked': link,
});
