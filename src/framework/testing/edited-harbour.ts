import { parse, stringify } from 'yaml';
import { checkFramework } from '../check.js';
import { presentFramework } from '../present.js';
import { harbour } from './harbour.js';
import { sourceOf } from './source-of.js';

/** The harbour model as one YAML file. */
export const harbourText = stringify(presentFramework(harbour), { lineWidth: 0 });

/** The keys of a framework file that tests change. */
export type Loose = {
  levels: { level: number }[];
  themes: { id: number; benchmarks: number[]; statements: LooseStatement[] }[];
};
export type LooseStatement = {
  id: string;
  levels: {
    level: number;
    summary?: string | null;
    missing?: string | null;
    criteria: { id: string; text: string }[];
  }[];
  builds_on: { level: number; needs: { statement: string; level: number }; because: string }[];
};

/** The faults, as `code: message`, of the harbour model after an edit of its data. */
export function faultsOf(edit: (framework: Loose) => void): string[] {
  const framework = parse(harbourText) as Loose;
  edit(framework);
  const { faults } = checkFramework(sourceOf(stringify(framework)));
  return faults.map(({ code, message }) => `${code}: ${message}`);
}

/** The statement at this place, both counted from 0. */
export const statementIn = (framework: Loose, theme: number, index: number) =>
  framework.themes[theme]!.statements[index]!;
