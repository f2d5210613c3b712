/** How many queries a page asks the database: the session's one among them, BEGIN and COMMIT not. */
import { withDemo } from './demo.js';

const MOST = 6;

/** Prints the number of queries for each kind of page. */
export const measureQueries = (): Promise<void> =>
  withDemo(async ({ context, school, app, headers }) => {
    const open = `/reviews/${school?.reviews.at(-1)}`;
    const closed = `/reviews/${school?.reviews.at(-2)}`;
    console.log(`\nQueries a page (bar: ${MOST})`);
    for (const path of [
      '/',
      '/reviews',
      open,
      `${open}/statements/3.1`,
      `${open}/next`,
      `${closed}/results`,
      '/model/3.1',
    ]) {
      const ask = () => app.request(`http://localhost${path}`, { headers });
      await ask();
      const before = context.storage.queries();
      const { status } = await ask();
      const count = context.storage.queries() - before;
      if (count > MOST) process.exitCode = 1;
      console.log(
        `  ${path.replace(/[0-9a-f-]{36}/, 'ID').padEnd(30)} ${count}${status === 200 ? '' : `  (answered ${status})`}${count > MOST ? '  over the bar' : ''}`,
      );
    }
  });
