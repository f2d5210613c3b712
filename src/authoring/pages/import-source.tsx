/** Where the words of a place come from: the lines of the document, and what was done to them. */
import type { FC } from '../../platform/web/html.js';
import type { Item } from '../import-items.js';
import type { Draft, Repair } from '../reading/draft.js';

/** The lines that a place was read from. */
export const SourceLines: FC<{ draft: Draft; item: Item }> = ({ draft, item }) => {
  const wanted = new Set([
    ...item.lines,
    ...item.doubts.flatMap(({ lines }) => lines),
    ...item.repairs.flatMap(({ lines }) => lines),
  ]);
  const lines = draft.lines.filter(({ line }) => wanted.has(line));
  return (
    <section aria-labelledby="source">
      <h2 id="source">In the document</h2>
      {lines.length === 0 ? (
        <p class="quiet">No line of the document was used here.</p>
      ) : (
        <ol class="source">
          {lines.map(({ line, text, page }) => (
            <li>
              <span class="quiet num">
                Line {line}
                {page > 1 && `, page ${page}`}
              </span>
              <LineText text={text} words={item.words ?? item.missing?.found ?? ''} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
};

/** A line with its columns apart, and what was taken from it marked: a title stands behind its code in one cell. */
const LineText: FC<{ text: string; words: string }> = ({ text, words }) => {
  const wanted = tidy(words);
  return (
    <p class="line">
      {text
        .split('\t')
        .map(tidy)
        .filter((cell) => cell !== '')
        .map((cell) => (
          <span>
            {wanted.includes(cell) ? <mark>{cell}</mark> : <Within cell={cell} words={wanted} />}
          </span>
        ))}
    </p>
  );
};

const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Words marked where they stand within a cell. */
const Within: FC<{ cell: string; words: string }> = ({ cell, words }) => {
  const at = words === '' ? -1 : cell.indexOf(words);
  if (at < 0) return <>{cell}</>;
  return (
    <>
      {cell.slice(0, at)}
      <mark>{words}</mark>
      {cell.slice(at + words.length)}
    </>
  );
};

/** What was done to the lines of a place. */
export const Repairs: FC<{ repairs: Repair[] }> = ({ repairs }) =>
  repairs.length === 0 ? null : (
    <section class="section">
      <h2>What was done</h2>
      {repairs.map((repair) => (
        <RepairDetails repair={repair} />
      ))}
    </section>
  );

/** A repair with its lines, before and after. */
export const RepairDetails: FC<{ repair: Repair }> = ({ repair }) => (
  <details class="repair">
    <summary>
      {repair.rule.charAt(0).toUpperCase() + repair.rule.slice(1)}, {lineWords(repair.lines)}
      <span class="vh"> of {repair.statement ?? `theme ${repair.theme}`}</span>
    </summary>
    <div class="split even">
      <div>
        <h3>Before</h3>
        <p class="line whole">{repair.before}</p>
      </div>
      <div>
        <h3>After</h3>
        <p class="line whole">{repair.after}</p>
      </div>
    </div>
  </details>
);

/** "line 7", "lines 7 to 9", "lines 7, 9 and 12" */
function lineWords(lines: number[]): string {
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return 'no line';
  if (lines.length === 1) return `line ${first}`;
  if (last - first === lines.length - 1) return `lines ${first} to ${last}`;
  return `lines ${lines.slice(0, -1).join(', ')} and ${last}`;
}
