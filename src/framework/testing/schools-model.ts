import { fileURLToPath } from 'node:url';
import { loadFramework } from '../load.js';

/** The folder of the plain-English edition of the schools' model. */
export const schoolsModelPath = fileURLToPath(
  new URL('../../../models/careers-impact-schools', import.meta.url),
);

/** The plain-English edition of the schools' model. */
export const schoolsModel = await loadFramework(schoolsModelPath);
