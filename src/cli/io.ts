import type { Readable, Writable } from 'node:stream';
import { isatty } from 'node:tty';

/** All the command line knows of the world outside; tests pass their own. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Which of the streams are terminals. */
  readonly tty: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  /** Width of the terminal, undefined without one. */
  readonly columns: number | undefined;
  readonly platform: string;
  /** ms, for the rate and the remaining time that progress shows; never reaches a report. */
  now(): number;
  /** The day in UTC, `2026-12-31`: by it what an operator allows has expired or not. */
  today(): string;
}

/** The world as this process has it. */
export function processIo(from: NodeJS.Process): Io {
  const tty = { stdin: isatty(0), stdout: isatty(1), stderr: isatty(2) };
  return {
    // Opened when asked for: commands that read no standard input leave it alone.
    get stdin() {
      return from.stdin;
    },
    stdout: from.stdout,
    stderr: from.stderr,
    env: from.env,
    cwd: from.cwd(),
    tty,
    columns: tty.stdout ? from.stdout.columns : undefined,
    platform: from.platform,
    now: () => performance.now(),
    today: () => new Date().toISOString().slice(0, 10),
  };
}
