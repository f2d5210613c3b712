/** Whether a password can be guessed: judged by zxcvbn with word lists, and by what anybody knows about its owner. */
import { invalid } from '../platform/problems.js';
import { judgeApart, type PasswordStrength } from './password-judge.js';

/** Score 3 of 4: safe even for somebody who has a copy of the hash and tries 10,000 a second. */
const ENOUGH = 3;
/** How many characters must be left once everything that anybody could know is taken away. */
const OWN_CHARACTERS = 8;

/** Words that everybody would try here, beside those about the person and the school. */
const EVERYBODYS_WORDS: readonly string[] = [
  ...['waymark', 'careers', 'career', 'leader', 'impact', 'system', 'maturity', 'model', 'school'],
  ...['special', 'academy', 'college', 'primary', 'secondary', 'trust', 'governor', 'headteacher'],
  ...['teacher', 'learner', 'pupil', 'student', 'enterprise', 'adviser', 'review', 'password'],
];

/**
 * Why a password is weak and what would be better, or null when it is strong enough.
 * `known` is what anybody may know: the person's name and e-mail address, the school.
 */
export async function weaknessOf(password: string, known: string[]): Promise<string | null> {
  const words = [...wordsOf(known), ...EVERYBODYS_WORDS];
  const own = withoutWords(password, words);
  if (own.length < OWN_CHARACTERS) {
    return 'This password is mostly words that others can guess, such as your name, your school or a year. Use three or four unrelated words';
  }
  const judged = await judgeApart(password, words);
  return judged.score >= ENOUGH ? null : reasonFor(judged);
}

/**
 * @throws Problem 422 `password.weak` with the reason at the field.
 */
export async function assertStrongPassword(
  password: string,
  known: string[],
  field = 'password',
): Promise<void> {
  const weakness = await weaknessOf(password, known);
  if (weakness) throw invalid('password.weak', `${weakness}.`, { [field]: weakness });
}

/** "maya.okafor@otterbridge.example" and "Otterbridge School" fall into words of three letters or more. */
function wordsOf(known: string[]): string[] {
  const words = known.flatMap((each) => [each, ...each.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(words.map((word) => word.toLowerCase()).filter((word) => word.length >= 3))];
}

function withoutWords(password: string, words: string[]): string {
  let rest = password.toLowerCase();
  for (const word of [...words].sort((a, b) => b.length - a.length))
    rest = rest.split(word).join(' ');
  return rest.replace(/(19|20)\d\d/g, ' ').replace(/[\s._,-]/g, '');
}

const REASONS: Record<string, string> = {
  straightRow: 'Keys in a row on the keyboard are easy to guess',
  keyPattern: 'Patterns on the keyboard are easy to guess',
  simpleRepeat: 'One character repeated is easy to guess',
  extendedRepeat: 'Characters that repeat, like "abcabcabc", are easy to guess',
  sequences: 'Runs such as "abcdef" or "6543" are easy to guess',
  recentYears: 'Recent years are easy to guess',
  dates: 'Dates are easy to guess',
  topTen: 'This is one of the most used passwords in the world',
  topHundred: 'This is one of the most used passwords in the world',
  common: 'This password is on lists that attackers try first',
  similarToCommon: 'This is close to a password on lists that attackers try first',
  wordByItself: 'A single word is easy to guess',
  namesByThemselves: 'Names by themselves are easy to guess',
  commonNames: 'Common names are easy to guess',
  userInputs: 'This includes your name, your email address or your school',
  pwned: 'This password is on lists that attackers try first',
};

function reasonFor({ warning }: PasswordStrength): string {
  const reason = REASONS[warning] ?? 'This password is easy to guess';
  return `${reason}. Use three or four unrelated words`;
}
