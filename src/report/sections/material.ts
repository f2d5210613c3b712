/** What reports are put together from. */
import type { Framework } from '../../framework/framework.js';
import type { Action } from '../../plan/plan.js';
import type { Block } from '../blocks/block.js';
import type { Summary } from '../summary.js';

export interface Material {
  summary: Summary;
  framework: Framework;
  /** The plan that the review leads to, in the order of its priorities; empty where it may not be seen. */
  actions: readonly Action[];
  /** "2026/27" */
  planYear: string;
  /** Today in England, as ISO text. */
  today: string;
  /** What the school wrote for its reports, by the name of the text: "decisions". */
  texts: Readonly<Record<string, string>>;
  /** False for a copy that leaves people’s names out. */
  hasNames: boolean;
}

/** A part of a report. It says nothing where there is nothing to say. */
export interface ReportPart {
  /** What it is called in addresses, settings and the API: "risks". */
  id: string;
  /** What people call it where they choose: "Risks". */
  title: string;
  blocks(material: Material): Block[];
}

export const part = (id: string, title: string, blocks: ReportPart['blocks']): ReportPart => ({
  ...{ id, title, blocks },
});
