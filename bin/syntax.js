// How the build looks at JavaScript.
import { parse } from 'acorn';

/** A module as a tree. */
export const treeOf = (code) => parse(code, { ecmaVersion: 'latest', sourceType: 'module' });

/** What a node of the tree is made of. */
export const partsOf = (node) =>
  Object.values(node)
    .flat()
    .filter((each) => typeof each?.type === 'string');
