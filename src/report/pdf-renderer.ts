/**
 * The way to the PDF renderer (`worker.ts`): one warm process, one document at a time, a queue with an end, a time limit,
 * and a new process after a crash. A compiler remembers what it has made, and gives nothing back: the process is ended
 * after some documents, when it has grown too large, and after a quiet while. Schools take turns.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { Problem } from '../platform/problems.js';
import type { ReportDocument } from './blocks/block.js';
import type { FontPlaces } from './fonts.js';
import type { RendererAnswer } from './worker.js';

export interface PdfRenderer {
  /**
   * Sets a document as PDF/UA-1. `template` names a file in src/report/typst without ".typ"; `school` is whose turn it is.
   * @throws Problem 503 when the queue is full, the time is over, or the process died.
   */
  print(template: string, pdfModel: object, school?: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Makes the Word file of a report. @throws as `print` does. */
  word(report: ReportDocument, school?: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Lets the process go. Documents that are waiting are refused. */
  close(): Promise<void>;
}

export interface RendererOptions {
  /** The script of the process; the tests give others. */
  script?: string;
  /** How long one document may take, in milliseconds. */
  limit?: number;
  /** How long the process stays without work, in milliseconds. */
  rest?: number;
  /** How many documents of one school may wait. */
  most?: number;
  /** After how many documents, and beyond how many megabytes, the process is ended. */
  lifetime?: { documents: number; megabytes: number };
}

interface Job {
  id: number;
  school: string;
  template: string;
  /** JSON in UTF-8: as a text it would take twice as much while it waits. */
  data: Uint8Array;
  done: (file: Uint8Array<ArrayBuffer>) => void;
  failed: (reason: Error) => void;
}

/** In place of a template: see `worker.ts`. */
const WORD = 'word';
const LIFETIME = { documents: 40, megabytes: 115 };
/** How many documents of all schools may wait. */
const MOST_OF_ALL = 100;

/** Opens a renderer. Nothing is started before the first document. */
export function openPdfRenderer(places: FontPlaces, options: RendererOptions = {}): PdfRenderer {
  const { root, dataFolder } = places;
  const { limit = 20_000, rest = 120_000, most = 16, lifetime = LIFETIME } = options;
  const script = options.script ?? join(root, 'dist/report-worker.js');
  const waiting: Job[] = [];
  /** When each school that waits had its last turn. */
  const turns = new Map<string, number>();
  let child: ChildProcess | null = null;
  let current: Job | null = null;
  let timer: NodeJS.Timeout | undefined;
  let count = 0;
  let made = 0;
  let turn = 0;

  function start(): ChildProcess {
    const fresh = fork(script, [root, dataFolder], {
      serialization: 'advanced',
      // No settings and no passwords of ours; and one arena of memory for all threads, because many give less back (0093).
      env: { MALLOC_ARENA_MAX: '1' },
      execArgv: ['--max-old-space-size=128'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    made = 0;
    fresh.on('message', (answer: RendererAnswer) => settle(answer));
    const gone = () => {
      if (child === fresh) drop(broken());
    };
    fresh.on('error', gone);
    fresh.on('exit', gone);
    return fresh;
  }

  /** Gives up on the process; whatever waits goes on in a new one. */
  function drop(reason: Error): void {
    clearTimeout(timer);
    const job = current;
    current = null;
    void end();
    job?.failed(reason);
    next();
  }

  /** Ends the process, and waits until its memory is free. */
  async function end(): Promise<void> {
    const old = child;
    child = null;
    if (!old || old.exitCode !== null || old.signalCode !== null) return;
    const exited = new Promise((resolve) => old.once('exit', resolve));
    old.ref();
    old.kill('SIGKILL');
    await exited;
  }

  function settle(answer: RendererAnswer): void {
    if (answer.id !== current?.id) return;
    clearTimeout(timer);
    const job = current;
    current = null;
    made += 1;
    if (made >= lifetime.documents || answer.megabytes > lifetime.megabytes) void end();
    if ('file' in answer) job.done(answer.file);
    else job.failed(new Error(`The PDF renderer refused ${job.template}: ${answer.fault}`));
    next();
  }

  /** Of the school whose last turn is longest ago, the document that waits longest. */
  function takeTurn(): Job | null {
    const turnOf = ({ school }: Job) => turns.get(school) ?? 0;
    const first = waiting.reduce<Job | undefined>(
      (best, job) => (!best || turnOf(job) < turnOf(best) ? job : best),
      undefined,
    );
    if (!first) return null;
    waiting.splice(waiting.indexOf(first), 1);
    if (waiting.some(({ school }) => school === first.school)) turns.set(first.school, ++turn);
    else turns.delete(first.school);
    return first;
  }

  function next(): void {
    if (current) return;
    current = takeTurn();
    if (!current) {
      timer = setTimeout(() => void close(), rest);
      timer.unref();
      child?.unref();
      child?.channel?.unref();
      return;
    }
    child ??= start();
    child.ref();
    child.channel?.ref();
    timer = setTimeout(() => drop(tooSlow()), limit);
    const { id, template, data } = current;
    child.send({ id, template, data }, () => {});
  }

  async function close(): Promise<void> {
    clearTimeout(timer);
    const job = current;
    current = null;
    for (const each of [...(job ? [job] : []), ...waiting.splice(0)]) each.failed(broken());
    await end();
  }

  /** Puts a document in the queue, in the turn of a school. */
  const make = (template: string, content: object, school: string) =>
    new Promise<Uint8Array<ArrayBuffer>>((done, failed) => {
      const own = waiting.filter((each) => each.school === school).length;
      if (own >= most || waiting.length >= MOST_OF_ALL) return failed(busy());
      count += 1;
      const data = Buffer.from(JSON.stringify(content));
      waiting.push({ id: count, school, template, data, done, failed });
      if (!current) clearTimeout(timer);
      next();
    });

  return {
    close,
    print: (template, pdfModel, school = '') => make(template, pdfModel, school),
    word: (report, school = '') => make(WORD, report, school),
  };
}

const busy = () =>
  new Problem(
    503,
    'report.busy',
    'Many reports are being made at the moment. Wait a moment, then try again.',
  );
const tooSlow = () =>
  new Problem(503, 'report.too-slow', 'The report took too long to make. Try again.');
const broken = () =>
  new Problem(503, 'report.stopped', 'The report could not be finished. Try again.');

const renderers = new Map<string, PdfRenderer>();

/** The renderer of this process. There is one, however many ask: a compiler is large, and warm is ten times faster. */
export function pdfRendererOf(places: FontPlaces): PdfRenderer {
  const key = `${places.root}\n${places.dataFolder}`;
  const renderer = renderers.get(key) ?? openPdfRenderer(places);
  renderers.set(key, renderer);
  return renderer;
}
