/** How time and memory grow with the requests, the accounts and the threads. */
import { rmSync, statSync } from 'node:fs';
import { readThrough } from './bandwidth.mjs';
import { logFile } from './data/log-file.mjs';
import { progress } from './progress.mjs';
import { count, figure, median, power, table } from './table.mjs';
import { revenuer } from './tools/revenuer.mjs';

const largeLog = 2e9;

/** Logs from ten thousand requests on, all of as many accounts. @returns the time of starting up, and the rows */
export async function byRequests(options) {
  const startUp = await emptyRun(options);
  const rows = await series(powers(1e4, options.largest), requests => ({ ...options, requests }));
  return { axis: 'requests', startUp, rows };
}

/** The largest log again, of a thousand accounts to one of as many accounts as requests. */
export async function byAccounts(options) {
  const startUp = await emptyRun(options);
  const common = { ...options, requests: options.largest };
  const rows = await series(powers(1e3, options.largest), accounts => ({ ...common, accounts }));
  return { axis: 'accounts', startUp, rows };
}

function powers(from, to) {
  const sizes = [];
  for (let size = from; size <= to; size *= 10) sizes.push(size);
  return sizes;
}

async function series(sizes, optionsOf) {
  const rows = [];
  for (const size of sizes) rows.push(...(await sized(optionsOf(size))));
  progress('');
  return rows;
}

async function sized(given) {
  const options = { ...given, shape: given.shapes[0] };
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

/** Time a request, without starting up, relative to the smallest log with as many threads: 1 is linear. */
export function scalingLines({ axis, startUp, rows }) {
  const perRequest = row => (row.seconds - startUp) / row.requests;
  const other = axis === 'requests' ? 'accounts' : 'requests';
  const head = [axis, 'threads', 'seconds', 'requests/s', 'MB/s', 'peak MB', 'µs a request', '÷ smallest'];
  const cells = rows.map(row => {
    const first = rows.find(each => each.threads === row.threads && each.failure === undefined);
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
  return [
    `### By number of ${axis}`,
    '',
    `${count(rows[0]?.[other] ?? 0)} ${other} each. A log of one request takes ${figure(startUp)} s; the last two columns are without it.`,
    '',
    ...table([head, ...cells]),
  ];
}
