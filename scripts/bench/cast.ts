/** The sample in this process, with its first school and somebody signed in who leads careers there. */
import { createApp } from '../../src/app.js';
import { makeCast } from '../../src/demo/make.js';
import { removeSample, sampleConfig } from '../../src/demo/sample.js';
import { publishBuiltIn } from '../../src/framework/changes.js';
import { signInAs } from '../../src/organisation/set-up-changes.js';
import { readConfig } from '../../src/platform/config.js';
import { openWorld } from '../../src/platform/storage/context.js';
import { openDatabase } from '../../src/platform/storage/open.js';
import { loadAssets } from '../../src/platform/web/assets.js';

/** Opens it, and closes and removes it when the work is done. */
export async function withCast(work: (cast: Awaited<ReturnType<typeof open>>) => Promise<void>) {
  const config = sampleConfig(readConfig(process.env));
  loadAssets(config.root);
  const { storage } = await openDatabase(config);
  try {
    await work(await open(openWorld(config, storage)));
  } finally {
    await storage.close();
    await removeSample(config);
  }
}

async function open(world: ReturnType<typeof openWorld>) {
  await publishBuiltIn(world);
  const [school] = await makeCast(world);
  const leader = Object.values(school?.people ?? {})[0]?.person.id ?? '';
  const headers = {
    cookie: `__Host-waymark=${await signInAs(world, leader, 'bench')}`,
    host: 'localhost',
  };
  return { world, school, app: createApp(world), headers };
}
