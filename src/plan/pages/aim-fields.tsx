/** What an action aims at, as the form asks for it: a statement, and the level to aim for. */

import { type Framework, shortNameOf, statementOf } from '../../framework/framework.js';
import { Problem } from '../../platform/problems.js';
import { Before, describedBy, groupClass } from '../../platform/web/field-parts.js';
import type { Fields } from '../../platform/web/fields-of.js';
import { one, type Typed } from '../../platform/web/form.js';
import { levelTitle } from '../../review/rating.js';
import type { Action } from '../plan.js';

/** The names of the two fields. */
export const AIM_FIELDS: readonly string[] = ['statement', 'level'];

/** The two fields as they hold what is aimed at. */
export const aimFields = (aim: Action['aim']): { statement: string; level: string } => ({
  statement: aim?.statement ?? '',
  level: aim ? String(aim.level) : '',
});

/** The form with the two fields as the one that an action is read from: "2.1@3", or '' without a statement. */
export function withAim(typed: Typed): Typed {
  const statement = one(typed, 'statement');
  return { ...typed, aim: [statement && `${statement}@${one(typed, 'level')}`] };
}

/** What is wrong with the aim, said at the level. */
export function atTheFields(problem: Problem): Problem {
  const { aim, ...fields } = problem.fields;
  if (aim === undefined) return problem;
  return new Problem(problem.status, problem.code, problem.message, { ...fields, level: aim });
}

interface AimProps {
  field: Fields;
  typed: Typed;
  framework: Framework;
}

export const AimSelects = ({ field, typed, framework }: AimProps) => (
  <div class="act-first is-aim">
    <StatementSelect chosen={one(typed, 'statement')} framework={framework} />
    <field.Select
      name="level"
      label="Aim for"
      choices={[
        { value: '', label: 'No level' },
        ...framework.levels.map(({ level, title }) => ({ value: String(level), label: title })),
      ]}
      past={`${levelTitle(framework, Number(one(typed, 'level')))} (not in this version of the model)`}
    />
  </div>
);

const StatementSelect = ({ chosen, framework }: { chosen: string; framework: Framework }) => {
  const field = { name: 'statement', label: 'Statement' };
  return (
    <div class={groupClass(field)}>
      <Before {...field} />
      <select
        class="govuk-select"
        id="statement"
        name="statement"
        aria-describedby={describedBy(field)}
      >
        <option value="" selected={chosen === ''}>
          Not linked to a statement
        </option>
        {chosen !== '' && !statementOf(framework, chosen) && (
          <option value={chosen} selected>
            {chosen} (not in this version of the model)
          </option>
        )}
        {framework.themes.map((theme) => (
          <optgroup label={shortNameOf(theme)}>
            {theme.statements.map(({ id, title }) => (
              <option value={id} selected={chosen === id}>
                {id} {title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
};
