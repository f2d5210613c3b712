/** The filled sample: a database of its own in a temporary folder, gone when it ends. */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Config } from '../platform/config.js';
import { clusterPaths, isAlive, runsOn } from '../platform/storage/embedded/cluster.js';

/** Followed by the process that it belongs to: a folder says from its first moment on whether somebody uses it. */
const NAME = `waymark-sample-${hostname()}-`;

/** The configuration of a sample: nothing of the real installation that could be reached from it. */
export function demoConfig(config: Config): Config {
  sweep();
  const dataFolder = mkdtempSync(join(tmpdir(), `${NAME}${process.pid}-`));
  chmodSync(dataFolder, 0o711);
  const none = { databaseUrl: null, smtpUrl: null, s3Url: null, clamdUrl: null };
  return { ...config, ...none, identityProviders: [], dataFolder };
}

/** Removes the folder of a sample once its database has ended. */
export async function removeDemo({ dataFolder }: Pick<Config, 'dataFolder'>): Promise<void> {
  for (let attempts = 0; attempts < 100 && runsOn(dataFolder); attempts += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  remove(dataFolder);
}

/** Its database may lie elsewhere: see platform/storage/embedded/run-as.ts. Others may be removing the same folder. */
function remove(dataFolder: string): void {
  const { home, cluster } = clusterPaths(dataFolder);
  const folders = dirname(cluster) === home ? [dataFolder] : [dirname(cluster), dataFolder];
  for (const folder of folders)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** Removes what samples left behind whose process was killed. What another user left stays. */
function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(NAME))) {
    const pid = Number(/^\d+/.exec(name.slice(NAME.length))?.[0]);
    const folder = join(tmpdir(), name);
    try {
      if (pid && !isAlive(pid) && !runsOn(folder)) remove(folder);
    } catch {
      // Not ours to remove.
    }
  }
}
