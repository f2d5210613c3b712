/** Who the drafts of a page belong to: the page says so, and each autosave says it again. */
export const ownerOf = (person: string, organisation: string): string =>
  `${person}.${organisation}`;
