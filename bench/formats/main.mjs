// The same traffic in every format, scanned without options: npm run bench:formats [-- --format NAME …] [--seed N]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeLog } from '../../dist/simulate/index.js';
import { table } from './table.mjs';
import { traffic } from './traffic.mjs';
import { trial } from './trial.mjs';
import { writers } from './writers.mjs';

const { values: options } = parseArgs({
  options: {
    format: { type: 'string', multiple: true },
    seed: { type: 'string', default: '7' },
  },
});

/** What the others are measured by: the flat schema that the simulator writes. */
const native = {
  name: 'native NDJSON',
  file: 'log.ndjson',
  carries: ['account', 'apiKey', 'ip', 'userAgent', 'ja4', 'model', 'tokens', 'prompt'],
  frame: requests => writeLog(requests, 'ndjson', { drop: [], hashPrompts: false }),
  record: request => request,
  never: false,
};

const wanted = writers.filter(({ name }) => options.format === undefined || options.format.includes(name));
const log = traffic(Number(options.seed));
const folder = await mkdtemp(path.join(tmpdir(), 'revenuer-formats-'));
try {
  const trials = [];
  for (const writer of [native, ...wanted]) {
    if (process.stderr.isTTY) process.stderr.write(`\r${trials.length} of ${wanted.length + 1} `);
    trials.push(await trial(writer, log, folder));
  }
  const harvesters = log.truth.filter(({ harvester }) => harvester).length;
  console.log(`${log.sent.length} requests of ${log.truth.length} accounts, ${harvesters} of them in campaigns\n`);
  console.log(table(trials).join('\n'));
} finally {
  await rm(folder, { recursive: true, force: true });
}
