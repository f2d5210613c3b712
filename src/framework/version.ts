/** A published version: its name, whose it is, and the checksum that says what it holds. */
import { createHash } from 'node:crypto';
import { frameworkFrom, frameworkHead, themeFile } from './definition.js';
import type { Framework, StatementCode } from './framework.js';
import { presentFramework } from './present.js';

/** Where a version came from: the product itself, a document that was read, or somebody's hands. */
export type Origin = 'built-in' | 'imported' | 'made';

/** All that is known of a version without its content. */
export interface FrameworkVersion {
  /** UUID: what reviews are pinned to. */
  id: string;
  /** "careers-impact-schools": the same for all versions of one framework. */
  frameworkId: string;
  /** "1.0" */
  version: string;
  title: string;
  edition: string | null;
  origin: Origin;
  /** Null: everybody on this installation may use it. Else the school that it belongs to. */
  organisationId: string | null;
  /** SHA-256 of the canonical content, in hex. */
  checksum: string;
  publishedAt: Date;
  /** The version whose criteria, links and questions it carries, if it was matched to one. */
  matchedVersionId: string | null;
  /** Its statements, and the statement of the matched version that each belongs to. */
  matches: Record<StatementCode, StatementCode>;
}

/** SHA-256, in hex, of a framework's content: the same for the same content, however its keys were ordered. */
export function checksumOf(framework: Framework): string {
  return createHash('sha256')
    .update(canonical(presentFramework(framework)))
    .digest('hex');
}

/** JSON with the keys of every object in order and no spaces. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`);
  return `{${entries.join(',')}}`;
}

/** The framework in stored content, which was checked before it was published. */
export function frameworkOf(content: unknown): Framework {
  const head = frameworkHead.parse(content);
  return frameworkFrom(
    head,
    head.themes.map((theme) => themeFile.parse(theme)),
  );
}
