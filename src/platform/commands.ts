/** What a command of the command line is. Each feature lists its own in cli.ts. */
import type { Config } from './config.js';
import type { AppContext } from './storage/context.js';

export interface Command {
  /** The words that call it: "framework check". */
  name: string;
  /** What comes after them, as shown in the help: "PATH". */
  operands?: string;
  summary: string;
  /** Options beyond --json and --help. */
  options?: Record<string, { type: 'string' | 'boolean'; value?: string; about: string }>;
  run(call: Call): Promise<void>;
}

export interface Call {
  config: Config;
  operands: string[];
  options: Record<string, string | boolean | undefined>;
  isJson: boolean;
  /** Opens the database, once; it is closed when the command ends. */
  context(): Promise<AppContext>;
  /** Prints the result: the object with --json, else the text. */
  print(result: { json: unknown; text: string }): void;
}
