/**
 * How deep YAML and JSON may be nested. Their reader calls itself for each level, and V8 ends the whole process, other
 * threads included, when the stack runs out while it compiles an expression. So no text goes there unlooked at.
 */

const DEEPEST = 60;

/** True for a text that could be nested deeper than any file of ours: by brackets, by "- - -", or by its margin. */
export function isTooDeep(text: string): boolean {
  let open = 0;
  let signs = 0;
  let margin = 0;
  let isMargin = true;
  for (const letter of text) {
    if (letter === '\n') {
      [signs, margin, isMargin] = [0, 0, true];
      continue;
    }
    if (letter === '[' || letter === '{') open += 1;
    else if (letter === ']' || letter === '}') open = Math.max(0, open - 1);
    if (isMargin && '-?:'.includes(letter)) signs += 1;
    else if (isMargin && (letter === ' ' || letter === '\t')) margin += 1;
    else isMargin = false;
    if (open > DEEPEST || signs > DEEPEST || margin > DEEPEST * 8) return true;
  }
  return false;
}

export const TOO_DEEP = 'This is nested too deeply. Use only lists within lists.';
