/** Processes that tests start. */
import type { ChildProcess } from 'node:child_process';
import { after } from 'node:test';

/**
 * Ends a process with the test that started it, however that ends, and with the process of the tests. One that was left
 * would keep `npm test` waiting. To be called as soon as it is started, and not in `before`, which would end it at once.
 */
export function endWithTest(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  if (process.env.NODE_TEST_CONTEXT) after(kill);
}
