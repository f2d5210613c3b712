/** The page of a statement with script: counts and suggestion as one marks, folds, keys, notices as one goes. */

import { sendFiles } from './agreement/files.js';
import { openChosen, openOnTheWay } from './agreement/folds.js';
import { followMarks } from './agreement/follow-marks.js';
import { saveByKey, startKeys } from './agreement/keys.js';
import { showNotices } from './agreement/notices.js';

const form = document.querySelector<HTMLFormElement>('form#agreement');
if (form) {
  openChosen(form);
  openOnTheWay(form);
  followMarks(form);
  startKeys(form);
  saveByKey(form);
  sendFiles(form);
  showNotices(form);
}
