/** Saving what was chosen from the workbook of a plan: each action by the changes that its pages make. */

import { actionInput, typedFrom } from '../../plan/action-input.js';
import { addAction } from '../../plan/changes/add.js';
import { changeWords, closeAction, closingInput, setStatus } from '../../plan/changes/change.js';
import { listOwners } from '../../plan/pages/action-form.js';
import { assertMay } from '../../plan/permissions.js';
import { type Action, isOpenStatus, type Status } from '../../plan/plan.js';
import { findAction, listActionsOf } from '../../plan/store.js';
import type { Member } from '../../platform/access/member.js';
import { changeIdempotently, type How, within } from '../../platform/access/member-changes.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import { parse } from '../../platform/web/form.js';
import { assertSeen, atRow, byRow, type Chosen, changedMeanwhile } from '../chosen.js';
import { keyOfWords } from '../fields.js';
import { ownersOf } from '../plan-content.js';
import { type Owner, planValues } from '../plan-fields.js';

type Values = Readonly<Record<string, string>>;

/**
 * Saves all of it or nothing. Gives how many cells were changed and how many actions added.
 * @throws Problem 409 `workbook.changed` when somebody saved one of them since, and as the changes of the plan
 */
export async function applyToPlan(
  context: AppContext,
  member: Member,
  year: number,
  { cells, added }: Chosen,
  { key, ...rest }: How,
): Promise<{ changes: number; added: number }> {
  const how = { ...rest, key: null };
  assertMay(member, 'plan.write');
  return changeIdempotently(context, member, key, async (db) => {
    const inside = within(context, db);
    const organisation = member.organisation.id;
    const actions = await listActionsOf(db, organisation, year);
    const owners = ownersOf(await listOwners(db, organisation), actions);
    for (const [id, chosen] of byRow(cells)) {
      if (!actions.some((each) => each.id === id)) throw changedMeanwhile();
      const action = await findAction(db, organisation, id, { lock: true });
      assertSeen(chosen, planValues(action));
      const values = Object.fromEntries(chosen.map(({ field, value }) => [field, value]));
      await atRow(id, () => changeAction(db, inside, member, { action, values, owners }, how));
    }
    for (const { name, values } of added) {
      await atRow(name, async () => {
        const typed = { ...values, ...ownerFields(values.owner ?? '', owners) };
        const input = parse(actionInput, { ...typed, academicYear: String(year) });
        await addAction(inside, member, input, how);
      });
    }
    return { changes: cells.length, added: added.length };
  });
}

interface Changing {
  action: Action;
  values: Values;
  owners: readonly Owner[];
}

/** Changes the words of an action; opens it again before, or closes it afterwards. */
async function changeAction(
  db: Db,
  context: AppContext,
  member: Member,
  { action, values, owners }: Changing,
  how: How,
): Promise<void> {
  const { id } = action;
  const { owner, status, changed, result, ...words } = values;
  const wanted = (status ?? action.status) as Status;
  if (!isOpenStatus(action.status) && isOpenStatus(wanted))
    await setStatus(context, member, id, wanted === 'planned' ? 'planned' : 'under way', how);
  const now = await findAction(db, member.organisation.id, id);
  const input = parse(actionInput, {
    ...typedFrom(now),
    ...words,
    ...(owner === undefined ? {} : ownerFields(owner, owners)),
    status: isOpenStatus(wanted) ? wanted : isOpenStatus(now.status) ? now.status : 'planned',
  });
  await changeWords(context, member, id, input, { ...how, version: now.version });
  if (isOpenStatus(action.status) && !isOpenStatus(wanted)) {
    const ending = {
      status: wanted,
      changed: changed ?? action.changed,
      result: result ?? action.result,
    };
    await closeAction(context, member, id, parse(closingInput, ending), how);
  }
}

/** An owner by name as the form of an action sends one: somebody of the school, or a name. */
function ownerFields(name: string, owners: readonly Owner[]) {
  const found = owners.find((each) => keyOfWords(each.name) === keyOfWords(name));
  return { ownerId: found?.id ?? '', ownerName: found?.id ? '' : name };
}
