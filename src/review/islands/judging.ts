/** The page of a statement with script: counts and suggestion as one marks, keys, saving as one goes. */
import { followMarks } from './judging/follow-marks.js';
import { keepSaving } from './judging/keep-saving.js';
import { startKeys } from './judging/keys.js';

const form = document.querySelector<HTMLFormElement>('form#judging');
if (form) {
  followMarks(form);
  startKeys(form);
  keepSaving(form);
}
