/** Long work in parts: between them everybody else is answered. */
import { setImmediate as letOthers } from 'node:timers/promises';

/** How long one part may take, in milliseconds. */
const PART_MS = 8;

/** Does something with each of many. */
export async function eachInParts<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  let began = performance.now();
  for (const item of items) {
    work(item);
    if (performance.now() - began < PART_MS) continue;
    await letOthers();
    began = performance.now();
  }
}

/** JSON of an object whose lists are long: an entry of a list on each line. */
export async function jsonInParts(whole: Record<string, unknown>): Promise<string> {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(whole)) {
    parts.push(`${parts.length > 0 ? ',' : ''}\n  ${JSON.stringify(name)}: `);
    if (!Array.isArray(value)) {
      parts.push(JSON.stringify(value) ?? 'null');
      continue;
    }
    let between = '[\n    ';
    await eachInParts(value, (item) => {
      parts.push(between, JSON.stringify(item) ?? 'null');
      between = ',\n    ';
    });
    parts.push(value.length > 0 ? '\n  ]' : '[]');
  }
  return `{${parts.join('')}\n}\n`;
}
