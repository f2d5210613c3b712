/**
 * The known word that somebody probably meant, or null when none is close: at most a third of the letters differ.
 * Two words are compared by the fewest letters to add, drop, change, or swap with a neighbour (Damerau-Levenshtein).
 */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const wanted = plain(word);
  let best: { word: string; distance: number } | null = null;
  for (const candidate of known) {
    const distance = lettersApart(wanted, plain(candidate));
    if (distance <= Math.max(1, Math.floor(candidate.length / 3))) {
      if (!best || distance < best.distance) best = { word: candidate, distance };
    }
  }
  return best?.word ?? null;
}

/** buildsOn, builds-on and builds_on are one slip, not three. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function lettersApart(left: string, right: string): number {
  let before: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const swap = isSwap ? before[j - 2]! + 1 : change;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, change, swap));
    }
    before = row;
    row = next;
  }
  return row[right.length]!;
}
