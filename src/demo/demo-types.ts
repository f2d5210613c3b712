/** The types of the demo data: invented schools with their people, their evidence and their reviews. */
import type { Voice } from '../evidence/evidence.js';
import type { Role } from '../platform/access/member.js';

export interface DemoAnswer {
  level: number | 'not yet';
  reason: string;
  strength?: string;
  next?: string;
  /** Keys of the school's evidence. */
  evidence?: string[];
  /** What was set first, where the team changed its mind, and the key of who set it. */
  atFirst?: { level: number; by: string };
}

/** What is there already of a statement that nobody has decided yet. */
export interface DemoBegun {
  /** The points are marked as for this level. */
  points: number;
  reason: string;
  /** Keys of the school's evidence. */
  evidence: string[];
}

export interface DemoReview {
  /** 2026 for 2026/27. */
  academicYear: number;
  startedOn: string;
  /** Null while the review goes on. */
  closedOn: string | null;
  signedOffAs: string | null;
  gapsReason: string | null;
  /** Keys of the school's people. */
  participants: string[];
  /** By statement. What is not here is not recorded. */
  answers: Record<string, DemoAnswer>;
  begun?: Record<string, DemoBegun>;
}

export interface DemoPerson {
  name: string;
  role: Role;
  title: string;
  isOwner?: boolean;
}

/** A piece of evidence: a link with a url, a figure with a figure, a file with a file, else a note. */
export interface DemoEvidence {
  title: string;
  note?: string;
  url?: string;
  about?: string;
  voice?: Voice;
  /** The day that it speaks of, and the last one on which it holds. */
  from?: string;
  until?: string;
  figure?: { value: string; unit: string };
  /** The name of a text or table, and what it holds. */
  file?: { name: string; content: string };
  /** The key of the person who looks after it. */
  owner?: string;
}

export interface Demo {
  organisation: {
    name: string;
    kind: 'school' | 'special school';
    urn: string;
    type: string;
    phase: string;
    localAuthority: string;
    region: string;
  };
  people: Record<string, DemoPerson>;
  evidence: Record<string, DemoEvidence>;
  reviews: DemoReview[];
  /** What the school is doing about it; left out where nothing is planned yet. */
  plan?: DemoAction[];
  /** What governors asked and advisers said, in the order of its days. */
  remarks?: DemoRemark[];
}

/** A question or a comment, and what was replied. People by their key. */
export type DemoRemark = {
  on: string;
  by: string;
  kind: 'question' | 'comment';
  words: string;
  replies: { on: string; by: string; words: string; isAnswer?: boolean }[];
} & (
  | {
      /** Which of the school's reviews, from 0. */
      review: number;
      /** Null: on the results as a whole. */
      statement: string | null;
    }
  | {
      /** The title of an action. */
      action: string;
    }
);

/** One action of a plan, and what happened with it. Days as ISO text. */
export interface DemoAction {
  addedOn: string;
  /** 2026 for 2026/27. */
  academicYear: number;
  /** Key of one of the school's people. */
  owner: string;
  title: string;
  priority: string;
  objective: string;
  /** "2.1@3": the statement and the level aimed at. */
  aim: string;
  startOn: string;
  dueOn: string;
  /** A line each, as people type them. */
  milestones: string;
  resources: string;
  cost: string;
  expectedChange: string;
  measure: string;
  expectedEvidence: string;
  /** Null while it is planned. */
  begunOn: string | null;
  /** The words of the milestones that were reached. */
  reached: string[];
  notes: { on: string; by: string; words: string }[];
  end: {
    on: string;
    status: 'done' | 'stopped';
    changed: string;
    result: string;
    /** Keys of the school's evidence. */
    evidence: string[];
  } | null;
  /** True when it went over to the next year. */
  isCarried?: boolean;
}
