/** Long texts that make a careless reader slow, and the time that reading them takes beside a friendly one. */
import { runs } from './runs.js';

/** How long they are in pages and readers; what is quadratic takes about a second for that. */
const BYTES = runs(30_000, 100_000);
/** What is read in a thread has more time, so that its texts are always as long as this. */
export const BYTES_IN_THREAD = 100_000;

/** A piece again and again, as many bytes as that. */
export const long = (piece: string, bytes: number): string =>
  piece.repeat(Math.ceil(bytes / piece.length)).slice(0, bytes);

/** A text as long as the hostile ones, as people write. */
const friendly = (bytes: number) =>
  long('We met the governors and agreed what comes next.\n', bytes);

/** Long runs of what expressions like to begin at, and what keeps them from ending there. */
function hostileTexts(bytes: number): Record<string, string> {
  const run = (piece: string) => long(piece, bytes);
  return {
    commas: `a@x.example${run(',')}b@x.example`,
    spaces: `a${run(' ')}b`,
    'line ends': `a${run('\n')}b`,
    tabs: `a${run('\t')}b`,
    'one word': `${run('a')}!`,
    capitals: `${run('A')}9`,
    digits: `1${run('1')}x`,
    dashes: `${run('-')}x`,
    'quotation marks': `"${run('"')}x`,
    'open quotations': run(',"a'),
    brackets: `${run('(')}x`,
    'angle brackets': `${run('<')}x`,
    'open tags': `<a${run('b')}`,
    'bars and dashes': `${run('|--')}x`,
    'benchmarks, never numbered': `benchmark${run(' ')}x ${'( benchmark '.repeat(50)}`,
    bullets: `${run(' • -')}x`,
    'addresses without an end': run('a@'),
    'names of two words': run('Ab Cd, '),
    nesting: `${run('[')}`,
    'keys without values': run('{"themes" '),
  };
}

export const HOSTILE_TEXTS: Readonly<Record<string, string>> = hostileTexts(BYTES);

/** The hostile texts one after the other, each a part of it. */
export const ALL_HOSTILE = Object.values(HOSTILE_TEXTS)
  .map((text) => text.slice(0, BYTES / 25) + text.slice(-BYTES / 100))
  .join('\n');

const TIMES = 3;
/** Less may be the engine's own, such as collecting garbage. */
const FLOOR_MS = 60;
const ROUNDS = 8;
/** Other work on the machine does not make processor time this many times as long. */
const CLEARLY = 8;

/**
 * The hostile texts that take a reader too long, one line each. Friendly text is read when one takes longer than is fine
 * for any: twice first, so that the time it takes is not that of reading for the first time. What takes too long is read
 * again beside friendly text, up to eight times: other work on the machine meets both alike, and what is quadratic takes
 * too long every time.
 */
export async function slowTexts(
  read: (text: string) => unknown,
  {
    bytes = BYTES,
    texts = hostileTexts(bytes),
    like = friendly(bytes),
    floor = FLOOR_MS,
    rounds = ROUNDS,
  }: HostileOptions = {},
): Promise<string[]> {
  let usual: number | null = null;
  const slow: string[] = [];
  for (const [kind, text] of Object.entries(texts)) {
    let took = await timeOf(() => read(text));
    if (took <= floor) continue;
    if (usual === null) {
      await timeOf(() => read(like));
      usual = await timeOf(() => read(like));
    }
    let beside = usual;
    const isFine = (took: number) => took <= Math.max(beside * TIMES, floor);
    for (let round = 0; round < rounds && !isFine(took) && isFine(took / CLEARLY); round += 1) {
      beside = await timeOf(() => read(like));
      took = await timeOf(() => read(text));
    }
    if (!isFine(took))
      slow.push(`${kind}: ${Math.round(took)} ms, friendly text ${Math.round(beside)} ms`);
  }
  return slow;
}

interface HostileOptions {
  bytes?: number;
  texts?: Readonly<Record<string, string>>;
  /** What people write there, as long as the hostile texts. */
  like?: string;
  /** In milliseconds: what takes no longer is fine. */
  floor?: number;
  /** How often what took too long is read again. */
  rounds?: number;
}

/** Of the processor, in milliseconds: what else the machine does is not in it. */
async function timeOf(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  try {
    await work();
  } catch {
    // Refusing is an answer too.
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
