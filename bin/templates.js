// JSX is drawn as far as it can be when Waymark is built: what a module says of markup that is the same for everybody
// becomes text in it, and only what differs from page to page is left to be drawn. See docs/decisions/0058.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import { root } from './packages.js';
import { partsOf, treeOf } from './syntax.js';

const RUNTIME = '#web/jsx-runtime';
/** What the compiled markup calls, and the names that it has there. */
const CALLED = { markup: '$markup', given: '$given', drawn: '$drawn' };

let loading = null;

/** The runtime that pages are drawn with, so that what is drawn beforehand comes out as it would there. */
function runtime() {
  loading ??= build({
    absWorkingDir: root,
    entryPoints: ['src/web/jsx-runtime.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  }).then(
    ({ outputFiles: [{ contents }] }) =>
      import(`data:text/javascript;base64,${Buffer.from(contents).toString('base64')}`),
  );
  return loading;
}

/** Compiles a module that holds JSX to JavaScript whose markup is put together beforehand, line for line. */
export async function compileMarkup(path, text) {
  const { code } = await transform(text, {
    sourcefile: path,
    loader: 'tsx',
    target: 'node20',
    tsconfigRaw: readFileSync(join(root, 'tsconfig.json'), 'utf8'),
    sourcemap: 'inline',
    logLevel: 'error',
  });
  return putTogether(code, await runtime());
}

/** Takes the calls of the runtime out of a module, and puts in what they would have drawn. */
function putTogether(code, { attribute, drawn, isVoid, startOf }) {
  const program = treeOf(code);
  const names = namesIn(program);
  if (!names.jsx && !names.jsxs) return code;

  const isDrawn = ({ type, callee }) =>
    type === 'CallExpression' && callee.name && [names.jsx, names.jsxs].includes(callee.name);
  /** An element, or several without one around them, whose properties are all written out. */
  const isMarkup = (node) => {
    if (!isDrawn(node)) return false;
    const [tag, props] = node.arguments;
    const isTag = typeof tag.value === 'string' || (tag.name && tag.name === names.Fragment);
    return isTag && props.type === 'ObjectExpression' && props.properties.every(isWrittenOut);
  };
  /** What stands within a component, when it is several things or plain text: handed to it in one piece. */
  const within = new Set();
  const notice = (node) => {
    if (isDrawn(node) && !isMarkup(node)) {
      const [, { properties = [] }] = node.arguments;
      for (const { key, value } of properties)
        if (key?.name === 'children' && isOnePiece(value)) within.add(value);
    }
    for (const part of partsOf(node)) notice(part);
  };
  notice(program);

  /** A value as pieces: text that is known, and code that gives the rest when the page is drawn. */
  function piecesOf(node) {
    if (isMarkup(node)) return markupPieces(node);
    if (node.type === 'Literal' && typeof node.value === 'string') return [drawn(node.value)];
    if (node.type === 'TemplateLiteral')
      return node.quasis.flatMap(({ value }, at) => {
        const rest = node.expressions[at];
        const told = drawn(value.cooked);
        if (!rest) return [told];
        if (isText(rest)) return [told, ...piecesOf(rest)];
        return [told, { code: `${CALLED.drawn}(\`\${${codeOf(rest)}}\`)` }];
      });
    if (isDrawn(node)) return [{ code: `${codeOf(node)}.bytes` }];
    if (node.type === 'ConditionalExpression') return eitherOf(node, piecesOf);
    return [{ code: `${CALLED.drawn}(${codeOf(node)})` }];
  }

  /** One of two, each as far drawn as it can be. */
  function eitherOf({ test, consequent, alternate }, pieces) {
    const [one, other] = [consequent, alternate].map((each) => textCode(pieces(each)));
    return [{ code: `(${codeOf(test)} ? ${one} : ${other})` }];
  }

  function attributePieces(name, value) {
    if (value.type === 'ConditionalExpression')
      return eitherOf(value, (each) => attributePieces(name, each));
    if (value.type === 'UnaryExpression' && value.operator === 'void') return [];
    const isKnown = value.type === 'Literal' && value.value !== null && !value.regex;
    if (isKnown) return [attribute(name, value.value)];
    if (value.type === 'TemplateLiteral') return [` ${name}="`, ...piecesOf(value), '"'];
    const { start, isFlag } = startOf(name);
    return [{ code: `${CALLED.given}(${JSON.stringify(start)}, ${isFlag}, ${codeOf(value)})` }];
  }

  function markupPieces({ arguments: [{ value: tag }, { properties }] }) {
    const attributes = [];
    let children = [];
    for (const { key, value } of properties) {
      const name = key.name ?? key.value;
      if (name !== 'children') attributes.push(...attributePieces(name, value));
      else children = value.type === 'ArrayExpression' ? value.elements : [value];
    }
    const inside = children.flatMap(piecesOf);
    if (tag === undefined) return inside;
    if (isVoid(tag)) return [`<${tag}`, ...attributes, '/>'];
    return [`<${tag}`, ...attributes, '>', ...inside, `</${tag}>`];
  }

  /** The code of a node, with the markup in it put together; it takes as many lines as it took. */
  function codeOf(node) {
    if (isMarkup(node) || within.has(node)) return markupCode(node);
    let made = '';
    let at = node.start;
    for (const markup of markupIn(node)) {
      made += code.slice(at, markup.start) + markupCode(markup);
      at = markup.end;
    }
    return made + code.slice(at, node.end);
  }

  function markupCode(node) {
    const inside = isMarkup(node)
      ? markupPieces(node)
      : (node.elements ?? [node]).flatMap(piecesOf);
    const made = textCode(inside);
    const lines = linesIn(code.slice(node.start, node.end)) - linesIn(made);
    return `${CALLED.markup}(${made}${'\n'.repeat(lines)})`;
  }

  /** The outermost markup within a node, in order. */
  function markupIn(node) {
    const found = [];
    const look = (each) => {
      if (each !== node && (isMarkup(each) || within.has(each))) found.push(each);
      else for (const part of partsOf(each)) look(part);
    };
    look(node);
    return found.sort((one, other) => one.start - other.start);
  }

  const imports = Object.entries(CALLED).map(([name, as]) => `${name} as ${as}`);
  const [body, map = ''] = codeOf(program).split(/(?=^\/\/# sourceMappingURL)/m);
  return `${body}import { ${imports.join(', ')} } from '${RUNTIME}';\n${map}`;
}

/** The names under which a module has what it takes from the runtime. */
function namesIn({ body }) {
  const imports = body.filter((each) => each.source?.value === RUNTIME && each.specifiers);
  const pairs = imports.flatMap(({ specifiers }) =>
    specifiers.map(({ imported, local }) => [imported.name, local.name]),
  );
  return Object.fromEntries(pairs);
}

/** What is text whichever way it goes. */
const isText = ({ type, value, consequent, alternate }) =>
  type === 'TemplateLiteral' ||
  (type === 'Literal' && typeof value === 'string') ||
  (type === 'ConditionalExpression' && isText(consequent) && isText(alternate));

/** Plain text, or several children that are written one by one. */
const isOnePiece = ({ type, value, elements }) =>
  type === 'ArrayExpression'
    ? elements.every((each) => each && each.type !== 'SpreadElement')
    : type === 'Literal' && typeof value === 'string';

/** A property with a name of its own; its children, where it has them, are one by one. */
const isWrittenOut = ({ type, computed, value }) =>
  type === 'Property' &&
  !computed &&
  (value.type !== 'ArrayExpression' ||
    value.elements.every((each) => each?.type !== 'SpreadElement'));

const linesIn = (text) => text.split('\n').length - 1;

/** Code that gives pieces as one text. */
const textCode = (pieces) =>
  joined(['', ...pieces])
    .map((piece) => (typeof piece === 'string' ? JSON.stringify(piece) : piece.code))
    .join(' + ');

/** Pieces with neighbouring texts made one. */
function joined(pieces) {
  const made = [];
  for (const piece of pieces) {
    if (typeof piece === 'string' && typeof made.at(-1) === 'string') made.push(made.pop() + piece);
    else made.push(piece);
  }
  return made;
}
