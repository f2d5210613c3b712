import type { ServerResponse } from 'node:http';
import type { Context } from 'hono';
import type { AllMessages } from '../history/messages.js';
import type { AppContext } from '../storage/context.js';
import type { RoleWord } from '../storage/tables/people.js';
import type { FlashMessage } from './answer.js';

/** Who is asking for a page, and from where: made once for each request, before any handler. */
export interface RequestContext {
  context: AppContext;
  /** Null: nobody is signed in. */
  person: RequestPerson | null;
  session: { id: string; confirmedAt: Date } | null;
  /** The API token that a program asked with; then there is no session. */
  token?: { id: string; scopes: readonly string[] };
  /** The organisation that the person is working in now. */
  organisation: { id: string; name: string; kind: 'school' | 'special school' } | null;
  role: RoleWord | null;
  isOwner: boolean;
  /** The one review that a personal link opens; nothing else is open to this request. */
  limitedTo?: string | null;
  /** In how many organisations the person has a part: more than one offers a switch. */
  memberships: number;
  /** True on a filled sample: every page says so. */
  isDemo: boolean;
  /** How the history says what happened, of every feature. */
  historyMessages: AllMessages;
  /** True when the page answers a form: what stands in its forms was typed, and nobody has saved it. */
  isPost?: boolean;
  /** What the page before wants to tell, once. */
  message: FlashMessage | null;
}

export interface RequestPerson {
  id: string;
  name: string;
  email: string | null;
  isAdministrator: boolean;
}

export interface Env {
  Variables: {
    request: RequestContext;
    shown?: string;
    /** Keys of drafts that the form takes the place of: they go once it is saved. */
    replaces?: string[];
  };
  Bindings: { incoming?: { socket: { remoteAddress?: string } }; outgoing?: ServerResponse };
}
export type Ctx = Context<Env>;

/** The address of the caller; behind trusted proxies, the one that the outermost of them saw. */
export function callerAddress(c: Ctx): string {
  const { trustedProxies } = c.get('request').context.config;
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((each) => each.trim());
  if (trustedProxies > 0 && forwarded.length >= trustedProxies) {
    const seen = forwarded[forwarded.length - trustedProxies];
    if (seen) return seen;
  }
  return peerAddress(c);
}

/** The address at the other end of the connection: of the caller, or of a proxy. */
export const peerAddress = (c: Ctx): string => c.env?.incoming?.socket.remoteAddress ?? 'unknown';

/** True when the page was asked for over HTTPS, here or at a trusted proxy. */
export function isSecure(c: Ctx): boolean {
  const { publicUrl, trustedProxies } = c.get('request').context.config;
  if (publicUrl?.startsWith('https:')) return true;
  return trustedProxies > 0 && c.req.header('x-forwarded-proto') === 'https';
}

/** "https://waymark.example": how people reach this installation, for links in mail. */
export function originOf(c: Ctx): string {
  const { publicUrl } = c.get('request').context.config;
  return publicUrl ?? `${isSecure(c) ? 'https' : 'http'}://${c.req.header('host') ?? 'localhost'}`;
}
