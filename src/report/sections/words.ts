/** The review in words: what it found, strengths, next steps, priorities, and every statement with its reason. */
import { type Block, cell, heading, labelled, list, row, table, text } from '../blocks/block.js';
import { isLongStatement } from '../pdf-length.js';
import { chipOf } from '../pdf-marks.js';
import { FOREMOST } from '../summary.js';
import { changeWords } from '../summary-change.js';
import type { SummaryRemark } from '../summary-remarks.js';
import type { SummaryPoint, SummaryStatement } from '../summary-statements.js';
import type { Material } from './material.js';

/** The finding of the review, in one or two sentences. */
export const finding = ({ summary: { headline, lead } }: Material): Block[] => [
  text([`${headline.headline}.`, lead].join(' ').trim(), 'lead'),
];

/** What the school does well, in its own words; `most` of them. */
export function strengths({ summary }: Material, most = Number.POSITIVE_INFINITY): Block[] {
  const shown = summary.strengths.slice(0, most);
  return [
    heading(2, 'What we do well'),
    shown.length === 0
      ? text('No strengths are recorded yet.')
      : pointsTable('What we do well', shown),
  ];
}

/** What the team wrote as the next step of each statement. */
export const nextSteps = ({ summary }: Material): Block[] =>
  summary.nextSteps.length === 0
    ? []
    : [heading(2, 'Next steps'), pointsTable('Next step', summary.nextSteps)];

const pointsTable = (title: string, points: readonly SummaryPoint[]): Block =>
  table(
    [
      ['Statement', 4],
      [title, 8],
    ],
    points.map(({ code, title: name, words }) =>
      row(cell(`${code} ${name}`, { isStrong: true }), words),
    ),
  );

/** The next steps that support the most others. */
export function priorities({ summary, actions }: Material): Block[] {
  const title = heading(2, 'Where the next step helps most');
  const moves = summary.moves.slice(0, FOREMOST);
  if (moves.length === 0)
    return [
      title,
      text(
        summary.recorded === 0
          ? 'Nothing is recorded yet, so there are no next steps to show.'
          : 'None of the remaining next steps supports another.',
      ),
    ];
  return [
    title,
    ...moves.flatMap((move) => {
      const planned = actions.filter(
        ({ aim }) => aim?.statement === move.code && aim.level === move.level,
      );
      return [
        heading(3, `${move.code} ${move.title}: to ${move.levelWords}`, { isTogether: true }),
        text(move.explanation),
        ...labelled('To reach it', move.descriptor ?? move.missing),
        ...labelled('In the plan', planned.map((each) => each.title).join('\n') || null),
      ];
    }),
  ];
}

/** Statements whose levels normally need another that is lower. */
export function inconsistencies({ summary }: Material): Block[] {
  if (summary.contradictions.length === 0) return [];
  return [
    heading(2, 'Possible inconsistencies'),
    text(
      'Each of these normally needs a level that is not agreed yet. The team can keep both levels and explain why.',
    ),
    ...summary.contradictions.flatMap(({ sentence, because, note }) => [
      text(`${sentence} ${because}`),
      ...(note ? [text(`Why the team keeps both levels: ${note}`, 'quote')] : []),
    ]),
  ];
}

/** Theme by theme: every statement with the level, the reason, the evidence, strength and next step. */
export const statements = (material: Material): Block[] =>
  material.summary.themes.flatMap(({ code, title, statements: held }) => [
    heading(2, `Theme ${code}. ${title}`),
    ...held.flatMap((each) => statementBlocks(material, each)),
  ]);

function statementBlocks({ summary, hasNames }: Material, statement: SummaryStatement): Block[] {
  const { code, title, descriptor, missing, reason, strength, nextStep, evidence } = statement;
  return [
    heading(3, `${code} ${title}`, {
      chip: chipOf(summary, statement.mark),
      isTogether: !isLongStatement(statement),
    }),
    ...labelled('Best fit', descriptor ?? missing),
    ...labelled('Before', changeWords(summary, statement)),
    ...labelled('Reason', reason),
    ...labelled('Strength', strength),
    ...labelled('Next step', nextStep),
    ...(evidence.length === 0
      ? []
      : [
          {
            kind: 'list' as const,
            label: 'Evidence',
            isNumbered: false,
            items: evidence.map((each) => ({
              words: each.note ? `${each.title}: ${each.note.replace(/\s+/g, ' ')}` : each.title,
              url: each.url?.match(/^https?:\/\//) ? each.url : null,
            })),
          },
        ]),
    ...statement.remarks.flatMap((each) => remarkBlocks(each, hasNames)),
  ];
}

function remarkBlocks(
  { kind, state, replies, ...said }: SummaryRemark,
  hasNames: boolean,
): Block[] {
  const by = (each: { by: string; on: string }) =>
    hasNames ? `${each.by}, ${each.on}.` : `${each.on}.`;
  return [
    ...labelled(kind, said.words),
    text([by(said), state && `${state}.`].filter(Boolean).join(' '), 'quiet'),
    ...replies.flatMap((reply) => [...labelled('Reply', reply.words), text(by(reply), 'quiet')]),
  ];
}

/** Who took part, why some statements are not recorded, and which model it is. */
export function aboutReport({ summary, hasNames }: Material): Block[] {
  const { participants, gapsReason, provenance } = summary;
  return [
    heading(2, 'About this review'),
    ...(participants.length > 0 && hasNames
      ? [
          heading(3, 'Who took part', { isTogether: participants.length <= 20 }),
          table(
            [
              ['Name', 1],
              ['Role', 1],
            ],
            participants.map(({ name, role }) => row(name, role)),
          ),
        ]
      : []),
    ...(participants.length > 0 && !hasNames
      ? [
          heading(3, 'Who took part'),
          list([...new Set(participants.map(({ role }) => role || 'No role given'))]),
        ]
      : []),
    ...(gapsReason ? [heading(3, 'Why some statements are not recorded'), text(gapsReason)] : []),
    heading(3, 'The model'),
    text(provenance),
    text(
      'Levels are agreed by best fit: a lower level need not be met in full. “Not yet” is added by Waymark and is not part of the official model. “Not recorded” is never counted as level 1.',
    ),
  ];
}
