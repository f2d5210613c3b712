/** Why a start cannot go on, in one sentence for whoever started it. What is none of these is a fault of ours. */
import { Problem, StartProblem } from './problems.js';

interface Failure {
  code?: string | undefined;
  message?: string;
  path?: string | undefined;
  /** PostgreSQL's errors have one. */
  severity?: string;
}

/** The disk or its quota is full; a file system that is read-only; a user that may not. */
const FILES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space',
  EDQUOT: 'the disk quota is used up: free some space',
  EROFS: 'it is on a file system that can only be read: mount it so that it can be written',
  EACCES: 'this user cannot write there: give it permission',
  EPERM: 'this user cannot write there: give it permission',
  EMFILE: 'too many files are open: raise the limit of open files',
  ENFILE: 'too many files are open on this machine: close other programs',
};

const DATABASE: Readonly<Record<string, string>> = {
  '25006': 'it can only be read: name the main server in DATABASE_URL and no copy of it',
  '28000': 'it refuses this user: check the user in DATABASE_URL and pg_hba.conf',
  '28P01': 'it refuses this password: check DATABASE_URL',
  '3D000': 'there is no such database: make it, or name another in DATABASE_URL',
  '42501':
    'the user of DATABASE_URL may not do this there: make that user the owner of the database',
  '53100': 'its disk is full: free some space',
  '53200': 'it is out of memory: give it more',
  '53300': 'it takes no more connections: raise max_connections',
  '55P03': 'it is locked by another program: try again in a minute',
  '57P03': 'it is starting or stopping: try again in a minute',
};

/** What pages say of them is about forms. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'storage.full':
    'The disk is full or cannot be written to. Free some space or make it writable, then start again.',
  'storage.away': 'The database did not answer. Check that it is running, then start again.',
};

/** The sentence for a failure that has one; anything else as it is. */
export function explainStart(error: unknown): unknown {
  if (error instanceof StartProblem || !(error instanceof Error)) return error;
  const { code = '', message = '', path, severity } = error as Failure;
  if (error instanceof Problem) return PROBLEMS[code] ? new StartProblem(PROBLEMS[code]) : error;
  if (DATABASE[code])
    return new StartProblem(
      `The database cannot be used (${oneLine(message)}): ${DATABASE[code]}.`,
    );
  if (severity !== undefined)
    return new StartProblem(
      `The database cannot be used (${oneLine(message)}, ${code}): look into the log of PostgreSQL.`,
    );
  if (FILES[code])
    return new StartProblem(
      `${path ? `The path ${path}` : 'A file'} cannot be written (${code}): ${FILES[code]}, then start again.`,
    );
  return error;
}

/** The same for a port that cannot be listened on. */
export function explainListening(error: Failure, port: number, host: string): unknown {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartProblem(
        `Port ${port} is in use by another program: stop that one, or choose another with PORT.`,
      );
    case 'EACCES':
    case 'EPERM':
      return new StartProblem(
        `Port ${port} may not be used by this user: choose another with PORT.`,
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
      return new StartProblem(
        `HOST is ${host}, which is no address of this machine: set HOST to localhost or 0.0.0.0.`,
      );
  }
  return error;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
