/** The handover as a report: what the page says, to print or to go on writing in Word. */
import { statusTitle } from '../plan/plan.js';
import { capital } from '../platform/access/page-parts.js';
import { dateWords, dayWords } from '../platform/days.js';
import {
  type Block,
  cell,
  heading,
  labelled,
  list,
  type ReportDocument,
  row,
  table,
  text,
} from '../report/blocks/block.js';
import type { Handover } from './handover-store.js';
import { beforeLeaving, drawnFrom, dueItems, levelWords } from './handover-words.js';
import type { HandoverItem } from './open-questions.js';

interface Found {
  handover: Handover;
  questions: readonly HandoverItem[];
}

/** The handover of a school as of `now`. */
export function handoverDocument(
  school: string,
  { handover, questions }: Found,
  now: Date,
): ReportDocument {
  return {
    name: 'Handover',
    subject: 'What a careers leader hands to whoever comes next.',
    ...{ school, year: dateWords(now), isWide: false, facts: [], foot: ['', ''] },
    blocks: [
      heading(2, 'Before you leave'),
      list(beforeLeaving(questions.length > 0), true),
      ...due(handover),
      ...actions(handover),
      ...open(questions),
      ...levels(handover),
      ...contacts(handover),
    ],
  };
}

function due(handover: Handover): Block[] {
  const items = dueItems(handover);
  return [
    heading(2, 'What is due'),
    items.length === 0
      ? text('Nothing is due.')
      : table(
          [
            ['Due', 2],
            ['What', 7],
          ],
          items.map(({ on, what }) => row(dayWords(on), what)),
        ),
  ];
}

const actions = ({ actions: all }: Handover): Block[] => [
  heading(2, 'Open actions'),
  all.length === 0
    ? text('There are no open actions.')
    : table(
        [
          ['Action', 5],
          ['Statement', 2],
          ['Owner', 3],
          ['Status', 2],
        ],
        all.map(({ title, statement, owner, status }) =>
          row(
            cell(title, { isStrong: true }),
            statement ?? '',
            owner || 'No owner',
            statusTitle(status),
          ),
        ),
      ),
];

const open = (questions: readonly HandoverItem[]): Block[] => [
  heading(2, 'Open questions'),
  ...(questions.length === 0 ? [text('There are no open questions.')] : []),
  ...questions.flatMap(({ title, about, words }) => [
    heading(3, title, { isTogether: words.length < 1500 }),
    text(about, 'quiet'),
    text(words, 'quote'),
  ]),
];

const levels = ({ levels: all, reviews }: Handover): Block[] => [
  heading(2, 'Why each level was agreed'),
  ...(all.length === 0
    ? [text('No level has been agreed yet.')]
    : [text(drawnFrom(reviews), 'quiet')]),
  ...all.flatMap((level) => [
    heading(3, `${level.statement} ${level.question}: ${levelWords(level)}`, {
      isTogether: level.reason.length + level.nextStep.length < 1500,
    }),
    text(level.reason || 'No reason was written.'),
    ...labelled('Next step', level.nextStep),
  ]),
];

const contacts = ({ contacts: all }: Handover): Block[] => [
  heading(2, 'Contacts'),
  table(
    [
      ['Name', 3],
      ['Role', 4],
      ['Email address', 4],
    ],
    all.map(({ name, role, title, email }) =>
      row(
        cell(name, { isStrong: true }),
        `${capital(role)}${title ? `, ${title}` : ''}`,
        email ?? '',
      ),
    ),
  ),
];
