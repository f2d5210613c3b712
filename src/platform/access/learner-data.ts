/** Telling an obvious list of pupils from everything else: nothing about individual learners belongs in Waymark. */

import type { Channel } from '../history/history.js';
import { invalid } from '../problems.js';
import { one, type Typed } from '../web/form.js';

export interface LearnerDoubt {
  /** What looks like pupils: "3 unique pupil numbers". */
  because: string;
}

/** A unique pupil number: a check letter, twelve digits or eleven and a letter (DfE, UPN guide, 2013 on). */
const UPN = /\b[A-HJ-NP-RT-Z]\d{11}[\dA-Z]\b/g;
const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** True when the first letter is the check letter of the rest. */
export function isUpn(text: string): boolean {
  const digits = [...text.slice(1)].map((sign) =>
    /\d/.test(sign) ? Number(sign) : UPN_LETTERS.indexOf(sign),
  );
  if (digits.length !== 12 || digits.some((digit) => digit < 0)) return false;
  const sum = digits.reduce((total, digit, index) => total + digit * (index + 2), 0);
  return UPN_LETTERS[sum % 23] === text[0];
}

/** Two to four words with capitals: "Reid, Sam" or "Sam Reid". */
const NAME = /(?:^|[,;\t"\s])\p{Lu}[\p{L}'’-]+[,\s]+\p{Lu}[\p{L}'’-]+/u;
const BIRTH = /\b(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b|\b(\d{4})-(\d{2})-(\d{2})\b/;
const YEAR_GROUP =
  /\b(?:year|yr|y)\s?(?:[7-9]|1[0-4])\b|[,;\t][^\S\t]*(?:[7-9]|1[0-3])[A-Z]{1,3}\b/i;
const ADDRESS = /@/;
/** Fewer are an example or a mention; a list has more. */
const LIST = 3;

/** True for a date on which a learner of 3 to 25 years may have been born. */
function isBirth(line: string, thisYear: number): boolean {
  const found = BIRTH.exec(line);
  if (!found) return false;
  const written = Number(found[3] ?? found[4]);
  const year = written < 100 ? 2000 + written : written;
  return year >= thisYear - 25 && year <= thisYear - 3;
}

/**
 * Says why a text looks like a list of pupils, or null. Few false alarms: names alone, staff with addresses, dates
 * alone and a sentence about Year 9 are no list.
 */
export function looksLikePupils(text: string, today: Date): LearnerDoubt | null {
  const upns = new Set((text.match(UPN) ?? []).filter(isUpn)).size;
  if (upns > 0) return doubt(`${upns} unique pupil ${upns === 1 ? 'number' : 'numbers'}`);
  const lines = text.split(/\n/).filter((line) => line.trim() && line.length < 200);
  const head = lines.slice(0, 3).join('\n');
  if (/\b(upn|date of birth|d\.?o\.?b\.?|reg(istration)? group|tutor group)\b/i.test(head)) {
    if (lines.filter((line) => NAME.test(line)).length >= LIST)
      return doubt('column headings of a pupil list');
  }
  const named = lines.filter((line) => NAME.test(line) && !ADDRESS.test(line));
  const births = named.filter((line) => isBirth(line, today.getUTCFullYear())).length;
  if (births >= LIST) return doubt(`${births} names with dates of birth`);
  const short = named.filter((line) => line.trim().split(/\s+/).length <= 8);
  const groups = short.filter((line) => YEAR_GROUP.test(line)).length;
  if (groups >= LIST) return doubt(`${groups} names with year groups`);
  return null;
}

/** The field by which somebody says that a text names no learners, after the question. */
export const NO_LEARNERS = 'no-learners';

/** True when the form says that its texts name no learners. */
export const saysNoLearners = (typed: Typed): boolean => one(typed, NO_LEARNERS) === 'yes';

/** How one says so, by the channel that the text came through. */
const TO_CONFIRM: Readonly<Record<Channel, string>> = {
  page: 'say below that it names none',
  api: 'send "names_no_learners": true if it names no learners',
  command: 'add --names-no-learners if it names no learners',
  system: 'leave it out',
};

/** Texts on their way to be saved. */
export interface Questioned {
  /** The texts by the field that each was typed into. */
  texts: Readonly<Record<string, string | null | undefined>>;
  /** What is saved there now: a doubt that it gave rise to as well has been answered already. */
  was?: Readonly<Record<string, string | null | undefined>>;
  /** They have said that no learner is named. */
  namesNoLearners?: boolean | undefined;
  channel?: Channel;
  today: Date;
}

/**
 * Questions texts before they are saved: once, so that somebody who knows better can go on.
 * @throws Problem 422 `learner-data.doubt`, with a sentence for each field
 */
export function assertNoLearnerData(asked: Questioned): void {
  if (asked.namesNoLearners) return;
  const { was = {}, channel = 'page', today } = asked;
  const fields: Record<string, string> = {};
  for (const [field, text] of Object.entries(asked.texts)) {
    const because = looksLikePupils(text ?? '', today)?.because;
    if (because === undefined || looksLikePupils(was[field] ?? '', today)?.because === because)
      continue;
    fields[field] =
      `This looks like a list of pupils (${because}). Remove anything that names individual learners, or ${TO_CONFIRM[channel]}`;
  }
  const [first] = Object.values(fields);
  if (first) throw invalid('learner-data.doubt', `${first}.`, fields);
}

const doubt = (because: string): LearnerDoubt => ({ because });
