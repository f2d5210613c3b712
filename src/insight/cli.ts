/** The commands of cross-walks. */

import { checkFramework } from '../framework/check.js';
import { readFrameworkSource } from '../framework/load.js';
import { operandsOf } from '../platform/access/command-helpers.js';
import type { Command } from '../platform/commands.js';
import { invalid } from '../platform/problems.js';
import { counted } from '../review/sentences.js';
import { checkCrosswalk, readCrosswalkFile } from './crosswalk.js';

export const crosswalkCommands: Command[] = [
  {
    name: 'crosswalk check',
    operands: 'PATH',
    summary: 'List all errors in a file of another framework.',
    run: async (call) => {
      const [path] = operandsOf(call, 'one file');
      const model = `${call.config.root}/models/careers-impact-schools`;
      const { framework } = checkFramework(await readFrameworkSource(model));
      if (!framework) throw new Error(`${model} has errors.`);
      const { crosswalk, faults } = checkCrosswalk(readCrosswalkFile(path), framework);
      if (crosswalk) {
        const count = counted(crosswalk.entries.length, 'entry', 'entries');
        call.print({ json: { path, faults }, text: `${path} has no errors: ${count}.` });
        return;
      }
      const text = faults.map(({ where, message }) => `${path}: ${where}: ${message}`).join('\n');
      call.print({ json: { path, faults }, text });
      throw invalid('crosswalk.invalid', `${path} has ${counted(faults.length, 'error')}.`);
    },
  },
];
