/**
 * Which functions write in a member's name without asking the table of permissions first, by the syntax tree. A
 * function writes when it calls `storage.write`, or a function of the product that writes unasked. It asks when it calls
 * `assertMay` of a permissions.ts, or a function that asks before it writes: on every way, not after an `if`. An ask
 * inside the transaction counts: what it throws undoes what was written before it.
 */
import {
  type CallExpression,
  isCallExpression,
  isFunctionDeclaration,
  isIdentifier,
  isImportDeclaration,
  isNamedImports,
  isParameterDeclaration,
  isPropertyAccessExpression,
  isStringLiteral,
  isVariableStatement,
  type Node,
  type Statement,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { fileOf, type Source } from './source-tree.js';

/** A function that stands at the top of a file. */
interface Unit {
  name: string;
  source: Source;
  isExported: boolean;
  /** Somebody in whose name it acts is among its arguments, or those of a function in it. */
  takesMember: boolean;
  node: Node;
}

type Conduct = 'asks' | 'writes unasked' | 'neither';

/** Arguments in whose name something is done: by their type, or taken out of what a form or an operation is given. */
const IN_WHOSE_NAME = /\b(Member|Publisher|Posted)\b|^\{[^}]*\bmember\b/;

/** What others write through: it is for those who call it to ask. */
const WRITER = 'src/platform/access/member-changes.ts changeIdempotently';

/**
 * "src/evidence/changes.ts addEvidence" for every exported function that writes for a member unasked. Those that are
 * accepted are not among them, nor is what writes through them alone.
 */
export function unaskedWrites(
  sources: readonly Source[],
  accepted: readonly string[] = [],
): string[] {
  const units = new Map<string, Unit>();
  const imported = new Map<string, ReadonlyMap<string, string>>();
  const known = new Set(sources.map(({ path }) => path));
  for (const source of sources) {
    imported.set(source.path, importedNames(source, known));
    for (const unit of unitsOf(source)) units.set(`${source.path} ${unit.name}`, unit);
  }
  const conducts = new Map<string, Conduct>();

  /** The function that a name means in a file: "src/plan/permissions.ts assertMay". */
  const meant = (path: string, name: string) => imported.get(path)?.get(name) ?? `${path} ${name}`;

  function conductOf(key: string): Conduct {
    if (/\/permissions\.ts assertMay$/.test(key)) return 'asks';
    if (key === WRITER) return 'writes unasked';
    if (accepted.includes(key)) return 'neither';
    const unit = units.get(key);
    const decided = conducts.get(key);
    if (!unit || decided) return decided ?? 'neither';
    conducts.set(key, 'neither');
    const conduct = conductIn(unit);
    conducts.set(key, conduct);
    return conduct;
  }

  function conductIn({ node, source }: Unit): Conduct {
    let asked = Number.POSITIVE_INFINITY;
    let written = Number.POSITIVE_INFINITY;
    for (const call of callsIn(node)) {
      const { expression } = call;
      const conduct = isStorageWrite(expression)
        ? 'writes unasked'
        : isIdentifier(expression)
          ? conductOf(meant(source.path, expression.text))
          : 'neither';
      if (conduct === 'asks' && isOnEveryWay(call, node)) asked = Math.min(asked, call.getStart());
      if (conduct === 'writes unasked') written = Math.min(written, call.getEnd());
    }
    if (written < asked) return 'writes unasked';
    return asked < Number.POSITIVE_INFINITY ? 'asks' : 'neither';
  }

  return [...units]
    .filter(([key, { isExported, takesMember }]) => isExported && takesMember && key !== WRITER)
    .filter(([key]) => conductOf(key) === 'writes unasked')
    .map(([key]) => key);
}

function* callsIn(node: Node): Generator<CallExpression> {
  if (isCallExpression(node)) yield node;
  const children: Node[] = [];
  node.forEachChild((child) => {
    children.push(child);
  });
  for (const child of children) yield* callsIn(child);
}

/** `context.storage.write(…)`. */
const isStorageWrite = (node: Node): boolean =>
  isPropertyAccessExpression(node) &&
  node.name.text === 'write' &&
  /\bstorage$/.test(node.expression.getText());

const BRANCHES: readonly SyntaxKind[] = [
  SyntaxKind.IfStatement,
  SyntaxKind.ConditionalExpression,
  SyntaxKind.BinaryExpression,
  SyntaxKind.CaseClause,
  SyntaxKind.DefaultClause,
  SyntaxKind.CatchClause,
  SyntaxKind.ForStatement,
  SyntaxKind.ForOfStatement,
  SyntaxKind.ForInStatement,
  SyntaxKind.WhileStatement,
];

/** True when nothing decides whether the call is come to; the condition of an `if` itself always is. */
function isOnEveryWay(call: Node, within: Node): boolean {
  let below: Node = call;
  for (let node = call.parent; node && node !== within; node = node.parent) {
    let first: Node | undefined;
    node.forEachChild((child) => {
      first ??= child;
    });
    if (BRANCHES.includes(node.kind) && below !== first) return false;
    below = node;
  }
  return true;
}

function unitsOf(source: Source): Unit[] {
  return source.tree.statements.flatMap((statement) => {
    const isExported = /^export\b/.test(statement.getText());
    return [...declaredIn(statement)].map(([name, node]) => {
      const takesMember = parametersIn(node).some((each) => IN_WHOSE_NAME.test(each));
      return { name, source, node, isExported, takesMember };
    });
  });
}

/** What a statement at the top of a file gives a name to: a function, or a value that may hold some. */
function* declaredIn(statement: Statement): Generator<[string, Node]> {
  if (isFunctionDeclaration(statement) && statement.name) yield [statement.name.text, statement];
  if (!isVariableStatement(statement)) return;
  for (const { name, initializer } of statement.declarationList.declarations)
    if (initializer && isIdentifier(name)) yield [name.text, initializer];
}

/** The parameters of a function and of the functions in it, as they are written. */
function parametersIn(node: Node): string[] {
  const found = isParameterDeclaration(node) ? [node.getText()] : [];
  node.forEachChild((child) => {
    found.push(...parametersIn(child));
  });
  return found;
}

/** What each imported name means: "assertMay" to "src/plan/permissions.ts assertMay". */
function importedNames({ path, tree }: Source, known: ReadonlySet<string>): Map<string, string> {
  const names = new Map<string, string>();
  for (const statement of tree.statements) {
    if (!isImportDeclaration(statement) || !isStringLiteral(statement.moduleSpecifier)) continue;
    const specifier = statement.moduleSpecifier.text;
    const bindings = statement.importClause?.namedBindings;
    if (!specifier.startsWith('.') || !bindings || !isNamedImports(bindings)) continue;
    const file = fileOf(path, specifier, known);
    for (const { name, propertyName } of bindings.elements)
      names.set(name.text, `${file} ${propertyName?.text ?? name.text}`);
  }
  return names;
}
