/** What became of the statement that an action aimed at, in a sentence. */
import type { Outcome } from '../level-changes.js';

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  reached: 'It reached the level aimed at.',
  'moved up': 'It moved up, and has not reached the level aimed at.',
  stayed: 'It stayed where it was.',
  'moved down': 'It moved down.',
  'not recorded': 'It cannot be told: one of the two reviews does not record it.',
  reworded: 'It cannot be told: the wording of the statement changed in between.',
  'not looked at yet': 'No review has looked at it since.',
};
