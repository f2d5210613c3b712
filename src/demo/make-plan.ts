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
import type { World } from '../platform/storage/context.js';
import type { CastAction } from './cast.js';
import type { Turn } from './timeline.js';

/** The school as the plan needs it. */
interface Stage {
  leader: Member;
  people: Record<string, Member>;
  /** The ids of these pieces of evidence, added where they are new. */
  evidenceOf(world: World, by: Member, keys: string[]): Promise<string[]>;
  /** The id of the review of an academic year. */
  reviewOf(academicYear: number): string | undefined;
}

const how = { key: null };
const AFTERNOON = 'T15:30:00Z';
/** The day on which what was left open went over to the next year, and the old year was archived. */
const YEAR_ENDS = '-09-04';

/** Everything that happened with an action. */
export function turnsOfAction(stage: Stage, told: CastAction): Turn[] {
  const { leader, people } = stage;
  const owner = people[told.owner];
  if (!owner) throw new Error(`Nobody in the cast is called ${told.owner}.`);
  let id = '';
  const turn = (on: string, play: Turn['play']): Turn => ({
    at: new Date(`${on}${AFTERNOON}`),
    play,
  });
  const { begunOn, end } = told;
  return [
    turn(told.addedOn, async (world) => {
      const { academicYear, ...typed } = told;
      const input = actionInput.parse({ ...typed, academicYear, ownerId: owner.person.id });
      id = await outOfReview(world, stage, input);
    }),
    ...(begunOn ? [turn(begunOn, (world) => setStatus(world, owner, id, 'under way', how))] : []),
    ...told.notes.map(({ on, by, words }) =>
      turn(on, (world) => addNote(world, people[by] ?? leader, id, { words }, how)),
    ),
    ...told.reached.map((what) =>
      turn(reachedOn(told, what), (world) =>
        reachMilestone(world, owner, id, { what, isReached: true }, how),
      ),
    ),
    ...(end
      ? [
          turn(end.on, async (world) => {
            const evidence = await stage.evidenceOf(world, owner, end.evidence);
            await closeAction(world, owner, id, { ...end, evidence }, how);
          }),
        ]
      : []),
    ...(told.isCarried
      ? [
          turn(`${told.academicYear + 1}${YEAR_ENDS}`, async (world) => {
            await carryOver(world, leader, { from: told.academicYear, actions: [id] }, how);
            const words =
              'Five of seven actions were done, one of them for Year 7 only, and one waits for the next school development plan. The outcomes for the older years go on.';
            await archiveYear(world, leader, { year: told.academicYear, words }, how);
          }),
        ]
      : []),
  ];
}

/** An action out of the review of its year, with one press, and then filled in; a second one for the same aim by hand. */
async function outOfReview(world: World, stage: Stage, input: ActionInput): Promise<string> {
  const { leader } = stage;
  const review = stage.reviewOf(input.academicYear);
  if (review && input.aim) {
    const { id, isNew } = await addFromMove(world, leader, { review, ...input.aim }, how);
    if (isNew) {
      await changeWords(world, leader, id, input, how);
      return id;
    }
  }
  return (await addAction(world, leader, input, how)).id;
}

/** A milestone was reached by its day: the plan has them in order, so the day stands before its words. */
function reachedOn(told: CastAction, what: string): string {
  const line = told.milestones.split('\n').find((each) => each.endsWith(what)) ?? '';
  const day = new Date(`${line.split(':')[0]} UTC`);
  return Number.isNaN(day.getTime())
    ? (told.begunOn ?? told.addedOn)
    : day.toISOString().slice(0, 10);
}
