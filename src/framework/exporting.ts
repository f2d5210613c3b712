/** A framework as one file that can be shared, edited, checked and loaded again. */
import { stringify } from 'yaml';
import type { Framework } from './framework.js';
import { presentFramework } from './present.js';

export type FileFormat = 'yaml' | 'json';

/** The text of the file. Its keys are those of `docs/framework-files.md`. */
export function frameworkFileText(framework: Framework, format: FileFormat): string {
  const file = presentFramework(framework);
  if (format === 'json') return `${JSON.stringify(file, null, 2)}\n`;
  const head = `# ${framework.title}, version ${framework.version}.\n# Check it after editing: waymark framework check FILE\n`;
  return head + stringify(file, { lineWidth: 110 });
}

/** "careers-impact-schools-1.0.yaml" */
export const frameworkFileName = ({ id, version }: Framework, format: FileFormat): string =>
  `${id}-${version}.${format}`;
