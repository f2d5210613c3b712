/** Several schools: switching between one's own, and adding a further one to the installation. */

import { actorPost } from '../../platform/access/form-post.js';
import { SchoolKind } from '../../platform/access/page-parts.js';
import type { SignedIn } from '../../platform/access/route.js';
import { isId } from '../../platform/ids.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, FormPage, LinkButton, Submit } from '../../platform/web/fields.js';
import { fieldsOf } from '../../platform/web/fields-of.js';
import { keyOf, one, parse, readForm, single, type Typed } from '../../platform/web/form.js';
import { Heading, Page } from '../../platform/web/page.js';
import { type Ctx, originOf } from '../../platform/web/request-context.js';
import { TitledPage } from '../../platform/web/titled-page.js';
import { LinkToCopy } from '../../platform/web/to-copy.js';
import { switchSchool } from '../membership-changes.js';
import { listOwnSchools } from '../organisation-store.js';
import { addSchool, furtherSchool } from '../organisations.js';

/** GET /switch */
export async function switchPage(c: Ctx, actor: SignedIn): Promise<Response> {
  const request = c.get('request');
  const scope = { organisation: null, person: actor.person.id };
  const schools = await request.context.storage.read(scope, (db) =>
    listOwnSchools(db, actor.person.id),
  );
  return send(
    c,
    <TitledPage
      request={request}
      title="Your schools"
      lead={
        schools.length
          ? 'Choose a school.'
          : 'You do not belong to a school yet. Ask a careers leader to invite you.'
      }
    >
      <ul class="rows plain section">
        {schools.map(({ id, name, role }) => (
          <li class="people-row">
            <p>
              <b>{name}</b>
              <br />
              <span class="small quiet">You are {role} here</span>
            </p>
            {id === request.organisation?.id ? (
              <p class="here-mark">You are here</p>
            ) : (
              <Form action="/switch" key_={request.context.id()}>
                <Button isSecondary name="school" value={id}>
                  Go to {name}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {actor.person.isAdministrator && (
        <p class="actions section">
          <LinkButton href="/schools/new" isSecondary>
            Add a school
          </LinkButton>
          <LinkButton href="/administration/jobs" isSecondary>
            Background jobs
          </LinkButton>
        </p>
      )}
    </TitledPage>,
  );
}

/** POST /switch */
export async function switchPost(c: Ctx, actor: SignedIn): Promise<Response> {
  const school = one(await readForm(c), 'school');
  if (!isId(school)) return goTo(c, '/switch');
  await switchSchool(c.get('request').context, actor, school);
  return goTo(c, '/');
}

/** GET /schools/new */
export async function newSchoolPage(c: Ctx, _: SignedIn, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const field = fieldsOf({ typed, problem });
  return send(
    c,
    <FormPage request={request} title="Add a school" problem={problem}>
      <Heading lead="People in this school cannot see the other schools here, and other schools cannot see theirs.">
        Add a school
      </Heading>
      <Form action="/schools" key_={request.context.id()} class="form section">
        <field.Text name="organisation" label="Name of the school" autocomplete="off" />
        <SchoolKind {...{ typed, problem }} />
        <field.Text
          name="urn"
          label="URN (optional)"
          hint="6 digits, from Get Information About Schools."
          width={10}
          inputmode="numeric"
        />
        <field.Text
          name="leader"
          label="Email address of its careers leader (optional)"
          hint="We invite them as account owner. If you leave this empty, you are its careers leader."
          type="email"
          autocomplete="off"
          spellcheck={false}
        />
        <Submit>Add school</Submit>
      </Form>
    </FormPage>,
    problem?.status ?? 200,
  );
}

/** POST /schools */
export const newSchoolPost = actorPost(async ({ c, context, actor, typed }) => {
  const input = parse(furtherSchool, single(typed));
  const added = await addSchool(context, actor, input, { key: keyOf(typed) });
  if (!added.token || added.isMailed) {
    return goTo(
      c,
      '/switch',
      `${input.organisation} added.${added.isMailed ? ' Invitation sent.' : ''}`,
    );
  }
  return send(
    c,
    <Page request={c.get('request')} title="School added">
      <Heading lead="Send this link to its careers leader. It works once and expires in two weeks. You will not see it again.">
        {input.organisation} is added
      </Heading>
      <div class="section">
        <LinkToCopy
          id="invitation"
          what="the link"
          href={`${originOf(c)}/invitations/${added.token}`}
        />
      </div>
    </Page>,
  );
}, newSchoolPage);
