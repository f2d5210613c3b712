/** What editors and people read about framework files, derived from `definition.ts`. Nothing is written here. */
import { z } from 'zod';
import { frameworkFile, themeFile } from './definition.js';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The JSON Schema (2020-12) of framework.yaml, which also holds for one file with everything in it. */
export function frameworkJsonSchema(): JsonSchema {
  return { title: 'A framework', ...z.toJSONSchema(frameworkFile, { io: 'input' }) };
}

/** The JSON Schema (2020-12) of a theme file. */
export function themeJsonSchema(): JsonSchema {
  return { title: 'A theme of a framework', ...z.toJSONSchema(themeFile, { io: 'input' }) };
}

/** The text of docs/framework-files.md. */
export function frameworkFilesGuide(): string {
  const theme = themeJsonSchema();
  const statement = itemOf(theme, 'statements');
  const descriptor = itemOf(statement, 'levels');
  const framework = frameworkJsonSchema();
  const parts: [heading: string, schema: JsonSchema][] = [
    ['framework.yaml', framework],
    ['An entry of levels', itemOf(framework, 'levels')],
    ['A theme file', theme],
    ['An entry of statements', statement],
    ['An entry of the levels of a statement', descriptor],
    ['An entry of criteria', itemOf(descriptor, 'criteria')],
    ['An entry of builds_on', itemOf(statement, 'builds_on')],
  ];
  return `${INTRODUCTION}\n${parts.map(([heading, schema]) => section(heading, schema)).join('\n')}`;
}

const INTRODUCTION = `# Framework files

A framework is a folder with \`framework.yaml\` and one file for each theme, or one YAML or JSON file that holds
everything (then the themes are written out under \`themes\`). \`models/careers-impact-schools/\` is an example.

\`waymark framework check PATH\` lists everything that is wrong, with the file and the line. Keys that are not in these
tables are refused. An editor that knows JSON Schema can help while you write: point it at \`docs/framework.schema.json\`
and \`docs/theme.schema.json\`.

Beyond the tables, these rules hold:

- The levels of a framework follow one another, 2 to 8 of them, and the first is 0 or 1. Every statement has every level.
- Themes have the numbers 1, 2, 3 and so on, and the codes of their statements follow one another: 2.1, 2.2, 2.3.
- A level without wording says why, with \`missing\`, and has no criteria. A level with wording has no \`missing\`.
- A criterion's id is the code of its statement, its level and one or two small letters: 2.4.3b. It is used once.
- A link names a statement and a level that exist, and never its own statement. A link at a level holds for the levels
  above it too, and links never go round in a circle, with the levels below a level counted in.
- Codes and versions are text, so they stand in quotes: "1.10" is not 1.1.

This page is made from the definition in \`src/framework/definition.ts\`.
`;

function section(heading: string, schema: JsonSchema): string {
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties!).map(([key, value]) => {
    const property = value as JsonSchema;
    const needed = required.has(key) ? 'needed' : otherwise(property);
    return [`\`${key}\``, kind(property), needed, property.description!];
  });
  return `## ${heading}\n\n${table([['Key', 'What it is', 'Needed', 'What it means'], ...rows])}`;
}

/** A Markdown table with its columns in line, so that it reads well as text too. */
function table(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |\n`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [rows[0]!, rule, ...rows.slice(1)].map(line).join('');
}

function otherwise(schema: JsonSchema): string {
  const value = schema.default;
  if (value === undefined) return 'may be left out';
  return Array.isArray(value) ? 'empty when left out' : `${String(value)} when left out`;
}

const KINDS: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  object: 'keys',
  null: 'null',
};

function kind(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map((each) => kind(each as JsonSchema)).join(' or ');
  if (schema.type === 'array') return `list of ${kind(schema.items as JsonSchema)}`;
  return KINDS[String(schema.type)]!;
}

function itemOf(schema: JsonSchema, key: string): JsonSchema {
  const list = schema.properties?.[key] as JsonSchema;
  return list.items as JsonSchema;
}
