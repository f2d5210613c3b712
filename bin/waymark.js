#!/usr/bin/env node
// The command line: makes sure that the packages and the build are there, then hands over.
import './check-node.cjs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensurePackages } from './packages.js';

ensurePackages();
const { isBuilt } = await import('./build.js');
if (!isBuilt()) {
  // In a process of its own, so that the compilers do not stay in memory for as long as Waymark serves.
  const script = fileURLToPath(new URL('./build.js', import.meta.url));
  const { status } = spawnSync(process.execPath, [script], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status === 2 ? 2 : 1);
}
await import('../dist/main.js');
