/** How many queries a page asks the database: the session's one among them, BEGIN and COMMIT not. */
import { createApp } from '../../src/app.js';
import { makeCast } from '../../src/cast/make.js';
import { removeSample, sampleConfig } from '../../src/cast/sample.js';
import { readConfig } from '../../src/config.js';
import { publishBuiltIn } from '../../src/framework/changes.js';
import { signInAs } from '../../src/people/changes.js';
import { openDatabase } from '../../src/storage/open.js';
import { openWorld } from '../../src/storage/world.js';
import { loadAssets } from '../../src/web/assets.js';

const MOST = 3;

/** Prints the number of queries for each kind of page. */
export async function measureQueries(): Promise<void> {
  const config = sampleConfig(readConfig(process.env));
  loadAssets(config.root);
  const { storage } = await openDatabase(config);
  const world = openWorld(config, storage);
  try {
    await publishBuiltIn(world);
    const [school] = await makeCast(world);
    const app = createApp(world);
    const token = await signInAs(
      world,
      Object.values(school?.people ?? {})[0]?.person.id ?? '',
      'bench',
    );
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
      const ask = () =>
        app.request(`http://localhost${path}`, {
          headers: { cookie: `__Host-waymark=${token}`, host: 'localhost' },
        });
      await ask();
      const before = storage.queries();
      const { status } = await ask();
      const count = storage.queries() - before;
      if (count > MOST) process.exitCode = 1;
      console.log(
        `  ${path.replace(/[0-9a-f-]{36}/, 'ID').padEnd(30)} ${count}${status === 200 ? '' : `  (answered ${status})`}${count > MOST ? '  over the bar' : ''}`,
      );
    }
  } finally {
    await storage.close();
    await removeSample(config);
  }
}
