/** Only in the sample: choose who to be. */

import { startSession } from '../../account/sessions.js';
import { signInAs } from '../../organisation/set-up-changes.js';
import { ROLES } from '../../platform/access/member.js';
import { notFound } from '../../platform/problems.js';
import { installation } from '../../platform/storage/transaction.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form } from '../../platform/web/fields.js';
import { one, readForm } from '../../platform/web/form.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';

interface Somebody {
  id: string;
  name: string;
  title: string | null;
  role: string;
  school: string;
}

function assertDemo(c: Ctx): void {
  if (!c.get('request').isDemo) throw notFound('page.missing', 'There is no page at this address.');
}

const listDemoPeople = (c: Ctx): Promise<Somebody[]> =>
  c
    .get('request')
    .context.storage.read(installation, (db) =>
      db
        .selectFrom('memberships as m')
        .innerJoin('persons as p', 'p.id', 'm.person_id')
        .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
        .select(['p.id', 'p.name', 'm.title', 'm.role', 'o.name as school'])
        .where('m.ended_at', 'is', null)
        .orderBy('p.created_at')
        .orderBy('p.id')
        .execute(),
    );

/** GET /demo */
export async function whoToBePage(c: Ctx): Promise<Response> {
  assertDemo(c);
  const request = c.get('request');
  const people = await listDemoPeople(c);
  const schools = [...new Set(people.map(({ school }) => school))];
  return send(
    c,
    <Page request={request} title="Choose a person to try">
      <Heading lead="These people are invented. Each one sees what their role can see.">
        Choose a person to try
      </Heading>
      <div class="cast section">
        {schools.map((school) => (
          <section class="card">
            <h2>{school}</h2>
            <ul class="rows">
              {people
                .filter((each) => each.school === school)
                .map((each) => (
                  <Choice key_={request.context.id()} {...each} />
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Page>,
  );
}

const Choice = ({ key_, id, name, title, role }: Somebody & { key_: string }) => (
  <li class="cast-person">
    <div>
      <b>{name}</b>
      <span class="small quiet">{`${title ?? role}. ${does(role)}`}</span>
    </div>
    <Form action="/demo" key_={key_}>
      <input type="hidden" name="person" value={id} />
      <Button isSecondary>
        View as {name.split(' ')[0]}
        <span class="govuk-visually-hidden">{` ${name.split(' ').slice(1).join(' ')}`}</span>
      </Button>
    </Form>
  </li>
);

function does(role: string): string {
  const words = ROLES.find((each) => each.role === role)?.does ?? '';
  return words && `${words[0]?.toUpperCase()}${words.slice(1)}.`;
}

/** POST /demo */
export async function whoToBePost(c: Ctx): Promise<Response> {
  assertDemo(c);
  const wanted = one(await readForm(c), 'person');
  const somebody = (await listDemoPeople(c)).find(({ id }) => id === wanted);
  if (!somebody)
    throw notFound('person.missing', 'This person is not in the sample. Choose from the list.');
  startSession(
    c,
    await signInAs(c.get('request').context, somebody.id, c.req.header('user-agent') ?? ''),
  );
  return goTo(c, '/', `You are viewing as ${somebody.name}.`);
}
