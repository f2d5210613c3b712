/** The plan on paper and as files, whole. */

import { type Member, scopeOf } from '../../platform/access/member.js';
import { dateWords } from '../../platform/days.js';
import { send } from '../../platform/web/answer.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { counted } from '../../review/sentences.js';
import { COLUMNS, planCsv, planXlsx } from '../columns.js';
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
        lead={`Strategic careers development plan, ${counted(actions.length, 'action')}. As it stood on ${dateWords(request.context.clock())}.`}
      >
        {planName(year)}
      </Heading>
      <figure class="scrolls section-s" aria-label="The plan as a table" tabindex={0}>
        <table class="govuk-table paper-plan">
          <caption class="vh">{planName(year)}</caption>
          <thead>
            <tr>
              {COLUMNS.map(({ title }) => (
                <th scope="col" class="govuk-table__header">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {actions.map((action) => (
              <tr>
                {COLUMNS.map(({ title, of }) =>
                  title === 'Action' ? (
                    <th scope="row" class="govuk-table__header typed">
                      {of(action, framework)}
                    </th>
                  ) : (
                    <td class="govuk-table__cell typed">{of(action, framework)}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </figure>
    </PlanPage>,
  );
}

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
