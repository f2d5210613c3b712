/** How headings of themes begin. */

import { cellText, type Row } from '../grid.js';

/** What themes are called in the languages of likely documents, and the number or letter of one. */
export const THEME_WORD =
  /^(?:theme|area|section|strand|domain|dimension|pillar|part|chapter|thème|domaine|axe|thema|bereich|tema|área|ámbito|ambito|dominio|maes)\s*(\p{N}{1,2}|\p{Lu})(?!\p{L})[\s.:)–—-]*/iu;

/** True when a row begins as headings of themes do: "Theme 3 …". */
export function namesTheme(row: Row): boolean {
  return THEME_WORD.test(cellText(row.cells[0]));
}
