/** The data of a list's file, before anything in it is looked at. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { parse } from 'yaml';
import { rootFolder } from '../platform/config.js';
import { isTooDeep, TOO_DEEP } from '../platform/documents/nesting.js';

/** What a file holds, or what is wrong with it as a file. */
export type ListData = { data: unknown; fault?: undefined } | { fault: string };

/** Reads YAML, or JSON, which YAML contains. */
export function parseList(text: string): ListData {
  if (isTooDeep(text)) return { fault: TOO_DEEP };
  try {
    return { data: parse(text, { maxAliasCount: 0, prettyErrors: false }) };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}

/** A shorter text is read within some milliseconds, whatever it holds. */
const SHORT = 3000;
const LIMIT_MS = 10_000;

/** `parseList` in a thread of its own, for what people send. */
export function parseListApart(text: string): Promise<ListData> {
  if (text.length <= SHORT || isTooDeep(text)) return Promise.resolve(parseList(text));
  const worker = new Worker(join(rootFolder(), 'dist/insight-worker.js'), {
    workerData: text,
    resourceLimits: { maxOldGenerationSizeMb: 64 },
    env: {},
    execArgv: [],
  });
  const fault = 'This list cannot be read. It is too long or too complex.';
  const read = new Promise<ListData>((resolve) => {
    const timer = setTimeout(() => resolve({ fault }), LIMIT_MS);
    const settle = (data: ListData) => {
      clearTimeout(timer);
      resolve(data);
    };
    worker.once('message', settle);
    worker.once('error', () => settle({ fault }));
    worker.once('exit', () => settle({ fault }));
  });
  return read.finally(() => void worker.terminate());
}
