import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse } from 'scslre';
import { type Node, SyntaxKind } from 'typescript/unstable/ast';
import { readSources } from './support/source-tree.js';

/** The ways in which an expression takes more than linear time: "Move" begins anew at every letter, like /\s+$/. */
function slowWays(source: string, flags: string): string[] {
  return analyse({ source, flags }).reports.map(({ type }) => type);
}

describe('regular expressions', () => {
  for (const [source, flags] of [
    ['\\s+$', ''],
    ['^(a+)+$', ''],
    [',(?![^<]*>)', ''],
    ['^\\s*x?\\s+y', 'u'],
    ['because\\s+(.+)$', 'i'],
  ] as const) {
    it(`like /${source}/ are told to be slow`, () =>
      assert.notDeepEqual(slowWays(source, flags), []));
  }

  it('of the product take linear time, whatever the text', () => {
    const slow: string[] = [];
    let count = 0;
    for (const { path, tree } of readSources()) {
      const visit = (node: Node): void => {
        if (node.kind === SyntaxKind.RegularExpressionLiteral) {
          const literal = tree.text.slice(node.pos, node.end).trim();
          const end = literal.lastIndexOf('/');
          count += 1;
          const ways = slowWays(literal.slice(1, end), literal.slice(end + 1));
          if (ways.length > 0) slow.push(`${path}: ${literal} (${ways.join(', ')})`);
        }
        node.forEachChild(visit);
      };
      visit(tree);
    }
    assert.ok(count > 300, `${count} expressions are looked at`);
    assert.deepEqual(slow, []);
  });
});
