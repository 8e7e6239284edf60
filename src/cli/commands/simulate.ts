import path from 'node:path';
import { UsageError } from '../../errors.js';
import { fixtures, simulate as make, truthCsv, writeLog } from '../../simulate/index.js';
import type { Fixture } from '../../simulate/index.js';
import type { Call, Command } from '../command.js';
import { exitCodes } from '../exit-code.js';
import { fileOutlet, keepWhole } from '../output.js';
import { writeText } from '../records.js';
import type { Settings } from '../options.js';
import { simulationOptions } from '../special-options.js';

export const simulate: Command = {
  name: 'simulate',
  summary: 'make a labelled log: for drills, fixtures and detection limits',
  arguments: '',
  options: [...simulationOptions, 'truth', 'output', 'debug'],
  about: {
    truth: 'write who is who to this file: account,harvester,campaign,class',
    output: 'write the log to this file, - is standard output',
  },
  examples: [
    ['revenuer simulate -o drill.ndjson --truth truth.csv', 'a day’s drill; then scan drill.ndjson -o r.json'],
    ['revenuer evaluate --truth truth.csv r.json', 'how well it was solved'],
    ['revenuer simulate --campaign generation:accounts=24,perDay=8 --seed 7', 'a campaign near the limit'],
  ],
  async run(call) {
    const { settings } = call;
    const scenario = scenarioOf(settings);
    const compressed = settings.output.find(file => /\.(gz|zst)$/i.test(file));
    if (compressed !== undefined) {
      throw new UsageError(`-o ${compressed}: the log is not compressed`, { hint: 'Pipe it through gzip instead.' });
    }
    const { labels, requests } = make(scenario.simulation);
    if (settings.truth !== undefined) await writeTruth(call, settings.truth, truthCsv(labels));
    await writeText(call, {
      inputs: [],
      async work(write) {
        for (const line of writeLog(requests, scenario.shape, scenario)) await write(line);
      },
    });
    return exitCodes.quiet;
  },
};

/** A scenario, and what was asked to be different. */
function scenarioOf(settings: Settings): Fixture {
  const base = fixtures.find(({ name }) => name === settings.scenario);
  if (base === undefined) throw new UsageError(`there is no scenario ${settings.scenario}`);
  const { simulation } = base;
  return {
    ...base,
    shape: settings.shape ?? base.shape,
    drop: [...base.drop, ...settings.drop],
    hashPrompts: base.hashPrompts || settings.hashPrompts,
    simulation: {
      seed: settings.seed ?? simulation.seed,
      days: settings.days ?? simulation.days,
      start: settings.start ?? simulation.start,
      populations: { ...simulation.populations, ...settings.population },
      campaigns: settings.campaign.length > 0 ? settings.campaign : simulation.campaigns,
    },
  };
}

async function writeTruth({ session }: Call, file: string, text: string): Promise<void> {
  const outlet = await fileOutlet(path.resolve(session.io.cwd, file));
  await keepWhole(outlet, session.signal, () => outlet.write(text));
}
