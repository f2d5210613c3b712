/** The history of a school is told in words, whichever room the change was made in. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { historyEvents, historyMessages } from '../src/app.js';
import { modelEvents } from '../src/framework/events.js';
import { signInAs } from '../src/organisation/set-up-changes.js';
import { planEvents } from '../src/plan/events.js';
import { record } from '../src/platform/history/history.js';
import { openTestDemo } from './support/app.js';
import { ORDINARY_MORNING } from './support/clocks.js';
import { newVisitor, type Visitor } from './support/visitor.js';

const {
  context,
  schools: [otterbridge],
} = await openTestDemo({ now: ORDINARY_MORNING });
let maya: Visitor;

before(async () => {
  maya = newVisitor(context);
  const person = otterbridge?.people.maya?.person.id ?? '';
  maya.cookies.set('__Host-waymark', await signInAs(context, person, 'Test'));
});

describe('the history, told', () => {
  it('has words for every verb that is recorded', () => {
    const message = new Set(historyMessages.flatMap(({ verbs }) => Object.keys(verbs)));
    const recorded = historyEvents.flatMap((events) => Object.keys(events));
    assert.ok(recorded.length > 40, `only ${recorded.length} verbs were found`);
    assert.deepEqual(
      recorded.filter((verb) => !message.has(verb)),
      [],
    );
  });

  it('names the thing and leads to it, and says from what to what', async () => {
    const plan = await maya.read('/history?area=The+plan');
    assert.match(
      plan,
      /added a progress note to <a href="\/plan\/actions\/[^"]+">Give every Year 9 tutor/,
    );
    assert.match(plan, /archived the plan of <a href="\/year\?year=2025">2025\/26<\/a>/);
    const reviews = await maya.read('/history?area=Reviews+and+levels');
    assert.match(
      reviews,
      /changed <a href="\/reviews\/[^"]+\/statements\/2\.7">2\.7 in Internal leadership review 2026\/27<\/a>/,
    );
    assert.match(reviews, /Level 2 became level 3\.|Level \d was agreed\./);
    assert.match(await maya.read('/history?area=Evidence'), /added <a href="\/evidence\/[^"]+">/);
  });

  it('stands on the page of an action too', async () => {
    const [, path = ''] = /href="(\/plan\/actions\/[^"]+)"/.exec(await maya.read('/plan')) ?? [];
    const page = await maya.read(path);
    assert.match(page, />History</);
    assert.match(page, /<b>[^<]+<\/b> added it to the plan/);
  });

  it('tells what somebody typed letter by letter, and names the thing in its own place', async () => {
    const { rows } = await context.superuser.query(
      "SELECT organisation_id, id FROM actions WHERE title LIKE 'Give every Year 9 tutor%' LIMIT 1",
    );
    const [{ organisation_id: organisation, id }] = rows;
    await context.storage.write({ organisation, person: null }, (db) =>
      record(db, context, planEvents, {
        ...{ organisation, person: null, verb: 'action.milestone-reached' as const },
        ...{ subject: { kind: 'action', id }, before: null, after: { what: 'Find {it}' } },
      }),
    );
    assert.match(
      await maya.read('/history?area=The+plan'),
      /reached “Find \{it\}” in <a href="\/plan\/actions\/[^"]+">Give every Year 9 tutor/,
    );
  });

  it('tells where in a draft words were read, which, and what stands there now', async () => {
    const { rows } = await context.superuser.query('SELECT id FROM organisations ORDER BY id');
    const organisation = otterbridge?.organisation.id ?? rows[0].id;
    const place = '2.4, level 1';
    for (const [verb, read, now] of [
      ['framework-draft.accepted', 'Herons', 'Herons'],
      ['framework-draft.corrected', 'Herns', 'Herons stand'],
      ['framework-draft.unreadable', 'H r ns', null],
      ['framework-draft.corrected', '', 'Otters'],
    ] as const)
      await context.storage.write({ organisation, person: null }, (db) =>
        record(db, context, modelEvents, {
          ...{ organisation, person: null, verb },
          subject: { kind: 'framework draft', id: context.id() },
          before: { place, words: read },
          after: { words: now },
        }),
      );
    const html = await maya.read('/history?area=The+model');
    const told = [...html.matchAll(/<\/b> ([^<]*)<\/p>((?:<p class="typed small">[^<]*<\/p>)*)/g)]
      .map(([, words, details = '']) => [words, ...details.split(/<[^>]+>/).filter(Boolean)])
      .slice(0, 4);
    assert.deepEqual(told.reverse(), [
      ['accepted text in a model', `${place}: “Herons”`],
      ['corrected text in a model', `${place}: “Herons stand”`, 'It was read as “Herns”.'],
      ['marked words in a model as not readable', `${place}: nothing`, 'It was read as “H r ns”.'],
      ['corrected text in a model', `${place}: “Otters”`, 'It was read as nothing.'],
    ]);
  });

  it('says what is deleted without a link', async () => {
    const { rows } = await context.superuser.query(
      "UPDATE actions SET deleted_at = now() WHERE title LIKE 'Ask leavers%' RETURNING id",
    );
    const plan = await maya.read('/history?area=The+plan');
    assert.match(plan, /started an action/);
    assert.ok(!plan.includes(rows[0].id));
  });
});
