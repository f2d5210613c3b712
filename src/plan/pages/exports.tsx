/** The plan on paper and as files, whole. */

import type { Framework } from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { dateWords } from '../../platform/days.js';
import { send } from '../../platform/web/answer.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { counted } from '../../review/sentences.js';
import { COLUMNS, planCsv, planXlsx } from '../columns.js';
import type { Action } from '../plan.js';
import { listActionsOf } from '../store.js';
import { PlanPage, planName } from './plan-parts.js';
import { readStandpoint, yearAsked } from './plan-read.js';

async function readWhole(c: Ctx, member: Member) {
  const year = yearAsked(c);
  return c.get('request').context.storage.read(scopeOf(member), async (db) => ({
    year,
    framework: (await readStandpoint(db, member)).framework,
    actions: await listActionsOf(db, member.organisation.id, year),
  }));
}

/** GET /plan/print?year= */
export async function printPage(c: Ctx, member: Member): Promise<Response> {
  const { year, framework, actions } = await readWhole(c, member);
  const request = c.get('request');
  return send(
    c,
    <PlanPage request={request} title={`${planName(year)}, to print`}>
      <p class="small no-print">
        <a href={`/plan?year=${year}`}>Back to the plan</a>
      </p>
      <Heading
        eyebrow={member.organisation.name}
        lead={`${counted(actions.length, 'action')} on ${dateWords(request.context.clock())}.`}
      >
        Strategic careers development plan {academicYear(year)}
      </Heading>
      <ol class="paper-plan section-s">
        {actions.map((action) => (
          <li>
            <Block action={action} framework={framework} />
          </li>
        ))}
      </ol>
    </PlanPage>,
  );
}

/** One action with the columns that are filled in. */
const Block = ({ action, framework }: { action: Action; framework: Framework }) => (
  <article>
    <h2>{action.title}</h2>
    <dl>
      {COLUMNS.filter(({ title }) => title !== 'Action')
        .map(({ title, of }) => ({ title, words: of(action, framework) }))
        .filter(({ words }) => words !== '')
        .map(({ title, words }) => (
          <div>
            <dt>{title}</dt>
            <dd class="typed">{words}</dd>
          </div>
        ))}
    </dl>
  </article>
);

const fileName = (year: number, ending: string) => `careers-plan-${year}-${year + 1}.${ending}`;

/** GET /plan/export.csv?year= */
export async function csvExport(c: Ctx, member: Member): Promise<Response> {
  const { year, framework, actions } = await readWhole(c, member);
  return c.body(planCsv(actions, framework), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${fileName(year, 'csv')}"`,
  });
}

/** GET /plan/export.xlsx?year= */
export async function xlsxExport(c: Ctx, member: Member): Promise<Response> {
  const { year, framework, actions } = await readWhole(c, member);
  const about = { school: member.organisation.name, year };
  const file = await planXlsx(actions, framework, about);
  return c.body(file, 200, {
    'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'Content-Disposition': `attachment; filename="${fileName(year, 'xlsx')}"`,
  });
}
