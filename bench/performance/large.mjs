// Large exports that are not lines: node bench/performance/large.mjs --help. See docs/performance.md
import { Buffer } from 'node:buffer';
import { closeSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { longestLine, shapes } from './data/lines.mjs';
import { writeParquet } from './data/parquet-file.mjs';
import { traffic } from './data/traffic.mjs';

const usage = `node bench/performance/large.mjs [options] FILE      - is standard output, for --as array and ndjson

  --as <kind>            parquet; array: a JSON array on one line; ndjson (parquet)
  --requests <n>         (1e6)
  --accounts <n>         (1000)
  --days <n>             (3)
  --seed <n>             (1)
  --rows-per-group <n>   rows of a row group of Parquet (200000)
  --codec <name>         snappy, gzip, uncompressed (snappy)`;

const text = { type: 'string' };
const names = ['as', 'requests', 'accounts', 'days', 'seed', 'rows-per-group', 'codec'];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { ...Object.fromEntries(names.map(name => [name, text])), help: { type: 'boolean' } },
});
const [file] = positionals;
if (values.help || file === undefined) console.log(usage);
else write(file);

function write(file) {
  const { as = 'parquet' } = values;
  const options = {
    requests: Number(values.requests ?? 1e6),
    accounts: Number(values.accounts ?? 1000),
    days: Number(values.days ?? 3),
    seed: Number(values.seed ?? 1),
  };
  const rowsPerGroup = Number(values['rows-per-group'] ?? 200_000);
  if (as === 'parquet')
    writeParquet(file, { ...options, rowsPerGroup, codec: (values.codec ?? 'snappy').toUpperCase() });
  else if (as === 'array') writeText(file, options, { open: '[', between: ',', close: ']' });
  else writeText(file, options, { open: '', between: '\n', close: '\n' });
}

/** The lines of an NDJSON log with something else between them. */
function writeText(file, options, { open, between, close }) {
  const descriptor = file === '-' ? 1 : openSync(file, 'w');
  const { write: writeLine } = shapes.ndjson(options.seed);
  const block = Buffer.allocUnsafe(1 << 20);
  let filled = block.write(open);
  let isFirst = true;
  for (const request of traffic(options)) {
    if (filled + longestLine > block.length) filled = flushed(descriptor, block, filled);
    if (!isFirst) filled += block.write(between, filled);
    isFirst = false;
    filled = writeLine(block, filled, request) - 1;
  }
  filled += block.write(close, filled);
  flushed(descriptor, block, filled);
  closeSync(descriptor);
}

function flushed(descriptor, block, filled) {
  for (let at = 0; at < filled;) {
    try {
      at += writeSync(descriptor, block, at, filled - at);
    } catch (error) {
      // A pipe that nobody has emptied yet.
      if (error.code !== 'EAGAIN') throw error;
    }
  }
  return 0;
}
