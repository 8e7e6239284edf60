/** Profile records, `key<TAB>state` lines, on their way in and out. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { ProfileSource } from '../engine/index.js';
import { InputError, UsageError } from '../errors.js';
import type { Call, Session } from './command.js';
import { writeFile } from './file-outlet.js';
import { checkTargets, isStdout } from './targets.js';

/** Files of profiles by their names; `-` is standard input. They are opened one after another, when they are read. */
export function profilesIn(files: readonly string[], session: Session): ProfileSource[] {
  return files.map(file => {
    if (file === '-') return { name: 'standard input', lines: linesOf(file, session) };
    return { name: file, lines: linesOf(file, session), peek: () => linesOf(file, session) };
  });
}

/** The lines of a file. Throws an InputError that names it. */
export async function* linesOf(file: string, { io }: Session): AsyncGenerator<string> {
  const input = file === '-' ? io.stdin : createReadStream(path.resolve(io.cwd, file));
  try {
    yield* splitLines(input);
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new InputError(`cannot read ${file} (${cause.code ?? 'failed'})`, {
      hint: 'Check the path and its permissions.',
      cause,
    });
  } finally {
    input.destroy();
  }
}

/**
 * Cuts at line feeds alone. (node:readline also cuts at U+2028, which a JSON string may hold.) The parts of a long line
 * are kept apart until its end is seen: joining them chunk by chunk would be quadratic.
 */
async function* splitLines(input: Readable): AsyncGenerator<string> {
  let parts: string[] = [];
  input.setEncoding('utf8');
  for await (const chunk of input as AsyncIterable<string>) {
    const [first = '', ...others] = chunk.split('\n');
    parts.push(first);
    for (const other of others) {
      yield withoutReturn(parts.join(''));
      parts = [other];
    }
  }
  const last = parts.join('');
  if (last !== '') yield withoutReturn(last);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

interface Writing<T> {
  /** Files that are read, never to be overwritten. */
  readonly inputs: readonly string[];
  work(write: (text: string) => Promise<void>): Promise<T>;
}

/** Gives what writes text a place to write to: the file of -o, kept only as a whole, or standard output. */
export async function writeText<T>({ settings, session }: Call, { inputs, work }: Writing<T>): Promise<T> {
  const [file, ...more] = settings.output.filter(one => !isStdout(one));
  if (more.length > 0) throw new UsageError('-o is given twice; this goes to one file', { hint: 'Give one -o.' });
  if (file === undefined) return work(text => session.stdout.write(text));
  await checkTargets([{ format: 'lines', file }], inputs, session.io.cwd);
  return writeFile({ file, cwd: session.io.cwd }, outlet => work(text => outlet.write(text)));
}
