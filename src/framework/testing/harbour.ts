import { fileURLToPath } from 'node:url';
import { loadFramework } from '../load.js';

/** The folder of an invented framework with two themes and three levels, the first of them 0. */
export const harbourPath = fileURLToPath(new URL('harbour', import.meta.url));

/** The invented framework. */
export const harbour = await loadFramework(harbourPath);
