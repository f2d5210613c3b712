/**
 * The way to the PDF renderer (`worker.ts`): one warm thread, one document at a time, a queue with an end, a time limit, and
 * a new thread after a crash. The thread is let go after a quiet while, because a compiler holds about 90 MB.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Problem } from '../platform/problems.js';
import type { RendererAnswer } from './worker.js';

export interface PdfRenderer {
  /**
   * Sets a document as PDF/UA-1. `template` names a file in src/report/typst without ".typ".
   * @throws Problem 503 when the queue is full, the time is over, or the thread died.
   */
  print(template: string, pdfModel: object): Promise<Uint8Array<ArrayBuffer>>;
  /** Lets the thread go. Documents that are waiting are refused. */
  close(): Promise<void>;
}

export interface RendererOptions {
  /** The script of the thread; the tests give others. */
  script?: string | URL;
  /** How long one document may take, in milliseconds. */
  limit?: number;
  /** How long the thread stays without work, in milliseconds. */
  rest?: number;
  /** How many documents may wait. */
  most?: number;
}

interface Job {
  id: number;
  template: string;
  data: string;
  done: (pdf: Uint8Array<ArrayBuffer>) => void;
  failed: (reason: Error) => void;
}

/** Opens a press. Nothing is started before the first document. */
export function openPdfRenderer(root: string, options: RendererOptions = {}): PdfRenderer {
  const { limit = 20_000, rest = 120_000, most = 32 } = options;
  const script = options.script ?? join(root, 'dist/report-worker.js');
  const waiting: Job[] = [];
  let thread: Worker | null = null;
  let current: Job | null = null;
  let timer: NodeJS.Timeout | undefined;
  let count = 0;

  function start(): Worker {
    const fresh = new Worker(script, { workerData: { root } });
    fresh.unref();
    fresh.on('message', (answer: RendererAnswer) => settle(answer));
    const gone = () => {
      if (thread === fresh) drop(broken());
    };
    fresh.on('error', gone);
    fresh.on('exit', gone);
    return fresh;
  }

  /** Gives up on the thread; whatever waits goes on in a new one. */
  function drop(reason: Error): void {
    clearTimeout(timer);
    const [old, job] = [thread, current];
    thread = null;
    current = null;
    void old?.terminate();
    job?.failed(reason);
    next();
  }

  function settle(answer: RendererAnswer): void {
    if (answer.id !== current?.id) return;
    clearTimeout(timer);
    const job = current;
    current = null;
    if ('pdf' in answer) job.done(answer.pdf);
    else job.failed(new Error(`The press refused ${job.template}: ${answer.fault}`));
    next();
  }

  function next(): void {
    if (current) return;
    current = waiting.shift() ?? null;
    if (!current) {
      timer = setTimeout(() => void close(), rest);
      timer.unref();
      thread?.unref();
      return;
    }
    thread ??= start();
    thread.ref();
    timer = setTimeout(() => drop(tooSlow()), limit);
    const { id, template, data } = current;
    thread.postMessage({ id, template, data });
  }

  async function close(): Promise<void> {
    clearTimeout(timer);
    const [old, job] = [thread, current];
    thread = null;
    current = null;
    for (const each of [...(job ? [job] : []), ...waiting.splice(0)]) each.failed(broken());
    await old?.terminate();
  }

  return {
    close,
    print: (template, pdfModel) =>
      new Promise((done, failed) => {
        if (waiting.length >= most) return failed(busy());
        count += 1;
        waiting.push({ id: count, template, data: JSON.stringify(pdfModel), done, failed });
        if (!current) clearTimeout(timer);
        next();
      }),
  };
}

const busy = () =>
  new Problem(
    503,
    'report.busy',
    'Many reports are being made just now. Wait a moment and ask again.',
  );
const tooSlow = () =>
  new Problem(503, 'report.too-slow', 'The report took too long to make. Ask for it again.');
const broken = () =>
  new Problem(503, 'report.stopped', 'The report could not be finished. Ask for it again.');

const presses = new Map<string, PdfRenderer>();

/** The press of this process. There is one, however many ask: a compiler is large, and warm is ten times faster. */
export function pdfRendererOf(root: string): PdfRenderer {
  const renderer = presses.get(root) ?? openPdfRenderer(root);
  presses.set(root, renderer);
  return renderer;
}
