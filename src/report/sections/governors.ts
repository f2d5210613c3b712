/** What governors need in order to ask and decide: risks, decisions, questions with what a good answer tells them. */
import { descriptorOf, type Framework, statementOf } from '../../framework/framework.js';
import { urgencyOf } from '../../plan/plan.js';
import { countWords, markSpoken } from '../../platform/chart/scale.js';
import { dayWords } from '../../platform/days.js';
import { type Block, cell, heading, labelled, list, row, table, text } from '../blocks/block.js';
import { questionsFor } from '../governors.js';
import type { SummaryRemark } from '../summary-remarks.js';
import type { SummaryStatement } from '../summary-statements.js';
import type { Material } from './material.js';
import { openActions } from './plan.js';

const MOST_RISKS = 3;
const MOST_QUESTIONS = 5;
/** How many criteria say what a good answer sounds like. */
const MOST_CRITERIA = 3;

/** The three risks that weigh most: what went down, what is overdue, what nobody works on. */
export function risks(material: Material): Block[] {
  const found = risksOf(material).slice(0, MOST_RISKS);
  return [
    heading(2, 'Risks'),
    found.length === 0
      ? text('No action is overdue, no level went down and every priority has an action.')
      : list(found, true),
  ];
}

/** In the order in which they weigh. */
export function risksOf(material: Material): string[] {
  const { summary, today } = material;
  const statements = summary.themes.flatMap((theme) => theme.statements);
  const open = openActions(material);
  const overdue = open.filter((each) => urgencyOf(each, today) === 'overdue');
  const planned = new Set(open.map(({ aim }) => aim?.statement));
  const withoutOwner = open.filter(({ owner }) => !owner?.name);
  const [first] = overdue;
  return [
    ...statements
      .filter(({ change }) => change === 'moved-down')
      .map((each) => wentDown(material, each)),
    ...(first?.dueOn
      ? [
          `${countWords(overdue.length, 'action is', 'actions are')} overdue: “${first.title}” was due on ${dayWords(first.dueOn)}${overdue.length > 1 ? `, and ${overdue.length - 1} more` : ''}.`,
        ]
      : []),
    ...summary.moves
      .slice(0, 3)
      .filter(({ code }) => !planned.has(code))
      .map(({ code, title, supports }) => `Nothing is planned for ${code} ${title}. ${supports}`),
    ...(withoutOwner.length > 0
      ? [`${countWords(withoutOwner.length, 'open action has', 'open actions have')} no owner.`]
      : []),
    ...summary.contradictions.filter(({ note }) => note === null).map(({ sentence }) => sentence),
    ...(summary.whole.notRecorded > 0
      ? [
          `${countWords(summary.whole.notRecorded, 'statement is', 'statements are')} not recorded, so we do not know where we are there.`,
        ]
      : []),
  ];
}

function wentDown({ summary }: Material, { code, title, before, mark }: SummaryStatement): string {
  const from = before === undefined ? '' : ` from ${markSpoken(summary.scale, before)}`;
  return `${code} ${title} went down${from} to ${markSpoken(summary.scale, mark)}.`;
}

/** Five questions from the model’s own prompts, each with what a good answer tells governors. */
export function questions(material: Material): Block[] {
  const { summary, framework } = material;
  const statements = summary.themes.flatMap((theme) => theme.statements);
  const asked = questionsFor(
    {
      ...{ framework, statements, moves: summary.moves },
      contradictions: summary.lower,
    },
    MOST_QUESTIONS,
  );
  if (asked.length === 0) return [];
  return [
    heading(2, 'Questions to ask'),
    table(
      [
        ['Question', 5],
        ['A good answer tells you', 6],
      ],
      asked.map(({ code, words }) =>
        row(cell(`${code} ${words}`), goodAnswer(framework, statements, code)),
      ),
    ),
  ];
}

/** The criteria of the next level up, as the model words them; at the highest level, those of that level. */
function goodAnswer(
  framework: Framework,
  statements: readonly SummaryStatement[],
  code: string,
): string {
  const statement = statementOf(framework, code);
  const rating = statements.find((each) => each.code === code)?.rating;
  const levels = framework.levels.map(({ level }) => level);
  const above = levels.find((level) => level > (typeof rating === 'number' ? rating : -Infinity));
  const wanted = statement && descriptorOf(statement, above ?? levels.at(-1) ?? 1);
  const criteria = (wanted?.criteria ?? []).filter(({ optional }) => !optional);
  if (criteria.length === 0) return wanted?.summary ?? '';
  return criteria
    .slice(0, MOST_CRITERIA)
    .map(({ text: words }) => `• ${words}`)
    .join('\n');
}

type About = readonly [name: string, remark: SummaryRemark];

/** What was asked and said of the results as a whole and of the plan. */
function besideStatements({ summary: { remarks } }: Material): About[] {
  return [
    ...(remarks?.results ?? []).map((each): About => ['The results', each]),
    ...(remarks?.actions ?? []).flatMap(({ title, remarks: on }) =>
      on.map((each): About => [title, each]),
    ),
  ];
}

/** What governors and advisers have asked, and what the school answered: the challenge is on record. */
export function asked(material: Material): Block[] {
  const onStatements = material.summary.themes
    .flatMap(({ statements }) => statements)
    .flatMap(({ code, title, remarks }) =>
      remarks.map((each): About => [`${code} ${title}`, each]),
    );
  const all = [...besideStatements(material), ...onStatements];
  const wanted = all.filter(([, { kind }]) => kind === 'Question');
  return exchanges('Questions asked this year', wanted, material);
}

/** The same for a report that has what was said of each statement beside it. */
export const askedBeside = (material: Material): Block[] =>
  exchanges(
    'Questions and comments on the results and the plan',
    besideStatements(material),
    material,
  );

const exchanges = (title: string, about: readonly About[], { hasNames }: Material): Block[] =>
  about.length === 0
    ? []
    : [heading(2, title), ...about.flatMap(([name, remark]) => exchange(name, remark, hasNames))];

function exchange(name: string, remark: SummaryRemark, hasNames: boolean): Block[] {
  const by = (each: { by: string; on: string }) =>
    hasNames ? `${each.by}, ${each.on}.` : `${each.on}.`;
  return [
    heading(3, name, { isTogether: remark.words.length < 1500 && remark.replies.length < 4 }),
    ...labelled(remark.kind, remark.words),
    text([by(remark), remark.state && `${remark.state}.`].filter(Boolean).join(' '), 'quiet'),
    ...remark.replies.flatMap((reply) => [
      ...labelled('Answer', reply.words),
      text(by(reply), 'quiet'),
    ]),
  ];
}

/** Where the governor and the headteacher sign that they have discussed it. */
export const signatures = (): Block[] => [
  heading(2, 'Discussed and agreed'),
  { kind: 'signature', lines: ['Careers Link Governor', 'Headteacher'] },
];
