/** What became of the statement that an action aimed at, in a sentence. */
import type { Outcome } from '../level-changes.js';

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  reached: 'It reached the level you aimed for.',
  'moved up': 'It went up, but not yet to the level you aimed for.',
  stayed: 'It stayed at the same level.',
  'moved down': 'It went down a level.',
  'not recorded': 'One of the two reviews has no level, so they cannot be compared.',
  reworded: 'The wording of the statement changed, so the levels cannot be compared.',
  'not looked at yet': 'No review since.',
};
