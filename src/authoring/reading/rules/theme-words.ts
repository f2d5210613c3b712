/** How headings of themes begin. */

import { cellText, type Row } from '../../../platform/documents/grid.js';

/** What themes are called in the languages of likely documents. */
const NAMES = [
  'theme|area|section|strand|domain|dimension|pillar|part|chapter|aspect|component|category|topic',
  'focus area|key area|priority|principle|objective|goal|standard|element|unit',
  'maes|adran|pennod|rhan|thema',
  'themenbereich|themenfeld|handlungsfeld|bereich|kapitel|abschnitt|teil',
  'thème|domaine|axe|chapitre|partie|volet',
  'tema|área|ámbito|ambito|dominio|dimensión|eje|capítulo|sección|capitolo|sezione',
  'obszar|temat|rozdział|dział|gebied|hoofdstuk|onderdeel|område|kapittel|del',
].join('|');

/** The word for a theme and its number or letter. */
export const THEME_WORD = new RegExp(
  `^(?:${NAMES})\\s*(\\p{N}{1,2}|\\p{Lu})(?!\\p{L})[\\s.:)–—-]*`,
  'iu',
);

/** The number or letter of the theme that some words begin with, or null; a line in small letters goes on with another. */
export function themeLabel(text: string): string | null {
  return /^\p{Ll}/u.test(text) ? null : (THEME_WORD.exec(text)?.[1] ?? null);
}

/** True when a row begins as headings of themes do: "Theme 3 …". */
export function namesTheme(row: Row): boolean {
  return themeLabel(cellText(row.cells[0])) !== null;
}
