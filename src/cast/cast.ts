/** The words of the cast: invented schools with their people, their evidence and their reviews. */
import type { Voice } from '../evidence/evidence.js';
import type { Role } from '../people/people.js';

export interface CastAnswer {
  level: number | 'not yet';
  reason: string;
  strength?: string;
  next?: string;
  /** Keys of the school's evidence. */
  evidence?: string[];
}

export interface CastReview {
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
  answers: Record<string, CastAnswer>;
}

export interface CastPerson {
  name: string;
  role: Role;
  title: string;
  isOwner?: boolean;
}

/** A piece of evidence: a link with a url, a figure with a figure, a file with a file, else a note. */
export interface CastEvidence {
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

export interface Cast {
  organisation: {
    name: string;
    kind: 'school' | 'special school';
    urn: string;
    type: string;
    phase: string;
    localAuthority: string;
    region: string;
  };
  people: Record<string, CastPerson>;
  evidence: Record<string, CastEvidence>;
  reviews: CastReview[];
}
