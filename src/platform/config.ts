import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { StartProblem } from './problems.js';

/** What the environment decides, read once at start. */
export interface Config {
  /** The clone's folder: models/, src/platform/storage/migrations/ and dist/ are found from here. */
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
  /** False for development: whoever opens a fresh installation first may set it up. */
  asksSetUpCode: boolean;
  /** Number of reverse proxies whose X-Forwarded-For may be believed. */
  trustedProxies: number;
  /** An S3-compatible store for files, or null: they lie in the data folder. */
  s3Url: string | null;
  /** A clamd that looks into every uploaded file, or null: nothing does. */
  clamdUrl: string | null;
  /** How much the files of one school may take, in megabytes. */
  filesQuotaMegabytes: number;
  /** Services that people may sign in with, by configuration. */
  identityProviders: readonly IdentityProvider[];
}

/** A service that knows people, reached by OpenID Connect. */
export interface IdentityProvider {
  /** Its name in addresses: "entra". */
  id: string;
  /** Its name on buttons: "Microsoft". */
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  scope: string;
}

/** True for an address that names a host and nothing in it. */
const isOrigin = ({ pathname, username, password }: URL, text: string): boolean =>
  pathname === '/' && !username && !password && !/[?#]/.test(text);

const environment = z.object({
  WAYMARK_DATA: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must begin with postgres:// or postgresql://')
    .refine(
      URL.canParse,
      'DATABASE_URL must be an address like postgresql://user:password@host:5432/database, with %40 for @ in a password',
    )
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
    .refine(
      (text) => !URL.canParse(text) || isOrigin(new URL(text), text),
      'WAYMARK_URL must be an address like https://waymark.example, with nothing after the host and its port: Waymark answers at the top of its host',
    )
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'SMTP_URL must begin with smtp:// or smtps://')
    .refine(URL.canParse, 'SMTP_URL must be an address like smtp://user:password@mail.example:587')
    .optional(),
  WAYMARK_MAIL_FROM: z.string().min(3).default('Waymark <waymark@localhost>'),
  WAYMARK_SET_UP_CODE: z
    .literal('off', 'WAYMARK_SET_UP_CODE can only be off, and only for development')
    .optional(),
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
    publicUrl: set.WAYMARK_URL?.replace(/\/$/, '') ?? null,
    smtpUrl: set.SMTP_URL ?? null,
    mailFrom: set.WAYMARK_MAIL_FROM,
    asksSetUpCode: set.WAYMARK_SET_UP_CODE === undefined,
    trustedProxies: set.WAYMARK_TRUSTED_PROXIES,
    s3Url: set.S3_URL ?? null,
    clamdUrl: set.CLAMD_URL ?? null,
    filesQuotaMegabytes: set.WAYMARK_FILES_MB,
    identityProviders: readIdentityProviders(given),
  };
}

/** Names that go without OIDC_…_NAME, and what each service is asked for. */
const KNOWN_PROVIDERS: Record<string, { name: string; scope?: string }> = {
  ENTRA: { name: 'Microsoft' },
  MICROSOFT: { name: 'Microsoft' },
  GOOGLE: { name: 'Google' },
  DFE: { name: 'DfE Sign-in', scope: 'openid profile email organisation' },
};
const PROVIDER_PARTS = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET', 'NAME', 'SCOPE'] as const;

/**
 * Reads OIDC_<NAME>_ISSUER, _CLIENT_ID, _CLIENT_SECRET, and if wanted _NAME and _SCOPE, for any number of services.
 * @throws StartProblem for one that is named in part only, or whose issuer is not one exact address.
 */
function readIdentityProviders(env: NodeJS.ProcessEnv): IdentityProvider[] {
  const pattern = new RegExp(`^OIDC_([A-Z0-9]+)_(?:${PROVIDER_PARTS.join('|')})$`);
  const words = Object.keys(env).map((name) => pattern.exec(name)?.[1]);
  return [...new Set(words.filter((word) => word !== undefined))].sort().map((word) => {
    const part = (name: (typeof PROVIDER_PARTS)[number]) => env[`OIDC_${word}_${name}`];
    const needed = (name: (typeof PROVIDER_PARTS)[number]) => {
      const value = part(name);
      if (!value) throw new StartProblem(`OIDC_${word}_${name} is missing.`);
      return value;
    };
    return {
      id: word.toLowerCase(),
      name: part('NAME') ?? KNOWN_PROVIDERS[word]?.name ?? word,
      issuer: exactIssuer(`OIDC_${word}_ISSUER`, needed('ISSUER')),
      clientId: needed('CLIENT_ID'),
      clientSecret: needed('CLIENT_SECRET'),
      scope: part('SCOPE') ?? KNOWN_PROVIDERS[word]?.scope ?? 'openid profile email',
    };
  });
}

/** "common" would take accounts of every organisation in the context, so an issuer names one tenant. */
function exactIssuer(variable: string, value: string): string {
  const isLocal = /^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(value);
  if (!URL.canParse(value) || !(value.startsWith('https:') || isLocal)) {
    throw new StartProblem(`${variable} must be an address that begins with https://.`);
  }
  if (/\/(common|organizations|consumers)(\/|$)/.test(value)) {
    throw new StartProblem(
      `${variable} must name your own tenant (https://login.microsoftonline.com/<tenant id>/v2.0).`,
    );
  }
  return value;
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
