/** What a service says about a person. Shown so that they recognise the account; nothing is decided by it. */
import { z } from 'zod';

/** An organisation as DfE Sign-in tells it. A trust or a local authority has no URN. */
export interface ClaimedOrganisation {
  name: string;
  urn: string | null;
  ukprn: string | null;
}

const figures = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value ? String(value).trim() : null));
const claimed = z.object({
  name: z.string().trim().min(1).max(200),
  urn: figures,
  ukprn: figures,
});

/**
 * The organisation in a claim, or null. DfE Sign-in sends an object, or the same as a JSON string, or an empty object
 * when the person chose none.
 */
export function organisationOf(claim: unknown): ClaimedOrganisation | null {
  const read = claimed.safeParse(typeof claim === 'string' ? parsed(claim) : claim);
  if (!read.success) return null;
  const { name, urn, ukprn } = read.data;
  return {
    name,
    urn: urn && /^\d{6}$/.test(urn) ? urn : null,
    ukprn: ukprn && /^\d{8}$/.test(ukprn) ? ukprn : null,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a person recognises an account by: "Maya Okafor, maya@…, Otterbridge School (URN 123456)". */
export function labelOf(claims: Record<string, unknown>): string {
  const text = (name: string) => {
    const value = claims[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const name = text('name') || `${text('given_name')} ${text('family_name')}`.trim();
  const address = text('email') || text('preferred_username');
  const organisation = organisationOf(claims.organisation);
  const school =
    organisation && organisation.name + (organisation.urn ? ` (URN ${organisation.urn})` : '');
  return [name, address, school].filter(Boolean).join(', ').slice(0, 300) || 'No name given';
}

/** True when the service says that it asked for more than a password (RFC 8176). */
export function isStrong(claims: Record<string, unknown>): boolean {
  return (
    Array.isArray(claims.amr) && claims.amr.some((word) => word === 'mfa' || word === 'ngcmfa')
  );
}

/**
 * The address that the service vouches for, in lower case, or null. Only `email_verified` counts: an address that
 * somebody could write into their own profile there shows nothing.
 */
export function vouchedEmail(claims: Record<string, unknown>): string | null {
  const { email, email_verified } = claims;
  return email_verified === true && typeof email === 'string' ? email.trim().toLowerCase() : null;
}
