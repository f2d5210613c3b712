/** The verbs of data protection in words. */
import { changedFields, type HistoryMessages } from '../platform/history/messages.js';

export const recordMessages: HistoryMessages = {
  area: 'Data protection',
  verbs: {
    'history.exported': 'exported the history',
    'history.key-made': 'made a new key that signs the history',
    'request.recorded': ({ after }) => `wrote down a ${String(after?.kind ?? 'request')}`,
    'request.answered': 'answered a data request or complaint',
    'retention.changed': 'changed how long things are kept',
    'retention.applied': ({ after }) =>
      `deleted what was older than the school keeps: ${changedFields(after)}`,
    'person.exported': 'took a copy of their own data',
    'person.erased': 'had a person’s data erased',
  },
};
