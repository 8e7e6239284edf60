/** One run of a program: how long it took, how much memory it held, and whether it came to its end. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';

/** GNU time knows the largest memory of a process and of the children it waited for. */
const timeProgram = '/usr/bin/time';
const timeWorks =
  existsSync(timeProgram) && spawnSync(timeProgram, ['-f', '%M', 'true'], { stdio: 'ignore' }).status === 0;
const mostOutput = 1 << 20;

/**
 * @param {readonly string[]} command program and arguments
 * @param {{ timeout?: number, env?: NodeJS.ProcessEnv, discard?: boolean }} options `timeout` in seconds; `discard`
 *   sends standard output to nowhere
 * @returns seconds of wall clock, of CPU (user and system), MB of memory at most (undefined where it cannot be told),
 *   what was printed, and `failure`: undefined or why the run does not count
 */
export async function measure(command, { timeout = 600, env = {}, discard = false } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-run-'));
  try {
    const used = path.join(folder, 'used');
    const [program, ...rest] = timeWorks ? [timeProgram, '-q', '-f', '%U %S %M', '-o', used, ...command] : command;
    const streams = { out: discard ? 'ignore' : openSync(path.join(folder, 'out'), 'w') };
    streams.error = openSync(path.join(folder, 'error'), 'w');
    const ended = await run(program, rest, { streams, timeout, env: { ...process.env, ...env } });
    for (const stream of Object.values(streams)) if (stream !== 'ignore') closeSync(stream);
    const out = discard ? '' : textOf(path.join(folder, 'out'));
    const failure = failureOf(ended, textOf(path.join(folder, 'error')), timeout);
    return { seconds: ended.seconds, ...usage(used), out, failure };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a process group of its own, so that a run that takes too long ends with all it started. */
function run(program, args, { streams, timeout, env }) {
  return new Promise(resolve => {
    const start = performance.now();
    let late = false;
    const child = spawn(program, args, { stdio: ['ignore', streams.out, streams.error], detached: true, env });
    const timer = setTimeout(() => {
      late = true;
      process.kill(-child.pid, 'SIGKILL');
    }, timeout * 1000);
    const end = fields => {
      clearTimeout(timer);
      resolve({ seconds: (performance.now() - start) / 1000, late, ...fields });
    };
    child.once('error', error => end({ status: -1, message: error.message }));
    child.once('exit', (status, signal) => end({ status, signal }));
  });
}

function usage(file) {
  const numbers = /^([\d.]+) ([\d.]+) (\d+)$/m.exec(textOf(file));
  if (numbers === null) return { user: undefined, system: undefined, memory: undefined };
  const [user, system, kilobytes] = numbers.slice(1).map(Number);
  return { user, system, memory: (kilobytes * 1024) / 1e6 };
}

/** In a few words, for a cell of a table. */
function failureOf({ status, signal, late, message }, error, timeout) {
  if (late) return `not done in ${timeout} s`;
  if (status === 0) return undefined;
  if (/heap out of memory|bad_alloc|Out of Memory|Cannot allocate memory/i.test(error)) return 'out of memory';
  if (message !== undefined) return message;
  const said = error.trim().split('\n').at(-1).slice(0, 120);
  // GNU time reports the end by a signal as 128 and its number.
  return `${signal === undefined || signal === null ? `exit ${status}` : signal}${said === '' ? '' : `: ${said}`}`;
}

function textOf(file) {
  if (!existsSync(file)) return '';
  return readFileSync(file).subarray(0, mostOutput).toString();
}
