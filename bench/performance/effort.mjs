/**
 * What a Node program costs the processor, counted so that it depends little on what else the machine does: user-space
 * instructions where the processor's counters may be read, else seconds of CPU in user mode, of all threads.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { withScratchFile } from './scratch-file.mjs';

const event = 'instructions:u';
const tellUsage = path.join(import.meta.dirname, 'programs/tell-usage.cjs');

/** Each: its name, its unit, and a function from arguments of Node to a number. */
export const measures = {
  instructions: { unit: 'instructions', of: args => withScratchFile(file => instructions(args, file)) },
  time: { unit: 's of CPU', of: args => withScratchFile(file => userSeconds(args, file)) },
};

/** Whether this machine lets us count: virtual machines and containers often do not. */
export function canCount() {
  return withScratchFile(file => {
    const { error, status } = spawnSync('perf', perf(file, 'true'), { stdio: 'ignore' });
    return error === undefined && status === 0 && countIn(file) > 0;
  });
}

function instructions(args, file) {
  finish('perf', perf(file, process.execPath, ...args), process.env);
  return countIn(file);
}

function perf(file, ...command) {
  return ['stat', '-x', ',', '-e', event, '-o', file, '--', ...command];
}

/** `<not supported>` and the like give NaN. */
function countIn(file) {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find(each => each.includes(event));
  return Number(line?.split(',')[0]);
}

function userSeconds(args, file) {
  finish(process.execPath, ['--require', tellUsage, ...args], { ...process.env, TELL_USAGE: file });
  return JSON.parse(readFileSync(file, 'utf8')).userCPUTime / 1e6;
}

function finish(program, args, env) {
  const { error, status, stderr } = spawnSync(program, args, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`exit ${status}: ${program} ${args.join(' ')}\n${stderr}`);
}
