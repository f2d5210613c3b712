/**
 * Compiles the named test files with what they import, and with whatever faults Stryker has written into that, into one
 * bundle: `compiled/tests.mjs` of the folder that it works in.
 */
import { join } from 'node:path';
import { rootFolder } from '../../src/platform/config.js';
import { bundleTests } from '../compile-tests.js';

await bundleTests(process.argv.slice(2), join(rootFolder(), 'compiled/tests.mjs'));
