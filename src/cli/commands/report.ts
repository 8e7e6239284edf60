import type { Command } from '../command.js';
import { exitCodes } from '../exit-code.js';
import { judgingOptions, lookingOptions, outputOptions, runningOptions } from '../options.js';
import { planScan } from '../plan.js';
import { prepareTargets, publish } from '../publish.js';
import { profilesIn } from '../records.js';
import { inputsOf } from './inputs.js';

export const report: Command = {
  name: 'report',
  summary: 'the last step: profiles to ranked suspects',
  arguments: '[profiles...]',
  options: [...lookingOptions, ...judgingOptions, ...outputOptions, ...runningOptions],
  examples: [
    ['revenuer report week.profiles -o week.html', 'judge what was measured'],
    ['revenuer merge *.profiles | revenuer report', 'in one pipe'],
  ],
  async run(call) {
    const inputs = inputsOf(call);
    if (inputs === undefined) return exitCodes.usage;
    const targets = await prepareTargets(call, inputs);
    const options = await planScan(call, []);
    const engine = await call.session.engine();
    return publish(call, await engine.reportProfiles(profilesIn(inputs, call.session), options), targets);
  },
};
