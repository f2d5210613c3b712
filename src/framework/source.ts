/**
 * The text of a framework's files, parsed, with the line of everything in it. Nothing here reads the disk.
 */

import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { isTooDeep, TOO_DEEP } from '../platform/documents/nesting.js';

/** The way to a value inside a file: ['statements', 0, 'levels', 2, 'summary']. */
export type Path = readonly (string | number)[];

/** One thing that is wrong, in a plain sentence, and where. Lines count from 1. */
export interface Fault {
  code: string;
  message: string;
  file: string;
  line: number;
}

/** One parsed file. `value` is undefined when its syntax is broken; then `faults` says how. */
export interface SourceFile {
  name: string;
  value: unknown;
  faults: Fault[];
  /** The line of the value at this path, or of the nearest thing around it that is written down. */
  lineOf(path: Path): number;
}

/** A place in a file: where a part of the framework is written. */
export interface Place {
  file: SourceFile;
  path: Path;
}

/** Everything a framework is read from: the file that names it, and the place of each theme. */
export interface FrameworkSource {
  main: SourceFile;
  themes: Place[];
  /** What went wrong on the way: a file that is not there, a name that leads outside the folder. */
  faults: Fault[];
}

/** Parses YAML, or JSON, which YAML contains. Never throws: what is wrong is in `faults`. */
export function parseSource(name: string, text: string): SourceFile {
  if (isTooDeep(text)) {
    const fault = { code: 'file.syntax', message: TOO_DEEP, file: name, line: 1 };
    return { name, value: undefined, faults: [fault], lineOf: () => 1 };
  }
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    lineCounter: lines,
    prettyErrors: false,
  });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const faults = document.errors.map((error) => ({
    code: error.code === 'DUPLICATE_KEY' ? 'key.duplicate' : 'file.syntax',
    message: syntaxSentence(error.code, error.message),
    file: name,
    line: lineAt(error.pos[0]),
  }));
  const lineOf = (path: Path) => lineAt(offsetOf(document.contents, path));
  if (faults.length > 0) return { name, value: undefined, faults, lineOf };
  try {
    return { name, value: document.toJS() as unknown, faults, lineOf };
  } catch {
    const message = 'This file refers to a part of itself that is not there, or far too often.';
    return {
      name,
      value: undefined,
      faults: [{ code: 'file.syntax', message, file: name, line: 1 }],
      lineOf,
    };
  }
}

function syntaxSentence(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'This key is there twice. Keep one of them.';
  const detail = message.replace(/\s+/g, ' ').replace(/\.?$/, '');
  return `This cannot be read as YAML: ${detail}.`;
}

/** Where the value at `path` begins; for a key of a map, where the key begins. */
function offsetOf(root: unknown, path: Path): number {
  let node = root;
  let offset = startOf(root);
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (!pair) break;
      offset = startOf(pair.key);
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number' && node.items[step] !== undefined) {
      node = node.items[step];
      offset = startOf(node);
    } else break;
  }
  return offset;
}

function startOf(node: unknown): number {
  const range = (node as { range?: [number, number, number] | null } | null)?.range;
  return range?.[0] ?? 0;
}
