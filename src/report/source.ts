/** What a report is made from: a review and all that belongs to it, as plain data. */
import type { Framework, StatementCode } from '../framework/framework.js';
import type { VersionMapping } from '../review/comparison.js';
import type { PlannedAction } from '../review/planned.js';
import type { Rating, Ratings } from '../review/rating.js';
import type { RemarkOfYear } from './remarks-store.js';

/** What the team agreed on one statement. */
export interface ReportedAgreement {
  statement: StatementCode;
  rating: Rating;
  reason: string;
  strength: string;
  nextStep: string;
  /** Contradictions that the team keeps, by their id, with the reason. */
  contradictionReasons: Readonly<Record<string, string>>;
  /** True for an answer taken over from an earlier review that nobody has confirmed. */
  isCarried: boolean;
}

export interface AccountEvidence {
  statement: StatementCode;
  title: string;
  url: string | null;
  note: string;
}

export interface ReportSource {
  /** The school's name. */
  school: string;
  framework: Framework;
  review: {
    title: string;
    /** The year in which the academic year begins: 2026 for 2026/27. */
    academicYear: number;
    /** 1 to 4: internal, peer-to-peer, expert, national. */
    stage: number;
    /** Null while the review is open. */
    closedAt: Date | null;
    /** The name typed at sign-off. */
    signedOffAs: string | null;
    /** Why it was closed with gaps. */
    gapsReason: string | null;
  };
  agreements: readonly ReportedAgreement[];
  evidence: readonly AccountEvidence[];
  participants: readonly { name: string; role: string }[];
  /** The open actions of the plan that the review leads to, those that are due first at the top; none for an earlier year. */
  actions: readonly PlannedAction[];
  /** What was asked and said of the review and of the plan of its year, as it was written; null: it is left out. */
  remarks: readonly RemarkOfYear[] | null;
  /** True when the review that this one followed was deleted. */
  isPreviousDeleted: boolean;
  /** The review that this one is compared with. */
  lastYear: { academicYear: number; ratings: Ratings; mapping?: VersionMapping } | null;
}
