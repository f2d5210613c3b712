/** The picture of the coverage map: a block for each theme, a column for each statement, a line for each voice. */

import { VOICES, type Voice } from '../../evidence/evidence.js';
import type { Theme } from '../../framework/framework.js';
import { countWords, listWords } from '../../platform/chart/scale.js';
import type { FC } from '../../platform/web/html.js';
import type { Cell, CoverageRow, Freshness } from '../coverage.js';

const LINES: readonly { voice: Voice | 'not said'; name: string }[] = [
  ...VOICES,
  { voice: 'not said', name: 'View not given' },
];

const LABEL = 122;
const STEP = 29;
const HEAD = 22;
const LINE = 30;

/** One theme. */
export const ThemeMap: FC<{ theme: Theme; rows: CoverageRow[] }> = ({ theme, rows }) => {
  const lines = LINES.filter(
    ({ voice }) => voice !== 'not said' || rows.some(({ cells }) => cells[voice]),
  );
  const width = LABEL + rows.length * STEP;
  const height = HEAD + lines.length * LINE;
  return (
    <figure class="theme-map">
      <figcaption class="head">
        {theme.id}. {theme.title}
      </figcaption>
      <section class="scrolls" tabindex={0} aria-label={`Map of theme ${theme.id}`}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          role="img"
          aria-label={findingOf(theme, rows)}
        >
          {rows.map(({ statement }, at) => (
            <text class="code" x={LABEL + at * STEP + STEP / 2} y={14} text-anchor="middle">
              {statement.id}
            </text>
          ))}
          {lines.map(({ voice, name }, line) => {
            const y = HEAD + line * LINE + LINE / 2;
            return (
              <g>
                <text class="voice" x={0} y={y + 4}>
                  {name}
                </text>
                {rows.map(({ cells }, at) => (
                  <MapMark cell={cells[voice]} x={LABEL + at * STEP + STEP / 2} y={y} />
                ))}
              </g>
            );
          })}
        </svg>
      </section>
    </figure>
  );
};

const CLASSES: Readonly<Record<Freshness, string>> = {
  'this year': 'fresh',
  'last year': 'last',
  older: 'older',
  undated: 'undated',
  'past its date': 'past',
};

const MapMark: FC<{ cell: Cell | undefined; x: number; y: number }> = ({ cell, x, y }) =>
  cell ? (
    <g class={`mark ${CLASSES[cell.freshness]}`}>
      <circle cx={x} cy={y} r={11} />
      {cell.freshness === 'past its date' && (
        <path d={`M${x - 8} ${y + 8} ${x + 8} ${y - 8}`} fill="none" />
      )}
      <text x={x} y={y + 4} text-anchor="middle">
        {cell.count}
      </text>
    </g>
  ) : (
    <circle class="nothing" cx={x} cy={y} r={1.5} />
  );

/** The whole finding in words. */
function findingOf(theme: Theme, rows: CoverageRow[]): string {
  const resting = rows.filter(({ cited }) => cited.length > 0);
  const bare = rows.filter(({ cited }) => cited.length === 0).map(({ statement }) => statement.id);
  const heard = LINES.filter(({ voice }) => rows.some(({ cells }) => cells[voice]));
  const parts = [
    `Theme ${theme.id}: ${resting.length} of ${countWords(rows.length, 'statement')} ${resting.length === 1 ? 'has' : 'have'} evidence`,
    heard.length > 0
      ? `views from: ${listWords(heard.map(({ name }) => name.toLowerCase()))}`
      : 'no view given',
    bare.length > 0 ? `no evidence for ${listWords(bare)}` : '',
  ];
  return `${parts.filter(Boolean).join('; ')}.`;
}

/** What the marks mean. */
export const MapKey: FC = () => (
  <ul class="map-key small">
    {(
      [
        ['this year', 'newest from this academic year'],
        ['last year', 'from last academic year'],
        ['older', 'older'],
        ['undated', 'no date'],
        ['past its date', 'out of date'],
      ] as const
    ).map(([freshness, words]) => (
      <li>
        <svg viewBox="0 0 26 26" width="26" height="26" aria-hidden="true">
          <MapMark cell={{ count: 2, freshness }} x={13} y={13} />
        </svg>
        {words}
      </li>
    ))}
    <li>The number is the number of items of evidence.</li>
  </ul>
);
