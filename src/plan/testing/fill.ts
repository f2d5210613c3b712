/** A plan with as many actions as a test needs. */
import type { Member } from '../../platform/access/member.js';
import type { AppContext } from '../../platform/storage/context.js';
import { actionInput } from '../action-input.js';
import { addAction } from '../changes/add.js';

/** Fills a year with so many actions. */
export async function fillYear(
  context: AppContext,
  maya: Member,
  year: number,
  count: number,
): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const input = actionInput.parse({
      ...{ title: `Action ${at}`, academicYear: String(year), priority: `Priority ${at % 5}` },
      ...{ dueOn: `${year + 1}-0${1 + (at % 6)}-15`, aim: at % 2 ? '2.1@3' : '1.3@2' },
      ...{ ownerId: maya.person.id, milestones: 'one\ntwo', measure: 'It is so' },
    });
    await addAction(context, maya, input, { key: null });
  }
}
