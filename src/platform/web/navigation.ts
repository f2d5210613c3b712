import { ID_PATTERN } from '../ids.js';

/** The main parts of Waymark, in the order of the year. A feature that has a place of its own adds it here. */
export interface Place {
  id: 'home' | 'review' | 'results' | 'plan' | 'evidence' | 'model' | 'people' | 'search';
  name: string;
  href: string;
}

export const PLACES: readonly Place[] = [
  { id: 'home', name: 'Home', href: '/' },
  { id: 'review', name: 'Review', href: '/reviews' },
  { id: 'results', name: 'Results', href: '/results' },
  { id: 'plan', name: 'Plan', href: '/plan' },
  { id: 'evidence', name: 'Evidence', href: '/evidence' },
  { id: 'model', name: 'Model', href: '/model' },
  { id: 'people', name: 'People', href: '/people' },
  { id: 'search', name: 'Search', href: '/search' },
];

/** A link that says where it leads. */
export interface WayOn {
  href: string;
  words: string;
}

/** What people were most likely at, by the address that was refused; the nearest first. */
const NEAREST: readonly { at: RegExp; words: string }[] = [
  {
    at: new RegExp(`^/reviews/${ID_PATTERN}/statements/[\\w.-]+(?=/)`),
    words: 'Go back to the statement',
  },
  { at: new RegExp(`^/reviews/${ID_PATTERN}(?=/)`), words: 'Go back to the review' },
  { at: new RegExp(`^/plan/actions/${ID_PATTERN}(?=/)`), words: 'Go back to the action' },
  { at: new RegExp(`^/evidence/${ID_PATTERN}(?=/)`), words: 'Go back to the evidence' },
  { at: /^\/reviews(?=\/)/, words: 'Go to the reviews' },
  { at: /^\/plan(?=\/)/, words: 'Go to the plan' },
  { at: /^\/evidence(?=\/)/, words: 'Go to the evidence' },
  { at: /^\/insight(?=\/)/, words: 'Go to insight' },
  { at: /^\/model(?=\/)/, words: 'Go to the model' },
];

/**
 * The page above an address that refused: "/reviews/…/close" leads back to the review. `isThere` is false when nothing
 * was found at the address: then only whole parts of Waymark are offered, which are always there. Null at the top.
 */
export function wayBackFrom(path: string, { isThere }: { isThere: boolean }): WayOn | null {
  for (const { at, words } of NEAREST) {
    const [href] = at.exec(path) ?? [];
    if (href && (isThere || !href.slice(1).includes('/'))) return { href, words };
  }
  return null;
}
