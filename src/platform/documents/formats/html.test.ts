import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cellText, type Grid } from '../grid.js';
import { LIMITS } from '../limits.js';
import { readHtml } from './html.js';

/** Each row as "a | b", an empty column as nothing; of paragraphs the words alone. */
const rowsOf = ({ rows }: Grid) =>
  rows.map(({ cells }) => {
    const width = (cells.at(-1)?.column ?? -1) + 1;
    return Array.from({ length: width }, (_, at) =>
      cellText(cells.find(({ column }) => column === at)),
    ).join('|');
  });
const read = (html: string) => rowsOf(readHtml(`<html><body>${html}`, LIMITS));

describe('a web page', () => {
  it('has no rows, cells or words that are not shown', () => {
    for (const style of ['display:none', 'height:0; DISPLAY : none', 'mso-hide:all'])
      assert.deepEqual(
        read(`<table>
          <tr style="${style}"><td>No<td>No
          <tr><td>A<td style="${style}">No<td>B <span style="${style}">No</span>
          </table><p style="${style}">No`),
        ['A|B'],
        style,
      );
  });

  it('keeps the place of a cell that is only invisible', () => {
    assert.deepEqual(
      read(`<table><tr style="visibility:collapse"><td>No
        <tr><td>A<td style="visibility: hidden">No<td>B</table>`),
      ['A||B'],
    );
  });

  it('shows what has other styles', () => {
    assert.deepEqual(
      read('<p style="display:block">A<p style="mso-hide:none">B<p style="x-display:none">C'),
      ['A', 'B', 'C'],
    );
  });

  it('is a table of its own where only a small table stands in one of its cells', () => {
    const inner = '<table><tr><td>Yes<td>No</table>';
    assert.deepEqual(
      read(`<table><tr><td>The wall<td>It is low. ${inner}<td>It is high and old.</table>`),
      ['The wall|It is low. Yes No|It is high and old.'],
    );
    assert.deepEqual(
      read('<table><tr><td>Menu<td><table><tr><td>The wall<td>It is low.</table></table>'),
      ['Menu', 'The wall|It is low.'],
    );
  });

  it('numbers the items of its lists in their order, however many', () => {
    assert.deepEqual(read('<ol start="3"><li>A<ol><li>B</ol><li>C</ol><ul><li>D</ul>'), [
      '3. A',
      '1. B',
      '4. C',
      '- D',
    ]);
    assert.equal(read(`<ol>${'<li>A'.repeat(15_000)}</ol>`).at(-1), '15000. A');
  });
});
