/** A school's plan, through the same verbs that people use, on the days of its story. */

import { type ActionInput, actionInput } from '../plan/action-input.js';
import { addAction, addFromMove } from '../plan/changes/add.js';
import {
  addNote,
  changeWords,
  closeAction,
  reachMilestone,
  setStatus,
} from '../plan/changes/change.js';
import { archiveYear, carryOver } from '../plan/changes/years.js';
import type { Member } from '../platform/access/member.js';
import type { AppContext } from '../platform/storage/context.js';
import type { DemoAction } from './demo-types.js';
import type { Turn } from './timeline.js';

/** The school as the plan needs it. */
interface Stage {
  leader: Member;
  people: Record<string, Member>;
  /** The ids of these pieces of evidence, added where they are new. */
  evidenceOf(context: AppContext, by: Member, keys: string[]): Promise<string[]>;
  /** The id of the review of an academic year. */
  reviewOf(academicYear: number): string | undefined;
}

const how = { key: null };
const AFTERNOON = 'T15:30:00Z';
/** The day on which what was left open went over to the next year, and the old year was archived. */
const YEAR_ENDS = '-09-04';

/** Everything that happened with an action. */
export function turnsOfAction(stage: Stage, message: DemoAction): Turn[] {
  const { leader, people } = stage;
  const owner = people[message.owner];
  if (!owner) throw new Error(`No one in the cast is called ${message.owner}.`);
  let id = '';
  const turn = (on: string, play: Turn['play']): Turn => ({
    at: new Date(`${on}${AFTERNOON}`),
    play,
  });
  const { begunOn, end } = message;
  return [
    turn(message.addedOn, async (context) => {
      const { academicYear, ...typed } = message;
      const input = actionInput.parse({ ...typed, academicYear, ownerId: owner.person.id });
      id = await outOfReview(context, stage, input);
    }),
    ...(begunOn
      ? [turn(begunOn, (context) => setStatus(context, owner, id, 'under way', how))]
      : []),
    ...message.notes.map(({ on, by, words }) =>
      turn(on, (context) => addNote(context, people[by] ?? leader, id, { words }, how)),
    ),
    ...message.reached.map((what) =>
      turn(reachedOn(message, what), (context) =>
        reachMilestone(context, owner, id, { what, isReached: true }, how),
      ),
    ),
    ...(end
      ? [
          turn(end.on, async (context) => {
            const evidence = await stage.evidenceOf(context, owner, end.evidence);
            await closeAction(context, owner, id, { ...end, evidence }, how);
          }),
        ]
      : []),
    ...(message.isCarried
      ? [
          turn(`${message.academicYear + 1}${YEAR_ENDS}`, async (context) => {
            await carryOver(context, leader, { from: message.academicYear, actions: [id] }, how);
            const words =
              'Five of seven actions were done, one of them for Year 7 only, and one waits for the next school development plan. The outcomes for the older years go on.';
            await archiveYear(context, leader, { year: message.academicYear, words }, how);
          }),
        ]
      : []),
  ];
}

/** An action out of the review of its year, with one press, and then filled in; a second one for the same aim by hand. */
async function outOfReview(context: AppContext, stage: Stage, input: ActionInput): Promise<string> {
  const { leader } = stage;
  const review = stage.reviewOf(input.academicYear);
  if (review && input.aim) {
    const { id, isNew } = await addFromMove(context, leader, { review, ...input.aim }, how);
    if (isNew) {
      await changeWords(context, leader, id, input, how);
      return id;
    }
  }
  return (await addAction(context, leader, input, how)).id;
}

/** A milestone was reached by its day: the plan has them in order, so the day stands before its words. */
function reachedOn(message: DemoAction, what: string): string {
  const line = message.milestones.split('\n').find((each) => each.endsWith(what)) ?? '';
  const day = new Date(`${line.split(':')[0]} UTC`);
  return Number.isNaN(day.getTime())
    ? (message.begunOn ?? message.addedOn)
    : day.toISOString().slice(0, 10);
}
