/** The filled sample: a database of its own in a temporary folder, gone when it ends. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { runsOn } from '../storage/cluster.js';

const NAME = 'waymark-sample-';

/** The configuration of a sample: never the real data folder, never a real database, never real mail. */
export function sampleConfig(config: Config): Config {
  sweep();
  const dataFolder = mkdtempSync(join(tmpdir(), NAME));
  chmodSync(dataFolder, 0o711);
  return { ...config, dataFolder, databaseUrl: null, smtpUrl: null };
}

/** Removes the folder of a sample once its database has ended. */
export async function removeSample(config: Config): Promise<void> {
  for (let tries = 0; tries < 100 && runsOn(config.dataFolder); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  rmSync(config.dataFolder, { recursive: true, force: true });
}

/** One that is being made has no database running yet, so the young are left alone. */
const YOUNG_MS = 10 * 60 * 1000;

/** Removes what samples left behind that were killed. */
function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(NAME))) {
    const folder = join(tmpdir(), name);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > YOUNG_MS && !runsOn(folder)) rmSync(folder, { recursive: true, force: true });
  }
}
