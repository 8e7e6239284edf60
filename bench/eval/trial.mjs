/** One log, once in each tier: simulate, write, scan with the real program, compare with the truth. */
import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { evaluate } from '../../dist/evaluate/index.js';
import { simulate } from '../../dist/simulate/index.js';
import { writeLogFile } from './log-file.mjs';
import { naiveRankings } from './naive.mjs';
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
    await writeLogFile(file, sent, tiers[tier]);
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

async function scan(file) {
  const output = `${file}.json`;
  const options = ['--format', 'json', '--fail-on', 'never', '--threads', '1', '-o', output];
  await run(process.execPath, [program, 'scan', file, ...options], { maxBuffer: 1 << 26 });
  const report = JSON.parse(await readFile(output, 'utf8'));
  await rm(output);
  if (!report.run.complete) throw new Error(`${file}: ${report.run.problems.join('; ')}`);
  return report;
}
