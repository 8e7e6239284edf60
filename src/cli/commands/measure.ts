import type { Command } from '../command.js';
import { exitCodes } from '../exit-code.js';
import { lookingOptions, readingOptions, runningOptions } from '../options.js';
import { planScan } from '../plan.js';
import { sayProblems } from '../publish.js';
import { profilesIn, writeText } from '../records.js';
import { inputsOf } from './inputs.js';

export const measure: Command = {
  name: 'measure',
  summary: 'the map step: logs to profile records, one key<TAB>state line each',
  arguments: '[log...]',
  options: [...readingOptions, ...lookingOptions, 'after', 'output', ...runningOptions],
  about: { output: 'write to this file, - is standard output' },
  examples: [
    ['revenuer measure monday.ndjson.gz -o monday.profiles', 'keep the profiles of a day'],
    ['revenuer measure tue.ndjson.gz --after mon.profiles -o tue.profiles', 'an export that overlaps the one before'],
    ['revenuer measure - < part | sort | revenuer merge', 'one mapper among many'],
  ],
  async run(call) {
    const inputs = inputsOf(call);
    if (inputs === undefined) return exitCodes.usage;
    const { after } = call.settings;
    const options = { ...(await planScan(call, inputs)), after: profilesIn(after, call.session) };
    const engine = await call.session.engine();
    const { complete, problems } = await writeText(call, {
      inputs: [...inputs, ...after],
      work: write => engine.measureLogs(options, write),
    });
    if (!call.settings.quiet) sayProblems(call, problems);
    return complete ? exitCodes.quiet : exitCodes.incomplete;
  },
};
