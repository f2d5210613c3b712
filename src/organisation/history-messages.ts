/** The verbs of schools and who is in them, in words. */
import { roleWords } from '../platform/access/member.js';
import { changedFields, type HistoryMessages } from '../platform/history/messages.js';

const roleOf = (part: Record<string, unknown> | null) => String(part?.role ?? 'member');

export const organisationMessages: HistoryMessages = {
  area: 'People and access',
  verbs: {
    'installation.set-up': 'set Waymark up',
    'school.added': 'added the school',
    'school.changed': ({ after }) => `changed the school’s page: ${changedFields(after)}`,
    'membership.changed': ({ before, after }) => changed(before, after),
    'membership.ended': ({ before }) => `removed somebody who was ${roleOf(before)}`,
    'membership.left': 'left the school',
    'membership.restored': ({ after }) => `let somebody back in as ${roleOf(after)}`,
    'membership.taken-over': 'took over as careers leader',
    'membership.granted': ({ after }) => `restored access to the school, as ${roleOf(after)}`,
    'invitation.sent': ({ after }) =>
      `invited somebody as ${roleWords({ role: roleOf(after), isOwner: after?.is_owner === true })}`,
    'invitation.revoked': 'took an invitation back',
    'invitation.accepted': ({ after }) => `joined as ${roleOf(after)}`,
    'link.made': 'made a personal link to a review',
    'link.renewed': 'made a personal link anew',
    'link.revoked': 'took a personal link back',
  },
};

function changed(
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): string {
  const said: string[] = [];
  if (after && 'role' in after) said.push(`from ${roleOf(before)} to ${roleOf(after)}`);
  if (after && 'is_owner' in after)
    said.push(after.is_owner ? 'now an owner' : 'no longer an owner');
  if (after && 'title' in after) said.push('with another title');
  return `changed what somebody may do: ${said.join(', ')}`;
}
