/** What the pages of one action are made of. */
import type { Framework } from '../../framework/framework.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { type HistoryEntry, listHistoryOf } from '../../platform/history/history.js';
import type { Problem } from '../../platform/problems.js';
import type { Typed } from '../../platform/web/form.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { findWholeAction, type WholeAction } from '../notes-store.js';
import { may } from '../permissions.js';
import { type Left, readLeft, statementHref } from './action-left.js';
import { readStandpoint } from './plan-read.js';

export interface ActionProps {
  request: RequestContext;
  framework: Framework;
  whole: WholeAction;
  /** What is left for the level that it aims for. */
  left: Left | null;
  /** The address of the statement that it aims at. */
  statement: string | null;
  /** What happened to it, newest first. */
  history: HistoryEntry[];
  problem: Problem | null;
  typed?: Typed;
}

/** The action of this address with the framework and its history. Four queries. */
export async function readAction(c: Ctx, member: Member): Promise<ActionProps> {
  const request = c.get('request');
  return request.context.storage.read(scopeOf(member), async (db) => {
    const reading = { person: member.person.id, now: request.context.clock() };
    const id = c.req.param('id') ?? '';
    const whole = await findWholeAction(db, member.organisation.id, id, reading);
    const standpoint = await readStandpoint(db, member);
    const { aim } = whole.action;
    const history = await listHistoryOf(db, member.organisation.id, { kind: 'action', id });
    return {
      ...{ request, whole, history, framework: standpoint.framework, problem: null },
      left: await readLeft(db, member, standpoint, aim),
      statement: aim && statementHref(standpoint, aim.statement),
    };
  });
}

/** True when the reader may write in this action now. */
export const mayWrite = ({ request, whole }: ActionProps) =>
  may(request, 'plan.write') && !whole.isArchived;
