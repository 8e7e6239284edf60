/** One log, once in each tier: simulate, write, scan with the real program, compare with the truth. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { evaluate } from '../../dist/evaluate/index.js';
import { simulate, writeLog } from '../../dist/simulate/index.js';
import { tiers } from './tiers.mjs';

const program = fileURLToPath(new URL('../../bin/revenuer.js', import.meta.url));
const run = promisify(execFile);

/** Simulates now; scanning waits until it is called. One function for each tier. */
export function trials({ name, seed, simulation }, { tierNames, folder }) {
  const { requests, active } = simulate(simulation);
  const sent = [...requests];
  const truth = active();
  const rankings = naiveRankings(sent);
  return tierNames.map(tier => async () => {
    const file = path.join(folder, `${name}-${simulation.seed}-${tier}.log`);
    await write(file, sent, tiers[tier]);
    const report = await scan(file);
    await rm(file);
    return {
      scenario: name,
      seed,
      tier,
      truth,
      rankings,
      suspects: report.suspects,
      evaluation: evaluate(report, truth),
    };
  });
}

/** What anybody would sort by first, from the full log whatever the tier. */
function naiveRankings(requests) {
  const byRequests = new Map();
  const byOutput = new Map();
  const addresses = new Map();
  for (const { account, outputTokens, ip } of requests) {
    byRequests.set(account, (byRequests.get(account) ?? 0) + 1);
    byOutput.set(account, (byOutput.get(account) ?? 0) + outputTokens);
    addresses.set(account, (addresses.get(account) ?? new Set()).add(ip));
  }
  const byAddresses = new Map([...addresses].map(([account, seen]) => [account, seen.size]));
  return { requests: byRequests, 'output tokens': byOutput, addresses: byAddresses };
}

async function write(file, requests, { shape, drop, hashPrompts }) {
  const stream = createWriteStream(file);
  let block = '';
  for (const line of writeLog(requests, shape, { drop, hashPrompts })) {
    block += line;
    if (block.length < 1 << 20) continue;
    if (!stream.write(block)) await once(stream, 'drain');
    block = '';
  }
  stream.end(block);
  await once(stream, 'close');
}

async function scan(file) {
  const output = `${file}.json`;
  const options = ['--format', 'json', '--fail-on', 'never', '--threads', '1', '-o', output];
  await run(process.execPath, [program, 'scan', file, ...options], { maxBuffer: 1 << 26 });
  const report = JSON.parse(await readFile(output, 'utf8'));
  await rm(output);
  if (!report.run.complete) throw new Error(`${file}: ${report.run.problems.join('; ')}`);
  return report;
}
