/** The page of a statement with script: counts and suggestion as one marks, keys, notices as one goes. */

import { followMarks } from './agreement/follow-marks.js';
import { startKeys } from './agreement/keys.js';
import { showNotices } from './agreement/notices.js';

const form = document.querySelector<HTMLFormElement>('form#agreement');
if (form) {
  followMarks(form);
  startKeys(form);
  showNotices(form);
}
