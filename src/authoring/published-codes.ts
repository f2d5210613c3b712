/** The codes that a model from a document is published with: those of the document where they can be kept. */
import type { Draft } from './reading/draft.js';

/** The number of the theme, a full stop and a number. */
const CODE = /^([1-9]\d*)\.([1-9]\d*)$/;

/** True when each theme has its place as its number, and its codes are its own and count up; some may be left out. */
function areKept({ themes }: Draft): boolean {
  return themes.every((theme, at) => {
    const codes = theme.statements.map(({ id }) => CODE.exec(id));
    const numbers = codes.map((code) => Number(code?.[2] ?? 0));
    return (
      theme.id === at + 1 &&
      codes.every((code) => Number(code?.[1]) === theme.id) &&
      numbers.every((number, index) => number > (numbers[index - 1] ?? 0))
    );
  });
}

/** The draft with codes that count by theme ("A1" becomes "1.1") where its own cannot be kept; otherwise the same. */
export function withPublishedCodes(draft: Draft): Draft {
  if (areKept(draft)) return draft;
  const codes = new Map(changesOf(draft));
  return {
    ...draft,
    themes: draft.themes.map((theme, at) => ({
      ...theme,
      id: at + 1,
      statements: theme.statements.map((statement, index) => ({
        ...statement,
        id: `${at + 1}.${index + 1}`,
      })),
    })),
    missing: draft.missing.map((one) => ({
      ...one,
      statement: one.statement === null ? null : (codes.get(one.statement) ?? one.statement),
    })),
  };
}

/** Each code of the document that is published as another one, with that one; none where codes are kept or were made. */
export function changedCodes(draft: Draft): [string, string][] {
  return areKept(draft) ? [] : changesOf(draft).filter(([before, after]) => before !== after);
}

const changesOf = ({ themes }: Draft): [string, string][] =>
  themes.flatMap(({ statements }, at) =>
    statements.map(({ id }, index): [string, string] => [id, `${at + 1}.${index + 1}`]),
  );
