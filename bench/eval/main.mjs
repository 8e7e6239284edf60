// How well revenuer finds campaigns in simulated logs: npm run eval, or npm run eval -- --why. Options: docs/detection-limits.md
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { escaped, wronglyAccused } from './diagnosis.mjs';
import { gridScenarios, writeGrid } from './grid.mjs';
import { promptsIn } from './prompts.mjs';
import { inTurn } from './queue.mjs';
import { scenarios } from './scenarios.mjs';
import { tables } from './tables.mjs';
import { tiers } from './tiers.mjs';
import { trials } from './trial.mjs';

const { values: options } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    careful: { type: 'boolean', default: false },
    holdout: { type: 'boolean', default: false },
    grid: { type: 'boolean', default: false },
    seeds: { type: 'string', default: '5' },
    prompts: { type: 'string' },
    tier: { type: 'string', multiple: true, default: Object.keys(tiers) },
    scenario: { type: 'string', multiple: true, default: [] },
    why: { type: 'boolean', default: false },
  },
});

if (options.grid) await grid();
else await compare();

async function grid() {
  const seeds = Number(options.seeds);
  const page = fileURLToPath(new URL('../../docs/detection-limits.md', import.meta.url));
  const wanted = gridScenarios(seeds).map(scenario => ({ scenario, tierNames: [scenario.tier] }));
  await writeGrid(page, await runAll(wanted), seeds);
}

async function compare() {
  const plan = ['full', 'careful', 'holdout'].find(name => options[name]) ?? 'quick';
  const prompts = options.prompts === undefined ? undefined : promptsIn(options.prompts);
  if (options.prompts !== undefined && prompts === undefined) throw new Error(`there is no folder ${options.prompts}`);
  const wanted = scenarios(plan, prompts)
    .filter(({ name }) => options.scenario.length === 0 || options.scenario.includes(name))
    .map(scenario => ({ scenario, tierNames: options.tier }));
  const results = await runAll(wanted);
  const report = tables(results);
  if (options.why) {
    report.push('', 'innocents accused at medium or above', ...wronglyAccused(results));
    report.push('', 'campaigns that got away', ...escaped(results));
  }
  console.log(report.join('\n'));
}

async function runAll(wanted) {
  const folder = await mkdtemp(path.join(tmpdir(), 'revenuer-eval-'));
  const total = wanted.reduce((sum, { tierNames }) => sum + tierNames.length, 0);
  const makers = wanted.map(
    ({ scenario, tierNames }) =>
      () =>
        trials(scenario, { tierNames, folder }),
  );
  try {
    return await inTurn(makers, Math.min(4, availableParallelism()), done => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total} scans${done === total ? '\n' : ''}`);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
