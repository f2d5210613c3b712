/**
 * One document read in a thread, in a process that does nothing else. Is given the path of the thread's program, the
 * path of the document and the limits of its heap; prints the milliseconds, and the megabytes that the process grew by
 * at its most: the thread with its program, its heap, what lies outside it, and the draft that it hands over.
 */
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const [program, path, limits] = process.argv.slice(2);
const bytes = new Uint8Array(readFileSync(path));
const before = process.memoryUsage.rss();
const start = performance.now();
const worker = new Worker(program, {
  workerData: { bytes, name: path, options: {}, limits: JSON.parse(limits), asksForHelp: false },
  transferList: [bytes.buffer],
  resourceLimits: {
    maxOldGenerationSizeMb: JSON.parse(limits).heapMegabytes,
    maxYoungGenerationSizeMb: 16,
  },
  env: {},
  execArgv: [],
});
worker.on('message', ({ kind }) => {
  if (kind === 'progress') return;
  const milliseconds = Math.round(performance.now() - start);
  const grown = process.resourceUsage().maxRSS * 1024 - before;
  console.log(JSON.stringify({ milliseconds, megabytes: Math.round(grown / 1024 / 1024) }));
});
