import { UsageError } from '../../errors.js';
import { fixtures, type Fixture } from '../../simulate/fixtures.js';
import { resolveInputs } from '../../sources/open.js';
import type { Call, Command } from '../command.js';
import { exitCodeOf, exitCodes } from '../exit-code.js';
import type { ExitCode } from '../exit-code.js';
import { limitFormat, limitJson, limitText, planLimits, requireFitting } from '../limits.js';
import { lookingOptions, options, readingOptions } from '../options.js';
import type { Settings } from '../options.js';
import { writeFile } from '../file-outlet.js';
import { sayProblems } from '../publish.js';
import { writeText } from '../records.js';
import { checkTargets } from '../targets.js';
import { limitOptions, simulationOptions } from '../special-options.js';

export const simulate: Command = {
  name: 'simulate',
  summary: 'make a labelled log: for drills, fixtures and detection limits',
  arguments: '',
  options: [
    ...simulationOptions,
    ...limitOptions,
    'truth',
    ...readingOptions,
    ...lookingOptions,
    'allow',
    'asOf',
    'format',
    'output',
    'progress',
    'quiet',
    'debug',
  ],
  about: {
    truth: 'write who is who to this file: account,harvester,campaign,class',
    format: 'form of the limits: terminal, json',
    output: 'write the log, or the limits, to this file, - is standard output',
  },
  examples: [
    ['revenuer simulate -o drill.ndjson --truth truth.csv', 'a day’s drill; then scan drill.ndjson -o r.json'],
    ['revenuer evaluate --truth truth.csv r.json', 'how well it was solved'],
    ['revenuer simulate --campaign generation:accounts=24,perDay=8 --seed 7', 'a campaign near the limit'],
    ['revenuer simulate --into access.ndjson.gz', 'how small a campaign could hide in a log of yours'],
    ['revenuer simulate --into access.ndjson.gz --campaign grading --rates 10,50', 'another kind, at other rates'],
  ],
  async run(call) {
    const { settings } = call;
    requireFitting(settings, options.scenario.default);
    if (settings.into.length > 0) return findLimitsOf(call);
    const scenario = scenarioOf(settings);
    const compressed = settings.output.find(file => /\.(gz|zst)$/i.test(file));
    if (compressed !== undefined) {
      throw new UsageError(`-o ${compressed}: the log is not compressed`, { hint: 'Pipe it through gzip instead.' });
    }
    // Loaded when asked for: no other command makes traffic.
    const { simulate: make, truthCsv, writeLog } = await import('../../simulate/index.js');
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

/** Nothing is mixed on disk: the log is read once, the campaigns are added in memory. */
async function findLimitsOf(call: Call): Promise<ExitCode> {
  const { settings, session } = call;
  const format = limitFormat(settings);
  // Loaded when asked for, like the engine that stands behind it.
  const { defaultKinds, defaultRates, findLimits } = await import('../../limits/index.js');
  const asked = await planLimits(call, { kinds: defaultKinds, rates: defaultRates });
  const { sources } = await resolveInputs(settings.into, session.io);
  return writeText(call, {
    inputs: sources.map(source => source.path),
    async work(write) {
      const { result, baseline } = await findLimits(asked);
      session.clear();
      if (!settings.quiet) sayProblems(call, result.log.problems);
      await write(format === 'json' ? limitJson(result) : limitText(result));
      return exitCodeOf(baseline);
    },
  });
}

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

async function writeTruth({ session: { io } }: Call, file: string, text: string): Promise<void> {
  await checkTargets([{ format: 'truth', file }], [], io.cwd);
  await writeFile({ file, cwd: io.cwd }, outlet => outlet.write(text));
}
