/** The addresses with which forms save as one types, and get back what was typed before. */
import type { MiddlewareHandler } from 'hono';
import { EVERY_ROLE, type Member, scopeOf } from '../access/member.js';
import { members, type Route, route } from '../access/route.js';
import { markSaved } from '../storage/idempotency.js';
import { expected, readForm } from '../web/form.js';
import type { Ctx, Env } from '../web/request-context.js';
import { assertOwner, assertWithinLink, readAutosave, takesOf, writeAutosave } from './autosave.js';
import { dropDrafts, listDrafts, listSavedKeys } from './store.js';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** GET /drafts?form=&owner=&key=: the drafts of a form, and which of these keys a form was saved with. */
async function draftsPage(c: Ctx, member: Member): Promise<Response> {
  const form = c.req.query('form') ?? '';
  const asked = (c.req.queries('key') ?? []).filter((key) => UUID.test(key)).slice(0, 50);
  const person = member.person.id;
  try {
    assertOwner(member, c.req.query('owner') ?? '');
    assertWithinLink(member, form);
    const answer = await c.get('request').context.storage.read(scopeOf(member), async (db) => {
      const drafts = await listDrafts(db, {
        person,
        organisation: member.organisation.id,
        form,
      });
      const after = drafts.flatMap(({ fields }) =>
        (fields ?? []).flatMap(([name, value]) =>
          name === '_after' && UUID.test(value) ? [value] : [],
        ),
      );
      const keys = [...asked, ...after, ...drafts.map(({ key }) => key)];
      return { drafts, spent: await listSavedKeys(db, person, [...new Set(keys)]) };
    });
    return c.json(answer);
  } catch (error) {
    return refused(c, error);
  }
}

/** POST /drafts */
async function draftsPost(c: Ctx, member: Member): Promise<Response> {
  const { context } = c.get('request');
  const typed = await readForm(c);
  try {
    const autosave = readAutosave(member, typed);
    if (autosave) return c.json(await writeAutosave(context, member, autosave));
    await context.storage.write(scopeOf(member), (db) =>
      dropDrafts(db, member.person.id, takesOf(typed)),
    );
    return c.json({ saved: '', isSpent: false });
  } catch (error) {
    return refused(c, error);
  }
}

/** The refusal as the script reads it. */
export function refused(c: Ctx, error: unknown): Response {
  const { status, code, message } = expected(error);
  return c.json({ status, code, detail: message }, status);
}

/** Once a form is saved, so are those that it says it takes the place of, and their drafts go: see `EditConflict`. */
export function dropReplacedDrafts(): MiddlewareHandler<Env> {
  return async function dropReplaced(c, next) {
    await next();
    const { context, person } = c.get('request');
    const keys = (c.get('replaces') ?? []).filter((key) => UUID.test(key)).slice(0, 50);
    if (c.res.status !== 303 || !person || keys.length === 0) return;
    await context.storage.write({ organisation: null, person: person.id }, async (db) => {
      for (const key of keys) await markSaved(db, context, person.id, key);
    });
  };
}

/** Every URL of drafts. */
export const draftRoutes: Route[] = [
  route('GET', '/drafts', members(...EVERY_ROLE), draftsPage, { isOpenToLinks: true }),
  route('POST', '/drafts', members(...EVERY_ROLE), draftsPost, { isOpenToLinks: true }),
];
