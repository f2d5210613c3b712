import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rootFolder } from '../../platform/config.js';
import { loadBuilt, loadFramework } from '../load.js';

/** The folder of the plain-English edition of the schools' model. */
export const schoolsModelPath = fileURLToPath(
  new URL('../../../models/careers-impact-schools', import.meta.url),
);

/** The same as the build makes it, which is read 30 times as fast. */
const built = join(rootFolder(), 'dist/models/careers-impact-schools.json');

/** The plain-English edition of the schools' model. */
export const schoolsModel = await (existsSync(built)
  ? loadBuilt(built)
  : loadFramework(schoolsModelPath));
