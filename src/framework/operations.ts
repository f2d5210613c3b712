/** What a program reads of the maturity model. */
import { z } from 'zod';
import { scopeOf } from '../platform/access/member.js';
import { everyone } from '../platform/access/route.js';
import { isId } from '../platform/ids.js';
import { type Operation, operationsOf } from '../platform/operations/operation.js';
import { pageFrom, pageInput, pageOf } from '../platform/operations/pagination.js';
import { presentFramework, presentVersion } from './present.js';
import { currentVersion, findFrameworkVersion, listVersions } from './store.js';

const operation = operationsOf('model');

/** What `presentVersion` gives. */
export const versionSchema = z.object({
  id: z.uuid(),
  framework: z.string(),
  version: z.string(),
  title: z.string(),
  edition: z.string().nullable(),
  origin: z.enum(['built-in', 'imported', 'made']),
  organisation: z.uuid().nullable(),
  checksum: z.string(),
  published_at: z.iso.datetime(),
});

const levelSchema = z.object({
  level: z.int(),
  summary: z.string().nullable(),
  missing: z.string().nullable(),
  criteria: z.array(z.object({ id: z.string(), text: z.string(), optional: z.boolean() })),
});
const statementSchema = z.object({
  id: z.string(),
  title: z.string(),
  asks: z.string().nullable(),
  levels: z.array(levelSchema),
  builds_on: z.array(
    z.object({
      level: z.int(),
      needs: z.object({ statement: z.string(), level: z.int() }),
      because: z.string(),
    }),
  ),
  evidence: z.array(z.string()),
  prompts: z.array(z.string()),
  voices: z.array(z.string()),
});

/** A framework file, as docs/framework-files.md describes it: it can be checked, and loaded elsewhere. */
export const frameworkSchema = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  edition: z.string().nullable(),
  own_words: z.boolean(),
  language: z.string(),
  publisher: z.object({ name: z.string(), work: z.string() }).nullable(),
  institution_types: z.array(z.string()),
  levels: z.array(z.object({ level: z.int(), title: z.string() })),
  themes: z.array(
    z.object({
      id: z.int(),
      title: z.string(),
      short: z.string().optional().meta({ description: 'A short name, where the theme has one.' }),
      benchmarks: z.array(z.int()),
      statements: z.array(statementSchema),
    }),
  ),
});

/** The API of models. */
export const frameworkOperations: Operation[] = [
  operation({
    name: 'framework.list',
    summary: 'List the published versions of the model that your school can use, newest first.',
    http: { method: 'GET', path: '/frameworks' },
    allow: everyone,
    input: pageInput,
    output: pageOf(versionSchema),
    form: 'GET /model/versions',
    command: 'framework list',
    async run({ context, member, input }) {
      const versions = await context.storage.read(scopeOf(member), (db) =>
        listVersions(db, member.organisation.id),
      );
      return pageFrom(versions.map(presentVersion), input);
    },
  }),
  operation({
    name: 'framework.export',
    summary:
      'Read a version of the model as one file. “current” is the one that your school works with.',
    http: { method: 'GET', path: '/frameworks/:version' },
    allow: everyone,
    output: frameworkSchema,
    form: 'GET /model/export',
    command: 'framework export',
    async run({ context, member, params: { version = '' } }) {
      const organisation = member.organisation.id;
      const framework = await context.storage.read(scopeOf(member), async (db) => {
        const id = version === 'current' ? (await currentVersion(db, organisation)).id : version;
        return findFrameworkVersion(db, isId(id) ? id : NO_ID, organisation);
      });
      return presentFramework(framework);
    },
  }),
];

/** The id of nothing. */
const NO_ID = '00000000-0000-0000-0000-000000000000';
