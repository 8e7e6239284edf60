// How well revenuer finds campaigns in simulated logs: npm run eval. What else it can do: docs/detection-limits.md
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ablations, ablationTable } from './ablation.mjs';
import { escaped, wronglyAccused } from './diagnosis.mjs';
import { gridMaps, gridScenarios } from './grid.mjs';
import { innocentScenarios, innocentTable } from './innocent.mjs';
import { asCode, writePart } from './page.mjs';
import { promptsIn } from './prompts.mjs';
import { inTurn } from './queue.mjs';
import { rankingTable } from './rankings.mjs';
import { scenarios } from './scenarios.mjs';
import { tables } from './tables.mjs';
import { tiers } from './tiers.mjs';
import { trials } from './trial.mjs';

const flag = { type: 'boolean', default: false };
const { values: options } = parseArgs({
  options: {
    full: flag,
    careful: flag,
    holdout: flag,
    grid: flag,
    ablation: flag,
    innocent: flag,
    'compare-rankings': flag,
    write: flag,
    why: flag,
    seeds: { type: 'string' },
    prompts: { type: 'string' },
    tier: { type: 'string', multiple: true },
    scenario: { type: 'string', multiple: true, default: [] },
  },
});

if (options.grid) await grid(3);
else if (options.ablation) await ablation(['F4', 'F2', 'F1']);
else if (options.innocent) await innocent(5, ['F4']);
else if (options['compare-rankings']) await compareRankings(['F4', 'F2', 'F1']);
else await compare(Object.keys(tiers));

async function grid(usualSeeds) {
  const seeds = Number(options.seeds ?? usualSeeds);
  const wanted = gridScenarios(seeds).map(scenario => ({ scenario, tierNames: [scenario.tier] }));
  await publish('grid', gridMaps(await runAll(wanted, trials), seeds));
}

async function ablation(usualTiers) {
  const wanted = [...planned('quick'), ...planned('careful')];
  await publish('ablation', ablationTable(await runAll(inTiers(wanted, usualTiers), ablations)));
}

async function innocent(usualSeeds, usualTiers) {
  const wanted = innocentScenarios(Number(options.seeds ?? usualSeeds));
  await publish('innocent', innocentTable(await runAll(inTiers(wanted, usualTiers), trials)));
}

async function compareRankings(usualTiers) {
  const wanted = [...planned('quick'), ...planned('careful')];
  await publish('rankings', rankingTable(await runAll(inTiers(wanted, usualTiers), trials)));
}

async function compare(usualTiers) {
  const plan = ['full', 'careful', 'holdout'].find(name => options[name]) ?? 'quick';
  const results = await runAll(inTiers(planned(plan), usualTiers), trials);
  await publish(plan, tables(results));
  if (!options.why) return;
  console.log(['', 'innocents accused at medium or above', ...wronglyAccused(results)].join('\n'));
  console.log(['', 'campaigns that got away', ...escaped(results)].join('\n'));
}

/** Logs of a plan: those asked for. */
function planned(plan) {
  const prompts = options.prompts === undefined ? undefined : promptsIn(options.prompts);
  if (options.prompts !== undefined && prompts === undefined) throw new Error(`there is no folder ${options.prompts}`);
  const all = scenarios(plan, prompts);
  const seeds = [...new Set(all.map(({ seed }) => seed))].slice(0, Number(options.seeds ?? Infinity));
  return all
    .filter(({ seed }) => seeds.includes(seed))
    .filter(({ name }) => options.scenario.length === 0 || options.scenario.includes(name));
}

function inTiers(wanted, usual) {
  return wanted.map(scenario => ({ scenario, tierNames: options.tier ?? usual }));
}

/** The heat maps are Markdown already. */
async function publish(part, lines) {
  console.log(lines.join('\n'));
  if (options.write) await writePart(part, part === 'grid' ? lines : asCode(lines));
}

/** @param make functions of a scenario, one for each of its tiers */
async function runAll(wanted, make) {
  const folder = await mkdtemp(path.join(tmpdir(), 'revenuer-eval-'));
  const total = wanted.reduce((sum, { tierNames }) => sum + tierNames.length, 0);
  const makers = wanted.map(
    ({ scenario, tierNames }) =>
      () =>
        make(scenario, { tierNames, folder }),
  );
  try {
    return await inTurn(makers, Math.min(4, availableParallelism()), done => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total} scans${done === total ? '\n' : ''}`);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
