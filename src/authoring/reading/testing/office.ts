/** A real office suite, where one is installed: it turns a Word file of ours into the PDF that people have. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a test says when it is left out. */
export const NO_OFFICE = 'no soffice on this machine';

/** True when an office suite is installed. */
export function hasOffice(): boolean {
  return spawnSync('soffice', ['--version']).status === 0;
}

/** A document turned into another format ("pdf", "xlsx"); `from` is the ending of what is given. */
export function converted(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-office-'));
  try {
    writeFileSync(join(folder, `model.${from}`), bytes);
    const home = `-env:UserInstallation=file://${folder}/profile`;
    const run = spawnSync(
      'soffice',
      [home, '--headless', '--convert-to', to, '--outdir', folder, join(folder, `model.${from}`)],
      { timeout: 120_000 },
    );
    if (run.status !== 0) throw new Error(`soffice: ${run.stderr}`);
    return readFileSync(join(folder, `model.${to}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
