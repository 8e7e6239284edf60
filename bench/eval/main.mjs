// How well revenuer finds campaigns in simulated logs: npm run eval [-- --full | --holdout | --grid] [--why] …
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { escaped, wronglyAccused } from './diagnosis.mjs';
import { inTurn } from './queue.mjs';
import { scenarios } from './scenarios.mjs';
import { tables } from './tables.mjs';
import { tiers } from './tiers.mjs';
import { trials } from './trial.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    holdout: { type: 'boolean', default: false },
    why: { type: 'boolean', default: false },
    tier: { type: 'string', multiple: true, default: Object.keys(tiers) },
    scenario: { type: 'string', multiple: true, default: [] },
  },
});

const plan = options.full ? 'full' : options.holdout ? 'holdout' : 'quick';
const wanted = scenarios(plan).filter(({ name }) => options.scenario.length === 0 || options.scenario.includes(name));
const folder = await mkdtemp(path.join(tmpdir(), 'revenuer-eval-'));
try {
  const total = wanted.length * options.tier.length;
  const makers = wanted.map(scenario => () => trials(scenario, { tierNames: options.tier, folder }));
  const results = await inTurn(
    makers,
    Math.min(4, availableParallelism()),
    done => process.stderr.isTTY && process.stderr.write(`\r${done} of ${total} scans${done === total ? '\n' : ''}`),
  );
  const report = tables(results);
  if (options.why) {
    report.push('', 'INNOCENTS ACCUSED AT MEDIUM OR ABOVE', ...wronglyAccused(results));
    report.push('', 'CAMPAIGNS THAT GOT AWAY', ...escaped(results));
  }
  console.log(report.join('\n'));
} finally {
  await rm(folder, { recursive: true, force: true });
}
