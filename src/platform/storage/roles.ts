/**
 * The roles that work is done in. Nobody signs in as one of them: each is taken for one transaction by a user who is a
 * member of `waymark_roles`, and who sees no row without it. That one inherits nothing, so that being a member shows
 * nothing yet (PostgreSQL 15 has no other way to say so).
 */
import pg from 'pg';

/** For pages and commands, for the functions that see past the scope, and for backups. */
const ROLES = ['waymark_app', 'waymark_definer', 'waymark_backup'];
const TAKE_EACH = ROLES.map((role) => `SET LOCAL ROLE ${role}`).join('; ');

/** The statements that make the roles that are missing, and let a user take them. */
async function rolesSql(client: pg.Client, user: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('SELECT rolname AS name FROM pg_roles');
  const isMissing = (role: string) => !rows.some(({ name }) => name === role);
  return [
    ...ROLES.filter(isMissing).map((role) => `CREATE ROLE ${role} NOLOGIN`),
    ...['waymark_roles'].filter(isMissing).map((role) => `CREATE ROLE ${role} NOLOGIN NOINHERIT`),
    `GRANT ${ROLES.join(', ')} TO waymark_roles`,
    `GRANT waymark_roles TO ${pg.escapeIdentifier(user)}`,
  ];
}

/** True when the user of this connection may take every one of the roles. */
async function mayTakeRoles(client: pg.Client): Promise<boolean> {
  try {
    await client.query(`BEGIN; ${TAKE_EACH}; ROLLBACK`);
    return true;
  } catch {
    await client.query('ROLLBACK');
    return false;
  }
}

/** What is still to be run for the user of this connection: nothing when they have all that Waymark needs. */
export async function missingRights(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ user: string; owns: boolean }>(
    `SELECT current_user AS user, has_schema_privilege('public', 'CREATE WITH GRANT OPTION') AS owns`,
  );
  const { user, owns } = rows[0] as (typeof rows)[number];
  const roles = (await mayTakeRoles(client)) ? [] : await rolesSql(client, user);
  return owns ? roles : [...roles, `ALTER SCHEMA public OWNER TO ${pg.escapeIdentifier(user)}`];
}

/** Makes the users of an embedded database: the owner, and the application's, who may take waymark_app and no other. */
export async function makeUsers(
  client: pg.Client,
  { owner, application }: Record<'owner' | 'application', { user: string; password: string }>,
): Promise<void> {
  for (const { user, password } of [owner, application]) {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [user]);
    if (rowCount) continue;
    // A statement that makes a user takes no values.
    const words = pg.escapeLiteral(password);
    await client.query(`CREATE ROLE ${user} LOGIN NOINHERIT PASSWORD ${words}`);
  }
  for (const statement of await rolesSql(client, owner.user)) await client.query(statement);
  await client.query(`GRANT waymark_app TO ${application.user}`);
}
