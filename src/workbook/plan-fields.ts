/** The fields of an action in a workbook. */
import { type Framework, statementOf, statementsOf } from '../framework/framework.js';
import { typedFrom } from '../plan/action-input.js';
import { type Action, STATUSES, statusTitle } from '../plan/plan.js';
import type { EnteredCell } from '../platform/documents/formats/excel-cells.js';
import { levelTitle, levelWords } from '../review/rating.js';
import {
  choiceField,
  dayField,
  type Field,
  keyOfWords,
  moneyField,
  type Reading,
  textField,
  textOf,
} from './fields.js';

/** Somebody who can own an action. */
export interface Owner {
  /** Null for somebody without an account. */
  id: string | null;
  name: string;
}

/** The fields of an action: the statements and levels of the framework, and the owners, to choose from. */
export const planFields = (framework: Framework, owners: readonly Owner[]): Field[] => [
  textField('title', 'Action', 30, 300),
  aimField(framework),
  ownerField(owners),
  choiceField('status', 'Status', 12, {
    empty: null,
    choices: STATUSES.map((status) => ({ value: status, label: statusTitle(status) })),
  }),
  dayField('startOn', 'Start date'),
  dayField('dueOn', 'Due date'),
  moneyField('cost', 'Cost', 200),
  textField('priority', 'Priority', 14, 200),
  textField('objective', 'Objective', 22, 1000),
  textField('milestones', 'Milestones', 24, 6000),
  textField('resources', 'Resources', 16, 1000),
  textField('expectedChange', 'What will change', 22, 2000),
  textField('measure', 'Success measure', 22, 2000),
  textField('expectedEvidence', 'Evidence expected', 18, 2000),
  textField('changed', 'What changed', 22, 4000),
  textField('result', 'Result', 18, 4000),
];

/** An action as values. */
export function planValues(action: Action): Record<string, string> {
  const { academicYear: _year, ownerId: _id, ownerName: _name, ...typed } = typedFrom(action);
  const { changed, result } = action;
  return { ...typed, owner: action.owner?.name ?? '', changed, result };
}

/** What a statement aims at, in two cells: "2.1@3". */
function aimField(framework: Framework): Field {
  const statements = statementsOf(framework);
  const levels = framework.levels.map((each) => ({
    ...each,
    title: levelTitle(framework, each.level),
  }));
  const statementWords = (code: string) => {
    const title = statementOf(framework, code)?.title;
    return title ? `${code} ${title}` : code;
  };
  /** "2.1 The journey" or "2.1". */
  const statementIn = (text: string) =>
    statements.find(({ id }) => text === id || text.startsWith(`${id} `))?.id ?? null;
  const read = ([first, second]: readonly (EnteredCell | undefined)[]): Reading => {
    const [said, aimed] = [textOf(first) ?? '?', textOf(second) ?? '?'];
    if (said === '' && aimed === '') return { value: '' };
    const statement = statementIn(said);
    if (statement === null)
      return { unread: 'Choose a statement from the list, or leave both empty.' };
    const found = levels.find(
      (each) => keyOfWords(each.title) === keyOfWords(aimed) || String(each.level) === aimed,
    );
    if (!found) return { unread: `Choose one of: ${levels.map(({ title }) => title).join(', ')}.` };
    return { value: `${statement}@${found.level}` };
  };
  return {
    key: 'aim',
    title: 'Statement and level',
    columns: [
      {
        title: 'Statement',
        width: 20,
        kind: 'list',
        choices: statements.map(({ id }) => statementWords(id)),
      },
      { title: 'Level', width: 8, kind: 'list', choices: levels.map(({ title }) => title) },
    ],
    read,
    write(value) {
      const aim = splitAim(value);
      if (aim.statement === '') return [null, null];
      return [statementWords(aim.statement), levelTitle(framework, aim.level)];
    },
    words(value) {
      const aim = splitAim(value);
      if (aim.statement === '') return '';
      return `${statementWords(aim.statement)}, to ${levelWords(framework, aim.level)}`;
    },
    compared: (value) => value,
  };
}

/** "2.1@3" */
function splitAim(value: string): { statement: string; level: number } {
  const [statement = '', level = ''] = value.split('@');
  return { statement, level: Number(level) };
}

/** Who owns an action, by name: the value is the name. */
function ownerField(owners: readonly Owner[]): Field {
  const names = [...new Set(owners.map(({ name }) => name))];
  const text = textField('owner', 'Owner', 16, 120);
  return {
    ...text,
    columns: [{ title: 'Owner', width: 16, kind: 'list', choices: names }],
    read(cells) {
      const read = text.read(cells);
      if ('unread' in read || read.value === '') return read;
      const key = keyOfWords(read.value);
      const found = owners.filter(({ name }) => keyOfWords(name) === key);
      if (found.length === 0)
        return {
          unread: `No one called “${read.value}” is in your school or owns an action. Choose a name from the list, or enter the owner on the page of the action.`,
        };
      if (found.length > 1)
        return {
          unread: `More than one person is called “${read.value}”. Choose the owner on the page of the action.`,
        };
      return { value: found[0]!.name };
    },
    compared: keyOfWords,
  };
}
