/** Where sentences begin and end, in any script. */

/** True when a text stops where a sentence may stop; quotation marks and brackets may follow. */
export function endsSentence(text: string): boolean {
  return /[.!?…。！？؟।][\p{Pf}\p{Pe}"'”’]*$/u.test(text.trim());
}

/** True when a text may begin a sentence: not with a small letter, nor with a mark that only continues one. */
export function beginsSentence(text: string): boolean {
  return !/^[\p{Ll},;.:)\]!?%&/]/u.test(text.trim());
}

/** The words of a text: letters, figures, and the marks within them ("careers-related", "school's"). */
export function wordsIn(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:[-'’+/][\p{L}\p{N}]+)*\+?/gu) ?? [];
}
