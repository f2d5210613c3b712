/** The authorization check: with row-level security out of the way, the application's own checks still show nothing foreign. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allRoutes } from '../src/app.js';
import { openTestDemo } from './support/app.js';
import { CANARY, printOf } from './support/canaries.js';
import { exampleOf } from './support/examples.js';
import { ask, browserOf, inOrder, isOfSchool, makeMatrix, wordsOf } from './support/matrix.js';

const { context, schools } = await openTestDemo({ isAuthorizationOff: true });
const matrix = await makeMatrix(context, schools);
const { own, other } = matrix;
/** Those who may ask for most: what they are not shown, nobody is. */
const actors = matrix.actors.filter(({ name }) =>
  ['careers leader', 'owner and administrator', 'personal link'].includes(name),
);

describe('the first wall', () => {
  it('is alone: the database itself would show everything', async () => {
    const rows = await context.storage.read(
      { organisation: own.organisation.id, person: null },
      (db) =>
        db
          .selectFrom('reviews')
          .select('id')
          .where('organisation_id', '=', other.organisation.id)
          .execute(),
    );
    assert.ok(rows.length > 0);
  });

  it('keeps another school out of every page of one’s own', async () => {
    const wrong: string[] = [];
    for (const actor of actors) {
      const browser = browserOf(actor);
      for (const route of inOrder(allRoutes)) {
        const answer = await ask(context, route, exampleOf(route.path, own), await browser());
        const words = await wordsOf(answer);
        if (words.includes(CANARY)) {
          wrong.push(`${actor.name}: ${route.method} ${route.path} tells of another school`);
        }
      }
    }
    assert.deepEqual(wrong, [], wrong.join('\n'));
  });

  it('shows and changes nothing of another school, whatever address is asked for', async () => {
    const print = await printOf(context.superuser, other.organisation.id);
    const wrong: string[] = [];
    for (const actor of actors) {
      const browser = browserOf(actor);
      for (const route of inOrder(allRoutes.filter(({ path }) => isOfSchool(matrix, path)))) {
        const answer = await ask(context, route, exampleOf(route.path, other), await browser());
        const words = await wordsOf(answer);
        const where = `${actor.name}: ${route.method} ${route.path}`;
        if (words.includes(CANARY)) wrong.push(`${where} tells of another school`);
        if (route.policy.who !== 'anyone' && answer.status === 200) {
          wrong.push(`${where} answered 200 for a thing of another school`);
        }
      }
    }
    assert.deepEqual(wrong, [], wrong.join('\n'));
    assert.equal(await printOf(context.superuser, other.organisation.id), print, 'nothing changed');
  });
});
