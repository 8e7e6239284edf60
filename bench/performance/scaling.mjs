/** How time and memory grow with the requests, the accounts and the threads. */
import { rmSync, statSync } from 'node:fs';
import { readThrough } from './bandwidth.mjs';
import { logFile } from './data/log-file.mjs';
import { progress } from './progress.mjs';
import { count, figure, median, power, table } from './table.mjs';
import { revenuer } from './tools/revenuer.mjs';

const largeLog = 2e9;

/** @returns the time of starting up, and two lists of sizes, each with the runs by number of threads */
export async function scaling(options) {
  const startUp = await emptyRun(options);
  const shape = options.shapes[0];
  const requests = await series(powers(1e4, options.largest), size => ({ ...options, shape, requests: size }));
  const accounts = await series(powers(1e3, options.largest), size => ({
    ...options,
    shape,
    requests: options.largest,
    accounts: size,
  }));
  progress('');
  return { shape, startUp, requests, accounts };
}

function powers(from, to) {
  const sizes = [];
  for (let size = from; size <= to; size *= 10) sizes.push(size);
  return sizes;
}

async function series(sizes, optionsOf) {
  const rows = [];
  for (const size of sizes) rows.push(...(await sized(optionsOf(size))));
  return rows;
}

async function sized(options) {
  const { requests, accounts, threads, keep } = options;
  const name = `${power(requests)} requests, ${power(accounts)} accounts`;
  progress(`${name}: writing the log`);
  const file = logFile(options);
  const bytes = statSync(file).size;
  const rows = threads.map(each => ({ requests, accounts, threads: each, bytes, runs: [] }));
  readThrough(file);
  for (let round = 1; round <= options.rounds; round++) {
    for (const row of rows) {
      if (row.failure !== undefined) continue;
      progress(`${name}: round ${round} of ${options.rounds}, threads ${row.threads}`);
      const run = await revenuer.run(file, options.shape, { ...options, threads: row.threads });
      const miscounted = run.failure === undefined && run.records !== requests;
      row.failure = miscounted ? `saw ${count(run.records ?? 0)} requests` : run.failure;
      row.runs.push(run);
    }
  }
  if (bytes > largeLog && !keep) rmSync(file);
  return rows.map(row => ({ ...row, ...medians(row) }));
}

function medians({ failure, runs }) {
  if (failure !== undefined) return {};
  const memories = runs.map(({ memory }) => memory);
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    memory: memories.includes(undefined) ? undefined : Math.max(...memories),
  };
}

/** Seconds for a log of one request: starting Node, loading the program, judging nothing. */
async function emptyRun({ folder, timeout, threads }) {
  const file = logFile({ folder, shape: 'ndjson', requests: 1, accounts: 1, days: 1, seed: 1 });
  const times = [];
  for (let i = 0; i < 3; i++) {
    const { seconds } = await revenuer.run(file, 'ndjson', { threads: threads[0], timeout });
    times.push(seconds);
  }
  return median(times);
}

export function scalingLines({ shape, startUp, requests, accounts }) {
  return [
    '### By number of requests',
    '',
    `Shape ${shape}. A log of one request takes ${figure(startUp)} s; the last two columns are without it.`,
    '',
    ...rowsOf(requests, 'requests', startUp),
    '',
    '### By number of accounts',
    '',
    `${count(accounts[0]?.requests ?? 0)} requests each.`,
    '',
    ...rowsOf(accounts, 'accounts', startUp),
  ];
}

/** Time a request, relative to the smallest log with as many threads: 1 is linear. */
function rowsOf(rows, axis, startUp) {
  const perRequest = row => (row.seconds - startUp) / row.requests;
  const head = [axis, 'threads', 'seconds', 'requests/s', 'MB/s', 'peak MB', 'µs a request', '÷ smallest'];
  const cells = rows.map(row => {
    const first = rows.find(other => other.threads === row.threads && other.failure === undefined);
    const label = [power(row[axis]), String(row.threads)];
    if (row.failure !== undefined) return [...label, row.failure, ...head.slice(3).map(() => '–')];
    return [
      ...label,
      figure(row.seconds),
      count(Math.round(row.requests / row.seconds)),
      figure(row.bytes / 1e6 / row.seconds),
      figure(row.memory),
      figure(perRequest(row) * 1e6),
      figure(perRequest(row) / perRequest(first)),
    ];
  });
  return table([head, ...cells], { left: 1 });
}
