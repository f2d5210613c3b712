/** The sample in this process, with its first school and somebody signed in who leads careers there. */
import { createApp } from '../../src/app.js';
import { demoConfig, removeDemo } from '../../src/demo/demo.js';
import { makeDemo } from '../../src/demo/make.js';
import { publishBuiltIn } from '../../src/framework/changes.js';
import { signInAs } from '../../src/organisation/set-up-changes.js';
import { readConfig } from '../../src/platform/config.js';
import { openAppContext } from '../../src/platform/storage/context.js';
import { openDatabase } from '../../src/platform/storage/open.js';
import { loadAssets } from '../../src/platform/web/assets.js';

/** Opens it, and closes and removes it when the work is done. */
export async function withDemo(work: (demo: Awaited<ReturnType<typeof open>>) => Promise<void>) {
  const config = demoConfig(readConfig(process.env));
  loadAssets(config.root);
  const { storage } = await openDatabase(config);
  try {
    await work(await open(openAppContext(config, storage)));
  } finally {
    await storage.close();
    await removeDemo(config);
  }
}

async function open(context: ReturnType<typeof openAppContext>) {
  await publishBuiltIn(context);
  const [school] = await makeDemo(context);
  const leader = Object.values(school?.people ?? {})[0]?.person.id ?? '';
  const headers = {
    cookie: `__Host-waymark=${await signInAs(context, leader, 'bench')}`,
    host: 'localhost',
  };
  return { context, school, app: createApp(context), headers };
}
