/** The parts that the pages of the plan share. */

import { type Framework, statementOf } from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import { CairnSymbols } from '../../platform/chart/cairn.js';
import { dayWords } from '../../platform/days.js';
import type { Child, FC, PropsWithChildren } from '../../platform/web/html.js';
import { Page, type PageProps } from '../../platform/web/page.js';
import { RatingChip } from '../../review/pages/level-marks.js';
import { type Action, statusTitle, type Urgency, urgencyOf } from '../plan.js';

/** Style sheets are those beside the plan's own. */
interface FrameProps extends PageProps {
  framework?: Framework;
  /** The page of the plan that this is, for the row of links. */
  here?: Here | undefined;
}

type Here = 'plan' | 'mine' | 'followed' | 'year';

const PARTS: readonly { here: Here; href: string; name: string }[] = [
  { here: 'plan', href: '/plan', name: 'Plan' },
  { here: 'mine', href: '/plan/mine', name: 'My actions' },
  { here: 'followed', href: '/plan/followed', name: 'Impact' },
  { here: 'year', href: '/year', name: 'Year summary' },
];

export const PlanPage: FC<PropsWithChildren<FrameProps>> = (props) => {
  const { framework, styles = [], here, children, ...page } = props;
  return (
    <Page {...page} place="plan" styles={['plan', ...styles]}>
      {framework && <CairnSymbols scale={framework} />}
      {here && (
        <nav class="parts" aria-label="Plan">
          {PARTS.map((part) => (
            <a href={part.href} aria-current={part.here === here ? 'page' : undefined}>
              {part.name}
            </a>
          ))}
        </nav>
      )}
      {children}
    </Page>
  );
};

/** Links of which one is where the reader is: "By: Priority, Theme, …". */
export const Picks: FC<{
  label: string;
  picks: readonly { name: Child; href: string; isHere: boolean }[];
}> = ({ label, picks }) => (
  <nav class="picks small" aria-label={label}>
    <span class="quiet">{label}</span>
    <ul>
      {picks.map(({ name, href, isHere }) => (
        <li>
          <a href={href} aria-current={isHere ? 'true' : undefined}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** "2.1 to level 3" with the level's cairn, leading to the statement in the model. */
export const AimMark: FC<{ action: Action; framework: Framework }> = ({ action, framework }) => {
  if (action.aim === null) return null;
  const { statement } = action.aim;
  return (
    <span class="aim-mark">
      <a href={`/model/${statement}`} title={statementOf(framework, statement)?.title}>
        {statement}
      </a>{' '}
      <span class="quiet">to</span> <LevelAimed framework={framework} aim={action.aim} />
    </span>
  );
};

/** The level aimed for with its cairn, or in words where the model does not have it. */
export const LevelAimed = (props: { framework: Framework; aim: NonNullable<Action['aim']> }) => {
  const { statement, level } = props.aim;
  const isKnown = statementOf(props.framework, statement)?.levels.some(
    (each) => each.level === level,
  );
  return isKnown ? <RatingChip framework={props.framework} rating={level} /> : <>level {level}</>;
};

/** How far an action is, in a mark with its word. */
export const StatusMark: FC<{ action: Pick<Action, 'status'> }> = ({ action: { status } }) => (
  <span class={`status s-${status.replace(' ', '-')}`}>{statusTitle(status)}</span>
);

/** "Due 4 December 2026", and that it is overdue. */
export const DueWords: FC<{ action: Action; today: string }> = ({ action, today }) => {
  const urgency = urgencyOf(action, today);
  if (action.closedOn !== null)
    return <>{`${statusTitle(action.status)} on ${dayWords(action.closedOn)}`}</>;
  if (action.goesOnIn !== null) return <>Continues in {academicYear(action.goesOnIn)}</>;
  if (action.dueOn === null) return <span class="quiet">No due date</span>;
  return (
    <>
      Due {dayWords(action.dueOn)}
      <UrgencyMark urgency={urgency} />
    </>
  );
};

/** That an action is overdue, or due soon. */
export const UrgencyMark: FC<{ urgency: Urgency }> = ({ urgency }) =>
  urgency === null ? null : (
    <>
      {' '}
      <b class={`urgent ${urgency === 'overdue' ? 'is-over' : ''}`}>
        {urgency === 'overdue' ? 'Overdue' : 'Due soon'}
      </b>
    </>
  );

/** One action in a list. */
export const ActionRow: FC<{ action: Action; framework: Framework; today: string }> = (props) => {
  const { action, framework, today } = props;
  return (
    <li class="act-row">
      <p class="act-title">
        <a href={`/plan/actions/${action.id}`}>{action.title}</a>
      </p>
      <AimMark action={action} framework={framework} />
      <p class="small">{action.owner ? action.owner.name : <span class="quiet">No owner</span>}</p>
      <p class="small">
        <DueWords action={action} today={today} />
      </p>
      <StatusMark action={action} />
    </li>
  );
};

/** "Careers plan 2026/27" */
export const planName = (year: number): string => `Careers plan ${academicYear(year)}`;

/** What is shown where a year is archived. */
export const ArchivedNote: FC<{ year: number }> = ({ year }) => (
  <p class="locked">
    The plan for {academicYear(year)} is archived. You can read it but not change it.{' '}
    <a href={`/year?year=${year}`}>Year summary</a>
  </p>
);
