/** People of a school for tests, each with a browser: invited and joined as people do it. */
import type { RoleWord } from '../../src/platform/storage/tables/people.js';
import type { TestApp } from './app.js';
import { newVisitor, type Visitor } from './visitor.js';

export const A_PASSWORD = 'lantern beside the mill';

/** The links on a page that was shown after inviting without a mail server. */
export const linksIn = (html: string): string[] =>
  [...html.matchAll(/http:\/\/localhost(\/(?:invitations|join)\/[\w-]+)/g)].map(
    ([, path = '']) => path,
  );

/** Invites somebody by `leader` and lets them join with a new account. Gives their browser. */
export async function joinAs(
  context: TestApp,
  leader: Visitor,
  person: { name: string; email: string; role: RoleWord; isOwner?: boolean },
): Promise<Visitor> {
  const [link = ''] = await inviteFor(leader, person);
  const visitor = newVisitor(context);
  const joined = await visitor.post(link, {
    as: 'new',
    name: person.name,
    password: A_PASSWORD,
  });
  if (joined.status !== 303) {
    throw new Error(`Joining answered ${joined.status}: ${await joined.text()}`);
  }
  return visitor;
}

/** Invites, and gives the paths of the links to hand over. */
export async function inviteFor(
  leader: Visitor,
  person: { email: string; role: RoleWord; isOwner?: boolean },
): Promise<string[]> {
  const answer = await leader.post('/people/invitations', {
    people: person.email,
    role: person.role,
    owner: person.isOwner ? 'yes' : '',
  });
  return linksIn(await answer.text());
}

/** The id of a person by their address. */
export async function personId(context: TestApp, email: string): Promise<string> {
  const { rows } = await context.superuser.query('SELECT id FROM persons WHERE email = $1', [
    email,
  ]);
  return rows[0]?.id;
}
