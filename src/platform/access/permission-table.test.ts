import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conflict, notFound, Problem } from '../problems.js';
import { type Actor, permissionTable, rolesOf, rowsOf } from './permission-table.js';

const LEADERS = ['careers leader'] as const;
const EDITORS = ['careers leader', 'contributor'] as const;

interface Boat {
  state: 'afloat' | 'sunk';
  builder: string | null;
  crew?: string[];
}

const boats = permissionTable(
  {
    stateOf: ({ state }: Boat) => state,
    authorOf: ({ builder }) => builder,
    namedIn: ({ crew = [] }) => crew,
    hidden: { unless: 'boat.see', problem: () => notFound('boat.not-found', 'No such boat.') },
    forbidding: (state) => conflict(`boat.${state}`, 'It has sunk.'),
    denied: 'boat.denied',
  },
  {
    'boat.build': { says: 'build a boat', roles: EDITORS, when: 'in summer' },
    'boat.see': { says: 'see a boat', roles: { afloat: [...EDITORS, 'viewer'], sunk: LEADERS } },
    'boat.sail': { says: 'sail a boat', roles: { afloat: EDITORS, sunk: [] }, orOwner: true },
    'boat.steer': {
      says: 'steer a boat',
      roles: { afloat: LEADERS, sunk: [] },
      named: ['contributor'],
    },
    'boat.paint': {
      says: 'paint a boat',
      roles: LEADERS,
      own: EDITORS,
      refusal: { code: 'boat.no-painter', sentence: 'You do not paint.' },
      notOwn: { code: 'boat.not-yours', sentence: 'Someone else built it.' },
    },
  },
);
const schools = permissionTable(
  { refusesLinks: true },
  { 'school.see': { says: 'see the school', roles: EDITORS } },
);

const papers = permissionTable(
  { authorOf: ({ by }: { by: string }) => by },
  {
    'paper.tear': {
      says: 'tear a paper',
      roles: [],
      own: EDITORS,
      refusal: { code: 'paper.not-yours', sentence: 'You did not write it.' },
    },
  },
);

const as = (role: Actor['role'], more: Partial<Actor> = {}): Actor => ({
  role,
  isOwner: false,
  person: { id: 'maya' },
  ...more,
});
const afloat: Boat = { state: 'afloat', builder: 'sam' };
const sunk: Boat = { state: 'sunk', builder: null };

/** "may", or the refusal. */
function outcomeOf(ask: () => void): string {
  try {
    ask();
    return 'may';
  } catch (error) {
    assert.ok(error instanceof Problem);
    return `${error.status} ${error.code}: ${error.message}`;
  }
}

describe('a table of permissions', () => {
  it('lets by role, by the state of the thing, as its author, and owners', () => {
    const { may } = boats;
    assert.equal(may(as('contributor'), 'boat.build'), true);
    assert.equal(may(as('viewer'), 'boat.build'), false);
    assert.equal(may(as('viewer'), 'boat.see', afloat), true);
    assert.equal(may(as('viewer'), 'boat.see', sunk), false);
    assert.equal(may(as('viewer', { isOwner: true }), 'boat.sail', sunk), true);
    assert.equal(may(as('contributor'), 'boat.paint', afloat), false);
    assert.equal(may(as('contributor'), 'boat.paint', { ...afloat, builder: 'maya' }), true);
    assert.equal(may(as('viewer'), 'boat.paint', { ...afloat, builder: 'maya' }), false);
    assert.equal(may(as('careers leader'), 'boat.paint', afloat), true);
  });

  it('lets whom the thing names, in a role that can be named, where anybody may', () => {
    const { may } = boats;
    const crewed = { ...afloat, crew: ['maya'] };
    assert.equal(may(as('contributor'), 'boat.steer', afloat), false);
    assert.equal(may(as('contributor'), 'boat.steer', crewed), true);
    assert.equal(may(as('viewer'), 'boat.steer', crewed), false);
    assert.equal(may(as('contributor'), 'boat.steer', { ...crewed, state: 'sunk' }), false);
    assert.equal(may(as('contributor', { person: null }), 'boat.steer', crewed), false);
  });

  it('lets nobody who is not there, who has no role, or whose thing is nobody’s', () => {
    assert.equal(boats.may(null, 'boat.build'), false);
    assert.equal(boats.may(as(null, { isOwner: true }), 'boat.sail', afloat), false);
    assert.equal(boats.may(as('contributor', { person: null }), 'boat.paint', sunk), false);
  });

  it('lets in by a personal link only where it says nothing against them', () => {
    const byLink = as('contributor', { limitedTo: 'a review' });
    assert.equal(boats.may(byLink, 'boat.build'), true);
    assert.equal(schools.may(byLink, 'school.see'), false);
    assert.equal(schools.may(as('contributor', { limitedTo: null }), 'school.see'), true);
  });

  const { assertMay } = boats;
  const refusals: [string, () => void, string][] = [
    ['nothing to who may', () => assertMay(as('contributor'), 'boat.sail', afloat), 'may'],
    [
      '404 before all else to who may not know of it',
      () => assertMay(as('contributor'), 'boat.sail', sunk),
      '404 boat.not-found: No such boat.',
    ],
    [
      '409 to who may know of it, where the state forbids it to everybody',
      () => assertMay(as('careers leader'), 'boat.sail', sunk),
      '409 boat.sunk: It has sunk.',
    ],
    [
      '403 that names the roles, where the line has no sentence',
      () => assertMay(as('viewer'), 'boat.sail', afloat),
      '403 boat.denied: Only a careers leader or a contributor at your school can do this.',
    ],
    [
      '403 with the sentence of the line',
      () => assertMay(as('viewer'), 'boat.paint', afloat),
      '403 boat.no-painter: You do not paint.',
    ],
    [
      '403 that says whose it is, to who may with what is their own',
      () => assertMay(as('contributor'), 'boat.paint', afloat),
      '403 boat.not-yours: Someone else built it.',
    ],
    [
      '403 where no thing decides, even to who may not know of any',
      () => assertMay(as('viewer'), 'boat.build'),
      '403 boat.denied: Only a careers leader or a contributor at your school can do this.',
    ],
    [
      '403 where nobody but its author may',
      () => papers.assertMay(as('careers leader'), 'paper.tear', { by: 'sam' }),
      '403 paper.not-yours: You did not write it.',
    ],
    [
      'nothing to its author',
      () => papers.assertMay(as('contributor'), 'paper.tear', { by: 'maya' }),
      'may',
    ],
    [
      '403 to nobody',
      () => papers.assertMay(null, 'paper.tear', { by: 'sam' }),
      '403 paper.not-yours: You did not write it.',
    ],
    [
      '403 in general words, where neither line nor table has any',
      () => schools.assertMay(as('viewer'), 'school.see'),
      '403 access.denied: Your role does not include this. Ask a careers leader at your school if you need it.',
    ],
  ];
  for (const [name, ask, expected] of refusals) {
    it(`says ${name}`, () => assert.equal(outcomeOf(ask), expected));
  }

  it('cannot be asked without the thing where that decides, nor for an act that it has not', () => {
    const wouldNotCompile = () => {
      // @ts-expect-error The state of the thing decides.
      boats.may(as('viewer'), 'boat.see');
      // @ts-expect-error Whose it is decides.
      boats.assertMay(as('viewer'), 'boat.paint');
      // @ts-expect-error One of the two acts needs the thing.
      boats.may(as('viewer'), 'boat.build' as 'boat.build' | 'boat.sail');
      // @ts-expect-error There is no such act.
      boats.may(as('viewer'), 'boat.burn');
      permissionTable(
        { stateOf: ({ state }: Boat) => state },
        // @ts-expect-error A state is left out.
        { 'boat.sail': { says: 'sail a boat', roles: { afloat: EDITORS } } },
      );
    };
    assert.equal(typeof wouldNotCompile, 'function');
  });

  it('is read as a row for each set of roles, with its states', () => {
    const rows = rowsOf({ ...boats.permissions, ...papers.permissions }).map(
      ({ act, roles, orOwner, states }) => [act, roles.length, orOwner ?? false, states],
    );
    assert.deepEqual(rows, [
      ['boat.build', 2, false, ['in summer']],
      ['boat.see', 3, false, ['afloat']],
      ['boat.see', 1, false, ['sunk']],
      ['boat.sail', 2, true, ['afloat']],
      ['boat.steer', 1, false, ['afloat']],
      ['boat.steer', 1, false, ['if named for it']],
      ['boat.paint', 1, false, []],
      ['boat.paint', 2, false, ['one’s own']],
      ['paper.tear', 2, false, ['one’s own']],
    ]);
    assert.deepEqual(rolesOf(boats.permissions['boat.sail']), EDITORS);
    assert.deepEqual(rolesOf(boats.permissions['boat.build']), EDITORS);
  });
});
