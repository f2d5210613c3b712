/** The verbs of data protection in words. */
import type { HistoryMessages } from '../platform/history/messages.js';
import { counted } from '../review/sentences.js';

/** What went, kind by kind: "1 person, 2 invitations". */
const gone = ({ people = 0, invitations = 0, links = 0, requests = 0 }: Record<string, unknown>) =>
  [
    counted(Number(people), 'person', 'people'),
    counted(Number(invitations), 'invitation'),
    counted(Number(links), 'personal link'),
    counted(Number(requests), 'data request'),
  ]
    .filter((words) => !words.startsWith('0 '))
    .join(', ') || 'nothing';

export const recordMessages: HistoryMessages = {
  area: 'Data protection',
  verbs: {
    'history.exported': 'exported the history',
    'history.key-made': 'created a new key that signs the history',
    'job.retried': ({ after }) => `ran the background job ${String(after?.job)} again`,
    'request.recorded': ({ after }) => `recorded a ${String(after?.kind ?? 'request')}`,
    'request.answered': 'answered a data request or complaint',
    'retention.changed': 'changed data retention',
    'retention.applied': ({ after }) =>
      `deleted data older than the school keeps: ${gone(after ?? {})}`,
    'person.exported': 'downloaded a copy of their own data',
    'person.erased': 'had a person’s data erased',
  },
};
