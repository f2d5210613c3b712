/**
 * A school as the documentation describes it, held in plain objects: docs/using.md, docs/review-rules.md,
 * docs/evidence.md, docs/insight.md and the tables of permissions in words. Nothing here knows of the database.
 */
import { dayIn } from './london.js';

export type Role = 'careers leader' | 'contributor' | 'governor' | 'adviser' | 'viewer';
export type Rating = number | 'not-yet' | null;
export type Mark = 'met' | 'partly' | 'not-yet';

export interface Person {
  id: string;
  name: string;
  role: Role;
  isHere: boolean;
}

/** What is said of one statement in one review. */
export interface Answer {
  rating: Rating;
  reason: string;
  strength: string;
  nextStep: string;
  marks: Record<string, Mark>;
  /** Taken over from an earlier review and not confirmed. */
  isCarried: boolean;
  /** The ids of the evidence that it cites, also of what is deleted by now, with the points that each speaks to. */
  cites: Map<string, Set<string>>;
  updatedBy: string | null;
  version: number;
}

export interface Review {
  id: string;
  title: string;
  year: number;
  previous: string | null;
  startedBy: string;
  startedAt: Date;
  closedAt: Date | null;
  signedOffAs: string | null;
  gapsReason: string | null;
  deletedAt: Date | null;
  participants: { id: string; name: string; role: string }[];
  answers: Map<string, Answer>;
}

export interface Item {
  id: string;
  kind: 'note' | 'link' | 'figure';
  title: string;
  url: string | null;
  note: string;
  about: string;
  effectiveOn: string | null;
  validUntil: string | null;
  owner: Person | null;
  voice: string | null;
  figure: { value: string; unit: string } | null;
  createdBy: Person;
  deletedAt: Date | null;
  version: number;
}

export interface Action {
  id: string;
  title: string;
  year: number;
  priority: string;
  aim: { statement: string; level: number } | null;
  objective: string;
  owner: { person: Person | null; name: string } | null;
  startOn: string | null;
  dueOn: string | null;
  milestones: { on: string | null; what: string; isReached: boolean }[];
  measure: string;
  expectedChange: string;
  expectedEvidence: string;
  cost: string;
  status: 'planned' | 'under way' | 'done' | 'stopped';
  closedOn: string | null;
  changed: string;
  result: string;
  carriedFrom: string | null;
  notes: string[];
  evidence: Set<string>;
  deletedAt: Date | null;
  version: number;
}

export interface Written {
  id: string;
  words: string;
  by: Person;
  as: Role;
  at: Date;
  withdrawnAt: Date | null;
}

export interface Remark extends Written {
  kind: 'question' | 'comment';
  /** The review or the action. */
  on: Review | Action;
  statement: string | null;
  answeredAt: Date | null;
  replies: Written[];
}

/** One line of the history: who, and what the page says of it now. */
export interface Entry {
  at: Date;
  who: string;
  /** Told when asked, because what is deleted by then is named no more. */
  words: () => string;
}

/** The model of one statement, as far as the rules need it. */
export interface StatementWords {
  code: string;
  title: string;
  theme: string;
  /** The points of each level, by level. */
  points: Record<number, { id: string; isOptional: boolean }[]>;
  summaries: Record<number, string>;
  evidence: string[];
  /** What a level leans on. */
  buildsOn: { level: number; statement: string; needs: number }[];
}

/** Two of them have a level whose wording cannot be read, two lean on each other. */
const BUSY = ['1.1', '1.3', '2.1', '2.4', '3.2', '6.1'];
export const HIGHEST = 4;
export const RESTORABLE_MS = 30 * 86_400_000;

/** "2026/27" */
export const yearWords = (year: number): string =>
  `${year}/${String((year + 1) % 100).padStart(2, '0')}`;

export const blank = (): Answer => ({
  ...{ rating: null, reason: '', strength: '', nextStep: '', marks: {}, isCarried: false },
  ...{ cites: new Map(), updatedBy: null, version: 0 },
});

/** True when the team has decided: recorded, and not merely taken over. */
export const isDecided = ({ rating, isCarried }: Answer): boolean => rating !== null && !isCarried;

export class School {
  now: Date;
  people: Person[] = [];
  reviews: Review[] = [];
  items: Item[] = [];
  actions: Action[] = [];
  remarks: Remark[] = [];
  archived = new Map<number, string>();
  history: Entry[] = [];
  readonly id: string;
  readonly statements: StatementWords[];

  constructor(id: string, statements: StatementWords[], now: Date) {
    this.id = id;
    this.statements = statements;
    this.now = now;
  }

  /** The few statements that most things happen to, so that things meet. */
  get busy(): StatementWords[] {
    return this.statements.filter(({ code }) => BUSY.includes(code));
  }

  get today(): string {
    return dayIn(this.now);
  }

  /** The academic year, which begins on 1 September in London. */
  get year(): number {
    return Number(this.today.slice(0, 4)) - (this.today.slice(5) < '09-01' ? 1 : 0);
  }

  tell(by: Person, words: string | (() => string)): void {
    this.history.push({
      at: this.now,
      who: by.name,
      words: typeof words === 'string' ? () => words : words,
    });
  }

  answer(review: Review, code: string): Answer {
    return review.answers.get(code) ?? blank();
  }

  /** The evidence that a statement shows: what is deleted is left out, and shows again once it is restored. */
  shown(answer: Answer): Item[] {
    return this.items.filter(({ id, deletedAt }) => deletedAt === null && answer.cites.has(id));
  }

  /** What was deleted so long ago that it cannot come back. */
  isGone({ deletedAt }: { deletedAt: Date | null }): boolean {
    return deletedAt !== null && this.now.getTime() - deletedAt.getTime() > RESTORABLE_MS;
  }

  /** True when an action goes on in the plan of the next year: then that one is due, and this one no more. */
  hasGoneOn({ id }: Action): boolean {
    return this.actions.some((each) => each.carriedFrom === id && each.deletedAt === null);
  }

  urgency(action: Action): 'overdue' | 'due soon' | null {
    if (!isOpen(action) || action.dueOn === null || this.hasGoneOn(action)) return null;
    if (action.dueOn < this.today) return 'overdue';
    return action.dueOn <= dayIn(this.now, 14) ? 'due soon' : null;
  }

  nameOf({ title, year, deletedAt }: Review): string {
    return deletedAt ? 'a review' : `${title} ${yearWords(year)}`;
  }
}

export const isOpen = ({ status }: Action): boolean =>
  status === 'planned' || status === 'under way';
