/**
 * The roles that work is done in. Nobody signs in as one of them: each is taken for one transaction by a user who is a
 * member of `waymark_roles`, and who sees no row without it. That one inherits nothing, so that being a member shows
 * nothing yet (PostgreSQL 15 has no other way to say so).
 */
import pg from 'pg';

/** Pages and commands, the functions that see past the scope, and backups. */
const ROLES = ['waymark_app', 'waymark_definer', 'waymark_backup'] as const;

/** What an administrator runs where the user may not make roles. */
export const rolesSql = (user: string): string[] => [
  ...ROLES.map((role) => `CREATE ROLE ${role} NOLOGIN`),
  'CREATE ROLE waymark_roles NOLOGIN NOINHERIT',
  `GRANT ${ROLES.join(', ')} TO waymark_roles`,
  `GRANT waymark_roles TO ${pg.escapeIdentifier(user)}`,
];

/** Makes users of an embedded database, who inherit nothing from a role. */
export async function makeUsers(
  client: pg.Client,
  users: { user: string; password: string }[],
): Promise<void> {
  for (const { user, password } of users) {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [user]);
    if (rowCount) continue;
    // A statement that makes a user takes no values.
    const words = pg.escapeLiteral(password);
    await client.query(`CREATE ROLE ${user} LOGIN NOINHERIT PASSWORD ${words}`);
  }
}

/** It is there already, or somebody else has made it this moment. */
const IS_THERE = new Set(['42710', '23505']);

/** Makes the roles that are missing, and lets a user take them. Throws what PostgreSQL says where that is refused. */
export async function makeRoles(client: pg.Client, user: string): Promise<void> {
  for (const statement of rolesSql(user)) {
    await client.query(statement).catch((error: { code?: string }) => {
      if (!IS_THERE.has(error.code ?? '')) throw error;
    });
  }
}

/** True when the user of this connection may take every one of the roles. */
export async function mayTakeRoles(client: pg.Client): Promise<boolean> {
  try {
    await client.query(
      `BEGIN; ${ROLES.map((role) => `SET LOCAL ROLE ${role}`).join('; ')}; ROLLBACK`,
    );
    return true;
  } catch {
    await client.query('ROLLBACK');
    return false;
  }
}
