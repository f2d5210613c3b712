/** What the history holds of schools, who is in them, and what is kept of them. */
import { z } from 'zod';
import { EVERY_ROLE } from '../platform/access/member.js';
import { day, defineEvents, id, typedWords, typedWordsOrNull } from '../platform/history/events.js';
import { PHASES, REGIONS } from './organisation-words.js';

const role = z.enum(EVERY_ROLE);
const is_owner = z.boolean();
const kind = z.enum(['school', 'special school']);
const figures = z.string().regex(/^\d+$/).nullable();
const months = z.int().nullable();

export const peopleEvents = defineEvents({
  'installation.set-up': { kind },
  'school.added': { name: typedWords, kind, urn: figures },
  'school.changed': {
    name: typedWords,
    kind,
    urn: figures,
    ukprn: figures,
    laestab: figures,
    type: typedWordsOrNull,
    phase: z.enum(PHASES).nullable(),
    local_authority: typedWordsOrNull,
    region: z.enum(REGIONS).nullable(),
  },
  'membership.changed': { role, title: typedWordsOrNull, is_owner },
  'membership.ended': { role, is_owner },
  'membership.left': { role, is_owner },
  'membership.restored': { role },
  'membership.taken-over': { role },
  'membership.granted': { role, is_owner },
  'invitation.sent': { role, is_owner },
  'invitation.revoked': {},
  'invitation.accepted': { role, is_owner },
  'link.made': { review: id, days: z.int() },
  'link.renewed': {},
  'link.revoked': {},
  'history.exported': {},
  'request.recorded': {
    kind: z.enum(['access', 'correction', 'erasure', 'objection', 'complaint']),
    received: day,
  },
  'request.answered': {},
  'retention.changed': {
    left_months: months,
    invitation_months: months,
    link_months: months,
    request_months: months,
  },
  'retention.applied': {
    people: z.int(),
    invitations: z.int(),
    links: z.int(),
    requests: z.int(),
  },
  'person.exported': {},
  'person.erased': {},
});
