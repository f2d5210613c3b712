/** Beside an action: what is left for the level that it aims for. */

import { descriptorOf, type Framework, statementOf } from '../../framework/framework.js';
import type { Member } from '../../platform/access/member.js';
import type { Db } from '../../platform/storage/transaction.js';
import { listMarksNow } from '../../review/agreement-store.js';
import { type Marks, markOf } from '../../review/marks.js';
import { RatingChip } from '../../review/pages/level-marks.js';
import { levelWords, type Rating } from '../../review/rating.js';
import type { Action } from '../plan.js';
import { ratingsNow } from '../years-store.js';
import type { Standpoint } from './plan-read.js';

export interface Left {
  aim: { statement: string; level: number };
  /** What was agreed last. */
  rating: Rating;
  /** What was said last of its criteria. */
  marks: Marks;
  /** The statement in the newest review, or in the model where there is none. */
  href: string;
}

/** The address of a statement: in the newest review, else in the model. */
export function statementHref({ years }: Pick<Standpoint, 'years'>, code: string): string {
  const review = years.at(-1);
  return review ? `/reviews/${review.reviewId}/statements/${code}` : `/model/${code}`;
}

/** What is left for the aim of an action; null without one. One query. */
export async function readLeft(
  db: Db,
  member: Member,
  standpoint: Standpoint,
  aim: Action['aim'],
): Promise<Left | null> {
  const statement = aim && statementOf(standpoint.framework, aim.statement);
  if (!statement || !descriptorOf(statement, aim.level)) return null;
  return {
    aim,
    rating: ratingsNow(standpoint.years).now[aim.statement] ?? null,
    marks: await listMarksNow(db, member.organisation.id, aim.statement),
    href: statementHref(standpoint, aim.statement),
  };
}

export const LeftForLevel = ({ framework, left }: { framework: Framework; left: Left | null }) => {
  if (!left) return null;
  const { aim, rating, marks, href } = left;
  const statement = statementOf(framework, aim.statement);
  const criteria = (statement && descriptorOf(statement, aim.level)?.criteria) ?? [];
  const open = criteria.filter(({ id, optional }) => !optional && markOf(marks, id) !== 'met');
  const level = levelWords(framework, aim.level);
  return (
    <aside class="act-aside" aria-labelledby="left-for">
      <h2 id="left-for">
        Criteria left for {level} in {aim.statement}
      </h2>
      <p class="act-note">
        <RatingChip framework={framework} rating={rating} /> <span>is the agreed level</span>
      </p>
      {open.length === 0 ? (
        <p>
          {criteria.length === 0
            ? `There are no criteria for ${level}.`
            : `All criteria for ${level} are met.`}
        </p>
      ) : (
        <ul class="left">
          {open.map(({ id, text }) => (
            <li>
              {text}
              <span class="small quiet">
                {' '}
                {markOf(marks, id) === 'partly' ? 'Partly met' : 'Not yet met'}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={href}>Open {aim.statement}</a>
      </p>
    </aside>
  );
};
