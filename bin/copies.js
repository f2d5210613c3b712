// Objects that begin with a copy, as `{ ...props, base }` does, come out of Node 20 with a shape of their own each time:
// one takes twenty times as long to make, and is kept in memory until a large collection. Copied into an object that is
// there already they come out alike. Node 22 knows better, and loses nothing by it. See docs/decisions/0061.
import { partsOf, treeOf } from './syntax.js';

/** The same module, in which no object begins with a copy and goes on; every line stays where it was. */
export function copyInto(code) {
  const places = [];
  const look = (node) => {
    if (node.type === 'ObjectExpression') {
      const [first, second] = node.properties;
      if (second && first.type === 'SpreadElement') places.push(first.start);
    }
    for (const part of partsOf(node)) look(part);
  };
  look(treeOf(code));
  let made = '';
  let at = 0;
  for (const place of places.sort((one, other) => one - other)) {
    made += `${code.slice(at, place)}...null, `;
    at = place;
  }
  return made + code.slice(at);
}
