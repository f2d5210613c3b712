/** Programs that tests use and npm does not carry: found, or installed where the machine lets us. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Chromium without a window: it takes about half the processor time of the whole browser in the journeys. */
const SHELL = 'chromium-headless-shell';
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

/**
 * Chromium's path: CHROMIUM_PATH, the one without a window, the system's own, or what Debian has when we may install
 * it. Null when there is none.
 */
export function ensureChromium(): string | null {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const shell = programPath(SHELL);
  if (shell) return shell;
  const whole = programPath(...CHROMIUM);
  // Where a whole browser is there already, the other is a matter of time only: not worth waiting for lists of packages.
  if (install([SHELL], { isUrgent: whole === null })) return programPath(SHELL);
  if (whole) return whole;
  return install(['chromium']) ? programPath(...CHROMIUM) : null;
}

/**
 * Installs Debian packages, as root on Debian; when it `isUrgent`, reads the lists of packages anew if need be. False
 * when that cannot be done here.
 */
export function install(packages: string[], { isUrgent = true } = {}): boolean {
  if (process.getuid?.() !== 0 || !programPath('apt-get')) return false;
  console.error(`Installing ${packages.join(' ')} for the tests.`);
  const options = {
    stdio: ['ignore', 'ignore', isUrgent ? 'inherit' : 'ignore'] as ('ignore' | 'inherit')[],
    // Run level 1: services that come with a package are not started.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  };
  const add = () =>
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], options)
      .status === 0;
  if (add()) return true;
  if (!isUrgent) return false;
  spawnSync('apt-get', ['update', '-q'], options);
  return add();
}
