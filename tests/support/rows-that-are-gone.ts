/**
 * Queries that read rows which can be deleted, ended, taken back or used up, without a word on whether those count. A
 * forgotten condition shows in no test with tidy data, so each reading is held against the columns of its table.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../../src/platform/config.js';

/** The columns that say that a row counts no more. */
const GONE: Readonly<Record<string, readonly string[]>> = {
  reviews: ['deleted_at'],
  actions: ['deleted_at'],
  evidence: ['deleted_at'],
  remarks: ['withdrawn_at'],
  memberships: ['ended_at'],
  participants: ['removed_at'],
  personal_links: ['revoked_at', 'expires_at'],
  report_links: ['revoked_at', 'expires_at'],
  framework_drafts: ['removed_at'],
  sessions: ['expires_at'],
  link_sessions: ['expires_at'],
  known_devices: ['seen_at'],
  challenges: ['expires_at'],
  one_time_links: ['expires_at'],
  api_tokens: ['expires_at'],
  invitations: ['accepted_at', 'revoked_at'],
  agreements: ['is_carried'],
  recovery_codes: ['used_at'],
};

/** Sources by their path from the root; migrations too, for the functions that they make. */
export function readQueries(): Record<string, string> {
  const root = rootFolder();
  const paths = (readdirSync(join(root, 'src'), { recursive: true }) as string[])
    .map((path) => `src/${path}`)
    .filter((path) => /\.(tsx?|sql)$/.test(path))
    .filter((path) => !/\.test\.|\/(testing|islands|demo)\//.test(path))
    .sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

const TOP = /\n(?=(?:export )?(?:async )?(?:function\*?|const) )/;
const NAME = /^(?:export )?(?:async )?(?:function\*?|const) (\w+)/;

/** What stands at the top of a file, by name, without the comment of what follows it. */
function unitsOf(path: string, text: string): [string, string][] {
  const isSql = path.endsWith('.sql');
  const parts = text.split(isSql ? /\n(?=CREATE FUNCTION )/ : TOP);
  return parts.flatMap((part) => {
    const [, name] = (isSql ? /^CREATE FUNCTION (\w+)/ : NAME).exec(part) ?? [];
    return name ? [[name, part.split('\n/**')[0] ?? ''] as [string, string]] : [];
  });
}

const KYSELY = /\b(?:selectFrom|innerJoin|leftJoin)\(\s*'(\w+)(?: as (\w+))?'/g;
const SQL =
  /\b(?:FROM|JOIN) (\w+)(?: (?:AS )?(?!WHERE|JOIN|ON|LEFT|ORDER|GROUP|CROSS|LIMIT)([a-z]\w*))?/g;
const LOCAL = /(?<=\n +)const (\w+) = sql(?:<[^`]*>)?`((?:[^`$]|\$\{[^}`]*\})*)`/g;

/**
 * "src/plan/store.ts findAction: actions a without deleted_at" for every name under which a query reads such a table more
 * often than it speaks of the column. What it interpolates speaks for it; `bases` are queries that others narrow down.
 */
export function rowsThatAreGone(
  sources: Readonly<Record<string, string>>,
  bases: readonly string[],
): string[] {
  const units = Object.entries(sources).flatMap(([path, text]) =>
    unitsOf(path, text).map(([name, unit]) => ({ path, name, unit })),
  );
  const fragments = new Map<string, string>();
  for (const { path, name, unit } of units)
    if (/sql[`<]/.test(unit) && !/\.execute\b/.test(unit)) fragments.set(`${path} ${name}`, unit);
  const constants = new Map(units.map(({ name, unit }) => [name, unit]));

  /** How often a text, with what it interpolates, speaks of a column. */
  function spoken(path: string, text: string, column: RegExp, depth = 0): number {
    const locals = [...text.matchAll(LOCAL)].map(([whole, name = '', body = '']) => ({
      ...{ whole, name, body },
    }));
    let own = text;
    for (const { whole } of locals) own = own.replace(whole, '');
    let count = own.match(new RegExp(column, 'g'))?.length ?? 0;
    if (depth > 3) return count;
    const names = [...own.matchAll(/\$\{([^}]*)\}/g)].flatMap(
      ([, put = '']) => put.match(/\w+/g) ?? [],
    );
    for (const name of names) {
      const local = locals.find((each) => each.name === name)?.body;
      const shared = /^[A-Z_]+$/.test(name) ? constants.get(name) : undefined;
      const said = local ?? fragments.get(`${path} ${name}`) ?? shared;
      if (said) count += spoken(path, said, column, depth + 1);
    }
    return count;
  }

  return units.flatMap(({ path, name, unit }) => {
    const uses = new Map<string, { table: string; alias: string; count: number }>();
    const use = (table: string, alias: string) => {
      const key = `${table} ${alias}`;
      uses.set(key, { table, alias, count: (uses.get(key)?.count ?? 0) + 1 });
    };
    for (const [, table = '', alias = table] of unit.matchAll(KYSELY)) use(table, alias);
    for (const [, table = '', alias = table] of unit.matchAll(SQL)) use(table, alias);
    for (const base of bases) {
      const [where, which, table = '', alias = ''] = base.split(' ');
      if (where === path && which !== name && new RegExp(`\\b${which}\\(`).test(unit))
        use(table, alias);
    }
    return [...uses.values()].flatMap(({ table, alias, count }) =>
      (GONE[table] ?? [])
        .filter((column) => {
          const isPlain = alias === table;
          const words = new RegExp(
            isPlain
              ? `(?<![\\w.])(?:row\\.|${table}\\.)?${column}\\b`
              : `\\b${alias}\\.${column}\\b`,
          );
          return spoken(path, unit, words) < count;
        })
        .map((column) => `${path} ${name}: ${table} ${alias} without ${column}`),
    );
  });
}
