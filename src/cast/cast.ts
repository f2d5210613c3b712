/** The words of the cast: invented schools with their people, their evidence and their reviews. */
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
  evidence: Record<string, { title: string; note?: string; url?: string }>;
  reviews: CastReview[];
}
