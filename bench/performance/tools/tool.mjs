/**
 * What a tool of the comparison is:
 * - `id`, for `--only`, and `name`, for tables;
 * - `does`: by shape, what it does with a log, in a few words; shapes that are not named it cannot read;
 * - `available()`: `{ version }`, or `{ missing }` with the reason;
 * - `run(file, shape, settings)`: one run, as `measure` gives it, with `records` where the tool says how many it saw and
 *   `inside`, seconds that it counted itself. `settings` are `{ threads, timeout }`.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { measure } from '../process.mjs';

export const root = path.resolve(import.meta.dirname, '../../..');

/** First line of what a program prints of its version. */
export function installed(program, args = ['--version']) {
  const { status, stdout, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (error !== undefined || status !== 0) return { missing: `${program} is not installed` };
  return { version: /\d[\w.+-]*/.exec(stdout)?.[0].replace(/\.$/, '') ?? stdout.trim() };
}

/** Runs one of our own small programs, which prints a line of JSON: `records` and, if it likes, `inside`. */
export async function runProgram(name, args, settings) {
  const program = path.join(import.meta.dirname, '../programs', `${name}.mjs`);
  const result = await measure([process.execPath, program, ...args], settings);
  const { out, ...rest } = result;
  return result.failure === undefined ? { ...rest, ...JSON.parse(out) } : rest;
}

/** The result with the number of records that is found in what was printed. */
export function counted({ out, ...result }, pattern) {
  const records = pattern.exec(out)?.[1];
  return records === undefined ? result : { ...result, records: Number(records) };
}
