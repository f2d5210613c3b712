/**
 * Who may do what: one typed table for each feature. The rules, docs/security.md and the page of people are made from
 * it. An act whose line depends on the state or the author of a thing cannot be asked without that thing.
 */
import { forbidden, type Problem } from '../problems.js';
import type { Role } from './member.js';

type Roles = readonly Role[];
type ByState<State extends string> = Readonly<Record<State, Roles>>;

interface Refusal {
  code: string;
  sentence: string;
}

/** One line of a feature's table. */
export interface Permission<State extends string = string> {
  /** What is done, as people say it: "invite people". */
  says: string;
  /** Roles that may; or for every state of the thing, the roles that may then. */
  roles: Roles | ([State] extends [never] ? never : ByState<State>);
  /** Owners may, whatever their role. */
  orOwner?: true;
  /** Roles that may when the thing is their own. */
  own?: Roles;
  /** Roles that may when the thing names them, in every state in which anybody may. */
  named?: Roles;
  /** The 403 of everybody else. */
  refusal?: Refusal;
  /** The 403 of those who may do it only with what is their own. */
  notOwn?: Refusal;
  /** When it may be done, where that is asked beside the table: "open year". For people to read. */
  when?: string;
}

/** A feature's lines by the name of the act, "review.close". No two features have the same. */
export type Permissions = Readonly<Record<string, Permission>>;

/** Who asks: a member, or whoever asks for a page. Nobody may nothing. */
export interface Actor {
  role: Role | null;
  isOwner: boolean;
  person: { id: string } | null;
  limitedTo?: string | null;
}

/** What a table has to know of the things that its acts are done to. */
interface Things<Thing, State extends string> {
  stateOf?: (thing: Thing) => State;
  /** The id of whoever it belongs to. */
  authorOf?: (thing: Thing) => string | null | undefined;
  /** The ids of the people whom it names for acts that are done to it. */
  namedIn?: (thing: Thing) => readonly string[];
  /** Whoever may not do this act does not know of the thing. */
  hidden?: { unless: string; problem: () => Problem };
  /** The 409 of a state that forbids the act to everybody. */
  forbidding?: (state: State) => Problem;
  /** The code of the 403 of lines without a sentence of their own, which then names the roles. */
  denied?: string;
  /** Whoever came by a personal link may nothing of this table. */
  refusesLinks?: true;
}

/** What has to be said beside actor and act: the thing, where the line depends on it. */
type Rest<Line, Thing> = true extends (
  Line extends { own: unknown } | { named: unknown }
    ? true
    : Line extends { roles: Roles }
      ? false
      : true
)
  ? [thing: Thing]
  : [];

/** The roles of a line in a state. */
const rolesIn = ({ roles }: Permission, state: string | undefined): Roles =>
  isForAllStates(roles) ? roles : (roles[state ?? ''] ?? []);

const isForAllStates = (roles: Permission['roles']): roles is Roles => Array.isArray(roles);

/** The questions that can be asked of a table. */
export function permissionTable<
  const Lines extends Readonly<Record<string, Permission<State>>>,
  Thing = never,
  State extends string = never,
>(things: Things<Thing, State>, lines: Lines) {
  const lineOf = (act: string) => (lines as Permissions)[act] as Permission;
  const isOwn = (actor: Actor, thing: Thing | undefined) =>
    thing !== undefined && actor.person !== null && things.authorOf?.(thing) === actor.person.id;
  const isNamed = (actor: Actor, thing: Thing | undefined) =>
    thing !== undefined &&
    actor.person !== null &&
    (things.namedIn?.(thing) ?? []).includes(actor.person.id);

  function allows(actor: Actor | null, act: string, thing: Thing | undefined): boolean {
    if (!actor?.role || (things.refusesLinks && actor.limitedTo)) return false;
    const line = lineOf(act);
    if (line.orOwner && actor.isOwner) return true;
    if (line.own && isOwn(actor, thing)) return line.own.includes(actor.role);
    const roles = rolesIn(line, thing && things.stateOf?.(thing));
    if (roles.includes(actor.role)) return true;
    return roles.length > 0 && isNamed(actor, thing) && (line.named ?? []).includes(actor.role);
  }

  function refusalOf(actor: Actor | null, act: string, thing: Thing | undefined): Problem {
    const { hidden, stateOf, forbidding, denied = 'access.denied' } = things;
    if (hidden && thing && !allows(actor, hidden.unless, thing)) return hidden.problem();
    const line = lineOf(act);
    const state = thing && stateOf?.(thing);
    const roles = rolesIn(line, state);
    if (state && forbidding && roles.length === 0) return forbidding(state);
    const isOwnAlone = actor?.role && line.own?.includes(actor.role);
    const refusal = (isOwnAlone && line.notOwn) || line.refusal;
    if (refusal) return forbidden(refusal.code, refusal.sentence);
    const sentence = things.denied
      ? `Only ${roles.map((role) => `a ${role}`).join(' or ')} at your school can do this.`
      : 'Your role does not include this. Ask a careers leader at your school if you need it.';
    return forbidden(denied, sentence);
  }

  type Act = keyof Lines & string;
  return {
    permissions: lines,
    /** True when the table lets this actor do it. */
    may: <A extends Act>(actor: Actor | null, act: A, ...[thing]: Rest<Lines[A], Thing>): boolean =>
      allows(actor, act, thing),
    /**
     * Lets it through, or refuses it.
     * @throws Problem 404 for a thing that this actor may not know of, 409 when its state forbids the act to everybody,
     * 403 with the sentence of the table.
     */
    assertMay<A extends Act>(actor: Actor | null, act: A, ...[thing]: Rest<Lines[A], Thing>): void {
      if (!allows(actor, act, thing)) throw refusalOf(actor, act, thing);
    },
  };
}

/** The roles that may do this in some state. */
export const rolesOf = ({ roles }: Permission): Roles =>
  isForAllStates(roles) ? roles : Object.values(roles).flat();

/** A table as people read it: for each act, a row for each set of roles, with the states in which they may. */
export function rowsOf(permissions: Permissions) {
  return Object.entries(permissions).flatMap(([act, line]) => {
    const { says, roles, orOwner, own, named, when } = line;
    const of = (each: Roles, states: string[]) => ({ act, says, roles: each, orOwner, states });
    const sets = isForAllStates(roles) ? [roles] : [...new Set(Object.values(roles))];
    const statesOf = (set: Roles) =>
      isForAllStates(roles)
        ? when
          ? [when]
          : []
        : Object.keys(roles).filter((state) => roles[state] === set);
    const rows = sets
      .filter(({ length }) => length > 0 || (orOwner && isForAllStates(roles)))
      .map((set) => of(set, statesOf(set)));
    return [
      ...rows,
      ...(own ? [of(own, ['one’s own'])] : []),
      ...(named ? [of(named, ['if named for it'])] : []),
    ];
  });
}
