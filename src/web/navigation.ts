/** The main parts of Waymark, in the order of the year. A room that has a place of its own adds it here. */
export interface Place {
  id: 'home' | 'review' | 'results' | 'plan' | 'evidence' | 'model' | 'sharing' | 'people';
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
];
