/** A report on a page: the same blocks as in its files. */
import { type Child, raw } from '../../platform/web/html.js';
import type { Chip } from '../pdf-marks.js';
import {
  type Block,
  type Cell,
  type FigureBlock,
  type HeadingBlock,
  type LinesBlock,
  type ListBlock,
  type SignatureBlock,
  type TableBlock,
  type TextBlock,
  TICK_BOX,
} from './block.js';

/** The blocks of a report beneath the heading of its page. */
export const Blocks = ({ blocks }: { blocks: readonly Block[] }) => (
  <div class="report-sheet">{blocks.map(drawn)}</div>
);

function drawn(block: Block, at: number, blocks: readonly Block[]): Child {
  if (block.kind === 'heading') return <HeadingOf {...block} />;
  if (block.kind === 'text') return <TextOf {...block} />;
  if (block.kind === 'table') return <TableOf {...block} name={tableName(blocks, at)} />;
  if (block.kind === 'figure') return <FigureOf {...block} />;
  if (block.kind === 'list') return <ListOf {...block} />;
  return block.kind === 'lines' ? <LinesOf {...block} /> : <SignatureOf {...block} />;
}

const Level = ({ label, tone }: Chip) => <span class={`chip lv${tone}`}>{label}</span>;

const HeadingOf = ({ level, words, chip }: HeadingBlock) => {
  const inner = (
    <>
      {words}
      {chip && <Level {...chip} />}
    </>
  );
  if (level === 2) return <h2>{inner}</h2>;
  return level === 3 ? <h3>{inner}</h3> : <h4>{inner}</h4>;
};

const LOOKS = { plain: '', lead: 'lead', quiet: 'small quiet', quote: 'report-quote' } as const;

const TextOf = ({ words, label, look }: TextBlock) => (
  <div class={`typed measure ${LOOKS[look]}`}>
    {label && <b>{label}: </b>}
    {words}
  </div>
);

const CellOf = ({ words, chip, isStrong }: Cell) => {
  if (chip) return <Level {...chip} />;
  if (words === TICK_BOX) return <span class="tick-box" role="img" aria-label="Box to tick" />;
  return isStrong ? <b>{words}</b> : words;
};

/** "Table 2, scrolls sideways": no two have the same name. */
const tableName = (blocks: readonly Block[], at: number) =>
  `Table ${blocks.slice(0, at + 1).filter(({ kind }) => kind === 'table').length}, scrolls sideways`;

/** The first column names the row, where something stands in it. */
const TableOf = ({ columns, rows, name }: TableBlock & { name: string }) => (
  <section class="table-scroll" tabindex={0} aria-label={name}>
    <table class="govuk-table report-table">
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {columns.map(({ title, align }) => (
            <th scope="col" class={headerClass(align)}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {rows.map((row) => (
          <tr class="govuk-table__row">
            {row.group === null ? (
              row.cells.map((each, at) =>
                at === 0 && (each.words || each.chip) ? (
                  <th scope="row" class="govuk-table__header typed">
                    <CellOf {...each} />
                  </th>
                ) : (
                  <td class={cellClass(columns[at]?.align)}>
                    <CellOf {...each} />
                  </td>
                ),
              )
            ) : (
              <td colspan={columns.length} class="govuk-table__cell report-group">
                <b>{row.group}</b>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

const headerClass = (align: string) =>
  `govuk-table__header${align === 'right' ? ' govuk-table__header--numeric' : ''}`;
const cellClass = (align: string | undefined) =>
  `govuk-table__cell typed${align === 'right' ? ' govuk-table__cell--numeric' : ''}`;

const FigureOf = ({ drawing, caption }: FigureBlock) => (
  <figure class="report-figure">
    <div role="img" aria-label={drawing.alt}>
      {raw(drawing.svg)}
    </div>
    {caption && <figcaption class="small quiet">{caption}</figcaption>}
  </figure>
);

const ListOf = ({ label, items, isNumbered }: ListBlock) => {
  const each = items.map(({ words, url }) => <li>{url ? <a href={url}>{words}</a> : words}</li>);
  return (
    <>
      {label && (
        <p>
          <b>{label}:</b>
        </p>
      )}
      {isNumbered ? (
        <ol class="govuk-list govuk-list--number">{each}</ol>
      ) : (
        <ul class="govuk-list govuk-list--bullet">{each}</ul>
      )}
    </>
  );
};

/** On a page there is nothing to write on: what the lines are for is said. */
const LinesOf = ({ label }: LinesBlock) => (
  <p>
    <b>{label}</b>
  </p>
);

const SignatureOf = ({ lines }: SignatureBlock) => (
  <div class="report-signature">
    {lines.map((words) => (
      <p class="small quiet">
        <span>{words}</span>
        <span>Date</span>
      </p>
    ))}
  </div>
);
