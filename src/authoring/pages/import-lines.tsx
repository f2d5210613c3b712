/** Every line of the document and what became of it, and every repair: nothing is dropped silently. */

import { DraftPage } from '../../framework/pages/model-frame.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import { goTo, send } from '../../platform/web/answer.js';
import type { FC } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { findItems } from '../open-import.js';
import type { DraftLine, LineUse } from '../reading/draft.js';
import { RepairDetails } from './import-source.js';

/** GET /model/imports/:id/lines */
export async function linesPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const { draft } = await request.context.storage.read(scopeOf(member), (db) =>
    findItems(db, member.organisation.id, c.req.param('id') ?? ''),
  );
  const { lines, repairs, refusal } = draft.reading;
  if (refusal) return goTo(c, `/model/imports/${draft.id}/settings`);
  const shown = lines.filter(({ uses }) => uses.some(({ use }) => use !== 'blank'));
  return send(
    c,
    <DraftPage
      request={request}
      title="Every line"
      trail={<a href={`/model/imports/${draft.id}`}>All text that was read</a>}
    >
      <Heading
        lead={`${countWords(lines.length, 'line')}, ${lines.length - shown.length} of them blank. Every line that was left out is listed here.`}
      >
        Every line and how it was used
      </Heading>
      <section class="section">
        <h2>{countWords(repairs.length, 'repair')}</h2>
        {repairs.map((repair) => (
          <RepairDetails repair={repair} />
        ))}
      </section>
      <section class="section">
        <h2>The lines</h2>
        <ol class="source">
          {shown.map((line) => (
            <Line line={line} />
          ))}
        </ol>
      </section>
    </DraftPage>,
  );
}

const Line: FC<{ line: DraftLine }> = ({ line }) => (
  <li>
    <span class="quiet num">
      Line {line.line}
      {line.page > 1 && `, page ${line.page}`}: {line.uses.map(useWords).join('; ')}
    </span>
    <p class="line">
      {line.text.split('\t').map((cell) => (cell.trim() === '' ? null : <span>{cell}</span>))}
    </p>
  </li>
);

function useWords({ use, theme, statement, level, because }: LineUse): string {
  const at = statement ? ` of ${statement}` : theme ? ` of theme ${theme}` : '';
  const what = use === 'level' && level !== null ? `level ${level}` : use;
  return `${what}${at}${because ? ` (${because})` : ''}`;
}
