/** Programs that tests use and npm does not carry: found, or installed where the machine lets us. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a program, or null. */
export function programPath(...names: string[]): string | null {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(':')) {
      const path = `${folder}/${name}`;
      if (folder && existsSync(path)) return path;
    }
  }
  return null;
}

/** Chromium's path: CHROMIUM_PATH, the system's, or Debian's package when we may install it. Null when neither. */
export function ensureChromium(): string | null {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  return programPath(...CHROMIUM) ?? (install('chromium') ? programPath(...CHROMIUM) : null);
}

/** Installs a Debian package, as root on Debian. False when that cannot be done here. */
export function install(...packages: string[]): boolean {
  if (process.getuid?.() !== 0 || !programPath('apt-get')) return false;
  console.error(`Installing ${packages.join(' ')} for the tests.`);
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'] as ('ignore' | 'inherit')[],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  const add = () =>
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], options)
      .status === 0;
  if (add()) return true;
  spawnSync('apt-get', ['update', '-q'], options);
  return add();
}
