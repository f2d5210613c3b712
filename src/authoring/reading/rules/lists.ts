/** Lists: items that were run together in one line stand on lines of their own again, each after "- ". */

const BULLET = '[•◦▪▫●○■□‣⁃∙·➢✓\\uf0b7\\uf0a7]';
const AT_START = new RegExp(`^(?:${BULLET}|[-–*](?=\\s))\\s*`, 'u');
const BULLETED = new RegExp(`^${BULLET}`, 'u');
const BULLETS = new RegExp(`(?:^|\\s)${BULLET}\\s*`, 'gu');

/**
 * True when a piece of text begins an item of a list. A dash only does so where the words `before` may stop, or where
 * they are a list with the same dash: otherwise a line of a sentence happens to begin with one.
 */
export function beginsList(piece: string, before: string): boolean {
  if (!AT_START.test(piece)) return false;
  if (BULLETED.test(piece)) return true;
  const mark = /^([-–*])\s/mu.exec(before)?.[1];
  return mark === undefined ? /[:;.!?]$/u.test(before) : piece.startsWith(mark);
}

/**
 * The text with its list laid out, or the same text when it holds none. A dash only begins an item after a colon,
 * or after another item: dashes between words stay what they are.
 */
export function layOutList(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(AT_START, '- '));
  return lines.flatMap((line) => splitItems(line)).join('\n');
}

function splitItems(line: string): string[] {
  if (line.search(BULLETS) >= 0) {
    const items = line.replace(BULLETS, '\n- ').trim().split('\n');
    return items.map((item) => item.trimEnd());
  }
  const start = /:\s+[-–]\s+/u.exec(line);
  if (!start) return /^- .* - /u.test(line) && !line.includes(',') ? itemsOf(line) : [line];
  const intro = line.slice(0, start.index + 1);
  return [intro, ...itemsOf(line.slice(start.index + 1))];
}

function itemsOf(text: string): string[] {
  return text
    .trim()
    .replace(/^[-–]\s+/u, '')
    .split(/\s[-–]\s+/u)
    .map((item) => `- ${item.trim()}`);
}
