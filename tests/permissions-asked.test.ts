/** A check cannot be forgotten: whatever writes in a member's name asks the table of permissions first. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPropertyAssignment, isStringLiteral, type Node } from 'typescript/unstable/ast';
import { allPermissions } from '../src/permissions.js';
import { EVERY_ROLE } from '../src/platform/access/member.js';
import { rolesOf } from '../src/platform/access/permission-table.js';
import { parseSources, readSources, type Source } from './support/source-tree.js';
import { unaskedWrites } from './support/unasked-writes.js';

/** Writes that need no line of a table, each with the reason: all of them are of what is one's own alone. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'src/organisation/membership-changes.ts removeMember':
    'Asks unless it is oneself: everybody may leave a school.',
  'src/plan/calendar-changes.ts makeCalendar': 'The address of one’s own calendar.',
  'src/plan/calendar-changes.ts dropCalendar': 'The address of one’s own calendar.',
  'src/platform/drafts/autosave.ts writeAutosave':
    'What one has typed oneself and not saved: whether one may save it is asked when one does.',
  'src/plan/reminders.ts wantReminders': 'Whether one is reminded oneself.',
};

/** What everybody in the school may read: the policies of the routes let them in, and nothing asks again. */
const OPEN_TO_ALL = ['people.see', 'evidence.read', 'remark.read', 'review.list'];

const sources = readSources();

describe('whatever writes in a member’s name', () => {
  it('asks the table of permissions before it writes', () => {
    assert.deepEqual(unaskedWrites(sources, Object.keys(EXCEPTIONS)), []);
  });

  it('is an exception only while it writes unasked', () => {
    const unasked = unaskedWrites(sources);
    const settled = Object.keys(EXCEPTIONS).filter((each) => !unasked.includes(each));
    assert.deepEqual(settled, [], 'Take them off the list.');
    assert.ok(Object.keys(EXCEPTIONS).length <= 5);
  });
});

describe('the tables of permissions', () => {
  it('hold no act that nobody asks for', () => {
    const asked = new Set(sources.filter(asksForActs).flatMap(({ tree }) => literalsIn(tree)));
    const unasked = Object.keys(allPermissions).filter((act) => !asked.has(act));
    assert.deepEqual(unasked.sort(), [...OPEN_TO_ALL].sort());
    for (const act of OPEN_TO_ALL) {
      const line = allPermissions[act];
      assert.deepEqual(line && rolesOf(line), EVERY_ROLE, act);
    }
  });
});

/** True for a file that imports the question of a table; the tables themselves do not ask. */
const asksForActs = ({ path, imports }: Source) =>
  !path.endsWith('permissions.ts') && imports.some(({ of }) => of.endsWith('/permissions.ts'));

/** Every text in it but the names that operations have. */
function literalsIn(node: Node): string[] {
  if (isPropertyAssignment(node) && node.name.getText() === 'name') return [];
  const found = isStringLiteral(node) ? [node.text] : [];
  node.forEachChild((child) => {
    found.push(...literalsIn(child));
  });
  return found;
}

describe('a check that is left out', () => {
  const HEAD = `
    import { changeIdempotently } from '../platform/access/member-changes.js';
    import { assertMay } from './permissions.js';`;
  const CHECKS = `export async function checked(context: AppContext, member: Member) {
    assertMay(member, 'thing.change');
    return changeIdempotently(context, member, null, save);
  }`;
  /** What is found in a feature with these functions, and a page that calls one of them. */
  const foundIn = (changes: string): string[] =>
    unaskedWrites(
      parseSources({
        'src/platform/access/member-changes.ts': `export const changeIdempotently = (
          context: AppContext, member: Member, key: string | null, work: Work,
        ) => context.storage.write(member, work);`,
        'src/thing/permissions.ts': 'export const assertMay = () => {};',
        'src/thing/changes.ts': `${HEAD}\n${changes}`,
      }),
    ).map((each) => each.split(' ')[1] ?? '');

  const cases: [string, string, string[]][] = [
    ['it asks first', CHECKS, []],
    [
      'a transaction is opened',
      CHECKS.replace("assertMay(member, 'thing.change');", ''),
      ['checked'],
    ],
    [
      'storage.write is called',
      'export const plain = ({ storage }: AppContext, member: Member) => storage.write(member, x);',
      ['plain'],
    ],
    [
      'a helper of the file writes, and only another function of the file asks',
      `${CHECKS}
       const change = (member: Member) => changeIdempotently(context, member, null, save);
       export const other = (member: Member) => change(member);`,
      ['other'],
    ],
    [
      'it asks after the write',
      `export async function late(context: AppContext, member: Member) {
         await context.storage.write(member, save);
         assertMay(member, 'thing.change');
       }`,
      ['late'],
    ],
    [
      'it asks on one way of two',
      `export async function sometimes(context: AppContext, member: Member) {
         if (context.isStrict) assertMay(member, 'thing.change');
         return context.storage.write(member, save);
       }`,
      ['sometimes'],
    ],
    [
      'the transaction asks once it has found the thing',
      `export const inside = (context: AppContext, member: Member) =>
         changeIdempotently(context, member, null, async (db) => {
           assertMay(member, 'thing.change', await find(db));
         });`,
      [],
    ],
    [
      'a page calls what asks, and a form within a value writes',
      `${CHECKS}
       export const page = (c: Ctx, member: Member) => checked(c, member);
       export const form = { post: (c: Ctx, member: Member) => c.storage.write(member, save) };`,
      ['form'],
    ],
    [
      'the answer to a form writes',
      'export const post = formPost(async ({ c, member }) => c.storage.write(member, save));',
      ['post'],
    ],
  ];
  for (const [where, changes, expected] of cases) {
    it(`is ${expected.length > 0 ? '' : 'not '}found where ${where}`, () =>
      assert.deepEqual(foundIn(changes), expected));
  }
});
