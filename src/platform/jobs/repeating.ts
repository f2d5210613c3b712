/** Work that goes on by itself while Waymark serves. */
import type { AppContext } from '../storage/context.js';

/**
 * Does `work` and, once it has ended, again after `everyMs`, until the function that it gives is called; that one waits
 * for what is going on. What fails is told under `name`, and tried again the next time.
 */
export function repeat(
  context: Pick<AppContext, 'clock'>,
  name: string,
  everyMs: number,
  work: () => Promise<unknown>,
  { startsAtOnce = true } = {},
): () => Promise<void> {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let busy: Promise<void> = Promise.resolve();
  const wait = () => {
    if (!isStopped) timer = setTimeout(turn, everyMs).unref();
  };
  const turn = () => {
    busy = work()
      .catch((error: unknown) =>
        console.error(JSON.stringify({ at: context.clock().toISOString(), [name]: String(error) })),
      )
      .then(wait);
  };
  if (startsAtOnce) turn();
  else wait();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await busy;
  };
}
