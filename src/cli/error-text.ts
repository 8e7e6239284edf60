/** Every error the user sees gets its words and its exit code here. */
import { CommanderError } from 'commander';
import { DetectorError, InputError, InternalError, RevenuerError, UsageError } from '../errors.js';
import { printable } from '../reports/escape.js';
import { exitCodes } from './exit-code.js';
import type { ExitCode } from './exit-code.js';

/** What goes to standard error, without the last line break, and the code to end with. */
export interface ErrorText {
  readonly text: string;
  readonly code: ExitCode;
}

/** `revenuer: what happened (where)`, then, indented, what to do next. The stack comes with --debug. */
export function errorText(error: unknown, debug: boolean): ErrorText {
  const { message, hint, code } = describe(error);
  const lines = [`revenuer: ${line(message)}`];
  if (hint !== undefined && hint !== '') lines.push(...hint.split('\n').map(part => `  ${line(part)}`));
  if (debug) lines.push(...stack(error));
  return { text: lines.join('\n'), code };
}

function describe(error: unknown): { message: string; hint: string | undefined; code: ExitCode } {
  if (error instanceof CommanderError) return commanderText(error);
  if (error instanceof RevenuerError) return { message: error.message, hint: error.hint, code: codeOf(error) };
  const known = systemFault(error);
  if (known !== undefined) return { ...known, code: exitCodes.internal };
  const message = error instanceof Error ? `internal error: ${error.message}` : 'internal error';
  return {
    message,
    hint: 'This is a defect. Run again with --debug and report what it prints.',
    code: exitCodes.internal,
  };
}

/** Faults of the place that the program runs in, and what to do about them. */
function systemFault(error: unknown): { message: string; hint: string } | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code === 'EMFILE' || error.code === 'ENFILE') {
    return {
      message: `the system lets the program open no more files: ${error.message}`,
      hint: 'Raise the limit, as by ulimit -n 1024.',
    };
  }
  if (error.code === 'ERR_MODULE_NOT_FOUND') {
    return { message: `a part of the program is missing: ${error.message}`, hint: 'Install revenuer again.' };
  }
  return undefined;
}

function codeOf(error: RevenuerError): ExitCode {
  if (error instanceof UsageError || error instanceof DetectorError) return exitCodes.usage;
  if (error instanceof InputError) return exitCodes.incomplete;
  if (error instanceof InternalError) return exitCodes.internal;
  return exitCodes.internal;
}

/** Commander writes `error: unknown option '--x'`, and what may be meant on a second line in brackets. */
function commanderText({ message }: CommanderError): { message: string; hint: string | undefined; code: ExitCode } {
  const [first = '', second] = message.replace(/^error: /, '').split('\n');
  const meant = /\(Did you mean (.*)\)/.exec(second ?? '')?.[1];
  const file = /^unknown command '(.*)'$/.exec(first)?.[1];
  const scan = file !== undefined && /[./\\*]/.test(file) ? `To read a log: revenuer scan ${file}` : undefined;
  return {
    message: first,
    hint: meant === undefined ? (scan ?? 'See revenuer --help.') : `Did you mean ${meant}`,
    code: exitCodes.usage,
  };
}

/** The stack and those of the causes; their text may quote a log. */
function stack(error: unknown): string[] {
  const lines: string[] = [];
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    lines.push(...(cause.stack ?? String(cause)).split('\n').map(part => `  ${line(part)}`));
  }
  return lines;
}

/** One line that a terminal shows and does not obey. */
function line(text: string): string {
  return printable(text.replace(/\s*\n\s*/g, ' '));
}
