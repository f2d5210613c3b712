/** What the history holds of signing in: it stands in the chain of the installation, where nothing typed is kept. */
import { z } from 'zod';
import { SCOPES } from '../platform/access/scopes.js';
import { day, defineEvents, id } from '../platform/history/events.js';
import { LIMITS } from './attempt-limits.js';

const way = z.enum(['password', 'passkey', 'code', 'recovery code', 'identity']);
/** The name of a service in addresses, as the settings have it: "entra". */
const provider = z.string().regex(/^[a-z0-9]+$/);

export const signInEvents = defineEvents({
  'sign-in.done': { way },
  'sign-in.throttled': { limits: z.array(z.enum(Object.keys(LIMITS) as (keyof typeof LIMITS)[])) },
  'sign-in.unlocked': {},
  'step-up.done': { way },
  'password.changed': {},
  'password.reset': {},
  'password.link-mailed': {},
  'password.link-made': {},
  'e-mail.asked': {},
  'e-mail.changed': {},
  'person.renamed': {},
  'passkey.added': {},
  'passkey.named': {},
  'passkey.removed': {},
  'code-app.added': {},
  'code-app.removed': {},
  'recovery-code.used': { left: z.int() },
  'recovery-codes.made': {},
  'second-step.on': {},
  'second-step.off': {},
  'second-step.cleared': {},
  'identity.linked': { provider },
  'identity.unlinked': { provider },
  'token.made': { token: id, organisation: id, scopes: z.array(z.enum(SCOPES)), until: day },
  'token.revoked': { token: id },
  'calendar-address.dropped': { organisation: id },
  'sessions.ended': { count: z.int() },
});
