import type { Config } from './config.js';
import type { Engine } from './engine.js';
import type { ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import type { OptionName, Settings } from './options.js';
import type { Outlet } from './output.js';

/** A command of the program. One file each in commands/; `index.ts` lists them. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** As commander writes them: `[log...]`. */
  readonly arguments: string;
  /** What it offers; all other settings hold their defaults. */
  readonly options: readonly OptionName[];
  /** Options that must be given. */
  readonly required?: readonly OptionName[];
  /** What an option means here, where that is not what it means elsewhere. */
  readonly about?: Partial<Record<OptionName, string>>;
  /** Command lines for the end of the help, each with a remark. */
  readonly examples: readonly (readonly [string, string])[];
  run(call: Call): Promise<ExitCode>;
}

/** One call of a command, parsed and checked. */
export interface Call {
  readonly arguments: readonly string[];
  readonly settings: Settings;
  readonly config: Config | undefined;
  readonly session: Session;
  /** The command's help, for a call that says too little. */
  help(): string;
}

/** What lasts from the start of the program to its end. */
export interface Session {
  readonly io: Io;
  readonly stdout: Outlet;
  engine(): Promise<Engine>;
  /** A line on standard error; text of logs and users must be printable by then. */
  say(line: string): void;
  /** Takes the progress line away, where there is one. */
  clear(): void;
  /** Says how. */
  clearing(clear: () => void): void;
  /** Remembers the code to end with, should the reader of standard output leave before the end. */
  settle(code: ExitCode): void;
}
