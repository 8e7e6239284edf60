// How long a scan takes against what the `ndjson` package alone needs to parse the same file: in turn, in one run.
//   node bench/read-against-ndjson.mjs FILE.ndjson[.gz] [rounds]
import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import ndjson from 'ndjson';

const [file, rounds = '3'] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: node bench/read-against-ndjson.mjs FILE [rounds]');

async function parseAlone() {
  const start = performance.now();
  const bytes = createReadStream(file);
  let records = 0;
  for await (const record of (file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes).pipe(ndjson.parse()))
    if (record) records++;
  return { seconds: (performance.now() - start) / 1000, records };
}

function scan() {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['bin/revenuer.js', 'scan', file, '--format', 'json', '--fail-on', 'never'],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    },
  );
  if (status !== 0) throw new Error(stderr);
  return { seconds: (performance.now() - start) / 1000, records: JSON.parse(stdout).run.requests };
}

const median = values => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const alone = [];
const whole = [];
for (let round = 0; round < Number(rounds); round++) {
  const a = await parseAlone();
  const b = scan();
  alone.push(a.seconds);
  whole.push(b.seconds);
  console.log(
    `round ${round + 1}: ndjson alone ${a.seconds.toFixed(2)} s (${a.records} records), scan ${b.seconds.toFixed(2)} s (${b.records} requests)`,
  );
}
console.log(`median ratio scan / ndjson alone: ${(median(whole) / median(alone)).toFixed(2)}`);
