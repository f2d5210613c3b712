/** Scopes of an API token: for each feature, whether a program may read, or read and change. */

/** The features that the API serves, with what each is for, as the page of tokens says it. */
export const SCOPE_FEATURES = {
  reviews: 'Reviews and agreed levels',
  plan: 'The careers plan',
  evidence: 'Evidence',
  remarks: 'Questions and comments',
  model: 'The maturity model',
  organisation: 'School details',
  people: 'People and invitations',
  search: 'Search of all of these',
} as const;

export type ScopeFeature = keyof typeof SCOPE_FEATURES;
export type Scope = `${ScopeFeature}:${'read' | 'change'}`;

/** Every scope that a token can have. */
export const SCOPES = (Object.keys(SCOPE_FEATURES) as ScopeFeature[]).flatMap((feature) => [
  scopeFor(feature, false),
  scopeFor(feature, true),
]);

/** True when a token with these scopes may do what asks for `needed`. "change" includes "read". */
export function hasScope(scopes: readonly string[], needed: Scope): boolean {
  return scopes.includes(needed) || scopes.includes(needed.replace(/:read$/, ':change'));
}

/** The scope that reading or changing something of a feature asks for. */
export function scopeFor(feature: ScopeFeature, isChange: boolean): Scope {
  return `${feature}:${isChange ? 'change' : 'read'}`;
}
