/** An action as something that questions and comments are left on, whether or not its year is archived. */
import { academicYear } from '../platform/academic-year.js';
import type { RemarkTarget } from '../remark/changes.js';
import { findAction } from './store.js';

/** Finds the action through the person. */
export const actionTarget: RemarkTarget = {
  column: 'action_id',
  async find(db, member, { id }) {
    const action = await findAction(db, member.organisation.id, id);
    return {
      place: { review: null, statement: null, action: action.id },
      name: `“${action.title}”`,
      within: `Careers plan ${academicYear(action.academicYear)}`,
    };
  },
};
