#!/usr/bin/env node
// The command line: makes sure that the packages and the build are there, then hands over.
import { ensurePackages } from './packages.js';

ensurePackages();
const { ensureBuild } = await import('./build.js');
await ensureBuild();
await import('../dist/main.js');
