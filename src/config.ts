import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { StartProblem } from './problems.js';

/** What the environment decides, read once at start. */
export interface Config {
  /** The clone's folder: models/, src/storage/migrations/ and dist/ are found from here. */
  root: string;
  /** Folder of the embedded database and of files. */
  dataFolder: string;
  /** A PostgreSQL (15 or newer) to use in place of the embedded one. */
  databaseUrl: string | null;
  port: number;
  host: string;
  /** The address that people type, for links in mail: "https://waymark.example.sch.uk". Null: as asked. */
  publicUrl: string | null;
  /** smtp://user:password@host:port, or null: links are then shown to copy. */
  smtpUrl: string | null;
  /** The address that mail comes from. */
  mailFrom: string;
  /** Number of reverse proxies whose X-Forwarded-For may be believed. */
  trustedProxies: number;
  /** An S3-compatible store for files, or null: they lie in the data folder. */
  s3Url: string | null;
  /** A clamd that looks into every uploaded file, or null: nothing does. */
  clamdUrl: string | null;
  /** How much the files of one school may take, in megabytes. */
  filesQuotaMegabytes: number;
}

const environment = z.object({
  WAYMARK_DATA: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must begin with postgres:// or postgresql://')
    .optional(),
  PORT: z.coerce
    .number('PORT must be a number')
    .int('PORT must be a whole number')
    .min(0, 'PORT must be 0 or more')
    .max(65535, 'PORT must be 65535 or less')
    .default(3000),
  HOST: z.string().min(1).default('localhost'),
  WAYMARK_URL: z
    .url({
      protocol: /^https?$/,
      error: 'WAYMARK_URL must be an address like https://waymark.example',
    })
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'SMTP_URL must begin with smtp:// or smtps://')
    .optional(),
  WAYMARK_MAIL_FROM: z.string().min(3).default('Waymark <waymark@localhost>'),
  WAYMARK_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  S3_URL: z
    .string()
    .regex(
      /^https?:\/\/[^:@/]+:[^@/]+@[^/]+\/[^/?]+/,
      'S3_URL must be an address like https://KEY:SECRET@s3.example/bucket?region=eu-west-2',
    )
    .optional(),
  CLAMD_URL: z
    .string()
    .regex(
      /^(tcp:\/\/[^/]+:\d+|unix:\/\/\/.+)$/,
      'CLAMD_URL must be an address like tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl',
    )
    .optional(),
  WAYMARK_FILES_MB: z.coerce
    .number('WAYMARK_FILES_MB must be a number')
    .int('WAYMARK_FILES_MB must be a whole number')
    .min(1, 'WAYMARK_FILES_MB must be 1 or more')
    .default(1024),
});

/**
 * Reads the environment. An empty variable counts as not set.
 * @throws StartProblem naming the first variable that cannot be used, and what it must be.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = environment.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0];
    const name = String(issue?.path[0] ?? 'The environment');
    const message = issue?.message ?? 'cannot be read';
    throw new StartProblem(message.startsWith(name) ? `${message}.` : `${name}: ${message}.`);
  }
  const set = read.data;
  return {
    root: rootFolder(),
    dataFolder: resolve(set.WAYMARK_DATA),
    databaseUrl: set.DATABASE_URL ?? null,
    port: set.PORT,
    host: set.HOST,
    publicUrl: set.WAYMARK_URL?.replace(/\/+$/, '') ?? null,
    smtpUrl: set.SMTP_URL ?? null,
    mailFrom: set.WAYMARK_MAIL_FROM,
    trustedProxies: set.WAYMARK_TRUSTED_PROXIES,
    s3Url: set.S3_URL ?? null,
    clamdUrl: set.CLAMD_URL ?? null,
    filesQuotaMegabytes: set.WAYMARK_FILES_MB,
  };
}

/** The nearest folder above this file that holds package.json: true for src/ and for dist/. */
export function rootFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder)
      throw new StartProblem('package.json is missing: this is not a clone of Waymark.');
    folder = above;
  }
  return folder;
}
