/** A version as one file, and the schema of such files. */
import type { Ctx } from '../../platform/web/request-context.js';
import { type FileFormat, frameworkFileName, frameworkFileText } from '../exporting.js';
import type { Framework } from '../framework.js';
import { frameworkJsonSchema } from '../schema.js';
import { findShown } from './selected-version.js';

/** GET /model/export?version=&format= */
export async function exportFile(c: Ctx): Promise<Response> {
  const { framework } = await findShown(c);
  return asFile(c, framework, c.req.query('format') === 'json' ? 'json' : 'yaml');
}

/** A framework as a download. */
export function asFile(c: Ctx, framework: Framework, format: FileFormat): Response {
  const kind = format === 'json' ? 'application/json' : 'application/yaml';
  return c.body(frameworkFileText(framework, format), 200, {
    'Content-Type': `${kind}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${frameworkFileName(framework, format)}"`,
  });
}

/** GET /model/schema.json */
export function schemaFile(c: Ctx): Response {
  return c.body(JSON.stringify(frameworkJsonSchema(), null, 2), 200, {
    'Content-Type': 'application/schema+json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="framework.schema.json"',
  });
}
