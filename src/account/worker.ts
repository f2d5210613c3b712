/** The thread that judges passwords: its word lists take half a second and 30 MB, and a long password a tenth of a second. */
import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';
import type { Question } from './password-judge.js';

/** Beyond this many characters nothing more is judged: the beginning is strong enough, or repeats. */
const JUDGED_LENGTH = 64;

const judge = new ZxcvbnFactory({
  dictionary: { ...common, ...english },
  graphs: adjacencyGraphs,
  maxLength: JUDGED_LENGTH,
  l33tMaxSubstitutions: 10,
  useLevenshteinDistance: false,
});

parentPort?.on('message', ({ id, password, words }: Question) => {
  const { score, feedback } = judge.check(password, words);
  parentPort?.postMessage({ id, score, warning: feedback.warning ?? '' });
});
