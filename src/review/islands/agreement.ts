/** The page of a statement with script: counts and suggestion as one marks, keys, saving as one goes. */

import { keepSaving } from './agreement/autosave.js';
import { followMarks } from './agreement/follow-marks.js';
import { startKeys } from './agreement/keys.js';

const form = document.querySelector<HTMLFormElement>('form#agreement');
if (form) {
  followMarks(form);
  startKeys(form);
  keepSaving(form);
}
