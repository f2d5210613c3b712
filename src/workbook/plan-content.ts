/** The plan of a year as a workbook. */

import type { Framework } from '../framework/framework.js';
import { assertYearIsOpen } from '../plan/changes/changing.js';
import { listOwners } from '../plan/pages/action-form.js';
import { planName } from '../plan/pages/plan-parts.js';
import { readStandpoint } from '../plan/pages/plan-read.js';
import { assertMay, may } from '../plan/permissions.js';
import { type Action, isOpenStatus, type Status } from '../plan/plan.js';
import { listActionsOf } from '../plan/store.js';
import { academicYear } from '../platform/academic-year.js';
import type { Member } from '../platform/access/member.js';
import { Problem } from '../platform/problems.js';
import type { Db } from '../platform/storage/transaction.js';
import type { BookRow, BookSheet, PlannedSheet } from './book.js';
import type { Added, Comparison, Difference, Unread } from './compare.js';
import type { WorkbookContent } from './content.js';
import { keyOfWords } from './fields.js';
import { type Owner, planFields, planValues } from './plan-fields.js';

const KEY_TITLE = 'No.';
/** Empty rows at the end, for new actions. */
const EMPTY_ROWS = 30;

/** The plan of this academic year, by the year in which it begins. */
export async function planContent(db: Db, member: Member, year: number): Promise<WorkbookContent> {
  const organisation = member.organisation.id;
  const { framework } = await readStandpoint(db, member);
  const actions = await listActionsOf(db, organisation, year);
  const people = may(member, 'plan.write') ? await listOwners(db, organisation) : [];
  const refusal = await refusalOf(db, member, year);
  return { ...planContentOf(member, { year, framework, actions, people }), refusal };
}

interface PlanRead {
  year: number;
  framework: Framework;
  actions: readonly Action[];
  /** Those who can own an action. */
  people: readonly Owner[];
}

/** The same of a plan that was read. */
export function planContentOf(
  member: Pick<Member, 'organisation'>,
  { year, framework, actions, people }: PlanRead,
): WorkbookContent {
  const organisation = member.organisation.id;
  const fields = planFields(framework, ownersOf(people, actions));
  const rows = actions.map(
    (action, at): BookRow => ({
      key: String(at + 1),
      id: action.id,
      title: action.title,
      values: planValues(action),
    }),
  );
  const columns = fields.flatMap((field) => field.columns);
  const sheet: PlannedSheet = {
    name: 'Plan',
    columns: [{ title: KEY_TITLE, width: 5, kind: 'locked' }, ...columns],
    rows: function* (): Generator<BookSheet['rows'][number]> {
      for (const { key, values } of rows)
        yield [key, ...fields.flatMap((field) => field.write(values[field.key] ?? ''))];
      for (let at = 0; at < EMPTY_ROWS; at += 1) yield [null, ...columns.map(() => null)];
    },
  };
  return {
    of: { kind: 'plan', organisation, record: String(year), framework },
    name: planName(year),
    school: member.organisation.name,
    language: framework.language,
    keyTitle: KEY_TITLE,
    ...{ fields, rows, sheets: [sheet] },
    help: [
      `${planName(year)}, ${member.organisation.name}`,
      'On the sheet “Plan”, change what you want to change. Use the empty rows at the end for new actions, and leave their number empty. Do not write anything about individual learners.',
      'To complete or stop an action, choose the status and say what changed. Rows that you remove stay in Waymark: delete actions there.',
      'When you have finished, save the file as an Excel workbook (.xlsx). Open the plan in Waymark, choose “Fill in a workbook”, and load the file there.',
      'If a text does not fit, make its row higher. You see every change before it is saved.',
    ],
    fileName: `careers-plan-${academicYear(year).replace('/', '-')}-workbook`,
    refusal: null,
    settle: (compared) => settled(compared, actions),
  };
}

async function refusalOf(db: Db, member: Member, year: number): Promise<Problem | null> {
  try {
    assertMay(member, 'plan.write');
    await assertYearIsOpen(db, member.organisation.id, year);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** The people of the school, and whoever owns an action, each once. */
export function ownersOf(people: readonly Owner[], actions: readonly Action[]): Owner[] {
  const owners = [...people];
  for (const { owner } of actions) {
    const isKnown = owners.some(({ id, name }) =>
      owner?.id ? id === owner.id : keyOfWords(name) === keyOfWords(owner?.name ?? ''),
    );
    if (owner && !isKnown) owners.push(owner);
  }
  return owners;
}

/**
 * What the plan allows: an action is closed with what changed, that is said when it is closed, and what is closed is
 * opened first. What is new begins open, has words, and is not there already.
 */
export function settled(compared: Comparison, actions: readonly Action[]): Comparison {
  const unread: Unread[] = [];
  const differences: Difference[] = [];
  for (const action of actions) {
    const own = compared.differences.filter(({ row }) => row === action.id);
    for (const difference of own) {
      const says = whyNot(difference, action, own);
      if (says === null) differences.push(difference);
      else unread.push({ place: difference.place, says });
    }
  }
  const added: Added[] = [];
  for (const each of compared.added) {
    const { changed, result, status = 'planned', ...values } = each.values;
    const isOpen = isOpenStatus(status as Status);
    if (!isOpen || changed || result) {
      const says =
        'A new action starts as not started or in progress. Complete it in Waymark when it is added.';
      unread.push({ place: each.place, says });
    }
    if (!values.title) {
      unread.push({ place: each.place, says: 'Enter the action in the column “Action”.' });
      continue;
    }
    added.push({ ...each, values: { ...values, status: isOpen ? status : 'planned' } });
  }
  return { ...compared, differences, added, unread: [...compared.unread, ...unread] };
}

/** Why a difference cannot be taken, or null. */
function whyNot(
  { field, file }: Difference,
  action: Action,
  own: readonly Difference[],
): string | null {
  const status = own.find((each) => each.field === 'status')?.file ?? action.status;
  const isClosing = isOpenStatus(action.status) && !isOpenStatus(status as Status);
  if (field === 'title' && file === '') return 'Enter the action: its words cannot be empty.';
  if (field === 'status' && !isOpenStatus(action.status) && !isOpenStatus(status as Status))
    return 'This action is already complete or stopped. Reopen it in Waymark to change how it ended.';
  if (field === 'status' && isClosing) {
    const changed = own.find((each) => each.field === 'changed')?.file ?? action.changed;
    if (changed === '')
      return 'Say what changed in the column “What changed”, then load the file again.';
  }
  if ((field === 'changed' || field === 'result') && !isClosing)
    return 'This is saved when an action is completed or stopped. Choose that status in the same row.';
  return null;
}
