/** The verbs of schools and who is in them, in words. */
import { roleWords } from '../platform/access/member.js';
import { changedFields, type HistoryMessages } from '../platform/history/messages.js';

const roleOf = (part: Record<string, unknown> | null) => String(part?.role ?? 'member');

export const organisationMessages: HistoryMessages = {
  area: 'People and access',
  verbs: {
    'installation.set-up': 'set Waymark up',
    'school.added': 'added the school',
    'school.changed': ({ after }) => `changed the school details: ${changedFields(after)}`,
    'membership.changed': ({ before, after }) => changed(before, after),
    'membership.ended': ({ before }) => `removed someone who was ${roleOf(before)}`,
    'membership.left': 'left the school',
    'membership.restored': ({ after }) => `restored someone’s access as ${roleOf(after)}`,
    'membership.taken-over': 'took over as careers leader',
    'membership.granted': ({ after }) => `restored access to the school, as ${roleOf(after)}`,
    'invitation.sent': ({ after }) =>
      `invited someone as ${roleWords({ role: roleOf(after), isOwner: after?.is_owner === true })}`,
    'invitation.revoked': 'cancelled an invitation',
    'invitation.accepted': ({ after }) => `joined as ${roleOf(after)}`,
    'link.made': 'created a personal link to a review',
    'link.renewed': 'created a new personal link',
    'link.revoked': 'turned off a personal link',
  },
};

function changed(
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): string {
  const said: string[] = [];
  if (after && 'role' in after) said.push(`from ${roleOf(before)} to ${roleOf(after)}`);
  if (after && 'is_owner' in after)
    said.push(after.is_owner ? 'now an account owner' : 'no longer an account owner');
  if (after && 'title' in after) said.push('with another job title');
  return `changed what someone can do: ${said.join(', ')}`;
}
