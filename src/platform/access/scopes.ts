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
} as const;

export type ScopeFeature = keyof typeof SCOPE_FEATURES;
/** Features that programs only read: models are written and published on their pages. */
type ReadOnlyFeature = 'model';
export type Scope = `${ScopeFeature}:read` | `${Exclude<ScopeFeature, ReadOnlyFeature>}:change`;

/** True when a program can be let change something of the feature. */
export const canChange = (
  feature: ScopeFeature,
): feature is Exclude<ScopeFeature, ReadOnlyFeature> => feature !== 'model';

/** Every scope that a token can have. */
export const SCOPES = (Object.keys(SCOPE_FEATURES) as ScopeFeature[]).flatMap((feature) => [
  `${feature}:read` as const,
  ...(canChange(feature) ? [`${feature}:change` as const] : []),
]);

/** True when a token with these scopes may do what asks for `needed`. "change" includes "read". */
export function hasScope(scopes: readonly string[], needed: Scope): boolean {
  return scopes.includes(needed) || scopes.includes(needed.replace(/:read$/, ':change'));
}

/** The scope that reading or changing something of a feature asks for. @throws Error for a feature that is only read */
export function scopeFor(feature: ScopeFeature, isChange: boolean): Scope {
  if (!isChange) return `${feature}:read`;
  if (!canChange(feature)) throw new Error(`Programs only read ${feature}.`);
  return `${feature}:change`;
}
